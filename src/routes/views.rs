//! The parameters of Browse's concordance and of its comparison of two groups.

use super::codec::Params;
use demarche_search::{Field, LineGroup, LineSort};

/// So many words of context a line has unless the reader chooses otherwise.
const WIDTH: u8 = 8;
/// No line has more.
const MOST_WIDTH: u8 = 40;

/// How the concordance is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinesState {
    /// The order of lines.
    pub sort: LineSort,
    /// What they are grouped by.
    pub group: Option<LineGroup>,
    /// The id of the one group shown; may be empty, for lines whose statement says nothing there.
    pub only: Option<String>,
    /// A query whose hits stand in the middle, inside the statements found; empty for the hits of the words typed.
    pub word: String,
    /// How many words of context each side has.
    pub width: u8,
}

impl Default for LinesState {
    fn default() -> LinesState {
        LinesState { sort: LineSort::default(), group: None, only: None, word: String::new(), width: WIDTH }
    }
}

impl LinesState {
    /// Reads the parameters but for the order, which is named as that of statements is.
    pub(super) fn from_params(params: &Params) -> LinesState {
        let group = LineGroup::from_id(&params.last("lgroup"));
        LinesState {
            sort: LineSort::default(),
            group,
            only: params.all("only").last().filter(|_| group.is_some()).map(str::to_owned),
            word: params.last("word"),
            width: params.last("width").parse().map_or(WIDTH, |width: u8| width.clamp(1, MOST_WIDTH)),
        }
    }

    pub(super) fn to_params(&self, params: &mut Params) {
        if let Some(group) = self.group {
            params.push("lgroup", group.id());
            if let Some(only) = &self.only {
                params.push("only", only);
            }
        }
        params.push_nonempty("word", &self.word);
        if self.width != WIDTH {
            params.push("width", &self.width.to_string());
        }
    }
}

/// What parts the two groups that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// Two values of a field.
    Field(Field),
    /// Before a date, and from it on.
    Date,
    /// Two queries.
    Queries,
}

/// Which two groups are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupsState {
    /// What parts them.
    pub by: GroupBy,
    /// The value, the date or the query of A; empty where none is chosen.
    pub a: String,
    /// The value or the query of B; empty where none is chosen. Of a date there is but one.
    pub b: String,
    /// Whether words without content of their own (the, of, and) are shown too.
    pub has_function_words: bool,
}

impl Default for GroupsState {
    fn default() -> GroupsState {
        GroupsState {
            by: GroupBy::Field(Field::Speaker),
            a: String::new(),
            b: String::new(),
            has_function_words: false,
        }
    }
}

impl GroupsState {
    /// The name of a way to part groups in the address.
    pub fn by_id(by: GroupBy) -> &'static str {
        match by {
            GroupBy::Field(field) => field.id(),
            GroupBy::Date => "date",
            GroupBy::Queries => "query",
        }
    }

    /// The way of this name.
    pub fn by_from_id(id: &str) -> Option<GroupBy> {
        match id {
            "date" => Some(GroupBy::Date),
            "query" => Some(GroupBy::Queries),
            _ => Field::from_id(id).map(GroupBy::Field),
        }
    }

    pub(super) fn from_params(params: &Params) -> GroupsState {
        let (a, b) = (params.last("ga"), params.last("gb"));
        let is_named = !a.is_empty() || !b.is_empty();
        let unsaid = if is_named { GroupBy::Queries } else { GroupsState::default().by };
        let by = GroupsState::by_from_id(&params.last("g")).unwrap_or(unsaid);
        GroupsState { by, a, b, has_function_words: params.last("gw") == "all" }
    }

    pub(super) fn to_params(&self, params: &mut Params) {
        let is_named = !self.a.is_empty() || !self.b.is_empty();
        // Two queries speak for themselves.
        if (is_named || self.by != GroupsState::default().by) && !(self.by == GroupBy::Queries && is_named) {
            params.push("g", GroupsState::by_id(self.by));
        }
        params.push_nonempty("ga", &self.a);
        params.push_nonempty("gb", &self.b);
        if self.has_function_words {
            params.push("gw", "all");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::routes::{Route, View};
    use demarche_search::{LineSort, Sort};

    #[test]
    fn one_parameter_orders_statements_or_the_lines_of_a_concordance() {
        let check = |hash: &str, statements: Sort, lines: LineSort, said: usize| {
            let Route::Browse(state) = Route::parse(hash) else { panic!("a browse route") };
            assert_eq!(
                (state.request.sort, state.lines.sort, state.misread.len()),
                (statements, lines, said),
                "{hash}"
            );
        };
        check("#/?sort=oldest", Sort::Oldest, LineSort::Newest, 0);
        check("#/?sort=oldest&view=concordance", Sort::Relevance, LineSort::Oldest, 0);
        check("#/?sort=after1&view=concordance", Sort::Relevance, LineSort::After(1), 0);
        check("#/?sort=after1", Sort::Relevance, LineSort::Newest, 1);
        check("#/?sort=relevance&view=concordance", Sort::Relevance, LineSort::Newest, 1);
        for sort in LineSort::ALL {
            let hash = format!("#/?sort={}&view=concordance", sort.id());
            check(&hash, Sort::Relevance, sort, 0);
        }
    }

    #[test]
    fn an_order_goes_along_to_another_view_where_that_has_it() {
        let check = |from: &str, view: View, to: &str| {
            let Route::Browse(state) = Route::parse(from) else { panic!("a browse route") };
            assert_eq!(Route::Browse(state.with_view(view)).href(), to, "{from}");
        };
        check("#/?sort=oldest", View::Concordance, "#/?sort=oldest&view=concordance");
        check("#/?sort=oldest&view=concordance", View::List, "#/?sort=oldest");
        check("#/?sort=oldest&view=concordance", View::Concordance, "#/?sort=oldest&view=concordance");
        check("#/?sort=before2&view=concordance", View::Chart, "#/?view=chart");
        check("#/?view=concordance", View::List, "#/");
        check("#/?sort=newest&view=chart", View::Concordance, "#/?view=concordance");
    }
}
