//! What is offered for a side: statements that share rare words with the reader's own text, else those that have most in
//! common with the statements chosen, else the newest; or what the reader searches for.
//!
//! Does not live here: how it is drawn (`choose`), and what is in common (`choose_likely`, `choose_alike`).

use super::choose::{Place, chosen};
use super::choose_alike::{counted_words, rarest, words_found};
use super::choose_likely::{MOST_OFFERED, likely};
use crate::messages::{counted, number};
use crate::state::{Lane, Library, OwnTexts, use_library, use_own_texts};
use demarche_corpus::Statement;
use demarche_search::{Page, Question, Reply, Request, Row, Snippet};
use leptos::prelude::*;

/// So many passages of a statement are looked at for the words that it shares.
const PASSAGES: usize = 6;

/// A statement on offer.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Which one.
    pub statement: Statement,
    /// Why it is offered; empty where it was searched for.
    pub why: String,
    /// The passage that speaks for it, if one does.
    pub passage: Option<Snippet>,
}

/// What is on offer, and in words what it is.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    /// The sentence.
    pub says: String,
    /// The statements, the best first.
    pub offers: Vec<Offer>,
}

/// What is offered for one place, following what is typed.
#[derive(Clone, Copy)]
pub struct Offers {
    library: Library,
    own: OwnTexts,
    /// The ids of all sides.
    chosen: StoredValue<Vec<String>>,
    /// The ids of the other sides.
    beside: StoredValue<Vec<String>>,
    /// What is typed into the search box.
    pub typed: RwSignal<String>,
    /// What is on offer now.
    pub offered: RwSignal<Offered>,
}

impl Offers {
    /// Nothing is asked for yet.
    pub fn new(place: &Place) -> Offers {
        let mut beside = place.state.clone();
        if let Some(id) = beside.ids.get_mut(place.at) {
            id.clear();
        }
        Offers {
            library: use_library(),
            own: use_own_texts(),
            chosen: StoredValue::new(chosen(&place.state)),
            beside: StoredValue::new(chosen(&beside)),
            typed: RwSignal::default(),
            offered: RwSignal::default(),
        }
    }

    /// Offers what fits the words typed; without words, what is likeliest.
    pub fn ask(self) {
        let words = self.typed.get_untracked();
        if !words.trim().is_empty() {
            return self.find(begun(&words), 0, Offers::searched);
        }
        let mut own = String::new();
        for id in self.beside.get_value() {
            if let Some((_, body)) = self.own.find(&id) {
                own.push_str(&body.text);
                own.push('\n');
            }
        }
        let likeliest = if own.is_empty() { self.likeliest() } else { None };
        match likeliest {
            Some(likeliest) => self.offered.set(likeliest),
            None if own.is_empty() => self.find(String::new(), 0, |offers, page| offers.newest(page, "")),
            None => self.alike(&own),
        }
    }

    /// The statements that have most in common with those chosen; `None` where none has anything.
    fn likeliest(self) -> Option<Offered> {
        let offers: Vec<Offer> = self.library.with_pack(|pack| {
            let statements = pack.statements();
            let found = self
                .beside
                .with_value(|beside| self.chosen.with_value(|chosen| likely(statements, beside, chosen)));
            let offer = |(at, why): (usize, super::choose_likely::Why)| {
                let statement = statements.get(at)?.clone();
                Some(Offer { statement, why: why.label().to_owned(), passage: None })
            };
            found.into_iter().filter_map(offer).collect()
        });
        let says =
            format!("{} with most in common, best first", counted(offers.len(), "statement", "statements"));
        (!offers.is_empty()).then_some(Offered { says, offers })
    }

    /// Offers the statements that share rare words with the reader's own texts.
    fn alike(self, text: &str) {
        let words = counted_words(text);
        let asked = words.iter().map(|(word, _)| word.clone()).collect();
        self.library.ask(Lane::Each, Question::Frequencies(asked), move |reply| {
            // Meanwhile the reader may have typed something, or closed this.
            if self.typed.try_with_untracked(String::is_empty) != Some(true) {
                return;
            }
            let found = if let Ok(Reply::Frequencies(found)) = reply { found } else { Vec::new() };
            let statements = self.library.with_pack(|pack| pack.statements().len());
            let rare = rarest(words, &found, statements);
            if rare.is_empty() {
                let none =
                    |offers: Offers, page| offers.newest(page, "No statement has a rare word of your text. ");
                return self.find(String::new(), 0, none);
            }
            // As they stand: their other forms may be common.
            self.find(format!("={}", rare.join(" OR =")), PASSAGES, Offers::shared);
        });
    }

    /// Searches for a query, with so many passages of each statement.
    fn find(self, text: String, passages: usize, told: fn(Offers, Page) -> Offered) {
        let typed = self.typed.get_untracked();
        let request = Request { text, ..Request::default() };
        // The chosen ones may be among the best.
        let rows = MOST_OFFERED + self.chosen.with_value(Vec::len);
        self.library.search(Lane::Search, request, (0, rows, passages), move |found| {
            // Meanwhile the reader may have typed on, or closed this.
            if self.typed.try_with_untracked(|now| *now == typed) == Some(true) {
                self.offered.set(match found {
                    Ok(page) => told(self, page),
                    Err(reason) => Offered {
                        says: format!("The corpus could not be searched: {reason}"),
                        offers: Vec::new(),
                    },
                });
            }
        });
    }

    /// The statements found that are not chosen already; where words are shared, with these words and the best passage.
    fn offers(self, rows: Vec<Row>) -> Vec<Offer> {
        let mut offers = Vec::new();
        for row in rows {
            let Some(statement) = self.library.with_pack(|pack| pack.statement(row.idx).cloned()) else {
                continue;
            };
            let words = words_found(&row.snippets.shown).join(", ");
            let why = if words.is_empty() { words } else { format!("shares {words}") };
            let passage = row.snippets.shown.into_iter().next();
            if offers.len() < MOST_OFFERED && !self.chosen.with_value(|chosen| chosen.contains(&statement.id))
            {
                offers.push(Offer { statement, why, passage });
            }
        }
        offers
    }

    fn newest(self, page: Page, why: &str) -> Offered {
        let total = counted(page.total.statements, "statement", "statements");
        let offers = self.offers(page.rows);
        Offered { says: format!("{why}The newest {} of {total}", offers.len()), offers }
    }

    fn searched(self, page: Page) -> Offered {
        let total = page.total.statements;
        let offers = self.offers(page.rows);
        let words = self.typed.get_untracked();
        let words = words.trim();
        let says = match total {
            0 => format!("No statement has “{words}”. Try fewer or other words"),
            _ if offers.is_empty() => format!("Only what is chosen already has “{words}”"),
            _ => format!("{} with “{words}”, the best first", counted(total, "statement", "statements")),
        };
        Offered { says, offers }
    }

    fn shared(self, page: Page) -> Offered {
        let (total, all) = (page.total.statements, counted(page.corpus_size, "statement", "statements"));
        let share = if total == 1 { "shares" } else { "share" };
        let says = format!("{} of {all} {share} rare words with your text, the best first", number(total));
        Offered { says, offers: self.offers(page.rows) }
    }
}

/// What is typed, its last word taken as the beginning of one, unless signs of the query language are in it.
fn begun(words: &str) -> String {
    let is_plain = words.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '\''));
    let last = words.rsplit(' ').next().unwrap_or_default().chars().count();
    if is_plain && last > 2 { format!("{words}*") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_may_be_the_beginning_of_one() {
        for (typed, asked) in [
            ("lavr", "lavr*"),
            ("root cau", "root cau*"),
            ("root ca", "root ca"),
            ("мир", "мир*"),
            ("root causes ", "root causes "),
            ("\"root cau", "\"root cau"),
            ("speaker:lavrov", "speaker:lavrov"),
            ("lavr*", "lavr*"),
            ("", ""),
        ] {
            assert_eq!(begun(typed), asked, "{typed}");
        }
    }
}
