//! The query in words, to follow "14 statements": `with a form of “sanctions” and the phrase “root causes”, by A. Varga`.
//!
//! Lives here: words for every kind of clause. Does not live here: the labels of values, which the corpus knows and
//! the caller gives; the query language (`print`). "A form of" a word says that its inflections count too.

use super::ast::{Clause, DateRange, Node, Occur, Query, Term, TermMode};
use crate::analysis;
use crate::request::Field;
use demarche_corpus::PartialDate;

/// The name of a value that was typed as an id or as a part of its name.
type Labels<'l> = &'l dyn Fn(Field, &str) -> Option<String>;

impl Query {
    /// The query in words, to follow "statements": what they are with, what they are without, then fields and dates
    /// as typed. Values that have no label stand between quotation marks. Empty for a blank query.
    pub fn explain(&self, labels: &dyn Fn(Field, &str) -> Option<String>) -> String {
        let words = |occur: Occur| -> Vec<&Node> {
            let of_words = self.clauses.iter().filter(|clause| clause.occur == occur);
            of_words.map(|clause| &clause.node).filter(|node| is_of_words(node)).collect()
        };
        let mut parts = Vec::new();
        match words(Occur::Must).as_slice() {
            [] => {}
            [only] => parts.push(format!("with {}", in_words(only, false))),
            all => parts.push(format!("with {}", joined(all.iter(), " and ", |node| in_words(node, true)))),
        }
        let without = words(Occur::MustNot);
        if !without.is_empty() {
            parts.push(format!("without {}", joined(without.iter(), " or ", |node| in_words(node, true))));
        }
        let others = self.clauses.iter().filter(|clause| !is_of_words(&clause.node));
        parts.extend(others.map(|clause| in_full(clause, labels, false)));
        parts.join(", ")
    }

    /// As [`Query::explain`], where nobody knows the labels.
    pub fn describe(&self) -> String {
        self.explain(&|_, _| None)
    }
}

fn joined<T>(items: impl Iterator<Item = T>, between: &str, told: impl Fn(T) -> String) -> String {
    items.map(told).collect::<Vec<String>>().join(between)
}

/// Whether nothing but words is asked for.
fn is_of_words(node: &Node) -> bool {
    match node {
        Node::All(clauses) | Node::Any(clauses) => clauses.iter().all(|clause| is_of_words(&clause.node)),
        Node::Term(_) => true,
        Node::Field { .. } | Node::Date(_) | Node::Said { .. } => false,
    }
}

/// Words to follow "with". `in_list`: whether a group needs brackets to be told from what stands beside it.
fn in_words(node: &Node, in_list: bool) -> String {
    let (clauses, between) = match node {
        Node::All(clauses) => (clauses, " and "),
        Node::Any(clauses) => (clauses, " or "),
        Node::Term(term) => return term_in_words(term),
        Node::Field { .. } | Node::Date(_) | Node::Said { .. } => return String::new(),
    };
    let told = joined(clauses.iter(), between, |clause| {
        let not = if clause.occur == Occur::MustNot { "not " } else { "" };
        format!("{not}{}", in_words(&clause.node, true))
    });
    if in_list { format!("({told})") } else { told }
}

/// A clause that can stand alone: `with “a…”`, `not by B`.
fn in_full(clause: &Clause, labels: Labels<'_>, in_list: bool) -> String {
    let is_excluded = clause.occur == Occur::MustNot;
    let value = |field: Field, value: &str| {
        let label = labels(field, value).unwrap_or_else(|| format!("“{value}”"));
        format!("{} {label}", field.preposition())
    };
    let told = match &clause.node {
        node if is_of_words(node) => {
            let with = if is_excluded { "without" } else { "with" };
            return format!("{with} {}", in_words(node, in_list || is_excluded));
        }
        Node::All(inner) | Node::Any(inner) => {
            let between = if matches!(clause.node, Node::All(_)) { " and " } else { " or " };
            let told = joined(inner.iter(), between, |clause| in_full(clause, labels, true));
            if in_list || is_excluded { format!("({told})") } else { told }
        }
        Node::Field { field, value: id, .. } => value(*field, id),
        Node::Said { speaker, .. } => value(Field::Speaker, speaker),
        Node::Date(range) => dates_in_words(*range),
        Node::Term(_) => String::new(),
    };
    if is_excluded { format!("not {told}") } else { told }
}

fn term_in_words(term: &Term) -> String {
    let text = &term.text;
    let told = match term.mode {
        TermMode::Plain => inflected(text),
        TermMode::Exact => format!("exactly “{text}”"),
        TermMode::Phrase if analysis::words(text).len() == 1 => format!("exactly “{text}”"),
        TermMode::Phrase => format!("the phrase “{text}”"),
        TermMode::Wildcard => match text.strip_suffix('*').filter(|start| !start.contains(['*', '?'])) {
            Some(start) => format!("words that begin with “{start}”"),
            None => format!("words like “{text}”"),
        },
        TermMode::Fuzzy(1) => format!("spellings up to one letter from “{text}”"),
        TermMode::Fuzzy(2) => format!("spellings up to two letters from “{text}”"),
        TermMode::Fuzzy(_) => format!("spellings close to “{text}”"),
        TermMode::Near(within) => {
            let near = joined(text.split_whitespace(), " near ", inflected);
            format!("{near} (within {})", words_counted(within))
        }
        TermMode::NearExact(within) => {
            format!("the words of “{text}” within {} of each other", words_counted(within))
        }
    };
    if term.in_title { format!("{told} in the title") } else { told }
}

/// A word between quotation marks, and whether its inflections count too.
fn inflected(word: &str) -> String {
    let has_forms = analysis::words(word).iter().any(|form| analysis::stem(form).is_some());
    format!("{}“{word}”", if has_forms { "a form of " } else { "" })
}

fn words_counted(count: u32) -> String {
    format!("{count} {}", if count == 1 { "word" } else { "words" })
}

fn dates_in_words(range: DateRange) -> String {
    match range {
        DateRange::During(date) if date.day().is_some() => format!("on {}", date_in_words(date, true)),
        DateRange::During(date) => format!("in {}", date_in_words(date, true)),
        DateRange::From(date) => format!("from {} on", date_in_words(date, true)),
        DateRange::After(date) => format!("after {}", date_in_words(date, true)),
        DateRange::To(date) => format!("up to {}", date_in_words(date, true)),
        DateRange::Before(date) => format!("before {}", date_in_words(date, true)),
        DateRange::Between(first, last) if first == last => dates_in_words(DateRange::During(first)),
        DateRange::Between(first, last) => {
            let shares_year =
                first.year() == last.year() && first.month().is_some() && last.month().is_some();
            format!("{} to {}", date_in_words(first, !shares_year), date_in_words(last, true))
        }
    }
}

/// `5 October 2024`; the year is left out where the end of a range says it.
fn date_in_words(date: PartialDate, with_year: bool) -> String {
    let mut told = date.day().map(|day| format!("{day} ")).unwrap_or_default();
    if let Some(month) = date.month_name() {
        told.push_str(month);
    }
    if with_year {
        if !told.is_empty() {
            told.push(' ');
        }
        told.push_str(&date.year().to_string());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One query a line: what is typed.
    const TYPED: &str = "
sanctions
sanctions \"root causes\" -Syria speaker:lavrov date:2024-10..2024-11
=sanctions
\"ceasefire\"
1945
cease-fire
санкции
沙
sanct*
*tion
wom?n
c*f*e
sanktions~
sanktions~1
sanktions~2
treaty NEAR/5 sign
treaty NEAR sign NEAR UN80
\"treaty signed\"~5
\"treaty signed\"~1
title:truce
title:\"a long truce\"
title:a NEAR/2 title:b
a OR b
a OR b c
a OR \"b c\" OR -d
(a b) OR c
(a OR b) (c OR d)
-a -b
-(a b)
-(a OR b)
a NOT b NEAR/3 c
speaker:lavrov OR speaker:rubio
-speaker:lavrov
-(speaker:lavrov side:ru)
truce OR speaker:lavrov
(truce talks) OR (speaker:lavrov -peace)
side:ru kind:interview topic:trade publisher:mfa
event:summit place:\"New York\" lang:fr
said:lavrov truce
said:unknown -place:unknown
date:2024
date:2024-10
date:2024-10-05
date:2024..
date:>2024-10
date:..2024-10-05
date:<2024
date:2024-10-05..2024-10-09
date:2023-12..2024-01
date:2023..2024-06
date:2024..2024
-date:2024
date:2023 OR date:2024-05
";

    #[test]
    fn every_kind_of_query_is_told_in_words() {
        let labels = |field: Field, value: &str| {
            let known = [
                (Field::Speaker, "lavrov", "Sergey Lavrov"),
                (Field::Speaker, "rubio", "Marco Rubio"),
                (Field::Side, "ru", "Russia"),
                (Field::Kind, "interview", "interview"),
                (Field::Topic, "trade", "trade"),
                (Field::Publisher, "mfa", "the Ministry"),
                (Field::Event, "summit", "the summit"),
                (Field::Place, "New York", "New York"),
                (Field::Lang, "fr", "French"),
            ];
            let found = known.iter().find(|(of, id, _)| *of == field && *id == value);
            found.map(|(.., label)| (*label).to_owned())
        };
        let told: Vec<String> = TYPED
            .trim()
            .lines()
            .map(|text| {
                let (query, diagnostics) = Query::parse(text);
                assert_eq!(diagnostics, [], "{text}");
                format!("{text}\n    {}", query.explain(&labels))
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn a_blank_query_says_nothing_and_unknown_values_stand_as_typed() {
        assert_eq!(Query::default().describe(), "");
        assert_eq!(Query::parse("side:nowhere a").0.describe(), "with a form of “a”, for “nowhere”");
    }
}
