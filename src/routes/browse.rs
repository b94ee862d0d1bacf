//! The state of the Browse screen and its parameters: words, filters, order, page, chosen statements.

use super::chart::ChartState;
use super::codec::Params;
use super::compare::SIDES;
use super::filters::{filters_from_params, sort_to_params, words_to_params};
use super::views::{GroupsState, LinesState};
use demarche_search::{Field, FilterSet, LineSort, Request, Sort};

/// How many statements can be chosen for a comparison.
pub const MAX_CHOSEN: usize = 4;

/// How many statements a page of results shows.
pub const PAGE_SIZE: usize = 20;

/// How the results are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// A list of statements.
    #[default]
    List,
    /// A line a hit.
    Concordance,
    /// A chart of hits through time.
    Chart,
    /// Two groups of statements and the words that tell them apart.
    Groups,
}

impl View {
    /// All views, as offered.
    pub const ALL: [View; 4] = [View::List, View::Concordance, View::Chart, View::Groups];

    /// The value in the address.
    pub fn id(self) -> &'static str {
        match self {
            View::List => "list",
            View::Concordance => "concordance",
            View::Chart => "chart",
            View::Groups => "groups",
        }
    }

    /// The view with this value in the address.
    fn from_id(id: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.id() == id)
    }
}

/// A parameter of an address that makes no sense, as `name=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// Its value should be a date.
    Date(String),
    /// Its value should be one of a few names.
    Name(String),
}

/// What the Browse screen shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BrowseState {
    /// Words and filters: the one query behind list, counts and scope sentence.
    pub request: Request,
    /// How the results are shown.
    pub view: View,
    /// What the chart shows.
    pub chart: ChartState,
    /// Page of the results, counted from 0.
    pub page: usize,
    /// How the concordance is shown.
    pub lines: LinesState,
    /// Which two groups are compared.
    pub groups: GroupsState,
    /// Id of the statement that is read beside the list, where there is room; empty for none.
    pub open: String,
    /// Ids of the statements chosen for a comparison, at most [`MAX_CHOSEN`].
    pub chosen: Vec<String>,
    /// Parameters of the address that make no sense, to be said. Not written back.
    pub misread: Vec<Misread>,
}

impl BrowseState {
    /// Reads the parameters; what makes no sense is left aside.
    pub(super) fn from_params(params: &Params) -> BrowseState {
        let mut misread = Vec::new();
        let filters = filters_from_params(params, &mut misread);
        let named = params.last("view");
        let view = View::from_id(&named);
        if view.is_none() && !named.is_empty() {
            misread.push(Misread::Name(format!("view={named}")));
        }
        let view = view.unwrap_or_default();
        let order = params.last("sort");
        let mut lines = LinesState::from_params(params);
        let mut sort = Sort::default();
        // The order is that of what is shown: of statements, or of the lines of a concordance.
        let is_known = match view {
            View::Concordance => LineSort::from_id(&order).map(|order| lines.sort = order).is_some(),
            _ => Sort::from_id(&order).map(|order| sort = order).is_some(),
        };
        if !is_known && !order.is_empty() {
            misread.push(Misread::Name(format!("sort={order}")));
        }
        BrowseState {
            request: Request { text: params.last("q"), filters, sort },
            view,
            chart: ChartState::from_params(params),
            page: params.last("page").parse::<usize>().unwrap_or(1).saturating_sub(1),
            lines,
            groups: GroupsState::from_params(params),
            open: params.last("open"),
            chosen: SIDES.iter().map(|name| params.last(name)).filter(|id| !id.is_empty()).collect(),
            misread,
        }
    }

    /// Writes the parameters in a fixed order.
    pub(super) fn to_params(&self, params: &mut Params) {
        words_to_params(&self.request, params);
        match self.view {
            View::Concordance if self.lines.sort != LineSort::default() => {
                params.push("sort", self.lines.sort.id());
            }
            View::Concordance => {}
            _ => sort_to_params(self.request.sort, params),
        }
        if self.view != View::default() {
            params.push("view", self.view.id());
        }
        self.chart.to_params(params);
        if self.page > 0 {
            params.push("page", &(self.page + 1).to_string());
        }
        self.lines.to_params(params);
        self.groups.to_params(params);
        params.push_nonempty("open", &self.open);
        for (name, id) in SIDES.iter().zip(&self.chosen) {
            params.push(name, id);
        }
    }

    /// The same view with other words, back on its first page.
    pub fn with_text(&self, text: &str) -> BrowseState {
        let mut next = self.first_page();
        next.request.text = text.to_owned();
        next.lines.word.clear();
        next
    }

    /// The same view on its first page and with all groups: where a change of the query leads.
    pub fn first_page(&self) -> BrowseState {
        let mut next = BrowseState { page: 0, misread: Vec::new(), ..self.clone() };
        next.lines.only = None;
        next
    }

    /// The same statements in another view, in the same order where that view has it.
    pub fn with_view(&self, view: View) -> BrowseState {
        let mut next = BrowseState { page: 0, view, ..self.clone() };
        next.lines.word.clear();
        if (self.view == View::Concordance) != (view == View::Concordance) {
            let sort = Sort::from_id(self.lines.sort.id()).filter(|_| self.lines.sort != LineSort::default());
            next.lines.sort = LineSort::from_id(self.request.sort.id()).unwrap_or_default();
            next.request.sort = sort.unwrap_or_default();
        }
        next
    }

    /// The same view with a value of a facet chosen, or no longer chosen where it was.
    pub fn toggle(&self, field: Field, value: &str, exclude: bool) -> BrowseState {
        let mut next = self.first_page();
        let choice = next.request.filters.choices.of_mut(field);
        let (this, other) = if exclude {
            (&mut choice.exclude, &mut choice.include)
        } else {
            (&mut choice.include, &mut choice.exclude)
        };
        other.remove(value);
        if !this.remove(value) {
            this.insert(value.to_owned());
        }
        if choice.include.is_empty() && choice.exclude.is_empty() {
            next.request.filters.choices.remove(&field);
        }
        next
    }

    /// The same words without any filter.
    pub fn without_filters(&self) -> BrowseState {
        let mut next = self.first_page();
        next.request.filters = FilterSet::default();
        next
    }

    /// The same view with a statement chosen, or no longer chosen where it was. A fifth choice takes the place
    /// of the fourth.
    pub fn choose(&self, id: &str) -> BrowseState {
        let mut next = self.clone();
        if next.chosen.iter().any(|chosen| chosen == id) {
            next.chosen.retain(|chosen| chosen != id);
        } else {
            next.chosen.truncate(MAX_CHOSEN - 1);
            next.chosen.push(id.to_owned());
        }
        next
    }

    /// Whether the range of dates ends before it begins.
    pub fn is_reversed(&self) -> bool {
        let filters = &self.request.filters;
        matches!((filters.from, filters.to), (Some(from), Some(to)) if to.last_day() < from.first_day())
    }

    /// Whether a statement that this search led to says in its address that it was found by `found`. Lines of a
    /// concordance may mark other words than those that were searched for.
    pub fn leads_to(&self, found: &Request) -> bool {
        let Request { text, filters, sort } = &self.request;
        let is_marked =
            self.view == View::Concordance && !found.text.is_empty() && self.lines.word == found.text;
        *filters == found.filters && *sort == found.sort && (*text == found.text || is_marked)
    }

    /// How many filters are in force.
    pub fn filter_count(&self) -> usize {
        let filters = &self.request.filters;
        let values: usize = filters
            .choices
            .iter()
            .map(|(_, choice)| choice.include.iter().count() + choice.exclude.iter().count())
            .sum();
        values + usize::from(filters.from.is_some()) + usize::from(filters.to.is_some())
    }

    /// Whether nothing narrows the corpus.
    pub fn is_everything(&self) -> bool {
        self.request.text.trim().is_empty() && self.request.filters == FilterSet::default()
    }
}
