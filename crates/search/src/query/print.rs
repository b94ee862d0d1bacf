//! The query back as text, in the language and in words.
//!
//! [`Query`]'s `Display` parses back to an equal query; [`Query::describe`] is for the scope sentence.

use super::ast::{Clause, DateRange, Node, Occur, Query, Term, TermMode};
use std::fmt;

/// The query language. Parsing it gives an equal query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, &self.clauses, " ")
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, clauses: &[Clause], between: &str) -> fmt::Result {
    for (n, clause) in clauses.iter().enumerate() {
        if n > 0 {
            f.write_str(between)?;
        }
        write_clause(f, clause, between == " ")?;
    }
    Ok(())
}

/// `bare_any`: whether alternatives may stand here without brackets, OR binding closer than standing side by side.
fn write_clause(f: &mut fmt::Formatter<'_>, clause: &Clause, bare_any: bool) -> fmt::Result {
    let is_excluded = clause.occur == Occur::MustNot;
    if is_excluded {
        f.write_str("-")?;
    }
    match &clause.node {
        Node::Any(inner) if bare_any && !is_excluded => write_list(f, inner, " OR "),
        Node::Any(inner) => {
            f.write_str("(")?;
            write_list(f, inner, " OR ")?;
            f.write_str(")")
        }
        Node::All(inner) => {
            f.write_str("(")?;
            write_list(f, inner, " ")?;
            f.write_str(")")
        }
        Node::Term(term) => write_term(f, term),
        Node::Field { field, value, .. } => {
            let is_plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            match is_plain {
                true => write!(f, "{}:{value}", field.id()),
                false => write!(f, "{}:\"{value}\"", field.id()),
            }
        }
        Node::Date(range) => write_date(f, *range),
    }
}

fn write_term(f: &mut fmt::Formatter<'_>, term: &Term) -> fmt::Result {
    if term.in_title {
        f.write_str("title:")?;
    }
    match term.mode {
        TermMode::Plain | TermMode::Wildcard => f.write_str(&term.text),
        TermMode::Exact => write!(f, "={}", term.text),
        TermMode::Phrase => write!(f, "\"{}\"", term.text),
    }
}

fn write_date(f: &mut fmt::Formatter<'_>, range: DateRange) -> fmt::Result {
    match range {
        DateRange::During(date) => write!(f, "date:{date}"),
        DateRange::From(date) => write!(f, "date:{date}.."),
        DateRange::After(date) => write!(f, "date:>{date}"),
        DateRange::To(date) => write!(f, "date:..{date}"),
        DateRange::Before(date) => write!(f, "date:<{date}"),
        DateRange::Between(first, last) => write!(f, "date:{first}..{last}"),
    }
}

impl Query {
    /// The query in words, to follow "statements": `with sanctions and “root causes”, without Syria`. Empty for a
    /// blank query.
    pub fn describe(&self) -> String {
        let of = |wanted: fn(&Clause) -> bool| self.clauses.iter().filter(move |clause| wanted(clause));
        let is_words = |clause: &Clause| !matches!(clause.node, Node::Field { .. } | Node::Date(_));
        let mut parts = Vec::new();
        let with: Vec<String> = of(|clause| clause.occur == Occur::Must)
            .filter(|clause| is_words(clause))
            .map(|clause| phrase_of(clause, true))
            .collect();
        if !with.is_empty() {
            parts.push(format!("with {}", with.join(" and ")));
        }
        let without: Vec<String> = of(|clause| clause.occur == Occur::MustNot)
            .filter(|clause| is_words(clause))
            .map(|clause| node_in_words(&clause.node, true))
            .collect();
        if !without.is_empty() {
            parts.push(format!("without {}", without.join(" or ")));
        }
        parts.extend(
            self.clauses.iter().filter(|clause| !is_words(clause)).map(|clause| phrase_of(clause, true)),
        );
        parts.join(", ")
    }
}

fn phrase_of(clause: &Clause, in_list: bool) -> String {
    match clause.occur {
        Occur::Must => node_in_words(&clause.node, in_list),
        Occur::MustNot => format!("not {}", node_in_words(&clause.node, true)),
    }
}

/// `in_list`: whether alternatives need brackets to be told from what stands beside them.
fn node_in_words(node: &Node, in_list: bool) -> String {
    let list = |clauses: &[Clause], between: &str| {
        let parts: Vec<String> = clauses.iter().map(|clause| phrase_of(clause, true)).collect();
        match in_list {
            true => format!("({})", parts.join(between)),
            false => parts.join(between),
        }
    };
    match node {
        Node::All(clauses) => list(clauses, " and "),
        Node::Any(clauses) => list(clauses, " or "),
        Node::Term(term) => {
            let shown = match term.mode {
                TermMode::Plain | TermMode::Wildcard => term.text.clone(),
                TermMode::Exact => format!("exactly “{}”", term.text),
                TermMode::Phrase => format!("“{}”", term.text),
            };
            if term.in_title { format!("{shown} in the title") } else { shown }
        }
        Node::Field { field, value, .. } => format!("{} {value}", field.label().to_lowercase()),
        Node::Date(range) => match range {
            DateRange::During(date) => format!("dated {}", date.display()),
            DateRange::From(date) => format!("dated {} or later", date.display()),
            DateRange::After(date) => format!("dated after {}", date.display()),
            DateRange::To(date) => format!("dated {} or earlier", date.display()),
            DateRange::Before(date) => format!("dated before {}", date.display()),
            DateRange::Between(first, last) => format!("dated {} to {}", first.display(), last.display()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_told_in_words() {
        let check =
            |text: &str, expected: &str| assert_eq!(Query::parse(text).0.describe(), expected, "{text}");
        check("", "");
        check("sanctions \"root causes\" -Syria", "with sanctions and “root causes”, without Syria");
        check("a OR b c", "with (a or b) and c");
        check("-a -b", "without a or b");
        check(
            "speaker:lavrov -side:us date:2024-10..2024-11",
            "speaker lavrov, not side us, dated Oct 2024 to Nov 2024",
        );
        check(
            "title:truce =cease date:>2024",
            "with truce in the title and exactly “cease”, dated after 2024",
        );
        check("-(a b)", "without (a and b)");
        check("pre* (a b) OR c", "with pre* and ((a and b) or c)");
    }
}
