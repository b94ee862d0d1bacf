//! Export: all rows of what is shown, as a file that the reader saves.
//!
//! Lives here: making the file part by part, and saying how far it is. Does not live here: rows and notations
//! (`demarche_search::export`).

use super::Evaluated;
use super::groups::sides::{self, sides};
use super::lines;
use super::scope::scope_sentence;
use crate::browser;
use crate::components::{dynamic, text, unfold};
use crate::messages::{counted, number};
use crate::routes::{BrowseState, View};
use crate::state::{Lane, Library, use_library};
use demarche_search::export::{About, Notation};
use demarche_search::{ExportRequest, Exported, Question, Reply};
use leptos::prelude::*;

/// A file name has no more of the query than this.
const NAME_CHARS: usize = 40;

/// How far an export is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Idle,
    Making { done: u32, total: u32 },
    Saved { name: String, rows: u32 },
    Failed(String),
}

/// A file being made.
#[derive(Clone, Copy)]
struct Making {
    library: Library,
    stage: RwSignal<Stage>,
    /// The number of the newest file: an older one is given up.
    newest: StoredValue<u32>,
}

/// A button that opens the two notations on offer.
#[component]
pub fn Export(
    /// The state of the screen.
    state: Memo<BrowseState>,
    /// The evaluated query.
    answer: Evaluated,
) -> impl IntoView {
    let making =
        Making { library: use_library(), stage: RwSignal::new(Stage::Idle), newest: StoredValue::new(0) };
    // What was saved says nothing of what is shown next.
    Effect::new(move |_| {
        state.track();
        if !matches!(making.stage.get_untracked(), Stage::Making { .. }) {
            making.stage.set(Stage::Idle);
        }
    });
    let save = move |notation: Notation| {
        let state = state.get_untracked();
        let Some((rows, about)) = answer.with_untracked(|answer| {
            let page = answer.as_ref()?;
            making.library.with_catalog(|catalog| {
                let mut scope = scope_sentence(&state.request, page, catalog);
                let rows = match state.view {
                    View::List => Exported::List(state.request.clone()),
                    View::Concordance => {
                        scope.push_str(&of_lines(&state));
                        Exported::Lines(lines::request(&state))
                    }
                    View::Chart => Exported::Trend(super::chart::trend_request(&state)),
                    View::Groups => {
                        let pair = sides(&state, page, catalog).ok()?;
                        scope.push_str(&format!("; target: {}; reference: {}", pair[0].label, pair[1].label));
                        if !state.groups.has_function_words {
                            scope.push_str("; without words such as the, of, and");
                        }
                        Exported::Keyness(sides::request(&pair, &state.groups, u32::MAX))
                    }
                };
                let date = browser::today();
                Some((rows, About { query: state.request.text.clone(), scope, date, pack: String::new() }))
            })
        }) else {
            return;
        };
        let name = file_name(&state, &about.date, notation);
        let number = making.newest.get_value() + 1;
        making.newest.set_value(number);
        making.go_on(number, ExportRequest { rows, notation, about, first: 0 }, name, Vec::new());
    };
    let told = move || match making.stage.get() {
        Stage::Idle => String::new(),
        Stage::Making { done, total } => {
            format!("Making the file: {} of {}", number(done as usize), number(total as usize))
        }
        Stage::Saved { name, rows } => format!("{} in {name}", counted(rows as usize, "row", "rows")),
        Stage::Failed(reason) => format!("No file was made: {reason}"),
    };
    let holds = text(move || {
        answer.with(|answer| {
            let total = answer.as_ref().map(|answer| answer.total).unwrap_or_default();
            let hits = if total.hits > 0 {
                format!(", {}", counted(total.hits, "hit", "hits"))
            } else {
                String::new()
            };
            format!("Of {}{hits}", counted(total.statements, "statement", "statements"))
        })
    });
    let inside = view! {
        <p>{holds}</p>
        <button type="button" class="button" on:click=move |_| save(Notation::Csv)>"CSV, for spreadsheets"</button>
        <button type="button" class="button" on:click=move |_| save(Notation::Json)>"JSON, for programs"</button>
        <p class="export__told" aria-live="polite">{dynamic(move || told().into_any())}</p>
    };
    unfold("export", "Export", inside.into_any())
}

impl Making {
    /// Asks for the next part, until there is none.
    fn go_on(self, number: u32, request: ExportRequest, name: String, mut parts: Vec<String>) {
        self.library.ask(Lane::Each, Question::Export(request.clone()), move |reply| {
            if self.newest.try_get_value() != Some(number) {
                return;
            }
            let part = match reply {
                Ok(Reply::Part(part)) => part,
                Ok(_) => return,
                Err(reason) => return self.stage.set(Stage::Failed(reason)),
            };
            parts.push(part.text);
            match part.next {
                Some(first) => {
                    self.stage.set(Stage::Making { done: part.done, total: part.total });
                    browser::later(move || {
                        self.go_on(number, ExportRequest { first, ..request }, name, parts)
                    });
                }
                None => {
                    let media_type = match request.notation {
                        Notation::Csv => "text/csv;charset=utf-8",
                        Notation::Json => "application/json",
                    };
                    self.stage.set(match browser::save(&name, media_type, &parts) {
                        Some(()) => Stage::Saved { name, rows: part.done },
                        None => Stage::Failed("this browser does not let a page save files".to_owned()),
                    });
                }
            }
        });
    }
}

/// What of the lines found is shown.
fn of_lines(state: &BrowseState) -> String {
    let mut said = String::new();
    if !state.lines.word.is_empty() {
        said.push_str(&format!("; lines of {}", state.lines.word));
    }
    if let (Some(group), Some(only)) = (state.lines.group, &state.lines.only) {
        said.push_str(&format!("; lines of {} “{only}” only", group.id()));
    }
    said
}

/// For instance `lines-root-causes-2025-03-01.csv`.
fn file_name(state: &BrowseState, date: &str, notation: Notation) -> String {
    let mut words = String::new();
    for c in state.request.text.chars() {
        let c = if c.is_alphanumeric() { c } else { '-' };
        if c != '-' || !(words.is_empty() || words.ends_with('-')) {
            words.push(c);
        }
    }
    let words: String = words.chars().take(NAME_CHARS).collect();
    let end = match notation {
        Notation::Csv => "csv",
        Notation::Json => "json",
    };
    let parts = [state.view.id(), words.trim_matches('-'), date];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{end}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_query() {
        let check = |text: &str, expected: &str| {
            let state = BrowseState::default().with_text(text);
            assert_eq!(file_name(&state, "2025-03-01", Notation::Csv), expected);
        };
        check("\"root causes\" -Syria", "list-root-causes-Syria-2025-03-01.csv");
        check("", "list-2025-03-01.csv");
        check("../мир", "list-мир-2025-03-01.csv");
        check(&"ab ".repeat(40), "list-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a-2025-03-01.csv");
    }
}
