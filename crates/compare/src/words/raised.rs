//! The subjects that words in a row raise.
//!
//! Lives here: which words raise none here although they stand in the table. Does not live here: the table and its entries
//! (`subjects`). Cost: one look-up a word, and a few steps where it begins an entry.

use super::{Lexicon, Token};
use crate::lists::Lists;
use crate::subjects::CONTACT;
use demarche_corpus::order;

/// Words that tell of a contact, unless it is a matter that they are about. Folded.
pub(crate) const MEETING: &str = "met meet meets receive received";
/// What is met or received without anybody meeting: a challenge, not a person. Stemmed when they are first looked up.
pub(crate) const MATTERS: &str = "challenge commitment condition criteria criterion criticism deadline demand difficulty \
expectation goal need obligation requirement resistance standard target threshold";
/// Words between the two, at most.
const MOST_BETWEEN: usize = 2;

impl Lexicon {
    /// The subjects that these words in a row raise, each once, in order.
    pub(crate) fn raised(&self, tokens: &[Token]) -> Vec<u16> {
        let subjects = self.subjects();
        let mut found = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let stem = |token: &Token| self.raising(token.word).0;
            let (_, entries) = self.raising(token.word);
            if entries.0 < entries.1 && !self.is_about_a_matter(&tokens[at..]) {
                subjects.raised_by(entries, &mut |ahead| tokens.get(at + 1 + ahead).map(stem), &mut found);
            }
        }
        order::sort(&mut found);
        found.dedup();
        found
    }

    /// Whether the first of these words would tell of a contact, but is about a matter: "has met some challenges".
    fn is_about_a_matter(&self, tokens: &[Token]) -> bool {
        let has = |token: &Token, list: Lists| self.entry(token.word).lists.has(list);
        // "Met to discuss demands" is a meeting.
        let before_aim = |token: &&Token| self.entry(token.word).folded != "to";
        tokens.split_first().is_some_and(|(first, ahead)| {
            let mut ahead = ahead.iter().take(MOST_BETWEEN + 1).take_while(before_aim);
            has(first, Lists::MEETING) && ahead.any(|token| has(token, Lists::MATTER))
        })
    }

    /// The stem under which a word raises subjects, and the entries that begin with it.
    fn raising(&self, word: u32) -> (&str, (u16, u16)) {
        let entry = self.entry(word);
        // What shares a stem with an entry by chance stands for nothing.
        if entry.lists.has(Lists::BY_CHANCE) {
            return ("", (0, 0));
        }
        let entries = entry.raises.get().unwrap_or_else(|| {
            let found = self.subjects().beginning(&entry.stem);
            entry.raises.set(Some(found));
            found
        });
        (&entry.stem, entries)
    }

    /// Whether these words in a row tell that a call or a meeting took place.
    pub(crate) fn tells_of_contact(&self, tokens: &[Token]) -> bool {
        self.raised(tokens).contains(&CONTACT)
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Lexicon;

    #[test]
    fn a_matter_is_met_by_nobody() {
        let check = |text: &str, expected: bool| {
            let mut lexicon = Lexicon::new();
            let tokens = lexicon.tokens(text, "en");
            assert_eq!(lexicon.tells_of_contact(&tokens), expected, "{text:?}");
        };
        check("The economy has met some “challenges”.", false);
        check("Lakeside received heavy criticism.", false);
        check("The plan met with resistance.", false);
        check("To meet these three conditions takes time.", false);
        check("The meeting’s goal was peace.", true);
        check("The ministers met.", true);
        check("The ministers met on Monday.", true);
        check("They met to discuss demands.", true);
        check("The envoy was received by the Minister.", true);
        check("They met a challenge in a phone call.", true);
    }
}
