//! Concordance: every hit of a request on a line of its own, with the words before and after it.
//!
//! Lives here: the order and the groups of lines, and the words of the lines that are shown. Does not live here:
//! finding the hits (`occurrences`) and drawing. [`lines`] does all at once; [`LineSorter`] in steps between which a page lives.
//!
//! Orders by date or speaker read metadata only. Orders by word read the text of every statement with hits once, and
//! keep three folded words a line, each cut at [`KEY_WORD_BYTES`]. Sorting is O(n log n) in the lines; equal keys keep
//! the order of the pack, so that the same request gives the same lines.

use crate::analysis::{self, Token};
use crate::compile::Leaf;
use crate::occurrences::Place;
use crate::{Engine, Field, Query, Request, snippet, spans};
use demarche_corpus::pack::BlockId;
use demarche_corpus::{Body, PackError, Statement, StatementIdx, order};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::ops::Range;

/// How many words in a row an order by word compares, and how much of each.
const KEY_WORDS: u32 = 3;
const KEY_WORD_BYTES: usize = 24;
/// So many blocks are asked for at once while sorting, when words are not here yet.
const MOST_ABSENT: usize = 16;

/// The order of lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineSort {
    /// Newest statement first, undated ones last; within a statement as it reads.
    #[default]
    Newest,
    /// Oldest statement first, undated ones last.
    Oldest,
    /// By the speaker's name, statements without one last; then newest first.
    Speaker,
    /// By the words found and what follows them.
    Match,
    /// By the n-th word before the match, then by the words further before.
    Before(u8),
    /// By the n-th word after the match, then by the words further after.
    After(u8),
}

impl LineSort {
    /// All orders, as offered.
    pub const ALL: [LineSort; 10] = [
        LineSort::Newest,
        LineSort::Oldest,
        LineSort::Speaker,
        LineSort::Match,
        LineSort::Before(1),
        LineSort::Before(2),
        LineSort::Before(3),
        LineSort::After(1),
        LineSort::After(2),
        LineSort::After(3),
    ];

    /// The name used in URLs and by the command.
    pub fn id(self) -> &'static str {
        match self {
            LineSort::Newest => "newest",
            LineSort::Oldest => "oldest",
            LineSort::Speaker => "speaker",
            LineSort::Match => "match",
            LineSort::Before(0 | 1) => "before1",
            LineSort::Before(2) => "before2",
            LineSort::Before(_) => "before3",
            LineSort::After(0 | 1) => "after1",
            LineSort::After(2) => "after2",
            LineSort::After(_) => "after3",
        }
    }

    /// The order with this id.
    pub fn from_id(id: &str) -> Option<LineSort> {
        LineSort::ALL.into_iter().find(|sort| sort.id() == id)
    }

    /// Whether it compares words, for which every text with hits must be read.
    pub fn reads_text(self) -> bool {
        matches!(self, LineSort::Match | LineSort::Before(_) | LineSort::After(_))
    }
}

/// What lines are grouped by. Each line stands in one group: a joint statement's in that of all its speakers together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineGroup {
    /// Who said it; the largest group first.
    Speaker,
    /// The country or organisation spoken for; the largest group first.
    Side,
    /// The year; the latest first.
    Year,
    /// The sort of text; the largest group first.
    Kind,
}

impl LineGroup {
    /// All of them, as offered.
    pub const ALL: [LineGroup; 4] = [LineGroup::Speaker, LineGroup::Side, LineGroup::Year, LineGroup::Kind];

    /// The name used in URLs and by the command.
    pub fn id(self) -> &'static str {
        match self {
            LineGroup::Speaker => "speaker",
            LineGroup::Side => "side",
            LineGroup::Year => "year",
            LineGroup::Kind => "kind",
        }
    }

    /// The grouping with this id.
    pub fn from_id(id: &str) -> Option<LineGroup> {
        LineGroup::ALL.into_iter().find(|group| group.id() == id)
    }
}

/// Which lines are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesRequest {
    /// Words and filters; its own order does not matter.
    pub request: Request,
    /// A query whose hits are the lines, inside the statements that `request` finds; without it, the hits of `request`.
    pub focus: Option<String>,
    /// The order of lines, within groups where there are any.
    pub sort: LineSort,
    /// What they are grouped by.
    pub group: Option<LineGroup>,
    /// The id of the one group whose lines are wanted.
    pub only_group: Option<String>,
    /// How many words of context each side has at most; context ends where the passage does.
    pub width: u8,
    /// How many lines to pass over.
    pub offset: u32,
    /// How many lines to give at most.
    pub limit: u32,
}

impl Default for LinesRequest {
    fn default() -> LinesRequest {
        LinesRequest {
            request: Request::default(),
            focus: None,
            sort: LineSort::Newest,
            group: None,
            only_group: None,
            width: 8,
            offset: 0,
            limit: 100,
        }
    }
}

/// Some lines of a concordance, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesPage {
    /// How many lines there are, in the one group asked for if there is one: as many as the request has hits.
    pub total: u32,
    /// All groups in order, whichever was asked for; their counts add up to the hits. Empty where nothing is grouped.
    pub groups: Vec<LineCount>,
    /// The lines asked for. Where lines are grouped, those of one group stand together, in the order of `groups`.
    pub lines: Vec<Line>,
}

/// One group and its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCount {
    /// Ids joined by `+`, a year, or nothing for statements that state none.
    pub id: String,
    /// As shown.
    pub label: String,
    /// How many lines it has.
    pub count: u32,
}

/// One hit in its context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it was said.
    pub statement: StatementIdx,
    /// Anchor of the block; empty for the title.
    pub anchor: String,
    /// The words before, byte for byte as they stand; begins with a word or with the passage.
    pub before: String,
    /// The words found.
    pub matched: String,
    /// The words after; ends with a word or with the passage.
    pub after: String,
    /// Whether the passage begins before `before`.
    pub cut_before: bool,
    /// Whether the passage goes on after `after`.
    pub cut_after: bool,
    /// First byte of `matched` in `Body::text`, or in the title where `anchor` is empty.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

/// How far a sort has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Lines that have been read.
    pub done: u32,
    /// Lines that there are.
    pub total: u32,
}

impl Progress {
    /// Whether nothing is left to be done.
    pub fn is_done(self) -> bool {
        self.done >= self.total
    }
}

/// The lines of a request, sorted, the words of some of them.
///
/// # Errors
/// When words or index are damaged, or absent: then the blocks needed next are named.
pub fn lines(engine: &Engine, request: &LinesRequest) -> Result<LinesPage, PackError> {
    let mut sorter = LineSorter::new(engine, request)?;
    if !sorter.progress().is_done() {
        // All of them will be read: they can be fetched together.
        here(engine, &sorter.places, usize::MAX)?;
    }
    sorter.step(engine, usize::MAX)?;
    sorter.page(engine, request)
}

/// All lines of a request, being sorted.
#[derive(Debug)]
pub struct LineSorter {
    request: LinesRequest,
    query: Query,
    places: Vec<Place>,
    groups: Vec<LineCount>,
    /// By place, where lines are grouped: the number of its group.
    group_of: Vec<u32>,
    keys: Keys,
    /// Numbers of places, in the order of lines. Filled when the last key is there.
    order: Vec<u32>,
}

/// What places are ordered by, as bytes that compare as they should.
#[derive(Debug, Default)]
struct Keys {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Keys {
    fn close(&mut self) {
        self.ends.push(self.bytes.len() as u32);
    }

    fn get(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl LineSorter {
    /// Finds the hits and groups them. No text is read.
    ///
    /// # Errors
    /// When the index is damaged or absent.
    pub fn new(engine: &Engine, request: &LinesRequest) -> Result<LineSorter, PackError> {
        let mut places = match &request.focus {
            None => engine.places(&request.request)?,
            Some(text) => {
                let within = engine.matched(&request.request)?.1;
                let mut places = engine.places(&Request { text: text.clone(), ..Request::default() })?;
                places.retain(|place| within.binary_search(&place.statement).is_ok());
                places
            }
        };
        let (mut groups, mut group_of) = (Vec::new(), Vec::new());
        if let Some(group) = request.group {
            (groups, group_of) = grouped(engine, group, &places);
            if let Some(id) = &request.only_group {
                let wanted = groups.iter().zip(0u32..).find(|(group, _)| group.id == *id).map(|(_, n)| n);
                let mut of = group_of.iter();
                places.retain(|_| of.next().copied() == wanted && wanted.is_some());
                group_of.clear();
            }
        }
        let mut sorter = LineSorter {
            request: request.clone(),
            query: engine.understood(request.focus.as_ref().unwrap_or(&request.request.text))?.0,
            places,
            groups,
            group_of,
            keys: Keys::default(),
            order: Vec::new(),
        };
        if !request.sort.reads_text() {
            sorter.rank(engine);
        }
        sorter.sort_if_ready();
        Ok(sorter)
    }

    /// Whether this sorter can give the lines of another request: one that differs in width and place at most.
    pub fn serves(&self, request: &LinesRequest) -> bool {
        let own = &self.request;
        own.request == request.request
            && own.focus == request.focus
            && own.sort == request.sort
            && own.group == request.group
            && own.only_group == request.only_group
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress { done: self.keys.ends.len() as u32, total: self.places.len() as u32 }
    }

    /// Reads the words around some more lines, `budget` or a few more (statements are not left half read), and sorts
    /// when all are read. What was read stays read when this fails.
    ///
    /// # Errors
    /// When words are damaged, or absent: then the blocks needed next are named.
    pub fn step(&mut self, engine: &Engine, budget: usize) -> Result<Progress, PackError> {
        let mut done = self.keys.ends.len();
        let until = done.saturating_add(budget.max(1)).min(self.places.len());
        let LineSorter { places, keys, request, .. } = self;
        while done < until {
            let rest = places.get(done..).unwrap_or_default();
            let Some(own) = rest.chunk_by(|a, b| a.statement == b.statement).next() else { break };
            if here(engine, own, 1).is_err() {
                here(engine, rest, MOST_ABSENT)?;
            }
            let texts = Texts::new(engine, own)?;
            for own in own.chunk_by(|a, b| a.block == b.block) {
                let tokens =
                    own.first().map(|place| analysis::tokens(texts.block(place.block).1)).unwrap_or_default();
                for place in own {
                    push_words(keys, &tokens, *place, request.sort);
                }
            }
            done += own.len();
        }
        self.sort_if_ready();
        Ok(self.progress())
    }

    /// The lines that `request`, one this sorter [serves](LineSorter::serves), asks for. None before the sort is done.
    ///
    /// # Errors
    /// When words are damaged, or absent: then the blocks needed are named.
    pub fn page(&self, engine: &Engine, request: &LinesRequest) -> Result<LinesPage, PackError> {
        let wanted: Vec<u32> =
            self.order.iter().skip(request.offset as usize).take(request.limit as usize).copied().collect();
        // Read statement by statement, whatever order the lines are in.
        let mut in_pack_order = wanted.clone();
        order::sort(&mut in_pack_order);
        let of = |number: u32| self.places.get(number as usize).copied();
        let places: Vec<Place> = in_pack_order.iter().filter_map(|number| of(*number)).collect();
        here(engine, &places, usize::MAX)?;
        let leaves = engine.compile(&self.query).leaves;
        let mut read: Vec<Line> = Vec::with_capacity(places.len());
        let mut numbers = in_pack_order.iter();
        for own in places.chunk_by(|a, b| a.statement == b.statement) {
            let texts = Texts::new(engine, own)?;
            for place in own {
                let number = numbers.next().copied().unwrap_or_default();
                let before = self.places.get(..number as usize).unwrap_or_default();
                let same = |other: &&Place| (other.statement, other.block) == (place.statement, place.block);
                let nth = before.iter().rev().take_while(same).count();
                read.push(line(&texts, &leaves, *place, nth, request.width));
            }
        }
        let line_of = |number: &u32| read.get(in_pack_order.binary_search(number).ok()?).cloned();
        Ok(LinesPage {
            total: self.places.len() as u32,
            groups: self.groups.clone(),
            lines: wanted.iter().filter_map(line_of).collect(),
        })
    }

    /// Keys for the orders that metadata decide: a rank for each statement.
    fn rank(&mut self, engine: &Engine) {
        let statement = |place: &Place| engine.pack().statement(place.statement);
        let chunks = || self.places.chunk_by(|a, b| a.statement == b.statement);
        let mut ranked: Vec<usize> = (0..chunks().count()).collect();
        match self.request.sort {
            LineSort::Oldest => {
                let dates: Vec<_> =
                    chunks().map(|own| own.first().and_then(statement).and_then(|one| one.date)).collect();
                order::sort_by_key(&mut ranked, |at| (dates[*at].is_none(), dates[*at], *at));
            }
            LineSort::Speaker => {
                let name = |own: &[Place]| {
                    let ids = own.first().and_then(statement).map_or(&[][..], |one| &one.speakers);
                    label(engine, LineGroup::Speaker, ids).to_lowercase()
                };
                let names: Vec<String> = chunks().map(name).collect();
                order::sort_by(&mut ranked, |a, b| {
                    let key = |at: usize| (names[at].is_empty(), &names[at], at);
                    key(*a).cmp(&key(*b))
                });
            }
            _ => {}
        }
        let mut ranks = vec![0u32; ranked.len()];
        ranked.iter().zip(0..).for_each(|(at, rank)| ranks[*at] = rank);
        for (own, rank) in self.places.chunk_by(|a, b| a.statement == b.statement).zip(ranks) {
            for _ in own {
                self.keys.bytes.extend(rank.to_be_bytes());
                self.keys.close();
            }
        }
    }

    fn sort_if_ready(&mut self) {
        if !self.progress().is_done() || self.order.len() == self.places.len() {
            return;
        }
        let (keys, groups) = (&self.keys, &self.group_of);
        self.order = (0..self.places.len() as u32).collect();
        order::sort_by(&mut self.order, |a, b| {
            let key = |number: u32| (groups.get(number as usize), keys.get(number as usize), number);
            key(*a).cmp(&key(*b))
        });
    }
}

/// Adds the key of one place: the words that an order by word compares.
fn push_words(keys: &mut Keys, tokens: &[Token], place: Place, sort: LineSort) {
    for n in 0..KEY_WORDS {
        let position = match sort {
            LineSort::Before(nth) => place.start.checked_sub(u32::from(nth.max(1)) + n),
            LineSort::After(nth) => Some(place.start + place.len + u32::from(nth.max(1)) - 1 + n),
            _ => Some(place.start + n),
        };
        let form = position.and_then(|position| form_at(tokens, position)).unwrap_or("");
        let end = (0..=form.len().min(KEY_WORD_BYTES)).rev().find(|at| form.is_char_boundary(*at));
        keys.bytes.extend(&form.as_bytes()[..end.unwrap_or(0)]);
        // Less than any byte of a word: shorter words come first.
        keys.bytes.push(0);
    }
    keys.close();
}

/// The word at a position; of a hashtag and its first part, which share theirs, the part.
fn form_at(tokens: &[Token], position: u32) -> Option<&str> {
    let end = tokens.partition_point(|token| token.position <= position);
    let token = tokens.get(end.checked_sub(1)?)?;
    (token.position == position).then_some(&token.form)
}

/// Groups places: the groups in order, and by place the number of its group.
fn grouped(engine: &Engine, group: LineGroup, places: &[Place]) -> (Vec<LineCount>, Vec<u32>) {
    let ids_of = |own: &[Place]| {
        let statement = own.first().and_then(|place| engine.pack().statement(place.statement));
        statement.map(|statement| values(statement, group)).unwrap_or_default()
    };
    let chunks: Vec<(&[Place], Vec<String>)> =
        places.chunk_by(|a, b| a.statement == b.statement).map(|own| (own, ids_of(own))).collect();
    let mut by_ids: Vec<usize> = (0..chunks.len()).collect();
    order::sort_by(&mut by_ids, |a, b| chunks[*a].1.cmp(&chunks[*b].1));
    let mut found: Vec<(LineCount, &[usize])> = Vec::new();
    for members in by_ids.chunk_by(|a, b| chunks[*a].1 == chunks[*b].1) {
        let ids = &chunks[members[0]].1;
        let count = members.iter().map(|at| chunks[*at].0.len() as u32).sum();
        let mut shown = label(engine, group, ids);
        if shown.is_empty() {
            shown = match group {
                LineGroup::Year => "undated".to_owned(),
                _ => format!("no {} stated", group.id()),
            };
        }
        found.push((LineCount { id: ids.join("+"), label: shown, count }, members));
    }
    order::sort_by(&mut found, |(a, _), (b, _)| match group {
        // As years rise, so do their digits; undated ones have no id and come last.
        LineGroup::Year => b.id.cmp(&a.id),
        _ => (Reverse(a.count), &a.label, &a.id).cmp(&(Reverse(b.count), &b.label, &b.id)),
    });
    let mut of_chunk = vec![0; chunks.len()];
    for ((_, members), number) in found.iter().zip(0u32..) {
        members.iter().for_each(|at| of_chunk[*at] = number);
    }
    let of = chunks.iter().zip(of_chunk).flat_map(|((own, _), number)| own.iter().map(move |_| number));
    let of = of.collect();
    (found.into_iter().map(|(count, _)| count).collect(), of)
}

/// The ids that decide a statement's group, in the order of the statement.
fn values(statement: &Statement, group: LineGroup) -> Vec<String> {
    match group {
        LineGroup::Speaker => statement.speakers.clone(),
        LineGroup::Side => statement.sides.clone(),
        LineGroup::Year => statement.date.map(|date| date.year().to_string()).into_iter().collect(),
        LineGroup::Kind => statement.kind.map(|kind| kind.id().to_owned()).into_iter().collect(),
    }
}

/// The names of some ids, joined.
fn label(engine: &Engine, group: LineGroup, ids: &[String]) -> String {
    let field = match group {
        LineGroup::Speaker => Some(Field::Speaker),
        LineGroup::Side => Some(Field::Side),
        LineGroup::Kind => Some(Field::Kind),
        LineGroup::Year => None,
    };
    let name = |id: &String| field.and_then(|field| engine.catalog().value(field, id));
    let names: Vec<&str> = ids.iter().map(|id| name(id).map_or(id.as_str(), |value| &value.label)).collect();
    names.join(" and ")
}

/// Whether the words of these places are here; of those that are not, the blocks, so many at the most.
fn here(engine: &Engine, places: &[Place], most: usize) -> Result<(), PackError> {
    let pack = engine.pack();
    let mut blocks: Vec<BlockId> = Vec::new();
    if pack.is_whole() {
        return Ok(());
    }
    for place in places.iter().filter(|place| place.block > 0) {
        let absent = pack.body_block(place.statement).filter(|block| !pack.is_here(*block));
        blocks.extend(absent.filter(|block| blocks.last() != Some(block)));
        if blocks.len() >= most {
            break;
        }
    }
    if blocks.is_empty() { Ok(()) } else { Err(PackError::Absent { blocks }) }
}

/// Title and blocks of a statement.
struct Texts<'a> {
    title: &'a str,
    body: Body,
}

impl<'a> Texts<'a> {
    /// The texts that these places of one statement stand in: without a place in the body, that is not read.
    fn new(engine: &'a Engine, own: &[Place]) -> Result<Texts<'a>, PackError> {
        let idx = own.first().map_or(StatementIdx(0), |place| place.statement);
        let in_body = own.iter().any(|place| place.block > 0);
        let body = if in_body { engine.pack().body(idx)? } else { Body::default() };
        Ok(Texts { title: engine.pack().statement(idx).map_or("", |one| &one.title), body })
    }

    /// Anchor and text of a block, and its first byte.
    fn block(&self, block: u32) -> (&str, &str, u32) {
        match block.checked_sub(1) {
            None => ("", self.title, 0),
            Some(at) => match self.body.blocks.get(at as usize) {
                Some(block) => (&block.anchor, self.body.block_text(block), block.range.start),
                None => ("", "", 0),
            },
        }
    }
}

/// One line: the n-th hit of its block, marked as the list and the reader mark it.
fn line(texts: &Texts<'_>, leaves: &[Leaf], place: Place, nth: usize, width: u8) -> Line {
    let (anchor, text, first) = texts.block(place.block);
    let tokens = analysis::tokens(text);
    let marks = snippet::marks(&tokens, &spans::in_tokens(&tokens, leaves, place.block == 0), leaves);
    // Parts of a hashtag are no places to cut.
    let mut words: Vec<&Range<usize>> = Vec::with_capacity(tokens.len());
    for token in &tokens {
        if words.last().is_none_or(|last| token.range.start >= last.end) {
            words.push(&token.range);
        }
    }
    let hit = marks.get(nth).map_or(0..0, |mark| mark.range.clone());
    let width = usize::from(width);
    let before = words.partition_point(|word| word.end <= hit.start);
    let after = words.partition_point(|word| word.start < hit.end);
    let start = match before.checked_sub(width) {
        None | Some(0) => 0,
        Some(_) if width == 0 => hit.start,
        Some(at) => words[at].start,
    };
    let end = match words.get((after + width).saturating_sub(1)) {
        _ if after + width >= words.len() => text.len(),
        Some(word) if width > 0 => {
            // Marks and joiners after a word belong to its last letter.
            let belongs = |c: &char| analysis::is_mark(*c) || analysis::is_invisible(*c);
            let rest = text.get(word.end..).unwrap_or("");
            word.end + rest.chars().take_while(belongs).map(char::len_utf8).sum::<usize>()
        }
        _ => hit.end,
    };
    let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    Line {
        statement: place.statement,
        anchor: anchor.to_owned(),
        before: part(start..hit.start),
        matched: part(hit.clone()),
        after: part(hit.end..end),
        cut_before: start > 0,
        cut_after: end < text.len(),
        start: first + hit.start as u32,
        end: first + hit.end as u32,
    }
}
