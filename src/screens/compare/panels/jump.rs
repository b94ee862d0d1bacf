//! Links from a finding to the words that bear it out. One listener serves all links of a part of the page.

use super::super::Work;
use super::super::keys::Place;
use super::super::rows::ROWS_ID;
use super::open::{Opened, Shown};
use super::sheet::{Piece, Way};
use crate::browser::{self, History};
use crate::components::SIDE_LETTERS;
use crate::routes::{CompareState, Couple, Route, RowFilter};
use crate::state::{Navigation, use_navigation};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// How many times the page is drawn before something that is not there is given up: long texts are drawn in parts.
const TRIES: usize = 240;

/// What it takes to follow a link.
#[derive(Clone, Copy)]
pub struct Ways {
    work: Work,
    place: Place,
    navigation: Navigation,
}

impl Ways {
    /// The ways of one screen.
    pub fn new(work: Work, place: Place) -> Ways {
        Ways { work, place, navigation: use_navigation() }
    }

    /// Follows the link or button that was pressed, if it is one of these.
    pub fn follow(self, event: &MouseEvent) {
        // A link opened in another tab is followed there.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(way) = browser::data_at(event, "way") else { return };
        event.prevent_default();
        if let Some(id) = way.strip_prefix("toggle ") {
            let mut next = self.work.state.get_untracked();
            next.panel = Opened::read(&next.panel).toggled(id).write();
            self.go(next, None);
        } else if let Some(way) = Way::read(&way) {
            self.take(&way);
        }
    }

    fn take(self, way: &Way) {
        let (next, row) = self.target(way);
        self.go(next, row);
        match way {
            Way::Passage(side, passage) => {
                let Some(compared) = self.work.compared.get_untracked() else { return };
                let Some(found) = compared.sides.get(*side).and_then(|side| side.passages.get(*passage))
                else {
                    return;
                };
                let anchor = found.anchor.clone();
                let letter = SIDE_LETTERS[*side];
                until(TRIES, Box::new(move || browser::focus_passage(letter, &anchor)));
            }
            // The rows that were asked for may stand below what is in sight.
            Way::Rows(_) => until(TRIES, Box::new(|| browser::focus_at_top(ROWS_ID))),
            Way::Panel(_, id) if !id.is_empty() => {
                let id = id.clone();
                let reach = move || {
                    let is_there = browser::focus_if_there(&id);
                    browser::scroll_to_passage(&id);
                    is_there
                };
                until(TRIES, Box::new(reach));
            }
            _ => {}
        }
    }

    /// The address to which a way leads.
    pub fn href(self, way: &Way) -> String {
        Route::Compare(self.target(way).0).href()
    }

    /// What the address says there, and the row, if it is one.
    fn target(self, way: &Way) -> (CompareState, Option<usize>) {
        let mut next = self.work.state.get_untracked();
        let mut row = None;
        match way {
            Way::Passage(side, passage) => {
                let compared = self.work.compared.get_untracked();
                row = compared.as_ref().and_then(|compared| compared.holder(*side, *passage));
                if let (Some(compared), Some(row)) = (compared, row) {
                    if !compared.is_shown(row, next.rows, next.hides_formulae) {
                        (next.rows, next.hides_formulae) = (RowFilter::All, false);
                    }
                    next.passage = compared.anchor(row);
                }
            }
            Way::Rows(id) => {
                next = next.with_rows(RowFilter::from_id(id));
                // What was counted is shown.
                next.hides_formulae = false;
            }
            Way::Panel(word, _) => next.panel = Opened::read(&next.panel).with(word).write(),
        }
        (next, row)
    }

    /// Sets these two texts against each other in the panels.
    pub fn set_two(self, two: Couple) {
        let mut next = self.work.state.get_untracked();
        next.panel = Opened { two, ..Opened::read(&next.panel) }.write();
        self.go(next, None);
    }

    fn go(self, next: CompareState, row: Option<usize>) {
        if row.is_some() {
            // Two texts may have a passage of one anchor: the row is told before the address.
            self.place.at.set(row);
        }
        if next != self.work.state.get_untracked() {
            self.navigation.visit(Route::Compare(next), History::Push);
        }
    }
}

/// Tries something each time the page is drawn until it is done.
fn until(tries: usize, attempt: Box<dyn Fn() -> bool>) {
    browser::drawn(move || {
        if !attempt() && tries > 0 {
            until(tries - 1, attempt);
        }
    });
}

impl Way {
    /// What stands in the link.
    pub fn write(&self) -> String {
        match self {
            Way::Passage(side, passage) => format!("passage {side} {passage}"),
            Way::Rows(id) => format!("rows {id}"),
            Way::Panel(word, id) => format!("panel {word} {id}"),
        }
    }

    fn read(text: &str) -> Option<Way> {
        let mut words = text.split(' ');
        match (words.next()?, words.next()?, words.next()) {
            ("passage", side, Some(passage)) => Some(Way::Passage(side.parse().ok()?, passage.parse().ok()?)),
            ("rows", id, None) => Some(Way::Rows(id.to_owned())),
            ("panel", word, Some(id)) => {
                let others = ["structure", "words"].into_iter().find(|known| *known == word);
                let word = Shown::from_id(word).map(Shown::id).or(others)?;
                Some(Way::Panel(word, id.to_owned()))
            }
            _ => None,
        }
    }
}

/// A link with a name for those who hear it out of its place; an empty name leaves the words to say it.
pub fn link(ways: Ways, words: String, name: String, way: &Way) -> AnyView {
    let name = (!name.is_empty()).then_some(name);
    view! { <a href=ways.href(way) data-way=way.write() aria-label=name>{words}</a> }.into_any()
}

/// A sentence.
pub fn sentence(ways: Ways, pieces: Vec<Piece>) -> AnyView {
    let draw = |piece| match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Link(words, way) => link(ways, words, String::new(), &way),
    };
    pieces.into_iter().map(draw).collect_view().into_any()
}
