//! What is shown of a statement: hits in its title and text, its best passages.
//!
//! Lives here: choosing passages and turning hits into byte ranges. Does not live here: which statements matched
//! (`engine`), the stretch of a passage (`snippet`). Hits are found anew in the words shown; the index only says
//! which passages have some. Linear in the passages shown.

use crate::answer::{Hit, Matched, Row, Snippet, Snippets, StatementHits};
use crate::compile::Leaf;
use crate::engine::{Engine, Prepared};
use crate::evaluate::{self, forms};
use crate::index::lists::{Lists, Posting};
use crate::index::read::damaged;
use crate::openings;
use crate::query::Query;
use crate::rank;
use crate::snippet::{self, Mark};
use crate::spans;
use demarche_corpus::order;
use demarche_corpus::{Body, PackError, StatementIdx};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// A passage with hits: how many different leaves it has (as sorted: most first), its score, its unit.
type Candidate = (Reverse<usize>, f32, u32);

impl Engine {
    /// What is shown of these statements.
    pub(crate) fn rows(
        &self,
        prepared: &Prepared,
        matched: &[Matched],
        snippets: usize,
    ) -> Result<Vec<Row>, PackError> {
        let mut candidates = self.candidates(prepared, matched)?;
        let mut rows = Vec::with_capacity(matched.len());
        let mut absent = Vec::new();
        for (one, candidates) in matched.iter().zip(&mut candidates) {
            let shown = self.snippets_of(prepared, one.idx, candidates, snippets).and_then(|found| {
                let opening = if found.shown.is_empty() && snippets > 0 {
                    self.opening(one.idx)?
                } else {
                    String::new()
                };
                Ok((found, opening))
            });
            match shown {
                Ok((snippets, opening)) => rows.push(Row {
                    idx: one.idx,
                    score: one.score,
                    title: self.shown_title_marks(&prepared.compiled.leaves, one.idx),
                    snippets,
                    opening,
                }),
                // All that is missing at once, so that it is fetched at once.
                Err(PackError::Absent { blocks }) => absent.extend(blocks),
                Err(error) => return Err(error),
            }
        }
        if absent.is_empty() { Ok(rows) } else { Err(PackError::Absent { blocks: absent }) }
    }

    /// The best passages of a statement, at most so many, with the hits in them.
    ///
    /// # Errors
    /// When the statement's words or the index are damaged or not here.
    pub fn snippets(&self, query: &Query, idx: StatementIdx, max: usize) -> Result<Snippets, PackError> {
        let prepared = self.prepare(query, false)?;
        let mut candidates = self.candidates(&prepared, &[Matched { idx, score: 0.0 }])?;
        let mut own = candidates.pop().unwrap_or_default();
        self.snippets_of(&prepared, idx, &mut own, max)
    }

    /// All hits of a statement. Needs its words and the dictionary, no posting lists.
    ///
    /// # Errors
    /// When the statement's words are damaged or not here.
    pub fn statement_hits(&self, query: &Query, idx: StatementIdx) -> Result<StatementHits, PackError> {
        if self.pack.statement(idx).is_none() {
            return Ok(StatementHits::default());
        }
        let leaves = self.compile(query).leaves;
        let title = self.title_marks(&leaves, idx);
        let mut hits = Vec::new();
        if leaves.iter().any(|leaf| leaf.key.is_positive) {
            let body = self.body(idx)?;
            for (number, block) in body.blocks.iter().enumerate() {
                let start = block.range.start;
                hits.extend(marks_in(body.block_text(block), &leaves, false).into_iter().map(
                    |Mark { range, .. }| Hit {
                        block: number,
                        range: start + range.start as u32..start + range.end as u32,
                    },
                ));
            }
        }
        Ok(StatementHits { title, hits })
    }

    /// All hits of what was typed in a statement. Where beginnings are read and the last word does not occur in it, it
    /// is taken as one.
    ///
    /// # Errors
    /// As [`Engine::statement_hits`].
    pub(crate) fn typed_hits(&self, text: &str, idx: StatementIdx) -> Result<StatementHits, PackError> {
        let (query, _) = Query::parse(text);
        let begun = query.begun(text.len()).filter(|_| self.reads_beginnings);
        if let (Some(begun), Some(last)) = (begun, query.clauses.last()) {
            let last = Query { clauses: vec![last.clone()] };
            if self.statement_hits(&last, idx)? == StatementHits::default() {
                return self.statement_hits(&begun, idx);
            }
        }
        self.statement_hits(&query, idx)
    }

    /// [`Engine::statement_hits`] without the title.
    ///
    /// # Errors
    /// As there.
    pub fn hits(&self, query: &Query, idx: StatementIdx) -> Result<Vec<Hit>, PackError> {
        Ok(self.statement_hits(query, idx)?.hits)
    }

    /// Hits in the title: byte ranges of `Statement::title`, rising, not overlapping.
    pub fn title_highlights(&self, query: &Query, idx: StatementIdx) -> Vec<Range<usize>> {
        self.title_marks(&self.compile(query).leaves, idx)
    }

    fn title_marks(&self, leaves: &[Leaf], idx: StatementIdx) -> Vec<Range<usize>> {
        let title = self.pack.statement(idx).map_or("", |statement| &statement.title);
        marks_in(title, leaves, true).into_iter().map(|mark| mark.range).collect()
    }

    /// As [`Engine::title_marks`], for titles that are shown again and again.
    fn shown_title_marks(&self, leaves: &[Leaf], idx: StatementIdx) -> Vec<Range<usize>> {
        let title = self.pack.statement(idx).map_or("", |statement| &statement.title);
        let tokens = self.shown.words(self.index.owners().units_of(idx.0).start, title).wanted(leaves);
        let marks = snippet::marks(&tokens, &spans::in_tokens(&tokens, leaves, true), leaves);
        marks.into_iter().map(|mark| mark.range).collect()
    }

    /// The words of a statement, kept for a while: while something is typed, the same statements are shown again and
    /// again.
    pub(crate) fn body(&self, idx: StatementIdx) -> Result<Arc<Body>, PackError> {
        self.shown.body(idx, || self.pack.body(idx))
    }

    /// What a statement begins with; of the newest of a large corpus without its text.
    fn opening(&self, idx: StatementIdx) -> Result<String, PackError> {
        match openings::kept(&self.pack, idx)? {
            Some(opening) => Ok(opening),
            None => Ok(openings::opening(&*self.body(idx)?)),
        }
    }

    /// The passages of each statement that have hits, in no order.
    fn candidates(&self, prepared: &Prepared, matched: &[Matched]) -> Result<Vec<Vec<Candidate>>, PackError> {
        let marked = &prepared.found.marked;
        let passages = self.index.owners().passages();
        let of = |one: &Matched| {
            let units = marked.iter_in(self.index.owners().units_of(one.idx.0));
            units.filter(|unit| passages.contains(*unit)).collect::<Vec<u32>>()
        };
        let by_statement: Vec<Vec<u32>> = matched.iter().map(of).collect();
        let mut units = by_statement.concat();
        units.sort_unstable();
        // By unit: the leaves it has, how often, how rare they are.
        let mut counts: Vec<Vec<(u32, f32)>> = vec![Vec::new(); units.len()];
        let lists = Lists::new(&self.index, &self.pack);
        let leaves = prepared.compiled.leaves.iter().zip(&prepared.found.leaves).zip(&prepared.rarities);
        for ((leaf, found), rarity) in leaves.filter(|((leaf, _), _)| leaf.key.is_positive) {
            let mut own = vec![0u32; units.len()];
            let mut add = |unit: u32, count: u32| {
                if let Ok(at) = units.binary_search(&unit) {
                    own[at] += count;
                }
            };
            match (&found.spans, &found.counts) {
                (Some(spans), _) => {
                    own = units.iter().map(|unit| evaluate::spans_in(spans, *unit).len() as u32).collect();
                }
                _ if leaf.key.term.in_title => {}
                (_, Some(by_unit)) => own = units.iter().map(|unit| by_unit.get(*unit)).collect(),
                _ => forms(leaf).into_iter().for_each(|form| {
                    lists.each_in(form, &units, |posting: Posting| add(posting.unit, posting.count))
                }),
            }
            for (counts, count) in counts.iter_mut().zip(own).filter(|(_, count)| *count > 0) {
                counts.push((count, *rarity));
            }
        }
        lists.finish()?;
        let candidate = |unit: u32| {
            let counts = units.binary_search(&unit).ok().and_then(|at| counts.get(at));
            let counts = counts.map(Vec::as_slice).unwrap_or_default();
            let score = rank::passage_score(counts, self.index.length(unit), self.weights());
            (Reverse(counts.len()), score, unit)
        };
        Ok(by_statement.into_iter().map(|units| units.into_iter().map(candidate).collect()).collect())
    }

    fn snippets_of(
        &self,
        prepared: &Prepared,
        idx: StatementIdx,
        candidates: &mut [Candidate],
        max: usize,
    ) -> Result<Snippets, PackError> {
        if candidates.is_empty() {
            return Ok(Snippets::default());
        }
        order::sort_by(candidates, |a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let body = self.body(idx)?;
        let first = self.index.owners().units_of(idx.0).start;
        let shown = candidates.iter().take(max).map(|(_, score, unit)| {
            // Unit 0 of a statement is its title.
            let block = unit.checked_sub(first + 1).map_or(usize::MAX, |block| block as usize);
            let found = body
                .blocks
                .get(block)
                .ok_or_else(|| damaged("the search index, which knows other passages"))?;
            let (start, text) = (found.range.start, body.block_text(found));
            let words = self.shown.words(*unit, text);
            let leaves = &prepared.compiled.leaves;
            let tokens = words.wanted(leaves);
            let marks = snippet::marks(&tokens, &spans::in_tokens(&tokens, leaves, false), leaves);
            let shown = snippet::stretch(text, words.cuts(), &marks);
            let inside = |mark: &Mark| {
                let range = mark.range.start.max(shown.start)..mark.range.end.min(shown.end);
                (range.start < range.end).then(|| range.start - shown.start..range.end - shown.start)
            };
            Ok(Snippet {
                block,
                anchor: found.anchor.clone(),
                text: text.get(shown.clone()).unwrap_or_default().to_owned(),
                highlights: marks.iter().filter_map(inside).collect(),
                range: start + shown.start as u32..start + shown.end as u32,
                cut_before: shown.start > 0,
                cut_after: shown.end < text.len(),
                score: *score,
            })
        });
        let shown = shown.collect::<Result<_, _>>()?;
        Ok(Snippets { shown, more: candidates.len().saturating_sub(max) })
    }
}

/// The marks in a text.
fn marks_in(text: &str, leaves: &[Leaf], is_title: bool) -> Vec<Mark> {
    if !leaves.iter().any(|leaf| leaf.key.is_positive) {
        return Vec::new();
    }
    let tokens = spans::tokens_for(text, leaves);
    snippet::marks(&tokens, &spans::in_tokens(&tokens, leaves, is_title), leaves)
}
