//! Reading the index: dictionary look-ups, posting lists, block tables.
//!
//! Lives here: checked access to the sections' bytes. Does not live here: what a query asks of them. Opening costs
//! the dictionary and one row a statement; posting lists are decoded as they are walked. Damaged
//! bytes give an error on opening or a shorter list later, never a panic.

use super::{INDEX_VERSION, ROW_BYTES, read_varint};
use crate::analysis;
use demarche_corpus::PackError;
use fst::{IntoStreamer, Streamer};

/// One spelling that occurs in the corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    pub text: String,
    /// Where its posting list begins.
    pub postings: u64,
    /// Whether it stands in a statement whose language is stemmed.
    is_stemmed: bool,
}

/// How many letters at the end of a stem its forms may lack: Porter's stemmer turns "dying" into "die".
const LETTERS_A_STEM_MAY_CHANGE: usize = 2;

impl Form {
    /// The form with its value in the dictionary.
    fn new(text: &str, value: u64) -> Form {
        Form { text: text.to_owned(), postings: value >> 1, is_stemmed: value & 1 == 1 }
    }
}

/// What is fixed for one statement.
#[derive(Debug, Clone, Copy)]
struct Row {
    blocks: u32,
    positions: u32,
    passages: u32,
}

/// One block of a statement as a stretch of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockSpan {
    pub start: u32,
    pub len: u32,
    pub is_passage: bool,
}

/// The opened index without its postings, which stay where they are.
#[derive(Debug)]
pub(crate) struct Index {
    terms: fst::Map<Vec<u8>>,
    rows: Vec<Row>,
    /// Lengths of all blocks, decoded a statement at a time.
    blocks: Vec<u8>,
    mean_positions: f32,
}

/// An index that cannot be read.
pub(crate) fn damaged(what: &str) -> PackError {
    PackError::Damaged { section: what.to_owned() }
}

impl Index {
    /// Opens the sections for a corpus of so many statements.
    pub fn open(terms: &[u8], statements: &[u8], count: usize) -> Result<Index, PackError> {
        let terms =
            fst::Map::new(terms.to_vec()).map_err(|_| damaged("the dictionary of the search index"))?;
        // Walking a damaged fst may panic, so nothing walks one whose checksum is wrong. The pack has checked these
        // bytes already; the library's own check costs every reader 16 KB of tables, so only the command repeats it.
        #[cfg(feature = "build")]
        terms.as_fst().verify().map_err(|_| damaged("the dictionary of the search index"))?;
        let number = |at: usize| {
            let bytes = statements.get(at..at.checked_add(4)?)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        };
        if let Some(found) = number(0).filter(|found| *found != INDEX_VERSION) {
            return Err(PackError::Version { found, supported: INDEX_VERSION });
        }
        if number(4).map(|n| n as usize) != Some(count) {
            return Err(damaged("the statement table of the search index"));
        }
        let rows_end = count.checked_mul(ROW_BYTES).and_then(|size| size.checked_add(8));
        let blocks = rows_end
            .and_then(|end| statements.get(end..))
            .ok_or_else(|| damaged("the statement table of the search index"))?;
        let rows: Option<Vec<Row>> = (0..count)
            .map(|n| 8 + n * ROW_BYTES)
            .map(|at| {
                Some(Row { blocks: number(at)?, positions: number(at + 4)?, passages: number(at + 8)? })
            })
            .collect();
        let rows = rows.ok_or_else(|| damaged("the statement table of the search index"))?;
        let total: u64 = rows.iter().map(|row| u64::from(row.positions)).sum();
        let mean_positions = (total as f32 / count.max(1) as f32).max(1.0);
        Ok(Index { terms, rows, blocks: blocks.to_vec(), mean_positions })
    }

    /// How many statements there are.
    pub fn statements(&self) -> usize {
        self.rows.len()
    }

    /// Length of a statement in positions over the mean of all.
    pub fn relative_length(&self, statement: u32) -> f32 {
        self.rows.get(statement as usize).map_or(1.0, |row| row.positions as f32 / self.mean_positions)
    }

    /// How many passages a statement has.
    pub fn passages(&self, statement: u32) -> usize {
        self.rows.get(statement as usize).map_or(0, |row| row.passages as usize)
    }

    /// The form with exactly this spelling.
    pub fn form(&self, text: &str) -> Option<Form> {
        Some(Form::new(text, self.terms.get(text)?))
    }

    /// All forms of the corpus with this stem, in byte order. A form shares all of its stem but the last two letters
    /// at most ("hoping", "hope"; "dying", "die"), so the forms that begin so are stemmed and compared: cheaper to
    /// load than a table of stems, and a few hundred forms at the most but for the shortest stems.
    pub fn forms_of_stem(&self, stem: &str) -> Vec<Form> {
        let shared = stem.chars().count().saturating_sub(LETTERS_A_STEM_MAY_CHANGE).max(1);
        let prefix: String = stem.chars().take(shared).collect();
        let mut found =
            self.forms_with_prefix(&prefix, |form| analysis::stem(form).is_some_and(|other| other == stem));
        found.retain(|form| form.is_stemmed);
        found
    }

    /// All forms that begin so and satisfy the test, in byte order.
    pub fn forms_with_prefix(&self, prefix: &str, is_match: impl Fn(&str) -> bool) -> Vec<Form> {
        let mut found = Vec::new();
        let mut keys = self.terms.range().ge(prefix).into_stream();
        while let Some((key, value)) = keys.next() {
            if !key.starts_with(prefix.as_bytes()) {
                break;
            }
            if let Some(text) = std::str::from_utf8(key).ok().filter(|text| is_match(text)) {
                found.push(Form::new(text, value));
            }
        }
        found
    }

    /// The blocks of a statement in order; the first is its title.
    pub fn blocks(&self, statement: u32) -> Vec<BlockSpan> {
        let mut spans = Vec::new();
        let Some(row) = self.rows.get(statement as usize) else { return spans };
        let (mut at, mut start) = (row.blocks as usize, 0u32);
        while let Some(number) = read_varint(&self.blocks, &mut at).filter(|number| *number != u32::MAX) {
            let len = number >> 1;
            spans.push(BlockSpan { start, len, is_passage: number & 1 == 1 });
            start = start.saturating_add(len).saturating_add(1);
        }
        spans
    }

    /// How many positions the title of a statement takes.
    pub fn title_len(&self, statement: u32) -> u32 {
        let Some(row) = self.rows.get(statement as usize) else { return 0 };
        read_varint(&self.blocks, &mut (row.blocks as usize)).map_or(0, |number| number >> 1)
    }
}

/// One entry of a posting list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting<'a> {
    pub statement: u32,
    positions: &'a [u8],
}

impl<'a> Posting<'a> {
    /// The positions, rising.
    pub fn positions(&self) -> impl Iterator<Item = u32> + use<'a> {
        let (bytes, mut at, mut last) = (self.positions, 0, 0u32);
        std::iter::from_fn(move || {
            last = last.checked_add(read_varint(bytes, &mut at)?)?;
            Some(last)
        })
    }
}

/// The statements that hold a form, rising; ends early where bytes are damaged.
#[derive(Debug, Clone)]
pub(crate) struct PostingList<'a> {
    bytes: &'a [u8],
    at: usize,
    left: u32,
    statement: u32,
    is_first: bool,
    /// How many statements there are: none may lie beyond.
    end: u32,
}

impl<'a> PostingList<'a> {
    /// The list at this offset of the postings.
    pub fn open(postings: &'a [u8], form: &Form, statements: usize) -> PostingList<'a> {
        let mut at = usize::try_from(form.postings).unwrap_or(usize::MAX);
        let left = read_varint(postings, &mut at).unwrap_or(0);
        PostingList { bytes: postings, at, left, statement: 0, is_first: true, end: statements as u32 }
    }

    /// How many statements hold the form.
    pub fn doc_freq(&self) -> u32 {
        self.left
    }
}

impl<'a> Iterator for PostingList<'a> {
    type Item = Posting<'a>;

    fn next(&mut self) -> Option<Posting<'a>> {
        self.left = self.left.checked_sub(1)?;
        let distance = read_varint(self.bytes, &mut self.at)?;
        let len = read_varint(self.bytes, &mut self.at)? as usize;
        let rises = self.is_first || distance > 0;
        self.is_first = false;
        self.statement = self.statement.checked_add(distance).filter(|n| rises && *n < self.end)?;
        let positions = self.bytes.get(self.at..self.at.checked_add(len)?)?;
        self.at += len;
        Some(Posting { statement: self.statement, positions })
    }
}
