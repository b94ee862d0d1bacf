//! Reading the index: the dictionary and the tables.
//!
//! Lives here: what is in memory from opening on. Does not live here: posting lists (`lists`) and what a query asks
//! of them. Opening costs time in proportion to the dictionary and the units. Damaged bytes give an error on opening
//! or a shorter list later, never a panic.

use super::owners::Owners;
use super::{INDEX_VERSION, PLACES, POSTINGS, TABLE, TERMS, UNITS, read_varint};
use crate::analysis;
use demarche_corpus::pack::{BlockId, Tag};
use demarche_corpus::{Pack, PackError};
use fst::{IntoStreamer, Streamer};
use std::sync::{Mutex, PoisonError};

/// One spelling that occurs in the corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    pub text: String,
    /// Its place in the dictionary.
    pub number: u32,
    /// How many statements hold it.
    pub doc_freq: u32,
}

/// What the dictionary says of a form, beside its spelling.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TermRow {
    /// Statements that hold it.
    pub statements: u32,
    /// Units that hold it.
    pub units: u32,
    /// Bytes before its list in its block of `SPST`, and before its list in its block of `SPOS`.
    pub at: [u32; 2],
    /// Whether it stands in a statement whose language is stemmed.
    is_stemmed: bool,
    /// Whether it may share a position with another form: a hashtag and its first part.
    pub shares_place: bool,
}

/// Which form a block begins with.
#[derive(Debug, Default)]
struct Group {
    /// The number of the first block.
    first: u32,
    /// The first form of each block.
    begins: Vec<u32>,
}

/// So many stems are kept with their forms.
const STEMS_KEPT: usize = 64;

/// The opened index without its posting lists, which stay where they are.
#[derive(Debug)]
pub(crate) struct Index {
    terms: fst::Map<Vec<u8>>,
    rows: Vec<TermRow>,
    groups: [Group; 2],
    /// Forms whose stem is not nearly their beginning, with their stems.
    irregular: Vec<(String, u32)>,
    /// The stems asked for last with their forms: while a word is typed, those before it stay what they are.
    stems: Mutex<Vec<(String, Vec<Form>)>>,
    owners: Owners,
    /// By unit: its words.
    lengths: Vec<u32>,
    /// By statement: its words.
    words: Vec<u32>,
    mean_words: f32,
}

/// An index that cannot be read.
pub(crate) fn damaged(what: &str) -> PackError {
    PackError::Damaged { section: what.to_owned() }
}

/// The letters that every regular form begins with: the stem's, but the last ("hoping", "hope"; "cries", "cri").
fn stem_prefix(stem: &str) -> &str {
    match stem.char_indices().next_back() {
        Some((at, _)) if at > 0 => &stem[..at],
        _ => stem,
    }
}

/// Whether a form begins as its stem does, so that a look through the dictionary finds it from there.
#[cfg(feature = "build")]
pub(crate) fn is_regular(form: &str) -> bool {
    analysis::stem(form).is_none_or(|stem| form.starts_with(stem_prefix(&stem)))
}

impl Index {
    /// Opens the index of a pack.
    pub fn open(pack: &Pack) -> Result<Index, PackError> {
        let section =
            |tag: Tag| pack.section(tag)?.ok_or_else(|| damaged("the search index, which it does not have"));
        let terms = fst::Map::new(section(TERMS)?.to_vec())
            .map_err(|_| damaged("the dictionary of the search index"))?;
        // Walking a damaged fst may panic, so nothing walks one whose checksum is wrong. The pack has checked these
        // bytes already; the library's own check costs every reader 16 KB of tables, so only the command repeats it. The
        // feature alone does not tell: cargo builds the app with all that any member of the workspace asks of this crate.
        #[cfg(all(feature = "build", not(target_family = "wasm")))]
        terms.as_fst().verify().map_err(|_| damaged("the dictionary of the search index"))?;
        let table = section(TABLE)?;
        let found = table.get(..4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
        if let Some(found) = found.filter(|found| *found != INDEX_VERSION) {
            return Err(PackError::Version { found, supported: INDEX_VERSION });
        }
        let in_tables = || damaged("the tables of the search index");
        let mut index = Index {
            terms,
            rows: Vec::new(),
            groups: [POSTINGS, PLACES]
                .map(|tag| Group { first: pack.block_group(tag).start, begins: Vec::new() }),
            irregular: Vec::new(),
            stems: Mutex::default(),
            owners: Owners::new(0, 0),
            lengths: Vec::new(),
            words: Vec::new(),
            mean_words: 1.0,
        };
        let units = index.read_table(table, pack.statements().len()).ok_or_else(in_tables)?;
        index.read_units(section(UNITS)?, pack.statements().len(), units).ok_or_else(in_tables)?;
        let total: u64 = index.words.iter().map(|words| u64::from(*words)).sum();
        index.mean_words = (total as f32 / index.words.len().max(1) as f32).max(1.0);
        Ok(index)
    }

    /// Reads `STAB`; gives the number of units.
    fn read_table(&mut self, table: &[u8], statements: usize) -> Option<u32> {
        let mut at = 4;
        let mut next = || read_varint(table, &mut at);
        if next()? as usize != statements {
            return None;
        }
        let (units, forms) = (next()?, next()?);
        if forms as usize != self.terms.len() || forms as usize > table.len() {
            return None;
        }
        self.rows = Vec::with_capacity(forms as usize);
        let mut ends = [0u32; 2];
        for number in 0..forms {
            let first = next()?;
            let (statements, flags) = (first >> 4, first & 15);
            let form_units = statements.checked_add(next()?)?;
            // Its further occurrences: for readers of the file, nothing here asks.
            next()?;
            for (group, end) in self
                .groups
                .iter_mut()
                .zip(&mut ends)
                .enumerate()
                .filter_map(|(n, both)| (flags >> (2 + n) & 1 == 1).then_some(both))
            {
                group.begins.push(number);
                *end = 0;
            }
            let row = TermRow {
                statements,
                units: form_units,
                at: ends,
                is_stemmed: flags & 1 == 1,
                shares_place: flags >> 1 & 1 == 1,
            };
            self.rows.push(row);
            for end in &mut ends {
                *end = end.checked_add(next()?)?;
            }
        }
        for _ in 0..next()? {
            let number = next()?;
            let stem = self.text_of(number).and_then(|form| analysis::stem(&form))?;
            self.irregular.push((stem, number));
        }
        Some(units)
    }

    /// Reads `SUNT`.
    fn read_units(&mut self, table: &[u8], statements: usize, units: u32) -> Option<()> {
        if units as usize > table.len() {
            return None;
        }
        self.owners = Owners::new(statements, units as usize);
        self.lengths = Vec::with_capacity(units as usize);
        let (mut at, mut kinds) = (0, Vec::new());
        for _ in 0..statements {
            let own = read_varint(table, &mut at)?;
            kinds.clear();
            let mut words = 0u32;
            for _ in 0..own {
                let unit = read_varint(table, &mut at)?;
                kinds.push(unit & 1 == 1);
                self.lengths.push(unit >> 1);
                words = words.checked_add(unit >> 1)?;
            }
            self.owners.add(own, |place| kinds.get(place as usize).copied().unwrap_or(false));
            self.words.push(words);
        }
        (at == table.len() && self.lengths.len() == units as usize).then_some(())
    }

    /// How many statements there are.
    pub fn statements(&self) -> usize {
        self.words.len()
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.lengths.len()
    }

    /// How many spellings there are.
    pub fn forms(&self) -> usize {
        self.rows.len()
    }

    /// Which statement each unit belongs to, and what it is.
    #[inline(always)]
    pub fn owners(&self) -> &Owners {
        &self.owners
    }

    /// How many words a unit has.
    pub fn length(&self, unit: u32) -> u32 {
        self.lengths.get(unit as usize).copied().unwrap_or(0)
    }

    /// How many words a statement has, those of its title included.
    pub fn words(&self, statement: u32) -> u32 {
        self.words.get(statement as usize).copied().unwrap_or(0)
    }

    /// Length of a statement in words over the mean of all.
    pub fn relative_length(&self, statement: u32) -> f32 {
        self.words(statement) as f32 / self.mean_words
    }

    /// What is known of a form.
    pub fn row(&self, number: u32) -> TermRow {
        self.rows.get(number as usize).copied().unwrap_or_default()
    }

    /// The block of `SPST` (0) or `SPOS` (1) that holds a form's list.
    pub fn block_of(&self, number: u32, group: usize) -> Option<BlockId> {
        let group = self.groups.get(group)?;
        let block = group.begins.partition_point(|first| *first <= number).checked_sub(1)?;
        Some(BlockId(group.first.checked_add(block as u32)?))
    }

    /// A form by its number, where its spelling is known already.
    pub fn form_at(&self, text: &str, number: u64) -> Form {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Form { text: text.to_owned(), number, doc_freq: self.row(number).statements }
    }

    /// The spelling of a form.
    pub fn text_of(&self, number: u32) -> Option<String> {
        String::from_utf8(self.terms.as_fst().get_key(u64::from(number))?).ok()
    }

    /// The form with exactly this spelling.
    pub fn form(&self, text: &str) -> Option<Form> {
        Some(self.form_at(text, self.terms.get(text)?))
    }

    /// All forms of the corpus with this stem, in byte order. A form begins as its stem does, but for the stem's last
    /// letter; the few that do not are in a list of their own. So the forms that begin so are stemmed and compared:
    /// some hundreds, and cheaper to load than a table of stems.
    pub fn forms_of_stem(&self, stem: &str) -> Vec<Form> {
        let mut kept = self.stems.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, forms)) = kept.iter().find(|(other, _)| other == stem) {
            return forms.clone();
        }
        let forms = self.look_up_stem(stem);
        if kept.len() == STEMS_KEPT {
            kept.remove(0);
        }
        kept.push((stem.to_owned(), forms.clone()));
        forms
    }

    fn look_up_stem(&self, stem: &str) -> Vec<Form> {
        let mut found = self.forms_with_prefix(stem_prefix(stem), |form| {
            analysis::stem(form).is_some_and(|other| other == stem)
        });
        for (_, number) in self.irregular.iter().filter(|(other, _)| other == stem) {
            found.extend(self.text_of(*number).map(|text| self.form_at(&text, u64::from(*number))));
        }
        found.retain(|form| self.row(form.number).is_stemmed);
        demarche_corpus::order::sort(&mut found);
        found.dedup();
        found
    }

    /// All forms that begin so and satisfy the test, in byte order.
    pub fn forms_with_prefix(&self, prefix: &str, is_match: impl Fn(&str) -> bool) -> Vec<Form> {
        let mut found = Vec::new();
        let mut keys = self.terms.range().ge(prefix).into_stream();
        while let Some((key, number)) = keys.next() {
            if !key.starts_with(prefix.as_bytes()) {
                break;
            }
            if let Some(text) = std::str::from_utf8(key).ok().filter(|text| is_match(text)) {
                found.push(self.form_at(text, number));
            }
        }
        found
    }

    /// All forms that an automaton accepts, in byte order.
    pub fn forms_accepted(&self, automaton: impl fst::Automaton) -> Vec<Form> {
        let mut found = Vec::new();
        let mut keys = self.terms.search(automaton).into_stream();
        while let Some((key, number)) = keys.next() {
            found.extend(std::str::from_utf8(key).ok().map(|text| self.form_at(text, number)));
        }
        found
    }
}
