//! The query language for readers: what can be typed, and what it finds, in few words.
//!
//! Shown by the page under `?` and by the command's help. The grammar is told in full in the head of `query` and in the
//! README.

/// What can be typed, and which statements it finds.
pub const LANGUAGE: [(&str, &str); 13] = [
    ("ceasefire drones", "all of these words, in any inflection"),
    ("\"root causes\"", "these words side by side, as they stand"),
    ("=sanctions", "this form of the word only"),
    ("ukraine -syria", "the first without the second"),
    ("ceasefire OR truce", "either of them"),
    ("(ceasefire OR truce) kyiv", "kyiv, and one of the others"),
    ("sanct*, wom?n", "any letters, one letter"),
    ("ceasfire~", "similar spellings too"),
    ("peace NEAR/5 talks", "at most five words apart, in either order"),
    ("\"peace talks\"~5", "the same, as they stand"),
    ("speaker:lavrov, -kind:report", "with a value of a filter, without one"),
    ("title:readout", "a word of the title"),
    ("date:2024-10..2024-11, date:>2024", "dated then, or possibly then"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;

    #[test]
    fn all_that_is_taught_is_understood() {
        for typed in LANGUAGE.iter().flat_map(|(typed, _)| typed.split(", ")) {
            let (query, told) = Query::parse(typed);
            assert!(!query.clauses.is_empty() && told.is_empty(), "{typed}: {told:?}");
        }
    }
}
