//! The engine: a pack opened for searching. The way in for the app and the command.
//!
//! Lives here: opening, and putting the parts together so that list, totals and facet counts come from one
//! evaluation. Does not live here: any of the parts; what is shown of a statement is in `rows`. The last query stays
//! prepared, because snippets, hits and further pages ask for it again.
//!
//! Every function that needs postings or texts may answer [`PackError::Absent`]: supply these blocks to the pack and
//! ask again. [`Engine::plan`] tells them beforehand.

use crate::analysis;
use crate::answer::{Answer, Around, Matched, Page, Totals};
use crate::bits::Bits;
use crate::choices::Choice;
use crate::compile::{AliasTable, Compiled, Corpus};
use crate::evaluate::{self, Evaluated};
use crate::facet::Catalog;
use crate::filter;
use crate::fuzzy;
use crate::index::lists::Lists;
use crate::index::read::Index;
use crate::kept::KeptLines;
use crate::query::parse::first_few;
use crate::query::{Query, QueryDiagnostic};
use crate::rank::{self, Weights};
use crate::request::{Field, FilterSet, Request, Sort};
use crate::scores::{self, best};
use crate::shown::Shown;
use crate::suggest::{self, Suggestion};
use crate::timeline::Timeline;
use demarche_corpus::order;
use demarche_corpus::pack::BlockId;
use demarche_corpus::{Pack, PackError, StatementIdx};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Shorter words have no near spellings: everything would be near.
const MIN_NEAREST_CHARS: usize = 3;

/// So many words without hits are named: each costs a walk through the dictionary to offer spellings for.
const MOST_UNMATCHED: usize = 10;

/// So many spellings are offered for a word without hits.
const SPELLINGS_OFFERED: usize = 3;

/// A pack opened for searching.
#[derive(Debug)]
pub struct Engine {
    pub(crate) pack: Arc<Pack>,
    pub(crate) index: Index,
    catalog: Catalog,
    aliases: AliasTable,
    weights: Weights,
    prepared: Mutex<Option<Arc<Prepared>>>,
    pub(crate) shown: Shown,
    pub(crate) kept_lines: KeptLines,
    /// Whether a last word that finds nothing counts as a beginning.
    pub(crate) reads_beginnings: bool,
}

/// A query compiled and evaluated without filters.
#[derive(Debug)]
pub(crate) struct Prepared {
    query: Query,
    pub compiled: Compiled,
    pub found: Evaluated,
    /// By leaf: how rare it is.
    pub rarities: Vec<f32>,
    unmatched_words: Vec<String>,
}

/// A request evaluated: everything but the order of the list.
pub(crate) struct Look {
    pub query: Query,
    diagnostics: Vec<QueryDiagnostic>,
    pub prepared: Arc<Prepared>,
    /// The matched statements.
    pub left: Bits,
    /// Those whose date is too coarse to know whether they are of the days asked for.
    uncertain: usize,
    facets: Vec<Vec<u32>>,
    timeline: Timeline,
}

impl Engine {
    /// Opens the index of a pack. Costs time in proportion to its dictionary and metadata; postings wait until they
    /// are asked for.
    ///
    /// # Errors
    /// When the index is missing, damaged or made for other rules.
    pub fn open(pack: Arc<Pack>) -> Result<Engine, PackError> {
        let index = Index::open(&pack)?;
        let catalog = Catalog::new(pack.info(), pack.statements());
        let aliases = AliasTable::new(&pack.info().aliases);
        Ok(Engine {
            shown: Shown::default(),
            index,
            catalog,
            aliases,
            weights: Weights::default(),
            prepared: Mutex::new(None),
            kept_lines: KeptLines::default(),
            reads_beginnings: false,
            pack,
        })
    }

    /// The same engine with another ranking, to measure what each part of it is worth.
    pub fn with_weights(self, weights: Weights) -> Engine {
        Engine { weights, prepared: Mutex::new(None), ..self }
    }

    /// The same engine for readers who type while they look: where a query finds nothing at all, its last word counts as
    /// the beginning of a word, if it stands at the very end of the text and that finds something.
    pub fn with_beginnings(self) -> Engine {
        Engine { reads_beginnings: true, ..self }
    }

    /// The pack searched.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The values that can be chosen.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Runs what it understands of a request; what it does not understand is told in the diagnostics. All matched
    /// statements are put in order.
    ///
    /// # Errors
    /// When the index is damaged, or blocks have to be supplied first.
    pub fn evaluate(&self, request: &Request) -> Result<Answer, PackError> {
        let look = self.look(request)?;
        let matched = self.ordered(&look, request.sort, 0..usize::MAX)?;
        let total = self.totals(&look);
        Ok(Answer {
            total,
            corpus_size: self.index.statements(),
            timeline: look.timeline,
            matched,
            facets: look.facets,
            unmatched_words: look.prepared.unmatched_words.clone(),
            query: look.query,
            diagnostics: first_few(look.diagnostics),
        })
    }

    /// Some of the matched statements in order, with at most so many passages of each, and all counts.
    ///
    /// # Errors
    /// When the pack is damaged, or blocks have to be supplied first.
    pub fn page(&self, request: &Request, rows: Range<usize>, snippets: usize) -> Result<Page, PackError> {
        let look = self.look(request)?;
        let matched = self.ordered(&look, request.sort, rows)?;
        let unmatched = look.prepared.unmatched_words.iter();
        let unmatched =
            unmatched.map(|word| (word.clone(), self.nearest_terms(word, SPELLINGS_OFFERED))).collect();
        Ok(Page {
            total: self.totals(&look),
            corpus_size: self.index.statements(),
            timeline: look.timeline,
            text: request.text.clone(),
            is_empty: look.query.is_empty(),
            explanation: look.query.explain(&|field, typed| self.only_label(field, typed)),
            rows: self.rows(&look.prepared, &matched, snippets)?,
            facets: look.facets,
            diagnostics: first_few(look.diagnostics),
            unmatched,
        })
    }

    /// The blocks of postings that a request needs and that are not here yet. Those of the texts shown depend on the
    /// answer; they are told by [`PackError::Absent`] when the answer is asked for.
    pub fn plan(&self, request: &Request) -> Vec<BlockId> {
        match self.look(request) {
            Err(PackError::Absent { blocks }) => blocks,
            _ => Vec::new(),
        }
    }

    /// Where a statement stands among the first so many matched; `None` where it is none of them.
    ///
    /// # Errors
    /// When the pack is damaged, or blocks have to be supplied first.
    pub fn around(
        &self,
        request: &Request,
        idx: StatementIdx,
        most: usize,
    ) -> Result<Option<Around>, PackError> {
        let look = self.look(request)?;
        let matched = self.ordered(&look, request.sort, 0..most)?;
        let beside = |place: usize| matched.get(place).map(|one| one.idx);
        let place = matched.iter().position(|one| one.idx == idx);
        Ok(place.map(|place| Around {
            place,
            total: self.totals(&look).statements,
            previous: place.checked_sub(1).and_then(beside),
            next: beside(place + 1),
        }))
    }

    /// The label of the one value that something typed means; `None` where it means several, or none.
    fn only_label(&self, field: Field, typed: &str) -> Option<String> {
        match self.catalog.resolve(field, typed).as_slice() {
            [value] => Some(value.label.clone()),
            _ => None,
        }
    }

    /// What the word at the caret (a byte of the text) may become, at most so many; see [`crate::suggest`].
    pub fn suggest(&self, text: &str, caret: usize, max: usize) -> Vec<Suggestion> {
        suggest::suggest(&self.index, &self.catalog, text, caret, max)
    }

    /// How many statements hold this word in this form (folded, not inflected).
    pub fn doc_freq(&self, word: &str) -> u32 {
        let token = analysis::query_tokens(word).into_iter().next();
        token.and_then(|token| self.index.form(&token.form)).map_or(0, |form| form.doc_freq)
    }

    /// Spellings in the corpus nearest to a word that has no hit, best first: fewest edits (a swap of neighbours is
    /// one), then the most statements. What a hyphen parts is looked for as one word. Walks the dictionary once.
    pub fn nearest_terms(&self, word: &str, max: usize) -> Vec<String> {
        let parts = analysis::words(word);
        let typed = parts.concat();
        if typed.chars().count() < MIN_NEAREST_CHARS {
            return Vec::new();
        }
        let mut near = fuzzy::near(&self.index, &typed, fuzzy::usual_edits(&typed));
        near.retain(|(form, _)| form.text != typed || parts.len() > 1);
        order::sort_by_key(&mut near, |(form, edits)| (*edits, Reverse(form.doc_freq)));
        near.into_iter().take(max).map(|(form, _)| form.text).collect()
    }

    /// A text as it is searched, what of it was not understood, and what it finds without filters.
    pub(crate) fn understood(
        &self,
        text: &str,
    ) -> Result<(Query, Vec<QueryDiagnostic>, Arc<Prepared>), PackError> {
        let (query, diagnostics) = Query::read(text);
        let prepared = self.prepare(&query, true)?;
        if self.reads_beginnings
            && prepared.found.satisfying.is_empty()
            && let Some(begun) = query.begun(text.len())
        {
            let more = self.prepare(&begun, true)?;
            if !more.found.satisfying.is_empty() {
                return Ok((begun, diagnostics, more));
            }
        }
        Ok((query, diagnostics, prepared))
    }

    /// A request evaluated.
    pub(crate) fn look(&self, request: &Request) -> Result<Look, PackError> {
        let (query, mut diagnostics, prepared) = self.understood(&request.text)?;
        diagnostics.extend(prepared.compiled.diagnostics.iter().cloned());
        let (left, facets, timeline) = self.narrow(&prepared.found.satisfying, &request.filters);
        let uncertain = self.uncertain(&left, prepared.found.surely.as_ref(), &request.filters);
        Ok(Look { query, diagnostics, prepared, left, uncertain, facets, timeline })
    }

    /// What a query means in this corpus, without looking where it occurs.
    pub(crate) fn compile(&self, query: &Query) -> Compiled {
        let corpus = Corpus {
            index: &self.index,
            catalog: &self.catalog,
            statements: self.pack.statements(),
            aliases: &self.aliases,
        };
        Compiled::new(query, corpus)
    }

    /// The query compiled and evaluated, from the last time where it is the same. `needs_spots`: whether the places
    /// in the diagnostics must be those of this text; equal queries may have been typed with other blanks.
    pub(crate) fn prepare(&self, query: &Query, needs_spots: bool) -> Result<Arc<Prepared>, PackError> {
        let mut last = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prepared) = last.as_ref()
            && prepared.query == *query
            && (!needs_spots || prepared.compiled.diagnostics.is_empty())
        {
            return Ok(Arc::clone(prepared));
        }
        let compiled = self.compile(query);
        let lists = Lists::new(&self.index, &self.pack);
        let found = evaluate::evaluate(&compiled, &lists, &self.weights);
        lists.finish()?;
        let rarity = |leaf: &evaluate::Found| rank::rarity(leaf.statements.count(), self.index.statements());
        let rarities = found.leaves.iter().map(rarity).collect();
        let mut unmatched_words: Vec<String> = Vec::new();
        for (leaf, own) in compiled.leaves.iter().zip(&found.leaves) {
            let is_excused = leaf.alias_leaf.is_some_and(|alias| !found.leaves[alias].statements.is_empty());
            if !leaf.key.is_positive || !own.statements.is_empty() || is_excused {
                continue;
            }
            for word in leaf.unmatched() {
                if unmatched_words.len() < MOST_UNMATCHED && !unmatched_words.contains(&word) {
                    unmatched_words.push(word);
                }
            }
        }
        let prepared =
            Arc::new(Prepared { query: query.clone(), compiled, found, rarities, unmatched_words });
        *last = Some(Arc::clone(&prepared));
        Ok(prepared)
    }

    /// What the filters leave of these statements, the counts of all facets, and those of the timeline.
    fn narrow(&self, satisfying: &Bits, filters: &FilterSet) -> (Bits, Vec<Vec<u32>>, Timeline) {
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
        let left = all_but(None);
        let count = |field: Field| {
            let choice: Option<&Choice> = filters.choices.get(&field).filter(|choice| !choice.is_empty());
            match choice {
                Some(choice) => self.catalog.count(field, &all_but(Some(field)), choice),
                None => self.catalog.tally(field, &left),
            }
        };
        let counts = Field::ALL.into_iter().map(count).collect();
        let calendar = self.catalog.calendar();
        let timeline = match filters.from.is_none() && filters.to.is_none() {
            true => calendar.count(&left),
            false => {
                let mut open = satisfying.clone();
                by_field.iter().for_each(|(_, bits)| open.and(bits));
                calendar.count(&open)
            }
        };
        (left, counts, timeline)
    }

    /// How many of these statements may lie outside the days asked for too: by the query, by filters.
    fn uncertain(&self, left: &Bits, by_query: Option<&Bits>, filters: &FilterSet) -> usize {
        let days = filter::days(filters);
        // Most questions name no days: nothing is copied or counted for them.
        if by_query.is_none() && days.is_none() {
            return 0;
        }
        let mut surely = left.clone();
        if let Some(by_query) = by_query {
            surely.and(by_query);
        }
        if let Some(days) = days {
            surely.and(&filter::surely_dated(self.pack.statements(), days));
        }
        left.count() - surely.count()
    }

    fn totals(&self, look: &Look) -> Totals {
        let found = &look.prepared.found;
        let mut total =
            Totals { statements: look.left.count(), uncertain: look.uncertain, ..Totals::default() };
        let passages = self.index.owners().passages();
        let marked = if look.query.is_empty() { passages } else { &found.marked };
        // Neighbours are counted at once: a common word leaves long runs of them.
        let mut run = 0..0;
        for statement in look.left.iter() {
            let units = self.index.owners().units_of(statement);
            if run.end != units.start {
                total.passages += passages.count_of_both(marked, run) as usize;
                run = units.start..units.start;
            }
            run.end = units.end;
            total.hits += found.hits.get(statement as usize).map_or(0, |hits| *hits as usize);
        }
        total.passages += passages.count_of_both(marked, run) as usize;
        total
    }

    /// The matched statements at these places of the order asked for.
    fn ordered(&self, look: &Look, sort: Sort, places: Range<usize>) -> Result<Vec<Matched>, PackError> {
        let sort = if look.query.is_empty() && sort == Sort::Relevance { Sort::Newest } else { sort };
        let plain = |idx: u32| Matched { idx: StatementIdx(idx), score: 0.0 };
        let mut matched: Vec<Matched> = match sort {
            Sort::Relevance => {
                let keys = best(scores::of_all(self, look), places.end);
                scores::with_nearness(self, look, keys)?
            }
            _ => look.left.iter().map(plain).collect(),
        };
        if sort == Sort::Oldest {
            order::sort_by_cached_key(&mut matched, |one| {
                let date = self.pack.statement(one.idx).and_then(|statement| statement.date);
                (date.is_none(), date, one.idx)
            });
        }
        matched.truncate(places.end);
        matched.drain(..places.start.min(matched.len()));
        Ok(matched)
    }
}
