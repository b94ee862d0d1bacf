//! The parameters of Browse's chart: what its lines are, how long its periods are, what is measured.

use super::codec::Params;
use demarche_search::{Field, Unit};

/// The fields whose values can be the lines of a chart, as offered.
pub const CHART_FIELDS: [Field; 5] =
    [Field::Speaker, Field::Side, Field::Kind, Field::Publisher, Field::Lang];

/// What the chart shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartState {
    /// Terms to set side by side, separated by `|`; they stand in for the words of the search.
    pub series: String,
    /// The field whose values are the lines; without terms only.
    pub by: Option<Field>,
    /// How long a period is; `None` as fits the dates.
    pub unit: Option<Unit>,
    /// What is measured.
    pub measure: Measure,
}

/// What a chart measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Measure {
    /// Hits; statements where there are no words to hit.
    #[default]
    Hits,
    /// Hits per 10,000 words.
    Per10k,
    /// Matching statements as a share of all in scope.
    Share,
}

impl Measure {
    /// All measures, as offered.
    pub const ALL: [Measure; 3] = [Measure::Hits, Measure::Per10k, Measure::Share];

    /// The value in the address.
    pub fn id(self) -> &'static str {
        match self {
            Measure::Hits => "hits",
            Measure::Per10k => "per10k",
            Measure::Share => "share",
        }
    }

    /// The measure with this id; the first where there is none.
    pub fn from_id(id: &str) -> Measure {
        Measure::ALL.into_iter().find(|measure| measure.id() == id).unwrap_or_default()
    }
}

impl ChartState {
    /// Reads the parameters; what makes no sense is left aside.
    pub(super) fn from_params(params: &Params) -> ChartState {
        ChartState {
            series: params.last("series"),
            by: Field::from_id(&params.last("by")).filter(|field| CHART_FIELDS.contains(field)),
            unit: Unit::from_id(&params.last("unit")),
            measure: Measure::from_id(&params.last("measure")),
        }
    }

    /// Writes the parameters in a fixed order.
    pub(super) fn to_params(&self, params: &mut Params) {
        params.push_nonempty("series", &self.series);
        params.push_nonempty("by", self.by.map_or("", Field::id));
        params.push_nonempty("unit", self.unit.map_or("", Unit::id));
        if self.measure != Measure::default() {
            params.push("measure", self.measure.id());
        }
    }
}
