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
/// What is met or received without anybody meeting: a challenge, not a person. Folded; verbs of the same stem are none.
pub(crate) const MATTERS: &str = "challenge challenges commitment commitments condition conditions criteria criterion \
criticism deadline deadlines demand demands difficulty difficulties expectation expectations goal goals need needs obligation \
obligations requirement requirements resistance standard standards target targets threshold thresholds";
/// What may stand between the two. Folded.
pub(crate) const BEFORE_MATTERS: &str = "a all an any every her his its many new our several some such that the their these \
this those with";

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
        // With a capital begins another sentence.
        let has = |token: &Token, list| !token.capital && self.entry(token.word).lists.has(list);
        tokens.split_first().is_some_and(|(first, ahead)| {
            let next = ahead.iter().find(|token| !has(token, Lists::BEFORE_MATTER));
            has(first, Lists::MEETING) && next.is_some_and(|token| has(token, Lists::MATTER))
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
        check("Lakeside received criticism.", false);
        check("The plan met with resistance.", false);
        check("To meet all these conditions takes time.", false);
        check("The ministers met.", true);
        check("They met in a time of great needs.", true);
        check("They met to discuss demands.", true);
        check("The ministers met and demanded a ceasefire.", true);
        check("They met and committed themselves to peace.", true);
        check("They met as expected, at a critical moment.", true);
        check("They met before the deadline, despite criticism.", true);
        check("The envoys met. The demands are known.", true);
        check("The meeting’s goal was peace.", true);
        check("The envoy was received by the Minister.", true);
        check("They met a challenge in a phone call.", true);
    }
}
