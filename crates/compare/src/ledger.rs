//! The ledger: which side states which hard fact.
//!
//! Lives here: the rows, made of what the finders take from each passage. Does not live here: the finders
//! (`ledger/known`, `references`, `dates`, `quantities`, `people`), or which mentions are one fact (`ledger/same`). The
//! finders run one after another over each passage and speak for the tokens they use, so that no word is listed
//! twice; topics and quotations are listed besides. Cost: O(tokens + facts · log facts).

mod dates;
mod known;
mod marks;
mod people;
mod quantities;
mod reading;
mod references;
mod same;
mod scripts;
mod spelled;
#[cfg(test)]
mod tests;
mod units;

use demarche_corpus::order;
use std::ops::Range;
use std::pin::Pin;

use crate::analysis::{Analysis, analyze};
use crate::model::{KnownName, LedgerClass, LedgerRow, Mentions, Text};
use crate::slices::{Slices, go_on};
use crate::witness::language;
use crate::words::Lexicon;
use known::KnownNames;
use reading::{Mention, Reading};

pub(crate) use reading::name_stem;
pub(crate) use units::currency;

/// What a side is shown with that gives no qualifier where another does.
const NO_QUALIFIER: &str = "–";

/// What stands between the qualifiers of texts that differ.
const BETWEEN_QUALIFIERS: &str = " / ";

/// Languages whose nouns all have capitals, which tell no names there.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// A fact where a text states it.
struct Stated {
    side: usize,
    passage: usize,
    /// Sentences it stands in.
    sentences: Range<usize>,
    mention: Mention,
}

/// The ledger of any number of texts, made step by step, for a page that must not stand still meanwhile.
pub struct Listing<'t>(Pin<Box<dyn Future<Output = Vec<LedgerRow>> + 't>>);

impl<'t> Listing<'t> {
    /// About to begin; `names` are known to the caller.
    #[must_use]
    pub fn new(texts: &'t [Text<'t>], names: &'t [KnownName]) -> Listing<'t> {
        Listing(Box::pin(whole(texts, names, Slices::new())))
    }

    /// Takes one step; the rows, by class and by where they are first stated, once all are found: then no further step
    /// must be asked for. A step is some thousands of words' worth of work, however long the texts are.
    pub fn step(&mut self) -> Option<Vec<LedgerRow>> {
        go_on(&mut self.0)
    }
}

async fn whole(texts: &[Text<'_>], names: &[KnownName], slices: Slices) -> Vec<LedgerRow> {
    let mut lexicon = Lexicon::new();
    let mut sides: Vec<Analysis> = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| (&texts[before], &sides[before]));
        let side = analyze(text, &mut lexicon, before, &slices).await;
        sides.push(side);
    }
    let (texts, sides): (Vec<_>, Vec<_>) = texts.iter().zip(&sides).unzip();
    ledger(&texts, &sides, &lexicon, names, &slices).await
}

/// The facts of all texts, by class and by where they are first stated; `names` are known to the caller.
pub(crate) async fn ledger(
    texts: &[&Text<'_>],
    sides: &[&Analysis],
    lexicon: &Lexicon,
    names: &[KnownName],
    slices: &Slices,
) -> Vec<LedgerRow> {
    let names = KnownNames::new(names, lexicon);
    let marks = marks::marks(lexicon);
    let mut stated: Vec<Stated> = Vec::new();
    // Where in `stated` each passage has its facts, of the text before and of this one.
    let (mut before, mut here): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    for (side, (text, analysis)) in texts.iter().zip(sides).enumerate() {
        let has_names = !CAPITAL_NOUNS.contains(&language(text).as_str());
        for (index, (passage, source)) in analysis.passages.iter().zip(&text.passages).enumerate() {
            slices.done(passage.tokens.len()).await;
            let mentions = match passage.twin.and_then(|twin| before.get(twin)) {
                Some(known) => stated[known.clone()].iter().map(|stated| stated.mention.clone()).collect(),
                None => {
                    let reading = Reading::new(source.text, &passage.tokens, &passage.facts, lexicon, &marks);
                    mentions(reading, &names, has_names)
                }
            };
            let sentences = analysis.sentences.get(passage.sentences.clone()).unwrap_or(&[]);
            let from = stated.len();
            stated.extend(mentions.into_iter().map(|mention| {
                let range = &mention.range;
                let first = sentences.partition_point(|sentence| sentence.range.end <= range.start);
                let end = sentences.partition_point(|sentence| sentence.range.start < range.end);
                let from = passage.sentences.start;
                Stated { side, passage: index, sentences: from + first..from + end.max(first), mention }
            }));
            here.push(from..stated.len());
        }
        before = std::mem::take(&mut here);
    }
    slices.stop().await;
    unite(&mut stated);
    join_topics(&mut stated);
    slices.stop().await;
    rows(stated, texts.len())
}

/// What the finders take from a passage.
fn mentions(mut reading: Reading<'_>, names: &KnownNames<'_>, has_names: bool) -> Vec<Mention> {
    names.find(&mut reading);
    references::find(&mut reading);
    dates::find(&mut reading);
    quantities::find(&mut reading);
    if has_names {
        people::find(&mut reading);
    }
    quotations(&mut reading);
    reading.mentions
}

fn quotations(reading: &mut Reading<'_>) {
    for fact in reading.facts.iter().filter(|fact| fact.class == LedgerClass::Quotation) {
        let value = reading.value(&fact.range);
        let mention = Mention::new(LedgerClass::Quotation, fact.key.clone(), value, fact.range.clone());
        reading.mentions.push(mention);
    }
}

/// Gives mentions that are one fact one class and one key.
fn unite(stated: &mut [Stated]) {
    let mut of_class = |classes: &[LedgerClass], join: &dyn Fn(&mut [&mut Mention])| {
        let mentions = stated.iter_mut().map(|stated| &mut stated.mention);
        join(&mut mentions.filter(|mention| classes.contains(&mention.class)).collect::<Vec<_>>());
    };
    of_class(&[LedgerClass::Person, LedgerClass::Name], &|mentions| same::join_names(mentions));
    of_class(&[LedgerClass::Number], &|mentions| same::join_units(mentions));
    of_class(&[LedgerClass::Date], &|mentions| dates::complete(mentions));
    of_class(&[LedgerClass::Quotation], &|mentions| same::join_quotations(mentions));
}

/// What is a topic and bears a name of the ledger too is listed once, under the name: nobody is told that one text alone
/// has the topic and the other alone the name.
fn join_topics(stated: &mut Vec<Stated>) {
    use LedgerClass::{Name, Organisation, Person, Place, Topic, Treaty};
    let place = |stated: &Stated| (stated.side, stated.passage, stated.mention.range.start);
    let mut names: Vec<(String, LedgerClass)> = stated
        .iter()
        .filter(|stated| matches!(stated.mention.class, Person | Place | Organisation | Treaty | Name))
        .map(|stated| (stated.mention.key.clone(), stated.mention.class))
        .collect();
    order::sort(&mut names);
    names.dedup_by(|later, first| later.0 == first.0);
    let mut moved: Vec<(String, (usize, usize, usize))> = Vec::new();
    for stated in stated.iter_mut().filter(|stated| stated.mention.class == Topic) {
        if let Ok(at) = names.binary_search_by(|name| name.0.cmp(&stated.mention.key)) {
            stated.mention.class = names[at].1;
            moved.push((stated.mention.key.clone(), place(stated)));
        }
    }
    if moved.is_empty() {
        return;
    }
    // Where the name stands, the topic was told by it: one mention.
    order::sort(&mut moved);
    let mut seen = vec![false; moved.len()];
    stated.retain_mut(|stated| {
        let here = (stated.mention.key.clone(), place(stated));
        let Ok(at) = moved.binary_search(&here) else { return true };
        stated.mention.is_inside = false;
        !std::mem::replace(&mut seen[at], true)
    });
}

/// One row for each fact of so many texts.
fn rows(mut stated: Vec<Stated>, texts: usize) -> Vec<LedgerRow> {
    let place = |stated: &Stated| (stated.side, stated.passage, stated.mention.range.start);
    order::sort_by(&mut stated, |x, y| {
        let (one, other) = (&x.mention, &y.mention);
        (one.class, &one.key).cmp(&(other.class, &other.key)).then_with(|| place(x).cmp(&place(y)))
    });
    let mut found: Vec<((usize, usize, usize), LedgerRow)> = stated
        .chunk_by(|x, y| (x.mention.class, &x.mention.key) == (y.mention.class, &y.mention.key))
        .filter_map(|mentions| Some((place(mentions.first()?), row(mentions, texts)?)))
        .collect();
    order::sort_by(&mut found, |x, y| (x.1.class, x.0).cmp(&(y.1.class, y.0)));
    let mut rows: Vec<LedgerRow> = found.into_iter().map(|(_, row)| row).collect();
    name_units(&mut rows);
    rows
}

/// Writes the unit behind numbers that are told apart by nothing else.
fn name_units(rows: &mut [LedgerRow]) {
    let numbers = rows.iter().filter(|row| row.class == LedgerClass::Number);
    let mut values: Vec<String> = numbers.map(|row| row.normal.clone()).collect();
    order::sort(&mut values);
    let is_twice = |normal: &String| {
        let first = values.partition_point(|value| value < normal);
        values.get(first + 1) == Some(normal)
    };
    for row in rows.iter_mut().filter(|row| row.class == LedgerClass::Number && is_twice(&row.normal)) {
        let is_told = row.unit.is_empty()
            || row.value.to_lowercase().contains(row.unit.as_str())
            || !row.unit.contains(char::is_alphabetic);
        if !is_told {
            row.value = format!("{} {}", row.value, row.unit);
        }
    }
}

/// The row of mentions that are one fact, in the order of the texts.
fn row(mentions: &[Stated], texts: usize) -> Option<LedgerRow> {
    // The fullest form speaks for all; Latin letters before others, so that both orders of the texts agree.
    let rank = |mention: &Mention| {
        let is_latin = mention.value.starts_with(|c: char| c < '\u{370}');
        (is_latin, mention.normal.len(), mention.value.chars().count())
    };
    let all = || mentions.iter().map(|stated| &stated.mention);
    // What stands inside longer names alone is theirs.
    if all().all(|mention| mention.is_inside) {
        return None;
    }
    let best = all().max_by(|x, y| rank(x).cmp(&rank(y)).then_with(|| y.value.cmp(&x.value)))?;
    let told = |unit: &String| (!unit.is_empty(), unit.is_ascii(), unit.len());
    let unit =
        all().map(|mention| &mention.unit).max_by(|x, y| told(x).cmp(&told(y)).then_with(|| y.cmp(x)))?;
    let mut sides = vec![Mentions::default(); texts];
    let mut qualifiers: Vec<&str> = Vec::new();
    for of_side in mentions.chunk_by(|x, y| x.side == y.side) {
        let mut sentences: Vec<usize> = of_side.iter().flat_map(|stated| stated.sentences.clone()).collect();
        sentences.dedup();
        let count = u32::try_from(of_side.len()).unwrap_or(u32::MAX);
        sides[of_side[0].side] = Mentions { sentences, count };
        let said = of_side.iter().map(|stated| stated.mention.qualifier.as_str());
        qualifiers.push(said.into_iter().find(|words| !words.is_empty()).unwrap_or(""));
    }
    Some(LedgerRow {
        class: best.class,
        value: best.value.clone(),
        normal: best.normal.clone(),
        qualifier: united(qualifiers),
        unit: unit.clone(),
        sides,
    })
}

/// What the texts say of how exact a number is: once where all say the same.
fn united(mut qualifiers: Vec<&str>) -> String {
    if qualifiers.iter().all(|words| *words == qualifiers[0]) {
        qualifiers.truncate(1);
    } else {
        qualifiers.iter_mut().filter(|words| words.is_empty()).for_each(|words| *words = NO_QUALIFIER);
    }
    qualifiers.join(BETWEEN_QUALIFIERS)
}
