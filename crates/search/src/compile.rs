//! A query meets a corpus: words become the forms that occur there, field values become sets of statements.
//!
//! Lives here: inflections, aliases, wildcards, similar spellings, resolving field values. Does not live here: finding
//! occurrences (`evaluate`). Costs a few dictionary look-ups a word; a wildcard walks the dictionary from its first
//! letters on, all of it where it begins with one.

use crate::analysis;
use crate::bits::Bits;
use crate::diagnose;
use crate::facet::Catalog;
use crate::filter;
use crate::fuzzy;
use crate::index::read::{Form, Index};
use crate::query::QueryDiagnostic;
use crate::query::ast::{Clause, Node, Occur, Query, Spot, Term, TermMode};
use crate::query::parse::MOST_DIAGNOSTICS;
use crate::query::word;
use crate::request::Field;
use demarche_corpus::order;
use demarche_corpus::{Alias, Statement};

/// A word with wildcards or a similar spelling stands for so many forms at the most: those in the most statements.
const MOST_FORMS: usize = 4_096;
/// All such words of one query stand for so many forms together, but each for [`FEWEST_FORMS`].
const MOST_FORMS_TOGETHER: usize = 8 * MOST_FORMS;
/// What is left to every such word, however many there are.
const FEWEST_FORMS: usize = 16;

/// Digits typed apart are one number up to so many groups.
const MOST_DIGIT_GROUPS: usize = 5;

/// What a query asks of one corpus.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub plan: Plan,
    pub leaves: Vec<Leaf>,
    /// What only the corpus can tell: values it does not have.
    pub diagnostics: Vec<QueryDiagnostic>,
    /// Whether days are asked for, which a statement's date may be too coarse to tell.
    pub has_dates: bool,
}

/// The shape of the query over its leaves.
#[derive(Debug)]
pub(crate) enum Plan {
    All(Vec<(Occur, Plan)>),
    Any(Vec<(Occur, Plan)>),
    Leaf(usize),
    /// Statements known without any words.
    Fixed(Bits),
    /// Statements that may be of certain days.
    Dated {
        /// All of them.
        perhaps: Bits,
        /// Those that are, however exactly their date is known.
        surely: Bits,
    },
}

/// A word or phrase with everything that counts as an occurrence of it.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub key: LeafKey,
    pub patterns: Vec<Pattern>,
    /// The words of a pattern stand in any order, the last at most so many positions after the first; `None` where
    /// they stand side by side in order.
    pub within: Option<u32>,
    /// A leaf whose occurrences excuse this one's having none: the alias of several words it is part of.
    pub alias_leaf: Option<usize>,
}

/// What makes two leaves the same: a word typed a thousand times is one leaf.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LeafKey {
    pub term: Term,
    /// Whether its occurrences are hits.
    pub is_positive: bool,
    /// Whether it stands for the other spellings of the term's words, and not for the words.
    pub is_alias: bool,
}

/// Words that stand together, each in any of several forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub words: Vec<Vec<Form>>,
}

/// What compiling needs to know of a corpus.
#[derive(Clone, Copy)]
pub(crate) struct Corpus<'a> {
    pub index: &'a Index,
    pub catalog: &'a Catalog,
    pub statements: &'a [Statement],
    pub aliases: &'a AliasTable,
}

/// The aliases of a corpus, each spelling as the stems of its words.
#[derive(Debug, Default)]
pub(crate) struct AliasTable {
    /// By alias: its spellings as folded words.
    groups: Vec<Vec<Vec<String>>>,
    /// Stems of a spelling, its alias, its place in the alias. Sorted.
    keys: Vec<(Vec<String>, usize, usize)>,
    longest: usize,
}

impl AliasTable {
    pub fn new(aliases: &[Alias]) -> AliasTable {
        let mut table = AliasTable::default();
        for (group, alias) in aliases.iter().enumerate() {
            let spellings: Vec<Vec<String>> =
                alias.spellings.iter().map(|spelling| analysis::words(spelling)).collect();
            for (place, words) in spellings.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
                table.longest = table.longest.max(words.len());
                table.keys.push((stems_of(words), group, place));
            }
            table.groups.push(spellings);
        }
        order::sort(&mut table.keys);
        table
    }

    /// The other spellings of what these words spell.
    fn others(&self, words: &[String]) -> Vec<&[String]> {
        let key = stems_of(words);
        let from = self.keys.partition_point(|(stems, ..)| *stems < key);
        let hits = self.keys[from..].iter().take_while(|(stems, ..)| *stems == key);
        let mut others: Vec<&[String]> = Vec::new();
        for (_, group, place) in hits {
            for (other, spelling) in self.groups[*group].iter().enumerate() {
                if other != *place && !spelling.is_empty() && !others.contains(&spelling.as_slice()) {
                    others.push(spelling);
                }
            }
        }
        others
    }
}

fn stems_of(words: &[String]) -> Vec<String> {
    words.iter().map(|word| analysis::stem(word).unwrap_or_else(|| word.clone())).collect()
}

impl Leaf {
    /// The words as typed, to be named when nothing has the leaf: of words that must stand together, those that occur
    /// nowhere themselves.
    pub fn unmatched(&self) -> Vec<String> {
        let Term { text, mode, .. } = &self.key.term;
        match mode {
            _ if self.key.is_alias => Vec::new(),
            TermMode::Plain | TermMode::Exact => vec![text.clone()],
            TermMode::Phrase | TermMode::Near(_) | TermMode::NearExact(_) => {
                let forms = self.patterns.iter().flat_map(|pattern| &pattern.words);
                let words = match mode {
                    TermMode::Near(_) => analysis::query_tokens(text),
                    _ => analysis::phrase_tokens(text),
                };
                let words = words.into_iter().zip(forms);
                let absent = words.filter(|(_, forms)| forms.is_empty());
                absent.filter_map(|(word, _)| text.get(word.range).map(str::to_owned)).collect()
            }
            TermMode::Wildcard | TermMode::Fuzzy(_) => Vec::new(),
        }
    }
}

impl Compiled {
    /// Compiles a query for a corpus.
    pub fn new(query: &Query, corpus: Corpus<'_>) -> Compiled {
        let mut compiler = Compiler {
            corpus,
            leaves: Vec::new(),
            by_key: Vec::new(),
            forms_left: MOST_FORMS_TOGETHER,
            diagnostics: Vec::new(),
            has_dates: false,
        };
        let plan = Plan::All(compiler.clauses(&query.clauses, true));
        let Compiler { leaves, diagnostics, has_dates, .. } = compiler;
        Compiled { plan, leaves, diagnostics, has_dates }
    }
}

struct Compiler<'a> {
    corpus: Corpus<'a>,
    leaves: Vec<Leaf>,
    /// The leaves' numbers in the order of their keys.
    by_key: Vec<usize>,
    /// How many forms words with wildcards and similar spellings may still stand for.
    forms_left: usize,
    diagnostics: Vec<QueryDiagnostic>,
    has_dates: bool,
}

impl Compiler<'_> {
    /// Clauses side by side; words in a row may together be a number in groups, or a spelling of an alias.
    fn clauses(&mut self, clauses: &[Clause], is_positive: bool) -> Vec<(Occur, Plan)> {
        let mut plans = Vec::new();
        let mut at = 0;
        while at < clauses.len() {
            let digits = plain_run(&clauses[at..], MOST_DIGIT_GROUPS);
            if let Some((len, number)) =
                analysis::number_of_words(digits.iter().map(|term| term.text.as_str()))
            {
                let plan = self.alias_of_words(&digits[..len], &[&[number]], is_positive);
                plans.push((Occur::Must, plan));
                at += len;
                continue;
            }
            let run = plain_run(&clauses[at..], self.corpus.aliases.longest);
            let alias = (2..=run.len()).rev().find_map(|len| {
                let words: Vec<String> =
                    run[..len].iter().flat_map(|term| analysis::words(&term.text)).collect();
                let others = self.corpus.aliases.others(&words);
                (!others.is_empty()).then_some((len, others))
            });
            match alias {
                Some((len, others)) => {
                    plans.push((Occur::Must, self.alias_of_words(&run[..len], &others, is_positive)));
                    at += len;
                }
                None => {
                    plans.push(self.clause(&clauses[at], is_positive));
                    at += 1;
                }
            }
        }
        plans
    }

    /// All these words anywhere, or one of the other spellings word by word.
    fn alias_of_words(&mut self, terms: &[&Term], others: &[&[String]], is_positive: bool) -> Plan {
        let typed: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
        let in_title = terms.iter().all(|term| term.in_title);
        let text = typed.join(" ");
        let term = Term { text, mode: TermMode::Plain, in_title, spot: Spot::default() };
        let alias_leaf = self.leaf(LeafKey { term, is_positive, is_alias: true }, |compiler| {
            others.iter().map(|words| compiler.inflected(words)).collect()
        });
        let words = terms.iter().map(|term| {
            let leaf = self.term(term, is_positive);
            self.leaves[leaf].alias_leaf = Some(alias_leaf);
            (Occur::Must, Plan::Leaf(leaf))
        });
        let words = Plan::All(words.collect());
        Plan::Any(vec![(Occur::Must, words), (Occur::Must, Plan::Leaf(alias_leaf))])
    }

    fn clause(&mut self, clause: &Clause, is_positive: bool) -> (Occur, Plan) {
        let is_positive = is_positive == (clause.occur == Occur::Must);
        let plan = match &clause.node {
            Node::All(inner) => Plan::All(self.clauses(inner, is_positive)),
            Node::Any(inner) => {
                Plan::Any(inner.iter().map(|clause| self.clause(clause, is_positive)).collect())
            }
            Node::Term(term) => Plan::Leaf(self.term(term, is_positive)),
            Node::Field { field, value, spot } => self.field(*field, value, spot),
            Node::Said { speaker, spot } => {
                self.diagnostics.push(QueryDiagnostic {
                    range: spot.0.clone(),
                    message: "quotations are not told apart by speaker yet".to_owned(),
                    hint: "said: is searched as speaker:, in whole statements of the speaker".to_owned(),
                });
                self.field(Field::Speaker, speaker, spot)
            }
            Node::Date(range) => self.dated(range.days(), is_positive),
        };
        (clause.occur, plan)
    }

    /// The statements that may be of these days. What is left by excluding them surely is not of these days.
    fn dated(&mut self, days: (u32, u32), is_positive: bool) -> Plan {
        let perhaps = filter::dated(self.corpus.statements, days);
        if !is_positive {
            return Plan::Fixed(perhaps);
        }
        self.has_dates = true;
        Plan::Dated { perhaps, surely: filter::surely_dated(self.corpus.statements, days) }
    }

    /// The statements with a value of a field.
    fn field(&mut self, field: Field, value: &str, spot: &Spot) -> Plan {
        let values = self.corpus.catalog.resolve(field, value);
        if values.is_empty() {
            // Of many faults only the first are told, so only those look for the nearest value.
            let is_told = self.diagnostics.len() < MOST_DIAGNOSTICS;
            let nearest = is_told.then(|| self.corpus.catalog.nearest(field, value)).flatten();
            self.diagnostics.push(diagnose::unknown(field, value, spot, nearest));
        }
        let mut bits = Bits::none(self.corpus.statements.len());
        for value in values {
            bits.or(&value.bits(self.corpus.statements.len()));
        }
        Plan::Fixed(bits)
    }

    /// The leaf with this key; made where there was none.
    fn leaf(&mut self, key: LeafKey, patterns: impl FnOnce(&mut Self) -> Vec<Pattern>) -> usize {
        match self.by_key.binary_search_by(|at| self.leaves[*at].key.cmp(&key)) {
            Ok(at) => self.by_key[at],
            Err(at) => {
                let patterns = patterns(self);
                self.by_key.insert(at, self.leaves.len());
                let within = match key.term.mode {
                    TermMode::Near(within) | TermMode::NearExact(within) => Some(within),
                    _ => None,
                };
                self.leaves.push(Leaf { key, patterns, within, alias_leaf: None });
                self.leaves.len() - 1
            }
        }
    }

    /// The leaf of a term.
    fn term(&mut self, term: &Term, is_positive: bool) -> usize {
        let key = LeafKey { term: term.clone(), is_positive, is_alias: false };
        self.leaf(key, |compiler| compiler.patterns(term))
    }

    /// Everything that counts as an occurrence of a term.
    fn patterns(&mut self, term: &Term) -> Vec<Pattern> {
        let words = analysis::words(&term.text);
        match term.mode {
            TermMode::Plain => {
                let mut patterns = vec![self.inflected(&words)];
                let others = self.corpus.aliases.others(&words);
                patterns.extend(others.into_iter().map(|words| self.inflected(words)));
                patterns
            }
            TermMode::Near(_) => vec![self.near(&words)],
            TermMode::Phrase | TermMode::NearExact(_) => {
                let words = analysis::phrase_tokens(&term.text);
                vec![Pattern { words: words.iter().map(|word| self.exact(&word.form)).collect() }]
            }
            TermMode::Exact => {
                vec![Pattern { words: words.iter().map(|word| self.exact(word)).collect() }]
            }
            TermMode::Wildcard => vec![self.wildcard(term)],
            TermMode::Fuzzy(edits) => {
                let near = |word: &String| {
                    let edits = if edits == 0 { fuzzy::usual_edits(word) } else { edits };
                    let near = fuzzy::near(self.corpus.index, word, edits);
                    self.bounded(near.into_iter().map(|(form, _)| form).collect(), word, term)
                };
                vec![Pattern { words: words.iter().map(near).collect() }]
            }
        }
    }

    /// The words side by side, each in all forms of its stem.
    fn inflected(&self, words: &[String]) -> Pattern {
        let index = self.corpus.index;
        let forms = |word: &String| {
            let mut forms = analysis::stem(word).map(|stem| index.forms_of_stem(&stem)).unwrap_or_default();
            forms.extend(index.form(word));
            order::sort(&mut forms);
            forms.dedup();
            forms
        };
        Pattern { words: words.iter().map(forms).collect() }
    }

    /// As [`Compiler::inflected`], each word also in its aliases of one word: those of several take other places.
    fn near(&self, words: &[String]) -> Pattern {
        let mut pattern = self.inflected(words);
        for (forms, word) in pattern.words.iter_mut().zip(words) {
            let others = self.corpus.aliases.others(std::slice::from_ref(word)).into_iter();
            for other in others.filter(|other| other.len() == 1) {
                forms.extend(self.inflected(other).words.concat());
            }
            order::sort(forms);
            forms.dedup();
        }
        pattern
    }

    /// The word as it stands.
    fn exact(&self, word: &str) -> Vec<Form> {
        self.corpus.index.form(word).into_iter().collect()
    }

    /// `cease-f*`: what a hyphen or other punctuation parts stands side by side, each part with its own wildcards.
    fn wildcard(&mut self, term: &Term) -> Pattern {
        let mut words = Vec::new();
        for part in word::wildcard_parts(&term.text) {
            if !part.contains(['*', '?']) {
                words.extend(analysis::words(part).iter().map(|word| self.exact(word)));
                continue;
            }
            let glob: Vec<char> = fold_around_wildcards(part).chars().collect();
            let literal: String = glob.iter().take_while(|c| !matches!(c, '*' | '?')).collect();
            let forms = self.corpus.index.forms_with_prefix(&literal, |form| glob_matches(&glob, form));
            words.push(self.bounded(forms, part, term));
        }
        Pattern { words }
    }

    /// Of many forms the most usual ones, in their order; and told so.
    fn bounded(&mut self, mut forms: Vec<Form>, typed: &str, term: &Term) -> Vec<Form> {
        let most = self.forms_left.clamp(FEWEST_FORMS, MOST_FORMS);
        if forms.len() > most {
            let told = QueryDiagnostic {
                range: term.spot.0.clone(),
                message: format!("“{typed}” stands for {} different words", forms.len()),
                hint: format!("the {most} most usual ones are searched; write more of its letters"),
            };
            // Parts of one word may say the same.
            if self.diagnostics.last() != Some(&told) {
                self.diagnostics.push(told);
            }
            order::sort_by(&mut forms, |one, other| other.doc_freq.cmp(&one.doc_freq));
            forms.truncate(most);
            order::sort(&mut forms);
        }
        self.forms_left = self.forms_left.saturating_sub(forms.len());
        forms
    }
}

/// The plain words at the start of a list of clauses, at most so many; all of them for titles only, or none.
fn plain_run(clauses: &[Clause], longest: usize) -> Vec<&Term> {
    let mut in_title = None;
    let plain = clauses.iter().map_while(|clause| match clause {
        Clause { occur: Occur::Must, node: Node::Term(term) } if term.mode == TermMode::Plain => Some(term),
        _ => None,
    });
    plain.take_while(|term| *in_title.get_or_insert(term.in_title) == term.in_title).take(longest).collect()
}

/// Folds the letters between wildcards and keeps the wildcards.
fn fold_around_wildcards(text: &str) -> String {
    let mut folded = String::new();
    for piece in text.split_inclusive(['*', '?']) {
        let letters = piece.trim_end_matches(['*', '?']);
        folded.push_str(&analysis::fold(letters));
        folded.push_str(&piece[letters.len()..]);
    }
    folded
}

/// Whether a form is spelled as the pattern says: `*` any letters, `?` one. The two-pointer method, which goes back
/// only to the last `*`: at most pattern length times form length.
fn glob_matches(glob: &[char], form: &str) -> bool {
    let form: Vec<char> = form.chars().collect();
    let (mut g, mut f) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while f < form.len() {
        match glob.get(g) {
            Some('*') => {
                retry = Some((g + 1, f));
                g += 1;
            }
            Some(c) if *c == '?' || *c == form[f] => (g, f) = (g + 1, f + 1),
            _ => match retry {
                Some((after, from)) => {
                    retry = Some((after, from + 1));
                    (g, f) = (after, from + 1);
                }
                None => return false,
            },
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_whole_forms() {
        let check = |glob: &str, form: &str, expected: bool| {
            let glob: Vec<char> = glob.chars().collect();
            assert_eq!(glob_matches(&glob, form), expected, "{glob:?} {form}");
        };
        check("sanct*", "sanctions", true);
        check("sanct*", "sanct", true);
        check("sanct*", "unsanctioned", false);
        check("*tion", "question", true);
        check("wom?n", "women", true);
        check("wom?n", "womn", false);
        check("c*f*e", "ceasefire", true);
        check("c*f*e", "ceasefires", false);
    }
}
