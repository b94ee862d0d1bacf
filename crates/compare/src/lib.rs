//! Two texts side by side: which passages correspond, what wording they share, what each says alone.
//!
//! Lives here: alignment of passages and sentences by content, shared wording, word-level difference and the
//! ledger of hard facts. Does not live here: drawing, files, the search index, the corpus model. Text comes
//! in borrowed, indices and byte ranges go out.
//!
//! The method: both texts are cut into passages, sentences and words; words are weighed by how rare they are
//! in the corpus and in the two texts; units that share enough weight are paired, best first, whatever their
//! order; a passage beside a pair that tells the rest of it joins it, so that a paragraph split in two keeps both
//! halves; pairs outside the heaviest common order have moved. Swapping the sides swaps the result, a text
//! against itself is all the same, and where the evidence is thin there is a gap.
//!
//! ```
//! use demarche_compare::{PassageText, RowKind, Setting, Text, compare};
//!
//! let text = |passages: &[&'static str]| Text {
//!     lang: "en",
//!     passages: passages.iter().map(|text| PassageText { anchor: "", text }).collect(),
//! };
//! let a = text(&["The envoys opened the Lakeside ferry.", "Fishing quotas fall by 12 per cent."]);
//! let b = text(&["Fishing quotas fall by 15 per cent."]);
//! let found = compare(&a, &b, &Setting::default());
//! assert_eq!(found.rows[1].kind, RowKind::Matched);
//! assert_eq!((found.rows[1].a[0], found.rows[1].b[0]), (1, 0));
//! ```

mod align;
mod analysis;
mod bits;
mod candidates;
mod changes;
mod compare;
mod concepts;
pub mod distinctive;
mod dress;
mod entries;
mod evidence;
mod facts;
mod gazetteer;
mod groups;
mod kinship;
mod known;
mod ledger;
mod lists;
pub mod meanings;
pub mod model;
mod names;
mod nearness;
pub mod rarity;
pub mod report;
mod reuse;
pub mod score;
pub mod sentences;
mod signs;
mod slices;
mod stem;
pub mod structure;
mod subjects;
mod synonyms;
mod table;
mod tongue;
mod turn;
mod unit;
mod voice;
mod weights;
pub mod witness;
mod word_diff;
mod words;

pub use changes::{ChangeClass, MarkedChange, describe, marked_diff};
pub use compare::{Comparing, Setting, compare, signals};
pub use known::{known_names, known_topics};
pub use ledger::Listing;
pub use meanings::Meanings;
pub use model::{
    Change, ChangeTag, Comparison, Coverage, KnownName, LedgerClass, LedgerRow, Mentions, PairKind,
    PassageText, Place, Presence, Row, RowKind, Sentence, SentencePair, SharedWording, Text,
};
pub use rarity::{InCorpus, NoCorpus, Rarity};
pub use table::{Between, Link, TableRow, table};
pub use word_diff::word_diff;
pub use words::function_words;
