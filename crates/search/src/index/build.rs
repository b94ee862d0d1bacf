//! Writing the index of a corpus. Feature `build`.
//!
//! One pass over the texts; each form keeps its postings already encoded, so memory is about that of the finished
//! index plus the vocabulary. Forms are written in byte order: the same corpus gives the same bytes.

use super::{INDEX_VERSION, PLACES, POSTINGS, SKIP, TABLE, TERMS, UNITS, write_varint};
use crate::analysis;
use demarche_corpus::Body;
use demarche_corpus::pack::{Part, pack_order};
use demarche_corpus::source::Corpus;
use foldhash::HashMap;

/// A block of posting lists is closed once it holds so many bytes. Smaller blocks load sooner, larger ones are fewer;
/// a longer list has a block to itself.
const BLOCK_BYTES: usize = 64 * 1024;

/// What search adds to a pack: see the tables above. Deterministic.
pub fn build_sections(corpus: &Corpus) -> Part {
    // A pack stores statements in this order, whatever order they come in.
    let mut ordered: Vec<_> = corpus.statements.iter().collect();
    ordered.sort_by(|(one, _), (other, _)| pack_order(one, other));
    let mut builder = IndexBuilder::default();
    for (statement, body) in ordered {
        builder.add(&statement.title, &statement.lang, body);
    }
    builder.finish()
}

/// The folded forms that the texts of a part made by [`build_sections`] hold, in order.
pub fn vocabulary(part: &Part) -> Vec<String> {
    let terms = part.sections.iter().find(|(tag, _)| *tag == TERMS);
    let terms = terms.and_then(|(_, terms)| fst::Map::new(terms.as_slice()).ok());
    terms.and_then(|terms| terms.stream().into_str_keys().ok()).unwrap_or_default()
}

/// The postings of one form so far.
#[derive(Default)]
struct FormPostings {
    statements: u32,
    units: u32,
    hits: u32,
    /// The statement counted last, plus 1.
    last_statement: u32,
    last_unit: u32,
    postings: Vec<u8>,
    places: Vec<u8>,
    /// Unit before, bytes of postings and bytes of places at every place to enter at.
    skips: Vec<[u32; 3]>,
    /// Whether some statement is in a language whose forms are stemmed.
    is_stemmed: bool,
    /// Whether it shares a position with another form: a hashtag of several words.
    shares_place: bool,
}

#[derive(Default)]
struct IndexBuilder {
    numbers: HashMap<String, u32>,
    forms: Vec<FormPostings>,
    statements: u32,
    units: u32,
    unit_table: Vec<u8>,
    /// Number of the form and position, of the present unit.
    present: Vec<(u32, u32)>,
}

impl IndexBuilder {
    fn add(&mut self, title: &str, lang: &str, body: &Body) {
        write_varint(&mut self.unit_table, body.blocks.len() as u32 + 1);
        self.add_unit(title, lang, false);
        for block in &body.blocks {
            self.add_unit(body.block_text(block), lang, block.is_passage());
        }
        self.statements += 1;
    }

    fn add_unit(&mut self, text: &str, lang: &str, is_passage: bool) {
        let IndexBuilder { numbers, forms, present, .. } = self;
        present.clear();
        analysis::each_token(text, &mut |spelled, _, position| {
            let number = match numbers.get(spelled) {
                Some(number) => *number,
                None => {
                    let number = forms.len() as u32;
                    numbers.insert(spelled.to_owned(), number);
                    forms.push(FormPostings::default());
                    number
                }
            };
            if let Some(form) = forms.get_mut(number as usize)
                && !form.is_stemmed
            {
                form.is_stemmed = analysis::stems_in(spelled, lang);
            }
            // A hashtag stands before the first of its parts.
            if let Some((before, _)) = present.last().filter(|(_, before)| *before == position) {
                forms[*before as usize].shares_place = true;
            }
            present.push((number, position));
        });
        let words = present.last().map_or(0, |(_, position)| position + 1);
        write_varint(&mut self.unit_table, words << 1 | u32::from(is_passage));
        self.present.sort_unstable();
        self.present.dedup();
        for group in self.present.chunk_by(|one, other| one.0 == other.0) {
            self.forms[group[0].0 as usize].add(self.statements, self.units, group);
        }
        self.units += 1;
    }

    fn finish(self) -> Part {
        let mut sorted: Vec<(String, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut terms = fst::MapBuilder::memory();
        let mut table = INDEX_VERSION.to_le_bytes().to_vec();
        for count in [self.statements, self.units, sorted.len() as u32] {
            write_varint(&mut table, count);
        }
        let (mut lists, mut places) = (Blocks::default(), Blocks::default());
        let mut irregular = Vec::new();
        for (number, (text, at)) in sorted.iter().enumerate() {
            // Keys rise, so that insertion cannot fail; a failure would leave the form out, which tests would see.
            let inserted = terms.insert(text, number as u64);
            debug_assert!(inserted.is_ok());
            let form = &self.forms[*at as usize];
            let opens_list = lists.add(&[&form.skip_table(), &form.postings]);
            let opens_places = places.add(&[&form.places]);
            let flags = u32::from(form.is_stemmed)
                | u32::from(form.shares_place) << 1
                | u32::from(opens_list) << 2
                | u32::from(opens_places) << 3;
            write_varint(&mut table, form.statements << 4 | flags);
            write_varint(&mut table, form.units - form.statements);
            write_varint(&mut table, form.hits - form.units);
            write_varint(&mut table, (form.skip_table().len() + form.postings.len()) as u32);
            write_varint(&mut table, form.places.len() as u32);
            if form.is_stemmed && !super::read::is_regular(text) {
                irregular.push(number as u32);
            }
        }
        write_varint(&mut table, irregular.len() as u32);
        irregular.iter().for_each(|number| write_varint(&mut table, *number));
        let terms = terms.into_inner().unwrap_or_default();
        Part {
            sections: vec![(TERMS, terms), (TABLE, table), (UNITS, self.unit_table)],
            blocks: vec![(POSTINGS, lists.finish()), (PLACES, places.finish())],
        }
    }
}

impl FormPostings {
    /// Adds the occurrences in one unit: pairs of the form's number and a position, rising.
    fn add(&mut self, statement: u32, unit: u32, occurrences: &[(u32, u32)]) {
        if self.units > 0 && self.units.is_multiple_of(SKIP) {
            self.skips.push([self.last_unit, self.postings.len() as u32, self.places.len() as u32]);
        }
        let count = occurrences.len() as u32;
        write_varint(&mut self.postings, (unit - self.last_unit) << 1 | u32::from(count > 1));
        if count > 1 {
            write_varint(&mut self.postings, count - 2);
        }
        let mut last = 0;
        for (_, position) in occurrences {
            write_varint(&mut self.places, position - last);
            last = *position;
        }
        self.last_unit = unit;
        self.units += 1;
        self.hits += count;
        if self.last_statement != statement + 1 {
            self.last_statement = statement + 1;
            self.statements += 1;
        }
    }

    fn skip_table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        let mut last = [0; 3];
        for skip in &self.skips {
            skip.iter().zip(last).for_each(|(number, before)| write_varint(&mut table, number - before));
            last = *skip;
        }
        table
    }
}

/// Lists gathered into blocks.
#[derive(Default)]
struct Blocks(Vec<Vec<u8>>);

impl Blocks {
    /// Adds a list; says whether it opens a block.
    fn add(&mut self, parts: &[&[u8]]) -> bool {
        let len: usize = parts.iter().map(|part| part.len()).sum();
        let is_full = self.0.last().is_none_or(|block| block.len() + len > BLOCK_BYTES && !block.is_empty());
        if is_full {
            self.0.push(Vec::new());
        }
        if let Some(block) = self.0.last_mut() {
            parts.iter().for_each(|part| block.extend_from_slice(part));
        }
        is_full
    }

    fn finish(self) -> Vec<Vec<u8>> {
        self.0
    }
}

/// Reads back the lengths written, so that a builder's mistake is found where it is made.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::read_varint;

    #[test]
    fn a_list_never_crosses_a_block() {
        let mut blocks = Blocks::default();
        let lists = [vec![1; 40_000], vec![2; 30_000], vec![3; 200_000], vec![4; 10]];
        let opened: Vec<bool> = lists.iter().map(|list| blocks.add(&[list])).collect();
        assert_eq!(opened, [true, true, true, true]);
        assert_eq!(blocks.finish(), lists);
    }

    #[test]
    fn a_skip_table_holds_distances() {
        let mut form = FormPostings::default();
        for unit in 0..SKIP * 2 + 1 {
            form.add(unit, unit * 3, &[(0, 5), (0, 6)]);
        }
        let table = form.skip_table();
        let mut at = 0;
        let mut next = || read_varint(&table, &mut at);
        assert_eq!([next(), next(), next()], [Some((SKIP - 1) * 3), Some(SKIP * 2), Some(SKIP * 2)]);
        assert_eq!([next(), next(), next()], [Some(SKIP * 3), Some(SKIP * 2), Some(SKIP * 2)]);
        assert_eq!(next(), None);
    }
}
