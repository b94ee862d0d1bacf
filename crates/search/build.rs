//! Writes the tables of `src/letters.rs`: how letters come apart, and what Cyrillic letters become with a mark.
//!
//! Taken from `icu_normalizer` when the crate is built, so the app need not carry that library, whose tables and code
//! are many times the size of these. Only small letters are written, since folding lowercases first. Left out:
//! Hangul, which stays composed, and the ideographs kept for compatibility with older character sets, which would
//! cost twice as much as all the rest (4 KB gzipped) and which no keyboard types.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalDecompositionBorrowed, Decomposed,
};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::{env, fs};

/// The marks of Latin, Greek and Cyrillic that folding drops: `analysis::is_mark` has those of other scripts too.
const MARKS: RangeInclusive<char> = '\u{300}'..='\u{36f}';
/// The letters that keep what a mark makes of them, as in `analysis::is_cyrillic`.
const CYRILLIC: RangeInclusive<char> = '\u{400}'..='\u{52f}';
/// What is left out: Hangul syllables and compatibility ideographs.
const LEFT_OUT: [RangeInclusive<char>; 3] =
    ['\u{ac00}'..='\u{d7a3}', '\u{f900}'..='\u{faff}', '\u{2f800}'..='\u{2fa1f}'];

/// The class of marks that stand above the letter, as those do that join with Cyrillic ones.
const ABOVE: u8 = 230;

fn main() -> Result<(), String> {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("letters.rs");
    let source = format!("{}{}{}", apart(), joined(), aside());
    fs::write(&out, source).map_err(|error| format!("cannot write {}: {error}", out.display()))
}

/// Three tables side by side, sorted by the first: a letter, what it begins with, and what follows that. In place
/// of a mark that folding drops stands NUL, and so it does where nothing follows.
fn apart() -> String {
    let decomposition = CanonicalDecompositionBorrowed::new();
    let mut rows: [Vec<char>; 3] = Default::default();
    for c in ('\u{80}'..=char::MAX).filter(|c| is_small(*c)) {
        if MARKS.contains(&c) || CYRILLIC.contains(&c) || LEFT_OUT.iter().any(|range| range.contains(&c)) {
            continue;
        }
        let (first, rest) = match decomposition.decompose(c) {
            Decomposed::Default => continue,
            Decomposed::Singleton(other) => (other, '\0'),
            Decomposed::Expansion(first, mark) if MARKS.contains(&mark) => (first, '\0'),
            Decomposed::Expansion(first, second) => (first, second),
        };
        for (row, c) in rows.iter_mut().zip([c, first, rest]) {
            row.push(c);
        }
    }
    let [letters, firsts, rests] = &rows;
    table("LETTERS", "char", letters) + &table("FIRSTS", "char", firsts) + &table("RESTS", "char", rests)
}

/// Cyrillic letter, mark, and the letter that stands for both.
fn joined() -> String {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let mut rows = Vec::new();
    for letter in CYRILLIC.filter(|c| is_small(*c)) {
        for mark in MARKS {
            // Where one mark stands for two, the first may join: what is left of it is dropped in any case.
            let first = nfc.normalize(&format!("{letter}{mark}")).chars().next();
            let both = first.filter(|both| *both != letter && CYRILLIC.contains(both));
            rows.extend(both.map(|both| (letter, mark, both)));
        }
    }
    table("JOINED", "(char, char, char)", &rows)
}

/// Marks that do not keep the next one from joining with the letter.
fn aside() -> String {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let marks: Vec<char> = MARKS.filter(|mark| !matches!(classes.get_u8(*mark), 0 | ABOVE)).collect();
    table("ASIDE", "char", &marks)
}

fn is_small(c: char) -> bool {
    c.to_lowercase().eq([c])
}

/// The source of one table.
fn table(name: &str, of: &str, rows: &[impl std::fmt::Debug]) -> String {
    format!("static {name}: [{of}; {}] = {rows:?};\n", rows.len())
}
