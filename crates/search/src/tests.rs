//! The engine as a whole: a small corpus of our own, and random corpora against a scan that knows no index.

mod brute;
pub(crate) mod fixture;
mod language;
mod lines;
mod parts;
mod small;
mod suggest;
