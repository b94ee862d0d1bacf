//! The whole comparison, put together from its parts.
//!
//! Lives here: the order of the steps. Does not live here: any method of its own, nor the reasons a reader is given
//! (`dress`). Cost: two speeches of 5,000 words take some ten milliseconds.

use crate::align::{
    LEAST_PASSAGE_SCORE, Pair, assign, judge, judge_sentences, least_shared, link, may_be_pair, same_kind,
};
use crate::analysis::{Analysis, analyze};
use crate::candidates::{Candidates, MEETINGS_A_WORD, WORDS_A_PAIR};
use crate::dress::{dress_rows, dress_sentences, tell_near_words};
use crate::evidence::Evidence;
use crate::groups::{Correspondence, correspondences, groups};
use crate::ledger::ledger;
use crate::meanings::{self, Meanings};
use crate::model::KnownName;
use crate::model::{Comparison, PairKind, Text};
use crate::rarity::{NoCorpus, Rarity};
use crate::reuse::shared_wording;
use crate::score::{self, Signals};
use crate::slices::{Slices, at_once, go_on};
use crate::unit::{Sums, Unit};
use crate::witness::{are_english, are_foreign};
use crate::words::Lexicon;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

/// What a comparison is made with.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    /// How rare words are in the corpus.
    pub rarity: &'s dyn Rarity,
    /// What words mean.
    pub meanings: &'s Meanings,
    /// Who and what the corpus names, for the ledger.
    pub names: &'s [KnownName],
    /// Score from which a pair of sentences is believed, 0 to 1, taken at its word. If a reader wants none in particular it
    /// is [`score::LEAST_SCORE`], and more between texts with hardly anything in common.
    pub least_score: Option<f64>,
}

impl Default for Setting<'_> {
    /// Without a corpus.
    fn default() -> Self {
        Setting { rarity: &NoCorpus, meanings: &meanings::NONE, names: &[], least_score: None }
    }
}

/// Compares two texts.
#[must_use]
pub fn compare(a: &Text<'_>, b: &Text<'_>, setting: &Setting<'_>) -> Comparison {
    let mut comparing = Comparing::new(a, b, *setting);
    loop {
        if let Some(found) = comparing.step() {
            return found;
        }
    }
}

/// A comparison that is made step by step, for a page that must not stand still meanwhile.
pub struct Comparing<'t> {
    work: Pin<Box<dyn Future<Output = Comparison> + 't>>,
    rows: Rc<RefCell<Option<Comparison>>>,
}

impl<'t> Comparing<'t> {
    /// A comparison about to begin.
    #[must_use]
    pub fn new(a: &'t Text<'t>, b: &'t Text<'t>, setting: Setting<'t>) -> Comparing<'t> {
        let rows = Rc::default();
        Comparing { work: Box::pin(whole(a, b, setting, Rc::clone(&rows))), rows }
    }

    /// The comparison without its ledger, once that is all it lacks; told once.
    pub fn rows(&self) -> Option<Comparison> {
        self.rows.take()
    }

    /// Takes one step; the comparison, once it is whole: then no further step must be asked for. A step is some
    /// thousands of words' worth of work, however long the texts are.
    pub fn step(&mut self) -> Option<Comparison> {
        go_on(&mut self.work)
    }
}

/// All of it, in slices.
async fn whole<'t>(
    a: &'t Text<'t>,
    b: &'t Text<'t>,
    setting: Setting<'t>,
    early: Rc<RefCell<Option<Comparison>>>,
) -> Comparison {
    let slices = &Slices::new();
    let Read { lexicon, side_a, side_b, evidence } = read(a, b, &setting, slices).await;
    let is_foreign = are_foreign(a, b);
    let related = evidence.related();
    // What the two have in common that is more than chance.
    let in_common = if evidence.are_strangers() { 0.0 } else { related };
    let least = setting.least_score.unwrap_or_else(|| score::least_between(in_common));
    let mut sentences = pair_sentences(&evidence, (related, in_common), least, slices).await;
    // Between languages words are shared by chance; the same words are a quotation.
    sentences.retain(|pair| !is_foreign || pair.kind == PairKind::Same);
    slices.stop().await;
    let links = passage_links(&sentences, [&side_a, &side_b], &evidence);
    let wanted = setting.least_score.unwrap_or(score::LEAST_SCORE);
    let mut passages = pair_passages(&evidence, links, wanted, slices).await;
    passages.retain(|pair| !is_foreign || pair.kind == PairKind::Same);
    slices.stop().await;
    let (mut rows, coverage) = dress_rows(&passages, &evidence, &lexicon);
    let pairs = dress_sentences(&sentences, &evidence, &lexicon);
    tell_near_words(&mut rows, &pairs, [&side_a.sentences, &side_b.sentences]);
    slices.stop().await;
    let shared = shared_wording([a, b], [&side_a, &side_b], &lexicon, slices).await;
    let (sentences_a, sentences_b) = (side_a.sentences.clone(), side_b.sentences.clone());
    let found =
        Comparison { rows, coverage, shared, ledger: Vec::new(), pairs, sentences_a, sentences_b, least };
    early.replace(Some(found.clone()));
    slices.stop().await;
    let ledger = ledger(&[a, b], &[&side_a, &side_b], &lexicon, setting.names, slices).await;
    Comparison { ledger, ..found }
}

/// Both texts taken apart, and what stands in them.
struct Read {
    lexicon: Lexicon,
    side_a: Analysis,
    side_b: Analysis,
    evidence: Evidence,
}

async fn read(a: &Text<'_>, b: &Text<'_>, setting: &Setting<'_>, slices: &Slices) -> Read {
    let mut lexicon = Lexicon::new();
    let side_a = analyze(a, &mut lexicon, None, slices).await;
    let side_b = analyze(b, &mut lexicon, Some((a, &side_a)), slices).await;
    setting.rarity.expect(&mut lexicon.entries().iter().map(|entry| entry.folded.as_str()));
    slices.stop().await;
    // The vectors are of English words.
    let meanings = if are_english(a, b) { setting.meanings } else { &meanings::NONE };
    let known = (setting.rarity, meanings);
    let evidence = Evidence::new([a, b], &side_a, &side_b, &lexicon, known, slices).await;
    slices.stop().await;
    Read { lexicon, side_a, side_b, evidence }
}

/// The signals of every two sentences with anything in common, by their numbers in A and B, and whether they have enough
/// in common for a pair: what `score` was fitted on.
#[must_use]
pub fn signals(a: &Text<'_>, b: &Text<'_>, setting: &Setting<'_>) -> Vec<(usize, usize, Signals, bool)> {
    let slices = &Slices::endless();
    at_once(async {
        let evidence = read(a, b, setting, slices).await.evidence;
        let candidates = Candidates::find(&evidence, evidence.related(), slices).await;
        let told = candidates.all().map(|one| (one.a, one.b, candidates.weigh(one).1, one.is_enough));
        told.collect()
    })
}

/// The sentences that make a point in common, given how much the texts have in common by all their words, and beyond
/// chance.
async fn pair_sentences(
    evidence: &Evidence,
    (related, in_common): (f64, f64),
    least: f64,
    slices: &Slices,
) -> Vec<Pair> {
    let candidates = Candidates::find(evidence, related, slices).await;
    slices.stop().await;
    // Texts about different things have words that are near, too.
    let is_meant = !evidence.vectors.is_empty() && !score::are_strangers(in_common);
    let mut believed = Vec::new();
    for one in candidates.all().filter(|one| one.is_enough) {
        let (measure, signals) = candidates.weigh(one);
        let score = score::score(&signals, is_meant);
        believed.extend(judge_sentences(one.a, one.b, &measure, score, least));
        slices.done(WORDS_A_PAIR).await;
    }
    link(believed, evidence.sentences_a.len(), evidence.sentences_b.len())
}

/// The passages that have sentences in common, each pair as strong as the best of these.
fn passage_links(sentences: &[Pair], [side_a, side_b]: [&Analysis; 2], evidence: &Evidence) -> Vec<Pair> {
    let mut links: Vec<Pair> = sentences
        .iter()
        .map(|pair| {
            let (a, b) = (side_a.sentences[pair.a].passage, side_b.sentences[pair.b].passage);
            Pair { a, b, ..*pair }
        })
        .collect();
    demarche_corpus::order::sort_by(&mut links, |x, y| {
        (x.a, x.b).cmp(&(y.a, y.b)).then(y.score.total_cmp(&x.score))
    });
    links.dedup_by_key(|link| (link.a, link.b));
    for link in &mut links {
        let measure = evidence.measure(&evidence.passages_a[link.a], &evidence.passages_b[link.b]);
        (link.kind, link.score) = same_kind(&measure, link.score);
    }
    links
}

/// The passages that correspond. None of their pairs is weaker than what the reader asks of sentences.
async fn pair_passages(
    evidence: &Evidence,
    mut links: Vec<Pair>,
    least_score: f64,
    slices: &Slices,
) -> Vec<Correspondence> {
    // A sentence may be a copy where the passage around it is less.
    links.retain(|link| link.score >= least_score);
    let (a, b): (&[Unit], &[Unit]) = (&evidence.passages_a, &evidence.passages_b);
    let tried = a.len() * b.len();
    let mut pairs = links.clone();
    let mut met: Vec<(usize, usize, Sums)> = Vec::new();
    let mut meetings = evidence.meetings(a, b, least_shared(tried));
    slices.stop().await;
    let mut row = Vec::new();
    while let Some(at_a) = meetings.next(&mut row) {
        let is_hopeful = |(at_b, shared): &&(usize, Sums)| {
            let (one, other) = (&a[at_a], &b[*at_b]);
            may_be_pair(&one.glance(other, *shared), one.words.len(), other.words.len())
        };
        met.extend(row.iter().filter(is_hopeful).map(|(at_b, shared)| (at_a, *at_b, *shared)));
        slices.done(row.len() / MEETINGS_A_WORD).await;
    }
    for (at_a, at_b, shared) in met {
        slices.done(WORDS_A_PAIR).await;
        let glance = evidence.glance_met(&a[at_a], &b[at_b], shared, meetings.is_partial);
        let measure = a[at_a].complete(&b[at_b], glance);
        let known = links.binary_search_by_key(&(at_a, at_b), |link| (link.a, link.b)).is_ok();
        let judged = judge(at_a, at_b, &measure, tried)
            .filter(|pair| pair.score >= LEAST_PASSAGE_SCORE.max(least_score));
        pairs.extend(judged.filter(|_| !known));
    }
    slices.stop().await;
    let grown = groups(assign(pairs, a.len(), b.len()), evidence);
    let mut found = correspondences(grown, links, a.len(), b.len());
    // What is told in several passages may as a whole be the same words.
    for one in found.iter_mut().filter(|one| one.a.len() + one.b.len() > 2) {
        let (whole_a, whole_b) = (evidence.whole(a, &one.a), evidence.whole(b, &one.b));
        (one.kind, one.score) = same_kind(&evidence.measure(&whole_a, &whole_b), one.score);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageText;

    #[test]
    fn rows_are_told_once_before_the_ledger_is() {
        let text = |passages: &[&'static str]| Text {
            lang: "en",
            passages: passages.iter().map(|text| PassageText { anchor: "", text }).collect(),
        };
        let a =
            text(&["The envoys opened the Lakeside ferry on 5 May.", "Fishing quotas fall by 12 per cent."]);
        let b = text(&["Fishing quotas fall by 15 per cent, the envoys said in Norland."]);
        let mut comparing = Comparing::new(&a, &b, Setting::default());
        let mut told = Vec::new();
        let whole = loop {
            let found = comparing.step();
            told.extend(comparing.rows());
            if let Some(found) = found {
                break found;
            }
        };
        assert!(!whole.ledger.is_empty());
        assert_eq!(told, [Comparison { ledger: Vec::new(), ..whole }]);
    }
}
