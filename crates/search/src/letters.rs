//! What letters are made of: enough of Unicode's canonical equivalence for folding, and no more.
//!
//! Lives here: the tables `build.rs` derives from `icu_normalizer`, and the look-ups. In the app they weigh 2 KB
//! gzipped, the library 19 KB. Does not live here: what folding keeps and drops (`analysis`). Not covered: the order of
//! marks other than those folding drops.

include!(concat!(env!("OUT_DIR"), "/letters.rs"));

/// What a small letter begins with, and what follows: `é` is `e`, its mark left out; `が` is `か` and a voicing
/// mark. What it begins with may come apart further. `None` for what is not made of parts, and for Cyrillic.
/// Binary search.
pub(crate) fn apart(letter: char) -> Option<(char, Option<char>)> {
    let at = LETTERS.binary_search(&letter).ok()?;
    Some((FIRSTS[at], Some(RESTS[at]).filter(|rest| *rest != '\0')))
}

/// The Cyrillic letter that a small one and a mark make together: `и` with a breve is `й`.
pub(crate) fn joined(letter: char, mark: char) -> Option<char> {
    JOINED.iter().find(|(first, second, _)| (*first, *second) == (letter, mark)).map(|(_, _, both)| *both)
}

/// Whether a mark lets the one after it join with the letter: a dot below stands in no breve's way, an acute does.
pub(crate) fn stands_aside(mark: char) -> bool {
    ASIDE.contains(&mark)
}
