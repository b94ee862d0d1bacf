//! Every hit of a request, and counts of words: what concordance, trends and keyness are made of.
//!
//! Lives here: walking an evaluated request hit by hit or statement by statement. Does not live here: what is made of
//! it. Linear in the postings of the words asked for; [`Engine::term_counts`] in those of the whole corpus.

use crate::bits::Bits;
use crate::engine::Engine;
use crate::evaluate;
use crate::index::lists::Lists;
use crate::query::Query;
use crate::request::Request;
use demarche_corpus::{PackError, StatementIdx};
use serde::{Deserialize, Serialize};

/// Where one hit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The statement.
    pub statement: StatementIdx,
    /// 0 for the title, else the index in `Body::blocks` plus 1.
    pub block: u32,
    /// The first word, counted from 0 in that title or block.
    pub start: u32,
    /// How many words.
    pub len: u32,
}

/// How often a word occurs in two groups of statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermCount {
    /// The folded form.
    pub form: String,
    /// Occurrences in the first group.
    pub a: u32,
    /// Occurrences in the second group.
    pub b: u32,
    /// Statements of the first group that hold it.
    pub statements_a: u32,
    /// Statements of the second group that hold it.
    pub statements_b: u32,
}

impl Engine {
    /// Every hit of a request, joined as marks are, in pack order, then in reading order.
    ///
    /// # Errors
    /// When the index is damaged, or blocks have to be supplied first.
    pub fn places(&self, request: &Request) -> Result<Vec<Place>, PackError> {
        let look = self.look(request)?;
        let found = &look.prepared.found;
        let units: Vec<u32> = look
            .left
            .iter()
            .flat_map(|one| found.marked.iter_in(self.index.owners().units_of(one)))
            .collect();
        let lists = Lists::new(&self.index, &self.pack);
        let places = evaluate::places(&look.prepared.compiled, found, &units, &lists);
        lists.finish()?;
        let place = |(unit, start, len): (u32, u32, u32)| {
            let statement = self.index.owners().owner(unit);
            let block = unit - self.index.owners().units_of(statement).start;
            Place { statement: StatementIdx(statement), block, start, len }
        };
        Ok(places.into_iter().map(place).collect())
    }

    /// How many hits each matched statement has, in pack order.
    ///
    /// # Errors
    /// As [`Engine::places`].
    pub fn hit_counts(&self, request: &Request) -> Result<Vec<(StatementIdx, u32)>, PackError> {
        let look = self.look(request)?;
        let hits = |idx: u32| look.prepared.found.hits.get(idx as usize).copied().unwrap_or(0);
        Ok(look.left.iter().map(|idx| (StatementIdx(idx), hits(idx))).collect())
    }

    /// The statements that match a request, in pack order, with the query they match.
    pub(crate) fn matched(&self, request: &Request) -> Result<(Query, Vec<StatementIdx>), PackError> {
        let look = self.look(request)?;
        let matched = look.left.iter().map(StatementIdx).collect();
        Ok((look.query, matched))
    }

    /// How many words a statement has, those of its title and headings included.
    pub fn words_in(&self, idx: StatementIdx) -> u32 {
        self.index.words(idx.0)
    }

    /// How often each word of the corpus occurs in two groups of statements; words that neither holds are left out.
    ///
    /// # Errors
    /// As [`Engine::places`].
    pub fn term_counts(&self, a: &[StatementIdx], b: &[StatementIdx]) -> Result<Vec<TermCount>, PackError> {
        let statements = self.index.statements();
        let [a, b] = [a, b].map(|group| Bits::of(statements, group.iter().map(|idx| idx.0)));
        let lists = Lists::new(&self.index, &self.pack);
        let mut counts = Vec::new();
        let mut forms = self.index.forms_with_prefix("", |_| true);
        for form in &mut forms {
            let mut count = TermCount { form: String::new(), a: 0, b: 0, statements_a: 0, statements_b: 0 };
            let mut last = [u32::MAX; 2];
            lists.each(form, |posting| {
                let statement = self.index.owners().owner(posting.unit);
                if a.contains(statement) {
                    count.a += posting.count;
                    count.statements_a += u32::from(last[0] != statement);
                    last[0] = statement;
                }
                if b.contains(statement) {
                    count.b += posting.count;
                    count.statements_b += u32::from(last[1] != statement);
                    last[1] = statement;
                }
            });
            if count.a + count.b > 0 {
                count.form = std::mem::take(&mut form.text);
                counts.push(count);
            }
        }
        lists.finish()?;
        Ok(counts)
    }
}
