//! Evaluation: which statements satisfy a compiled query, and where and how often its words occur.
//!
//! Lives here: boolean evaluation over sets of statements, and exact counts of hits. Does not live here: scores
//! (`rank`), bytes of text (`snippet`).
//!
//! Two kinds of leaves. *Words* (any of some forms) need only the lists of units: two different forms never stand at
//! one position, so that their hits add up. *Spans* (phrases, near words) need positions, in the units that hold all
//! their words. Units where hits may overlap (those of spans, and of hashtags, which share a position with their
//! first part) are *careful* units: there, and only there, all hits are looked at one by one.

use crate::bits::Bits;
use crate::compile::{Compiled, Leaf, Pattern, Plan};
use crate::counts::Counts;
use crate::index::lists::{Held, Lists, Steps};
use crate::index::owners::UnitKind;
use crate::index::read::Form;
use crate::query::ast::Occur;
use crate::rank::Weights;
use crate::spans::{Span, distinct_slots, each_joined, joined, windows};
use crate::sums::{self, Sum};
use std::cmp::Reverse;

/// Patterns of at most so many forms are looked for list beside list, others list after list.
const MOST_STEPPED: usize = 48;

/// The counts by unit are kept of so many leaves: of a million units they take a megabyte.
const COUNTS_KEPT: usize = 4;

/// What one leaf finds.
#[derive(Debug)]
pub(crate) struct Found {
    /// The statements that have it.
    pub statements: Bits,
    /// The units that have it.
    pub units: Bits,
    /// By statement: its occurrences, see [`Sum`].
    pub sums: Vec<Sum>,
    /// By unit: its occurrences, where they were counted so.
    pub counts: Option<Counts>,
    /// Its occurrences, where it is one of spans.
    pub spans: Option<Vec<Span>>,
}

impl Found {
    /// The occurrences in a statement, weighted by where they stand.
    pub fn weighted(&self, statement: u32) -> f32 {
        self.sums.get(statement as usize).map_or(0.0, |sum| sum.weighted())
    }
}

/// What a query finds, without filters.
#[derive(Debug)]
pub(crate) struct Evaluated {
    /// By leaf.
    pub leaves: Vec<Found>,
    /// The statements that satisfy the query.
    pub satisfying: Bits,
    /// Those whose date is exact enough to know it; `None` for all of them.
    pub surely: Option<Bits>,
    /// By statement: how many hits it has.
    pub hits: Vec<u32>,
    /// The units with hits.
    pub marked: Bits,
}

/// Evaluates a query. Blocks that are not loaded are noted in `lists`.
pub(crate) fn evaluate(compiled: &Compiled, lists: &Lists<'_>, weights: &Weights) -> Evaluated {
    let index = lists.index;
    let mut found: Vec<Option<Found>> = compiled.leaves.iter().map(|_| None).collect();
    // Most questions have none.
    let mut careful: Option<Bits> = None;
    let none = || Bits::none(index.units());
    for ((leaf, number), slot) in compiled.leaves.iter().zip(0u32..).zip(&mut found) {
        if !is_words(leaf) {
            let own = spans(leaf, number, lists, weights);
            if leaf.key.is_positive {
                careful.get_or_insert_with(none).or(&own.units);
            }
            *slot = Some(own);
        }
    }
    let mut single: Vec<(usize, &Leaf)> =
        compiled.leaves.iter().enumerate().filter(|(_, leaf)| is_words(leaf)).collect();
    let shares_place = |form: &Form| index.row(form.number).shares_place;
    let is_alone = compiled.leaves.iter().filter(|leaf| leaf.key.is_positive).count() < 2;
    for (_, leaf) in single.iter().filter(|(_, leaf)| leaf.key.is_positive) {
        let forms = forms(leaf);
        if !is_alone || forms.len() > 1 {
            forms
                .into_iter()
                .filter(|form| shares_place(form))
                .for_each(|form| lists.units(form, careful.get_or_insert_with(none)));
        }
    }
    // Each form is counted once; where any leaf counts it everywhere, before those that count it in titles only.
    demarche_corpus::order::sort_by_key(&mut single, |(_, leaf)| leaf.key.term.in_title);
    let mut tally = Tally {
        hits: vec![0; index.statements()],
        counted: Bits::none(if is_alone { 0 } else { index.forms() }),
        has_careful: careful.as_ref().is_some_and(|careful| !careful.is_empty()),
        careful: careful.unwrap_or_else(|| Bits::none(0)),
        counts_left: COUNTS_KEPT,
    };
    for (number, leaf) in single {
        found[number] = Some(sums::words(leaf, lists, weights, &mut tally, is_alone));
    }
    let leaves: Vec<Found> = found.into_iter().flatten().collect();
    let surely = compiled.has_dates.then(|| satisfying(&compiled.plan, &leaves, index.statements(), true));
    let satisfying = satisfying(&compiled.plan, &leaves, index.statements(), false);
    let positive = positive(compiled, &leaves);
    let marked = match positive.split_first() {
        None => Bits::none(index.units()),
        Some(((_, first), further)) => {
            let mut marked = first.units.clone();
            further.iter().for_each(|(_, found)| marked.or(&found.units));
            marked
        }
    };
    if tally.has_careful {
        let hits = &mut tally.hits;
        let add = |group: &[Span]| {
            if let Some(sum) = hits.get_mut(index.owners().owner(group[0].unit) as usize) {
                *sum += 1;
            }
        };
        match positive.as_slice() {
            [(_, Found { spans: Some(spans), .. })] => each_joined(spans, add),
            _ => {
                let units: Vec<u32> = tally.careful.iter().collect();
                each_joined(&all_spans(&positive, &units, lists), add);
            }
        }
    }
    Evaluated { leaves, satisfying, surely, hits: tally.hits, marked }
}

/// The hits of words so far.
pub(crate) struct Tally {
    /// By statement.
    pub hits: Vec<u32>,
    /// The forms whose hits are in.
    pub counted: Bits,
    /// Units whose hits are looked at one by one later.
    pub careful: Bits,
    pub has_careful: bool,
    /// Of so many more leaves the counts by unit are kept.
    pub counts_left: usize,
}

/// The leaves that are to be marked.
fn positive<'a>(compiled: &'a Compiled, leaves: &'a [Found]) -> Vec<(&'a Leaf, &'a Found)> {
    compiled.leaves.iter().zip(leaves).filter(|(leaf, _)| leaf.key.is_positive).collect()
}

/// Whether each occurrence of a leaf is one word.
pub(crate) fn is_words(leaf: &Leaf) -> bool {
    leaf.patterns.iter().all(|pattern| pattern.words.len() == 1)
}

/// All forms of a leaf of words, each once.
pub(crate) fn forms(leaf: &Leaf) -> Vec<&Form> {
    let mut forms: Vec<&Form> =
        leaf.patterns.iter().flat_map(|pattern| pattern.words.iter().flatten()).collect();
    if leaf.patterns.len() > 1 {
        demarche_corpus::order::sort_by_key(&mut forms, |form| form.number);
        forms.dedup();
    }
    forms
}

/// What a leaf without occurrences finds.
pub(crate) fn nothing(lists: &Lists<'_>) -> Found {
    let (statements, units) = (lists.index.statements(), lists.index.units());
    Found {
        statements: Bits::none(statements),
        units: Bits::none(units),
        sums: vec![Sum::default(); statements],
        counts: None,
        spans: None,
    }
}

fn spans(leaf: &Leaf, number: u32, lists: &Lists<'_>, weights: &Weights) -> Found {
    let mut found = nothing(lists);
    let index = lists.index;
    let mut spans = Vec::new();
    for pattern in &leaf.patterns {
        let push = |unit: u32, start: u32, len: u32| {
            spans.push(Span { unit, start, len: Reverse(len), leaf: number });
        };
        pattern_spans(pattern, leaf.within, lists, push);
    }
    // Two spellings of an alias may share words; what is the same place is one occurrence.
    spans = merged(spans);
    let in_title = leaf.key.term.in_title;
    spans.retain(|span| !in_title || index.owners().kind(span.unit) == UnitKind::Title);
    let mut owners = index.owners().rising();
    for span in &spans {
        let statement = owners.owner(span.unit);
        found.units.insert(span.unit);
        found.statements.insert(statement);
        if let Some(sum) = found.sums.get_mut(statement as usize) {
            sum.add(sums::in_parts(weights.of(owners.kind(span.unit))), 1);
        }
    }
    found.spans = Some(spans);
    found
}

/// The occurrences of a pattern of several words: unit, first position, number of positions; units rise.
fn pattern_spans(pattern: &Pattern, within: Option<u32>, lists: &Lists<'_>, push: impl FnMut(u32, u32, u32)) {
    let forms: usize = pattern.words.iter().map(Vec::len).sum();
    match forms <= MOST_STEPPED {
        true => stepped_spans(pattern, within, lists, push),
        false => gathered_spans(pattern, within, lists, push),
    }
}

/// All lists at once, unit by unit, as an intersection goes: whoever is behind catches up.
fn stepped_spans(
    pattern: &Pattern,
    within: Option<u32>,
    lists: &Lists<'_>,
    mut push: impl FnMut(u32, u32, u32),
) {
    let hold = |word: &Vec<Form>| word.iter().filter_map(|form| lists.hold(form)).collect::<Vec<Held>>();
    let (slots, needed) = match within {
        Some(_) => distinct_slots(pattern),
        None => (pattern.words.iter().collect(), Vec::new()),
    };
    let held: Vec<Vec<Held>> = slots.into_iter().map(hold).collect();
    let mut slots: Vec<Vec<Steps<'_>>> =
        held.iter().map(|slot| slot.iter().filter_map(Held::steps).collect()).collect();
    let mut positions: Vec<Vec<u32>> = vec![Vec::new(); slots.len()];
    let mut events: Vec<(u32, u32)> = Vec::new();
    let mut target = 0;
    loop {
        // The first unit from here on that every slot has.
        let mut agreed = 0;
        while agreed < slots.len() {
            let next =
                slots[agreed].iter_mut().filter_map(|steps| steps.seek(target)).map(|now| now.unit).min();
            let Some(next) = next else { return };
            agreed = if next > target { usize::from(agreed == 0) } else { agreed + 1 };
            target = next;
        }
        if slots.is_empty() {
            return;
        }
        for (slot, positions) in slots.iter_mut().zip(&mut positions) {
            positions.clear();
            let len = slot.len();
            let here = slot.iter_mut().filter(|steps| steps.now().is_some_and(|now| now.unit == target));
            here.for_each(|steps| steps.each_position(|position| positions.push(position)));
            if len > 1 {
                positions.sort_unstable();
                positions.dedup();
            }
        }
        match within {
            None => {
                let len = positions.len() as u32;
                let Some((first, further)) = positions.split_first() else { return };
                for start in first {
                    let follows =
                        |(word, offset): (&Vec<u32>, u32)| word.contains(&start.saturating_add(offset));
                    if further.iter().zip(1u32..).all(follows) {
                        push(target, *start, len);
                    }
                }
            }
            Some(within) => {
                events.clear();
                for (own, slot) in positions.iter().zip(0u32..) {
                    events.extend(own.iter().map(|position| (*position, slot)));
                }
                events.sort_unstable();
                windows(&events, &needed, within, |start, len| push(target, start, len));
            }
        }
        target += 1;
    }
}

/// List after list, for words that stand for very many forms.
fn gathered_spans(
    pattern: &Pattern,
    within: Option<u32>,
    lists: &Lists<'_>,
    mut push: impl FnMut(u32, u32, u32),
) {
    let units = common_units(pattern, lists);
    if units.is_empty() {
        return;
    }
    let places = |slot: &[Form], units: &[u32]| {
        let mut found = Vec::new();
        slot.iter().for_each(|form| lists.places_in(form, units, &mut found));
        merged(found)
    };
    let Some(within) = within else {
        let Some((first, further)) = pattern.words.split_first() else { return };
        let mut starts = places(first, &units);
        for (word, offset) in further.iter().zip(1u32..) {
            let next = places(word, &units);
            let mut at = 0;
            starts.retain(|(unit, position)| {
                let wanted = (*unit, position.saturating_add(offset));
                while next.get(at).is_some_and(|place| *place < wanted) {
                    at += 1;
                }
                next.get(at) == Some(&wanted)
            });
        }
        let len = pattern.words.len() as u32;
        return starts.into_iter().for_each(|(unit, start)| push(unit, start, len));
    };
    let (slots, needed) = distinct_slots(pattern);
    let mut events: Vec<(u32, u32, u32)> = Vec::new();
    for (slot, number) in slots.into_iter().zip(0u32..) {
        events.extend(places(slot, &units).into_iter().map(|(unit, position)| (unit, position, number)));
    }
    for group in merged(events).chunk_by(|one, other| one.0 == other.0) {
        let unit = group[0].0;
        let own: Vec<(u32, u32)> = group.iter().map(|(_, position, slot)| (*position, *slot)).collect();
        windows(&own, &needed, within, |start, len| push(unit, start, len));
    }
}

/// The units that hold every word of a pattern in some form, rising. Begins with the rarest word.
fn common_units(pattern: &Pattern, lists: &Lists<'_>) -> Vec<u32> {
    let size =
        |slot: &Vec<Form>| slot.iter().map(|form| lists.index.row(form.number).units as usize).sum::<usize>();
    let mut slots: Vec<&Vec<Form>> = pattern.words.iter().collect();
    demarche_corpus::order::sort_by_key(&mut slots, |slot| size(slot));
    let mut units: Option<Vec<u32>> = None;
    for slot in slots {
        let mut bits = Bits::none(lists.index.units());
        for form in slot {
            match &units {
                None => lists.units(form, &mut bits),
                Some(units) => lists.each_in(form, units, |posting| bits.insert(posting.unit)),
            }
        }
        units = Some(bits.iter().collect());
    }
    units.unwrap_or_default()
}

/// All occurrences in some units, of all leaves to be marked.
fn all_spans(positive: &[(&Leaf, &Found)], units: &[u32], lists: &Lists<'_>) -> Vec<Span> {
    let index = lists.index;
    let mut spans: Vec<Span> = Vec::new();
    let mut places = Vec::new();
    for (leaf, found) in positive {
        if let Some(own) = &found.spans {
            spans.extend(own);
            continue;
        }
        for form in forms(leaf) {
            places.clear();
            lists.places_in(form, units, &mut places);
            let is_in = |unit: u32| !leaf.key.term.in_title || index.owners().kind(unit) == UnitKind::Title;
            let own = places.iter().filter(|(unit, _)| is_in(*unit));
            spans.extend(own.map(|(unit, start)| Span {
                unit: *unit,
                start: *start,
                len: Reverse(1),
                leaf: 0,
            }));
        }
    }
    merged(spans)
}

/// Those of some spans (in order) that stand in a unit.
pub(crate) fn spans_in(spans: &[Span], unit: u32) -> &[Span] {
    let from = spans.partition_point(|span| span.unit < unit);
    let after = spans[from..].iter().take_while(|span| span.unit == unit).count();
    &spans[from..from + after]
}

/// Every hit in some units (rising), joined as marks are: unit, first position, number of positions.
pub(crate) fn places(
    compiled: &Compiled,
    evaluated: &Evaluated,
    units: &[u32],
    lists: &Lists<'_>,
) -> Vec<(u32, u32, u32)> {
    let mut spans = all_spans(&positive(compiled, &evaluated.leaves), units, lists);
    let mut wanted = units.iter().peekable();
    spans.retain(|span| {
        while wanted.next_if(|unit| **unit < span.unit).is_some() {}
        wanted.peek() == Some(&&span.unit)
    });
    let groups = joined(&spans).into_iter().map(|group| {
        let end = group.iter().map(|span| span.end()).max().unwrap_or_default();
        (group[0].unit, group[0].start, end - group[0].start)
    });
    groups.collect()
}

/// The items in order, each once. They come in a few runs that rise already: neighbouring runs are merged until one
/// is left. Linear in the items for each doubling of the runs; compiles to a tenth of the standard sort.
fn merged<T: Ord + Copy>(mut items: Vec<T>) -> Vec<T> {
    if items.is_sorted() {
        items.dedup();
        return items;
    }
    loop {
        let mut runs = items.chunk_by(|a, b| a <= b);
        let mut out = Vec::with_capacity(items.len());
        let mut pairs = 0;
        while let Some(mut left) = runs.next() {
            let mut right = runs.next().unwrap_or_default();
            while let (Some(a), Some(b)) = (left.first(), right.first()) {
                let from = if b < a { &mut right } else { &mut left };
                out.push(from[0]);
                *from = &from[1..];
            }
            out.extend_from_slice(left);
            out.extend_from_slice(right);
            pairs += 1;
        }
        items = out;
        if pairs <= 1 {
            items.dedup();
            return items;
        }
    }
}

/// The statements that satisfy a plan, as far as their dates tell; `is_sure`: whatever their dates mean.
fn satisfying(plan: &Plan, leaves: &[Found], len: usize, is_sure: bool) -> Bits {
    let each = |clauses: &[(Occur, Plan)], start: Bits, join: fn(&mut Bits, &Bits)| {
        let mut found = start;
        for (occur, plan) in clauses {
            let mut bits = satisfying(plan, leaves, len, is_sure);
            if *occur == Occur::MustNot {
                bits.invert();
            }
            join(&mut found, &bits);
        }
        found
    };
    match plan {
        Plan::All(clauses) => each(clauses, Bits::all(len), Bits::and),
        Plan::Any(clauses) => each(clauses, Bits::none(len), Bits::or),
        Plan::Leaf(leaf) => {
            leaves.get(*leaf).map_or_else(|| Bits::none(len), |found| found.statements.clone())
        }
        Plan::Fixed(bits) => bits.clone(),
        Plan::Dated { perhaps, surely } => if is_sure { surely } else { perhaps }.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn merging_sorts_and_leaves_each_once(items in prop::collection::vec(0..40u32, 0..60)) {
            let expected: std::collections::BTreeSet<u32> = items.iter().copied().collect();
            prop_assert_eq!(merged(items), Vec::from_iter(expected));
        }
    }
}
