//! Adding up the postings of words: by statement, and where there are many lists, by unit first.
//!
//! Lives here: the two loops that every posting of a word goes through. Does not live here: what is made of the sums
//! (`evaluate`, `scores`), phrases. Linear in the postings.

use crate::bits::Bits;
use crate::compile::Leaf;
use crate::counts::Counts;
use crate::evaluate::{Found, Tally, forms, nothing};
use crate::index::lists::Lists;
use crate::index::owners::UnitKind;
use crate::index::read::Form;
use crate::rank::Weights;

/// Weights are counted in such parts.
const PARTS: f32 = 256.0;

/// Several lists are counted by unit where they have a posting for so many units.
const UNITS_A_POSTING: usize = 4;

/// Occurrences in one statement: how many in the lower half, in the upper half their weights in parts of [`PARTS`]. One
/// number, so that a posting costs one addition; only a damaged list can make one half run into the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum(u64);

impl Sum {
    /// Adds so many of this weight.
    #[inline(always)]
    pub fn add(&mut self, weight: u32, count: u32) {
        let both = u64::from(weight.wrapping_mul(count)) << 32 | u64::from(count);
        self.0 = self.0.wrapping_add(both);
    }

    /// How many.
    pub fn count(self) -> u32 {
        self.0 as u32
    }

    /// What they weigh together.
    pub fn weighted(self) -> f32 {
        (self.0 >> 32) as f32 / PARTS
    }
}

/// A weight as a whole number of [`PARTS`]: nothing else is added up in the loop that goes over every posting.
pub(crate) fn in_parts(weight: f32) -> u32 {
    (weight * PARTS) as u32
}

/// The occurrences of a leaf of words.
pub(crate) fn words(
    leaf: &Leaf,
    lists: &Lists<'_>,
    weights: &Weights,
    tally: &mut Tally,
    is_alone: bool,
) -> Found {
    let index = lists.index;
    let forms = forms(leaf);
    let postings: usize = forms.iter().map(|form| index.row(form.number).units as usize).sum();
    let weights = [weights.title, weights.heading, weights.passage].map(in_parts);
    let is_counted = |form: &&Form| !is_alone && tally.counted.contains(form.number);
    let is_mixed = leaf.key.is_positive && forms.iter().any(is_counted);
    match forms.len() > 1 && postings.saturating_mul(UNITS_A_POSTING) >= index.units() && !is_mixed {
        true => counted_words(leaf, &forms, lists, weights, tally, is_alone),
        false => walked_words(leaf, &forms, lists, weights, tally, is_alone),
    }
}

/// All lists of a leaf into one table of units, then once through that table: the least work for each posting.
fn counted_words(
    leaf: &Leaf,
    forms: &[&Form],
    lists: &Lists<'_>,
    weights: [u32; 3],
    tally: &mut Tally,
    is_alone: bool,
) -> Found {
    let mut found = nothing(lists);
    let index = lists.index;
    let mut counts = Counts::none(index.units());
    for form in forms {
        if leaf.key.is_positive && !is_alone {
            tally.counted.insert(form.number);
        }
        let mut adder = counts.adder();
        lists.each(form, |posting| adder.add(posting.unit, posting.count));
    }
    counts.settle();
    if leaf.key.term.in_title {
        counts.keep(|unit| index.owners().kind(unit) == UnitKind::Title);
    }
    found.units = Bits::of_bytes(counts.bytes());
    let owners = index.owners();
    let [title, heading, passage] = weights;
    for (sum, statement) in found.sums.iter_mut().zip(0u32..) {
        let units = owners.units_of(statement);
        match counts.small_in(units.clone()) {
            Some([first, rest @ ..]) if !owners.has_heading(statement) => {
                sum.add(title, u32::from(*first));
                sum.add(passage, rest.iter().map(|count| u32::from(*count)).sum());
            }
            _ => {
                for unit in units.clone() {
                    let weight = match owners.passages().contains(unit) {
                        true => passage,
                        false if unit == units.start => title,
                        false => heading,
                    };
                    sum.add(weight, counts.get(unit));
                }
            }
        }
        if sum.count() > 0 {
            found.statements.insert(statement);
        }
        if leaf.key.is_positive && sum.count() > 0 {
            let careful = if tally.has_careful { units } else { 0..0 };
            let careful: u32 = tally.careful.iter_in(careful).map(|unit| counts.get(unit)).sum();
            let hits = &mut tally.hits[statement as usize];
            *hits = hits.wrapping_add(sum.count()).wrapping_sub(careful);
        }
    }
    if let Some(left) = tally.counts_left.checked_sub(1) {
        tally.counts_left = left;
        found.counts = Some(counts);
    }
    found
}

/// One walk through the lists of a leaf's forms.
fn walked_words(
    leaf: &Leaf,
    forms: &[&Form],
    lists: &Lists<'_>,
    weights: [u32; 3],
    tally: &mut Tally,
    is_alone: bool,
) -> Found {
    let mut found = nothing(lists);
    let index = lists.index;
    let in_title = leaf.key.term.in_title;
    // By statement: what is not counted as hits; here, or not yet.
    let mut left_out: Vec<u32> = Vec::new();
    for form in forms {
        let counts = leaf.key.is_positive && (is_alone || !tally.counted.contains(form.number));
        if counts && !is_alone {
            tally.counted.insert(form.number);
        }
        let leaves_out = !counts || tally.has_careful;
        if leaves_out && left_out.is_empty() {
            left_out = vec![0; index.statements()];
        }
        let (sums, mut units) = (found.sums.as_mut_slice(), found.units.setter());
        let mut owners = index.owners().rising();
        lists.each(form, |posting| {
            let statement = owners.owner(posting.unit);
            let kind = owners.kind(posting.unit);
            if in_title && kind != UnitKind::Title {
                return;
            }
            units.insert(posting.unit);
            if let Some(sum) = sums.get_mut(statement as usize) {
                sum.add(weights[kind as usize], posting.count);
            }
            if leaves_out
                && (!counts || tally.careful.contains(posting.unit))
                && let Some(sum) = left_out.get_mut(statement as usize)
            {
                *sum = posting.count.wrapping_add(*sum);
            }
        });
    }
    for (sum, statement) in found.sums.iter().zip(0u32..).filter(|(sum, _)| sum.count() > 0) {
        found.statements.insert(statement);
        let left_out = left_out.get(statement as usize).copied().unwrap_or(0);
        let hits = &mut tally.hits[statement as usize];
        *hits = hits.wrapping_add(sum.count()).wrapping_sub(left_out);
    }
    found
}
