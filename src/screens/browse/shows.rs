//! What a link to this screen shows, in words: what was found, and how it is looked at.

use super::groups::sides::sides;
use super::scope::{label, scope_sentence};
use crate::messages::counted;
use crate::routes::{BrowseState, View};
use crate::state::Library;
use demarche_search::{Catalog, Field, Page};

/// Goes on after "sees".
pub fn shows(library: Library, state: &BrowseState, page: &Page) -> String {
    let open = library.statement(&state.open).map(|(_, statement)| statement.title);
    library.with_catalog(|catalog| {
        let pair = match state.view {
            View::Groups => sides(state, page, catalog).ok().map(|pair| pair.map(|side| side.label)),
            _ => None,
        };
        scope_sentence(&state.request, page, catalog) + &besides(state, catalog, pair, open)
    })
}

/// What the address says besides words and filters: the view and its group, the statement that is open, those ticked.
fn besides(
    state: &BrowseState,
    catalog: &Catalog,
    pair: Option<[String; 2]>,
    open: Option<String>,
) -> String {
    let mut said = match (state.view, pair) {
        (View::List, _) if state.page > 0 => format!(", from page {} on", state.page + 1),
        (View::List, _) => String::new(),
        (View::Concordance, _) => ", as a concordance".to_owned(),
        (View::Chart, _) => ", as a chart".to_owned(),
        (View::Groups, Some([a, b])) => format!(", as two groups: {a} (A) and {b} (B)"),
        (View::Groups, None) => ", as two groups".to_owned(),
    };
    if let (View::Concordance, Some(group), Some(only)) = (state.view, state.lines.group, &state.lines.only) {
        let name =
            Field::from_id(group.id()).map_or_else(|| only.clone(), |field| label(catalog, field, only));
        said += &if name.is_empty() { ", one group of it".to_owned() } else { format!(", only {name}") };
    }
    if let (View::List, Some(title)) = (state.view, open) {
        said += &format!(", with “{title}” open");
    }
    if !state.chosen.is_empty() {
        said += &format!(", with {} ticked", counted(state.chosen.len(), "text", "texts"));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::Route;
    use demarche_corpus::CorpusInfo;

    #[test]
    fn what_a_link_shows_is_said() {
        let catalog = Catalog::new(&CorpusInfo::default(), &[]);
        let check = |hash: &str, expected: &str| {
            let Route::Browse(state) = Route::parse(hash) else { panic!("a browse route") };
            let pair =
                (!state.groups.a.is_empty()).then(|| [&state.groups.a, &state.groups.b].map(String::clone));
            let open = Some(state.open.clone()).filter(|open| !open.is_empty());
            assert_eq!(besides(&state, &catalog, pair, open), expected, "{hash}");
        };
        check("#/?q=peace&kind=speech", "");
        check("#/?page=3&a=one&b=two", ", from page 3 on, with 2 texts ticked");
        check("#/?open=Talks&a=one", ", with “Talks” open, with 1 text ticked");
        check("#/?view=concordance&sort=oldest&open=Talks", ", as a concordance");
        // What the corpus has no name for is called by its id.
        check("#/?view=concordance&lgroup=side&only=veltmark", ", as a concordance, only veltmark");
        check("#/?view=concordance&lgroup=year&only=2024", ", as a concordance, only 2024");
        check("#/?view=concordance&lgroup=side&only=", ", as a concordance, one group of it");
        check("#/?view=chart&a=one&b=two&c=three", ", as a chart, with 3 texts ticked");
        check("#/?view=groups", ", as two groups");
        check("#/?view=groups&ga=peace&gb=war", ", as two groups: peace (A) and war (B)");
    }
}
