//! The parameters of the Compare screen: which texts, which rows, how they are shown.

use super::browse::MAX_CHOSEN;
use super::codec::Params;
use super::couple::{Couple, swapped};

/// The names of the sides in an address.
pub(super) const SIDES: [&str; MAX_CHOSEN] = ["a", "b", "c", "d"];

/// What asks for a text of the reader's own, and its value.
const OWN: (&str, &str) = ("own", "new");

/// What begins the word for two texts that the panels look at.
pub const WITH: &str = "with";

/// The least score in per cent that an address may ask for.
const MOST_LEAST: u8 = 99;

/// What the Compare screen shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompareState {
    /// Ids of the texts by side; empty where none is chosen.
    pub ids: [String; MAX_CHOSEN],
    /// Whether the reader comes with a text to paste.
    pub is_pasting: bool,
    /// Which rows are shown.
    pub rows: RowFilter,
    /// Whether rows of mere formula are left out.
    pub hides_formulae: bool,
    /// The score in per cent from which passages are a pair, if the reader wants another than usual.
    pub least: Option<u8>,
    /// Whether each text scrolls for itself.
    pub is_free: bool,
    /// Anchor of a passage of the row the reader is at.
    pub passage: Option<String>,
    /// The panels that are open, parted by dots; empty for none.
    pub panel: String,
}

/// Which rows of a comparison are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowFilter {
    /// All rows.
    #[default]
    All,
    /// Passages with a counterpart in the common order.
    Matched,
    /// Passages with a counterpart out of the common order.
    Moved,
    /// Rows in which any difference is shown.
    Differing,
    /// Passages without a counterpart, of the side with this number.
    Only(usize),
    /// Passages with a counterpart of two of the texts, in the common order or out of it.
    Paired(Couple),
    /// Pairs inside which the side with this number has a sentence of its own.
    Alone(usize),
    /// Mere formula. The address says it where it says that formulae are hidden.
    Formulae,
}

impl RowFilter {
    /// The choices for texts of so many sides, in the order they are offered. To the others the summary leads.
    pub fn offered(sides: usize) -> Vec<RowFilter> {
        let only = (0..sides.min(MAX_CHOSEN)).map(RowFilter::Only);
        let some = [RowFilter::All, RowFilter::Matched, RowFilter::Moved, RowFilter::Differing];
        some.into_iter().chain(only).collect()
    }

    /// All of them.
    pub fn all() -> Vec<RowFilter> {
        let alone = (0..MAX_CHOSEN).map(RowFilter::Alone);
        let paired = Couple::all(MAX_CHOSEN).map(RowFilter::Paired);
        let offered = RowFilter::offered(MAX_CHOSEN).into_iter();
        offered.chain(alone).chain(paired).chain([RowFilter::Formulae]).collect()
    }

    /// The one of this name; all rows where there is none.
    pub fn from_id(id: &str) -> RowFilter {
        RowFilter::all().into_iter().find(|choice| choice.id() == id).unwrap_or_default()
    }

    /// The value in the address.
    pub fn id(self) -> String {
        let of = |kind: &str, side: usize| [kind, SIDES.get(side).unwrap_or(&"")].concat();
        match self {
            RowFilter::All => "all".to_owned(),
            RowFilter::Matched => "matched".to_owned(),
            RowFilter::Moved => "moved".to_owned(),
            RowFilter::Differing => "differing".to_owned(),
            RowFilter::Only(side) => of("only-", side),
            RowFilter::Paired(couple) => ["paired-", &couple.id()].concat(),
            RowFilter::Alone(side) => of("alone-", side),
            RowFilter::Formulae => "formulae".to_owned(),
        }
    }
}

impl CompareState {
    /// The comparison of these texts, shown as usual.
    pub fn of(ids: &[String]) -> CompareState {
        let mut ids = ids.iter().cloned();
        let ids = std::array::from_fn(|_| ids.next().unwrap_or_default());
        CompareState { ids, ..CompareState::default() }
    }

    /// Reads the parameters; what makes no sense is left aside.
    pub(super) fn from_params(params: &Params) -> CompareState {
        let mut ids = SIDES.map(|side| params.last(side));
        // A fourth text without a third is the third.
        if ids[2].is_empty() {
            ids.swap(2, 3);
        }
        let formulae = params.last("formulae");
        let rows =
            if formulae == "only" { RowFilter::Formulae } else { RowFilter::from_id(&params.last("rows")) };
        CompareState {
            ids,
            is_pasting: params.last(OWN.0) == OWN.1,
            rows,
            hides_formulae: formulae == "hide" && rows != RowFilter::Formulae,
            least: params.last("min").parse().ok().filter(|least| *least <= MOST_LEAST),
            is_free: params.last("scroll") == "free",
            passage: Some(params.last("p")).filter(|anchor| !anchor.is_empty()),
            panel: params.last("panel"),
        }
    }

    /// Writes the parameters in a fixed order.
    pub(super) fn to_params(&self, params: &mut Params) {
        for (name, id) in SIDES.iter().zip(&self.ids) {
            params.push_nonempty(name, id);
        }
        if self.is_pasting {
            params.push(OWN.0, OWN.1);
        }
        match self.rows {
            RowFilter::All => {}
            RowFilter::Formulae => params.push("formulae", "only"),
            rows => params.push("rows", &rows.id()),
        }
        if self.hides_formulae && self.rows != RowFilter::Formulae {
            params.push("formulae", "hide");
        }
        if let Some(least) = self.least {
            params.push("min", &least.to_string());
        }
        if self.is_free {
            params.push("scroll", "free");
        }
        params.push_nonempty("panel", &self.panel);
        params.push_nonempty("p", self.passage.as_deref().unwrap_or(""));
    }

    /// Ids by side, empty where none is chosen.
    pub fn ids(&self) -> Vec<String> {
        self.ids.to_vec()
    }

    /// The same view with A and B exchanged.
    pub fn swapped(&self) -> CompareState {
        let mut next = self.clone();
        next.ids.swap(0, 1);
        next.rows = match self.rows {
            RowFilter::Only(side) => RowFilter::Only(swapped(side)),
            RowFilter::Alone(side) => RowFilter::Alone(swapped(side)),
            RowFilter::Paired(couple) => RowFilter::Paired(couple.swapped()),
            other => other,
        };
        // What the ledger shows of one text alone goes with the text, and which two are looked at with both.
        let turned = |word: &str| match word.split_once('-') {
            Some(("ledger", "a")) => "ledger-b".to_owned(),
            Some(("ledger", "b")) => "ledger-a".to_owned(),
            Some((WITH, id)) if let Some(couple) = Couple::from_id(id) => {
                format!("{WITH}-{}", couple.swapped().id())
            }
            _ => word.to_owned(),
        };
        next.panel = self.panel.split('.').map(turned).collect::<Vec<_>>().join(".");
        next
    }

    /// The same texts with other rows shown, not at any row.
    pub fn with_rows(&self, rows: RowFilter) -> CompareState {
        CompareState { rows, passage: None, ..self.clone() }
    }
}
