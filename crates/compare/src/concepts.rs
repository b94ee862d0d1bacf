//! Words that name the same thing: a short table, so that `Kiev` meets `Kyiv` and `aid` meets `assistance`.
//!
//! Lives here: the look-up; the table is `concepts.txt`. Does not live here: anything learnt from texts; a wrong row here
//! pairs wrong passages everywhere, so a row needs two words that are interchangeable in reports on talks. Only the weighing of
//! evidence reads it: shared wording and differences see the words as they are. Cost: a look-up a form.

use rustc_hash::FxHashMap;

/// Each line: the word that stands for the others, then the others. Folded.
const GROUPS: &str = include_str!("concepts.txt");

/// The table turned round: every word of it with the number of the one that stands for it.
pub(crate) struct Concepts {
    heads: Vec<&'static str>,
    rows: FxHashMap<&'static str, usize>,
}

impl Concepts {
    pub(crate) fn new() -> Concepts {
        let (mut heads, mut rows) = (Vec::new(), FxHashMap::default());
        for line in GROUPS.lines() {
            let mut words = line.split_whitespace();
            if let Some(head) = words.next() {
                rows.extend(words.map(|word| (word, heads.len())));
                heads.push(head);
            }
        }
        Concepts { heads, rows }
    }

    /// The word that stands for this one, if another does.
    pub(crate) fn stands_for(&self, folded: &str) -> Option<&'static str> {
        self.heads.get(*self.rows.get(folded)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_in_two_groups() {
        let concepts = Concepts::new();
        let others: usize = GROUPS.lines().map(|line| line.split_whitespace().skip(1).count()).sum();
        assert_eq!(concepts.rows.len(), others, "a word stands in two groups");
        for head in &concepts.heads {
            assert_eq!(concepts.stands_for(head), None, "{head} stands for itself");
        }
        assert_eq!(concepts.stands_for("kiev"), Some("kyiv"));
        assert_eq!(concepts.stands_for("lake"), None);
    }
}
