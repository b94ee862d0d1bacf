//! Countries, capitals, regions, international bodies and treaties under their usual English and Russian names.
//!
//! Lives here: three tables and how to read them. Does not live here: finding a name in a text (`ledger::known`).
//! Facts of spelling, gathered by hand: no data crate has what is needed. `celes`, `isocountry` and `rust_iso3166`
//! carry codes and official English names, no demonyms, no capitals, nothing Russian; `keshvar` has one demonym for
//! each country beside names in every language, coordinates and currencies, a multiple of these 23 KB (10 KB
//! compressed), and no capitals, regions, bodies or treaties.
//!
//! A line is one thing, its usual name first, then other forms, parted by commas. `+n` continues the first form
//! (`Russia,+n` is also `Russian`), `+ийск` the stem of the Cyrillic form before it. A form that is a word besides
//! when its ending changes stands with `=` in each of its cases. Small letters in a Cyrillic form: an adjective or a
//! people, which need no capital.

use crate::model::LedgerClass;

const TABLES: [(LedgerClass, &str); 3] = [
    (LedgerClass::Place, include_str!("gazetteer/places.txt")),
    (LedgerClass::Organisation, include_str!("gazetteer/bodies.txt")),
    (LedgerClass::Treaty, include_str!("gazetteer/treaties.txt")),
];

/// Every line of the tables with its class.
pub(crate) fn lines() -> impl Iterator<Item = (LedgerClass, &'static str)> {
    TABLES.iter().flat_map(|(class, table)| table.lines().map(|line| (*class, line)))
}
