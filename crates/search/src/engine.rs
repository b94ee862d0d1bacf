//! The engine: a pack opened for searching. The way in for the app and the command.
//!
//! Lives here: opening, and putting the parts together so that list, totals and facet counts come from one
//! evaluation. Does not live here: any of the parts. The last query stays prepared, because snippets and hits ask
//! for it again, once a statement.

use crate::analysis;
use crate::answer::{Answer, FacetCounts, Hit, Matched, Snippet, Snippets, Totals};
use crate::bits::Bits;
use crate::choices::Choice;
use crate::compile::{AliasTable, Compiled, Corpus};
use crate::evaluate::{self, Occurrence, Postings, Within};
use crate::facet::Catalog;
use crate::filter;
use crate::index;
use crate::index::read::{BlockSpan, Index, damaged};
use crate::query::parse::first_few;
use crate::query::{Query, QueryDiagnostic};
use crate::rank::{self, Tally};
use crate::request::{Field, FilterSet, Request, Sort};
use crate::snippet::{self, Mark};
use demarche_corpus::order;
use demarche_corpus::pack::Tag;
use demarche_corpus::{Body, Pack, PackError, StatementIdx};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Shorter words have no near spellings: everything would be near.
const MIN_NEAREST_CHARS: usize = 3;
/// Words of at least so many letters may differ in two places, shorter ones in one.
const TWO_EDITS_FROM_CHARS: usize = 7;

/// So many words without hits are named: each costs a walk through the dictionary to offer spellings for.
const MOST_UNMATCHED: usize = 10;

/// A pack opened for searching.
#[derive(Debug)]
pub struct Engine {
    pack: Arc<Pack>,
    index: Index,
    catalog: Catalog,
    aliases: AliasTable,
    prepared: Mutex<Option<Arc<Prepared>>>,
}

/// A query compiled and evaluated without filters.
#[derive(Debug)]
struct Prepared {
    query: Query,
    compiled: Compiled,
    /// The statements that satisfy the query.
    satisfying: Bits,
    /// By leaf: how rare it is.
    rarities: Vec<f32>,
    unmatched_words: Vec<String>,
}

impl Engine {
    /// Opens the index of a pack. Costs time in proportion to its dictionary and metadata; postings wait until they
    /// are asked for.
    ///
    /// # Errors
    /// When the index is missing, damaged or made for other rules.
    pub fn open(pack: Arc<Pack>) -> Result<Engine, PackError> {
        let section =
            |tag: Tag| pack.section(tag)?.ok_or_else(|| damaged("the search index, which it does not have"));
        let statements = pack.statements();
        let index = Index::open(section(index::TERMS)?, section(index::STATEMENTS)?, statements.len())?;
        let catalog = Catalog::new(pack.info(), statements);
        let aliases = AliasTable::new(&pack.info().aliases);
        Ok(Engine { index, catalog, aliases, prepared: Mutex::new(None), pack })
    }

    /// The pack searched.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Runs what it understands of a request. Never fails: what it does not understand is told in the diagnostics.
    pub fn evaluate(&self, request: &Request) -> Answer {
        let (query, mut diagnostics) = Query::read(&request.text);
        let postings = self.postings().unwrap_or_else(|error| {
            diagnostics.push(QueryDiagnostic {
                range: 0..0,
                message: error.to_string(),
                hint: "only filters work until then".to_owned(),
            });
            Postings { index: &self.index, bytes: &[] }
        });
        let prepared = self.prepare(&query, postings, true);
        diagnostics.extend(prepared.compiled.diagnostics.iter().cloned());
        let (left, facets) = self.narrow(&prepared.satisfying, &request.filters);
        let (matched, hits, passages) = match query.is_empty() {
            true => self.list_all(&left),
            false => self.list_ranked(&left, &prepared, postings),
        };
        let total = Totals { statements: matched.len(), passages, hits };
        let sort =
            if query.is_empty() && request.sort == Sort::Relevance { Sort::Newest } else { request.sort };
        Answer {
            total,
            corpus_size: self.index.statements(),
            years: self.years(&left),
            matched: self.sorted(matched, sort),
            facets,
            unmatched_words: prepared.unmatched_words.clone(),
            query,
            diagnostics: first_few(diagnostics),
        }
    }

    /// The best passages of a statement, at most so many, with the hits in them.
    ///
    /// # Errors
    /// When the statement's words or the index are damaged.
    pub fn snippets(&self, query: &Query, idx: StatementIdx, max: usize) -> Result<Snippets, PackError> {
        let postings = self.postings()?;
        let prepared = self.prepare(query, postings, false);
        let mut found = Vec::new();
        for (block, span, occurrences) in self.by_block(&prepared, postings, idx) {
            if span.is_passage {
                let mut leaves: Vec<u32> = occurrences.iter().map(|one| one.leaf).collect();
                order::sort(&mut leaves);
                leaves.dedup();
                let score = rank::passage_score(&occurrences, span.len, &prepared.rarities);
                found.push((Reverse(leaves.len()), score, block, span, occurrences));
            }
        }
        if found.is_empty() {
            return Ok(Snippets::default());
        }
        order::sort_by(&mut found, |a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let body = self.pack.body(idx)?;
        let more = found.len().saturating_sub(max);
        let shown = found.into_iter().take(max).map(|(_, score, block, span, occurrences)| {
            snippet_of(&body, block, span, &occurrences, &prepared.compiled, score)
        });
        Ok(Snippets { shown: shown.collect::<Result<_, _>>()?, more })
    }

    /// All hits in the blocks of a statement, in reading order, not overlapping.
    ///
    /// # Errors
    /// When the statement's words or the index are damaged.
    pub fn hits(&self, query: &Query, idx: StatementIdx) -> Result<Vec<Hit>, PackError> {
        let postings = self.postings()?;
        let prepared = self.prepare(query, postings, false);
        let blocks = self.by_block(&prepared, postings, idx);
        let mut hits = Vec::new();
        if blocks.is_empty() {
            return Ok(hits);
        }
        let body = self.pack.body(idx)?;
        for (block, span, occurrences) in blocks {
            // Block 0 of the index is the title.
            let Some(block) = block.checked_sub(1) else { continue };
            let (start, text) = block_of(&body, block)?;
            let marks =
                snippet::marks(&analysis::tokens(text), &occurrences, span.start, &prepared.compiled.leaves);
            hits.extend(marks.into_iter().map(|Mark { range, .. }| Hit {
                block,
                range: start + range.start as u32..start + range.end as u32,
            }));
        }
        Ok(hits)
    }

    /// Hits in the title: byte ranges of `Statement::title`, rising, not overlapping.
    pub fn title_highlights(&self, query: &Query, idx: StatementIdx) -> Vec<Range<usize>> {
        let (Ok(postings), Some(statement)) = (self.postings(), self.pack.statement(idx)) else {
            return Vec::new();
        };
        let prepared = self.prepare(query, postings, false);
        let blocks = self.by_block(&prepared, postings, idx);
        let Some((0, span, occurrences)) = blocks.first() else { return Vec::new() };
        let tokens = analysis::tokens(&statement.title);
        let marks = snippet::marks(&tokens, occurrences, span.start, &prepared.compiled.leaves);
        marks.into_iter().map(|mark| mark.range).collect()
    }

    /// How many statements hold this word in this form (folded, not inflected).
    pub fn doc_freq(&self, word: &str) -> u32 {
        let form = analysis::query_tokens(word).first().and_then(|token| self.index.form(&token.form));
        match (form, self.postings()) {
            (Some(form), Ok(postings)) => postings.doc_freq(&form),
            _ => 0,
        }
    }

    /// Spellings in the corpus nearest to a word that has no hit, best first: fewest edits (a swap of neighbours is
    /// one), then the most statements. Walks the dictionary once.
    pub fn nearest_terms(&self, word: &str, max: usize) -> Vec<String> {
        let Some(token) = analysis::query_tokens(word).into_iter().next() else { return Vec::new() };
        let chars = token.form.chars().count();
        if chars < MIN_NEAREST_CHARS {
            return Vec::new();
        }
        let Ok(postings) = self.postings() else { return Vec::new() };
        let edits = if chars >= TWO_EDITS_FROM_CHARS { 2 } else { 1 };
        let is_near = |form: &str| {
            form != token.form
                && form.chars().count().abs_diff(chars) <= edits
                && strsim::osa_distance(form, &token.form) <= edits
        };
        let mut near = self.index.forms_with_prefix("", is_near);
        order::sort_by_cached_key(&mut near, |form| {
            let edits = strsim::osa_distance(&form.text, &token.form);
            (edits, Reverse(postings.doc_freq(form)), form.text.clone())
        });
        near.into_iter().take(max).map(|form| form.text).collect()
    }

    fn postings(&self) -> Result<Postings<'_>, PackError> {
        let bytes = self
            .pack
            .section(index::POSTINGS)?
            .ok_or_else(|| damaged("the search index, which it does not have"))?;
        Ok(Postings { index: &self.index, bytes })
    }

    /// The query compiled and evaluated, from the last time where it is the same. `needs_spots`: whether the places
    /// in the diagnostics must be those of this text; equal queries may have been typed with other blanks.
    fn prepare(&self, query: &Query, postings: Postings<'_>, needs_spots: bool) -> Arc<Prepared> {
        let mut last = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prepared) = last.as_ref()
            && prepared.query == *query
            && (!needs_spots || prepared.compiled.diagnostics.is_empty())
        {
            return Arc::clone(prepared);
        }
        let corpus = Corpus {
            index: &self.index,
            catalog: &self.catalog,
            statements: self.pack.statements(),
            aliases: &self.aliases,
        };
        let compiled = Compiled::new(query, corpus);
        let (satisfying, leaf_sets) = evaluate::statements(&compiled, postings);
        let rarities =
            leaf_sets.iter().map(|set| rank::rarity(set.count(), self.index.statements())).collect();
        let mut unmatched_words: Vec<String> = Vec::new();
        for (leaf, set) in compiled.leaves.iter().zip(&leaf_sets) {
            let is_excused = leaf.alias_leaf.is_some_and(|alias| !leaf_sets[alias].is_empty());
            if unmatched_words.len() < MOST_UNMATCHED
                && let Some(word) =
                    leaf.typed().filter(|_| leaf.key.is_positive && set.is_empty() && !is_excused)
                && !unmatched_words.contains(word)
            {
                unmatched_words.push(word.clone());
            }
        }
        let prepared =
            Arc::new(Prepared { query: query.clone(), compiled, satisfying, rarities, unmatched_words });
        *last = Some(Arc::clone(&prepared));
        prepared
    }

    /// What the filters leave of these statements, and the counts of all facets.
    fn narrow(&self, satisfying: &Bits, filters: &FilterSet) -> (Bits, Vec<FacetCounts>) {
        let len = self.index.statements();
        let mut dated = filter::within_dates(filters, self.pack.statements());
        dated.and(satisfying);
        let by_field: Vec<(Field, Bits)> = filters
            .choices
            .iter()
            .filter(|(_, choice)| !choice.is_empty())
            .map(|(field, choice)| (*field, filter::chosen(&self.catalog, *field, choice, len)))
            .collect();
        let all_but = |spared: Option<Field>| {
            let mut left = dated.clone();
            by_field.iter().filter(|(field, _)| Some(*field) != spared).for_each(|(_, bits)| left.and(bits));
            left
        };
        let count = |field: Field| {
            let choice: Option<&Choice> = filters.choices.get(&field);
            self.catalog.count(field, &all_but(Some(field)), choice)
        };
        (all_but(None), Field::ALL.into_iter().map(count).collect())
    }

    fn list_all(&self, left: &Bits) -> (Vec<Matched>, usize, usize) {
        let matched = left.iter().map(|idx| Matched { idx: StatementIdx(idx), score: 0.0 }).collect();
        (matched, 0, left.iter().map(|idx| self.index.passages(idx)).sum())
    }

    fn list_ranked(
        &self,
        left: &Bits,
        prepared: &Prepared,
        postings: Postings<'_>,
    ) -> (Vec<Matched>, usize, usize) {
        let occurrences = postings.occurrences(&prepared.compiled.leaves, Within::Set(left));
        let mut by_statement = occurrences.chunk_by(|a, b| a.statement == b.statement).peekable();
        let (mut matched, mut hits, mut passages) = (Vec::with_capacity(left.count()), 0, 0);
        for idx in left.iter() {
            // A statement may match without a hit, as in: a OR -b.
            let own = by_statement.next_if(|own| own.first().is_some_and(|one| one.statement == idx));
            let tally = own.map_or(Tally::default(), |own| {
                let length = self.index.relative_length(idx);
                rank::tally(own, &self.index.blocks(idx), &prepared.rarities, length)
            });
            hits += tally.hits;
            passages += tally.passages;
            matched.push(Matched { idx: StatementIdx(idx), score: tally.score });
        }
        (matched, hits, passages)
    }

    /// Puts statements, given in pack order, in the order asked for.
    fn sorted(&self, mut matched: Vec<Matched>, sort: Sort) -> Vec<Matched> {
        match sort {
            Sort::Newest => {}
            Sort::Relevance => {
                order::sort_by(&mut matched, |a, b| b.score.total_cmp(&a.score).then(a.idx.cmp(&b.idx)))
            }
            Sort::Oldest => order::sort_by_cached_key(&mut matched, |one| {
                let date = self.pack.statement(one.idx).and_then(|statement| statement.date);
                (date.is_none(), date, one.idx)
            }),
        }
        matched
    }

    fn years(&self, left: &Bits) -> Vec<(u16, usize)> {
        let mut years: Vec<(u16, usize)> = Vec::new();
        for idx in left.iter() {
            let Some(date) = self.pack.statement(StatementIdx(idx)).and_then(|statement| statement.date)
            else {
                continue;
            };
            match years.binary_search_by_key(&date.year(), |(year, _)| *year) {
                Ok(at) => years[at].1 += 1,
                Err(at) => years.insert(at, (date.year(), 1)),
            }
        }
        years
    }

    /// The occurrences of one statement by block of the index (0 is the title); blocks without any are left out.
    fn by_block(
        &self,
        prepared: &Prepared,
        postings: Postings<'_>,
        idx: StatementIdx,
    ) -> Vec<(usize, BlockSpan, Vec<Occurrence>)> {
        let blocks = self.index.blocks(idx.0);
        let occurrences = postings.occurrences(&prepared.compiled.leaves, Within::One(idx.0));
        let mut found: Vec<(usize, BlockSpan, Vec<Occurrence>)> = Vec::new();
        for one in occurrences {
            let Some(at) = rank::block_at(&blocks, one.start) else { continue };
            match found.last_mut().filter(|(last, ..)| *last == at) {
                Some((.., own)) => own.push(one),
                None => found.push((at, blocks[at], vec![one])),
            }
        }
        found
    }
}

/// First byte and text of a block.
fn block_of(body: &Body, block: usize) -> Result<(u32, &str), PackError> {
    let found =
        body.blocks.get(block).ok_or_else(|| damaged("the search index, which knows other passages"))?;
    Ok((found.range.start, body.block_text(found)))
}

fn snippet_of(
    body: &Body,
    block: usize,
    span: BlockSpan,
    occurrences: &[Occurrence],
    compiled: &Compiled,
    score: f32,
) -> Result<Snippet, PackError> {
    // Block 0 of the index is the title, which is no passage.
    let block = block.saturating_sub(1);
    let (start, text) = block_of(body, block)?;
    let tokens = analysis::tokens(text);
    let marks = snippet::marks(&tokens, occurrences, span.start, &compiled.leaves);
    let shown = snippet::stretch(text, &tokens, &marks);
    let inside = |mark: &Mark| {
        let range = mark.range.start.max(shown.start)..mark.range.end.min(shown.end);
        (range.start < range.end).then(|| range.start - shown.start..range.end - shown.start)
    };
    Ok(Snippet {
        block,
        anchor: body.blocks.get(block).map(|block| block.anchor.clone()).unwrap_or_default(),
        text: text.get(shown.clone()).unwrap_or_default().to_owned(),
        highlights: marks.iter().filter_map(inside).collect(),
        range: start + shown.start as u32..start + shown.end as u32,
        cut_before: shown.start > 0,
        cut_after: shown.end < text.len(),
        score,
    })
}
