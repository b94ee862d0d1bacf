//! Words that name the same thing: a short table, so that `Kiev` meets `Kyiv` and `aid` meets `assistance`.
//!
//! Lives here: the look-up; the table is `concepts.txt`. Does not live here: anything learnt from texts; a wrong row here
//! pairs wrong passages everywhere, so a row needs two words that are interchangeable in reports on talks. Only the weighing of
//! evidence reads it: shared wording and differences see the words as they are. Cost: a binary search a form.

/// Each line: the word that stands for the others, then the others. Folded.
const GROUPS: &str = include_str!("concepts.txt");

/// The table turned round: every word of it with the word that stands for it, sorted.
pub(crate) struct Concepts {
    rows: Vec<(&'static str, &'static str)>,
}

impl Concepts {
    pub(crate) fn new() -> Concepts {
        let mut rows = Vec::new();
        for line in GROUPS.lines() {
            let mut words = line.split_whitespace();
            if let Some(head) = words.next() {
                rows.extend(words.map(|word| (word, head)));
            }
        }
        demarche_corpus::order::sort(&mut rows);
        Concepts { rows }
    }

    /// The word that stands for this one, if another does.
    pub(crate) fn stands_for(&self, folded: &str) -> Option<&'static str> {
        self.rows.binary_search_by_key(&folded, |row| row.0).ok().map(|index| self.rows[index].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_in_two_groups() {
        let concepts = Concepts::new();
        for pair in concepts.rows.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "in two groups");
        }
        for (word, head) in &concepts.rows {
            assert_eq!(concepts.stands_for(head), None, "the head of {word} stands for itself");
        }
        assert_eq!(concepts.stands_for("kiev"), Some("kyiv"));
        assert_eq!(concepts.stands_for("lake"), None);
    }
}
