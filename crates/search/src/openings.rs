//! The beginnings of the newest statements, in a section of their own.
//!
//! Lives here: what a statement begins with, and the section `OPEN` of a corpus that is published in pieces: its first
//! list then needs no text, and so none of the pieces that hold texts. Does not live here: when a pack gets that section
//! (whoever packs), and who asks (`rows`).
//!
//! The section is UTF-8: the openings in the order of the pack, a NUL after each.

use demarche_corpus::pack::Tag;
use demarche_corpus::{Body, Pack, PackError, StatementIdx};
#[cfg(feature = "build")]
use demarche_corpus::{pack::pack_order, source::Corpus};

const OPENINGS: Tag = *b"OPEN";

/// So many statements have theirs in the section: a page of results.
#[cfg(feature = "build")]
const NEWEST: usize = 20;

/// So many characters of the first passage are enough for two lines.
const OPENING_CHARS: usize = 320;
/// A passage of fewer words only addresses somebody, as the beginning of a speech does.
const LEAST_SAID: usize = 8;

/// The beginning of the first passage that is more than an address such as “Mr. President,”; else of the first.
pub(crate) fn opening(body: &Body) -> String {
    let texts = || body.passages().map(|(_, block)| body.block_text(block));
    let says = |text: &&str| text.split_whitespace().nth(LEAST_SAID - 1).is_some();
    let text = texts().find(says).or_else(|| texts().next()).unwrap_or_default();
    text.chars().take(OPENING_CHARS).collect()
}

/// The opening of one of the newest statements, where the pack keeps them.
///
/// # Errors
/// When the section is damaged.
pub(crate) fn kept(pack: &Pack, idx: StatementIdx) -> Result<Option<String>, PackError> {
    let section = pack.section(OPENINGS)?.and_then(|bytes| std::str::from_utf8(bytes).ok());
    let opening = section.and_then(|all| all.split_terminator('\0').nth(idx.0 as usize));
    Ok(opening.map(str::to_owned))
}

/// The section for a corpus; `None` where a text has the sign that parts them.
#[cfg(feature = "build")]
pub fn openings(corpus: &Corpus) -> Option<(Tag, Vec<u8>)> {
    let mut ordered: Vec<_> = corpus.statements.iter().collect();
    ordered.sort_by(|(one, _), (other, _)| pack_order(one, other));
    let all: Vec<String> = ordered.iter().take(NEWEST).map(|(_, body)| opening(body)).collect();
    let is_plain = all.iter().all(|opening| !opening.contains('\0'));
    is_plain.then(|| {
        (OPENINGS, all.iter().flat_map(|opening| [opening.as_str(), "\0"]).collect::<String>().into_bytes())
    })
}
