//! The query back as text in its own language, which parses back to an equal query. In words: `explain`.

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
        Node::Field { field, value, .. } => write_value(f, field.id(), value),
        Node::Said { speaker, .. } => write_value(f, "said", speaker),
        Node::Date(range) => write_date(f, *range),
    }
}

fn write_value(f: &mut fmt::Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    let is_plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    match is_plain {
        true => write!(f, "{name}:{value}"),
        false => write!(f, "{name}:\"{value}\""),
    }
}

fn write_term(f: &mut fmt::Formatter<'_>, term: &Term) -> fmt::Result {
    let title = if term.in_title { "title:" } else { "" };
    let text = &term.text;
    match term.mode {
        TermMode::Plain | TermMode::Wildcard => write!(f, "{title}{text}"),
        TermMode::Exact => write!(f, "{title}={text}"),
        TermMode::Fuzzy(0) => write!(f, "{title}{text}~"),
        TermMode::Fuzzy(edits) => write!(f, "{title}{text}~{edits}"),
        TermMode::Phrase => write!(f, "{title}\"{text}\""),
        TermMode::NearExact(within) => write!(f, "{title}\"{text}\"~{within}"),
        TermMode::Near(within) => {
            for (n, word) in text.split_whitespace().enumerate() {
                if n > 0 {
                    write!(f, " NEAR/{within} ")?;
                }
                write!(f, "{title}{word}")?;
            }
            Ok(())
        }
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
