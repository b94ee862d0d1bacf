//! What decoded values must hold before they leave the pack: the promises of [`crate::model`] and
//! [`crate::body`] that other code relies on without looking.
//!
//! Does not live here: whether a corpus makes sense (`source` says so, with places and hints). A pack that
//! breaks a rule here was not written from a checked corpus; it is refused as damaged.
//!
//! Costs: O(n log n) in the number of statements, of blocks and of anchors; nothing is proportional to a text.

use super::pack_order;
use crate::body::{Block, BlockKind, Body, Span, SpanKind};
use crate::date::PartialDate;
use crate::model::{CorpusInfo, LinkedText, Statement, StatementIdx};
use crate::order;
use std::cmp::Ordering;
use std::ops::Range;

/// How the address of a source document may begin.
const WEB: [&str; 2] = ["http://", "https://"];

/// How the address of a link that is no web address may begin.
const MAIL: [&str; 1] = ["mailto:"];

/// Whether all dates exist.
pub(super) fn info(info: &CorpusInfo) -> bool {
    info.events.iter().all(|event| date_exists(event.date) && date_exists(event.end))
}

/// Whether every link may be offered to a reader.
pub(super) fn footer(footer: &[LinkedText]) -> bool {
    footer.iter().all(|part| part.url.is_empty() || is_link(&part.url))
}

/// The positions of the statements by id, where they are in pack order, no id is there twice, all dates exist
/// and all addresses are web addresses.
pub(super) fn statements(statements: &[Statement]) -> Option<Vec<StatementIdx>> {
    let n_statements = u32::try_from(statements.len()).ok()?;
    let ordered = statements.is_sorted_by(|earlier, later| pack_order(earlier, later) == Ordering::Less);
    if !ordered || !statements.iter().all(statement) {
        return None;
    }
    let id_at = |idx: &StatementIdx| statements.get(idx.0 as usize).map(|statement| statement.id.as_str());
    let mut by_id: Vec<StatementIdx> = (0..n_statements).map(StatementIdx).collect();
    // Ids of a corpus mostly begin alike: eight bytes behind that decide between nearly all of them.
    let first = id_at(&StatementIdx(0)).unwrap_or_default();
    let alike = |id: &str| first.bytes().zip(id.bytes()).take_while(|(one, other)| one == other).count();
    let alike = statements.iter().map(|statement| alike(&statement.id)).min().unwrap_or(0);
    let leading = |id: &str| {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(id.bytes().skip(alike)).for_each(|(byte, own)| *byte = own);
        u64::from_be_bytes(bytes)
    };
    order::sort_by_cached_key(&mut by_id, |idx| id_at(idx).map(|id| (leading(id), id)));
    by_id.is_sorted_by(|earlier, later| id_at(earlier) < id_at(later)).then_some(by_id)
}

/// Whether one statement's dates exist and its address is a web address.
fn statement(statement: &Statement) -> bool {
    let source = &statement.source;
    date_exists(statement.date)
        && date_exists(source.retrieved)
        && (source.url.is_empty() || begins_with(&source.url, &WEB))
}

/// Whether every range of a body can be sliced, ranges rise, spans nest, and headings stand before what stands under
/// them. Its anchors are looked at by [`anchors`].
pub(super) fn body(body: &Body) -> bool {
    let mut end = 0;
    for (number, block) in body.blocks.iter().enumerate() {
        if block.range.start < end || !block_holds(body, number, block) {
            return false;
        }
        end = block.range.end;
    }
    true
}

/// Whether all anchors of a body are plain and unique.
pub(super) fn anchors(body: &Body) -> bool {
    let mut anchors: Vec<&str> = body.blocks.iter().map(|block| block.anchor.as_str()).collect();
    order::sort(&mut anchors);
    anchors.iter().all(|anchor| is_anchor(anchor)) && anchors.is_sorted_by(|earlier, later| earlier < later)
}

/// Whether one block holds, its order among the others aside.
fn block_holds(body: &Body, number: usize, block: &Block) -> bool {
    let level_exists = match block.kind {
        BlockKind::Heading { level } => (1..=6).contains(&level),
        _ => true,
    };
    // Only a heading further up will do: whoever walks from heading to heading comes to an end.
    let heading_stands_before = block.heading.is_none_or(|heading| {
        let heading = heading as usize;
        heading < number && body.blocks.get(heading).is_some_and(|block| !block.is_passage())
    });
    level_exists && heading_stands_before && slices(&body.text, &block.range) && spans_nest(&body.text, block)
}

/// Whether the spans lie inside their block, in order of their start, and of any two that overlap the later one
/// lies inside the earlier one.
fn spans_nest(text: &str, block: &Block) -> bool {
    let mut start = block.range.start;
    let mut open_ends: Vec<u32> = vec![block.range.end];
    for span in &block.spans {
        if span.range.start < start || !slices(text, &span.range) || !link_is_allowed(span) {
            return false;
        }
        start = span.range.start;
        // The block's own end stays: a span that begins there is empty and still inside.
        while open_ends.len() > 1 && open_ends.last().is_some_and(|end| *end <= start) {
            open_ends.pop();
        }
        if open_ends.last().is_some_and(|end| span.range.end > *end) {
            return false;
        }
        open_ends.push(span.range.end);
    }
    true
}

/// Whether a span, if it is a link, may be offered to a reader.
fn link_is_allowed(span: &Span) -> bool {
    match &span.kind {
        SpanKind::Link { url } => is_link(url),
        SpanKind::Emphasis | SpanKind::Strong | SpanKind::Code => true,
    }
}

/// Whether an address may be offered to a reader as a link.
fn is_link(url: &str) -> bool {
    begins_with(url, &WEB) || begins_with(url, &MAIL)
}

/// Whether the address begins so, in whatever case. Browsers skip white space and control characters before a
/// scheme; here such an address begins with something else.
fn begins_with(url: &str, beginnings: &[&str]) -> bool {
    let begins = |known: &&str| url.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
    beginnings.iter().any(begins)
}

/// Whether the range can be sliced out of the text.
fn slices(text: &str, range: &Range<u32>) -> bool {
    text.get(range.start as usize..range.end as usize).is_some()
}

/// Whether this is `p` or `h` followed by ASCII letters and digits; a hyphen sets off the number that tells
/// blocks of equal words apart.
fn is_anchor(anchor: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    anchor.starts_with(['p', 'h']) && anchor.bytes().all(is_plain)
}

/// Whether a stored date is one that [`PartialDate::new`] makes; decoding goes around it.
fn date_exists(date: Option<PartialDate>) -> bool {
    date.is_none_or(|date| PartialDate::new(date.year(), date.month(), date.day()) == Some(date))
}
