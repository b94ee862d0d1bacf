//! Typed text to a query. Recursive descent, linear in the text; never fails.
//!
//! Lives here: how words, phrases, groups and fields combine. Does not live here: the inside of a word
//! (`word`).

use super::ast::{self, Clause, Node, Query, Spot, Term, TermMode};
use super::word::{self, Prefix, Start};
use crate::analysis;
use demarche_corpus::order;
use std::ops::Range;

/// Brackets nested deeper than this are read as if they were not there, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 40;

/// So many things that were not understood are told; of more, the last one says how many.
pub(crate) const MOST_DIAGNOSTICS: usize = 5;

/// What opens a phrase and what may close it; the straight mark always closes.
const QUOTES: [(char, &[char]); 4] =
    [('"', &['"']), ('“', &['”', '“', '"']), ('„', &['“', '”', '"']), ('«', &['»', '"'])];

/// One thing in a query that was not understood, while the rest was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryDiagnostic {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

impl Query {
    /// Reads what was typed. Never fails: what is not understood is told, in a few diagnostics in the order of the
    /// text, and left out.
    pub fn parse(text: &str) -> (Query, Vec<QueryDiagnostic>) {
        let (query, diagnostics) = Query::read(text);
        (query, first_few(diagnostics))
    }

    /// As [`Query::parse`], with all that was not understood, in no order.
    pub(crate) fn read(text: &str) -> (Query, Vec<QueryDiagnostic>) {
        let mut parser = Parser { text, at: 0, depth: 0, flattened: 0, diagnostics: Vec::new() };
        let clauses = parser.sequence();
        if clauses.is_empty() && parser.diagnostics.is_empty() && !text.trim().is_empty() {
            // Such a query finds what no query finds: everything. That must not look like an answer.
            let start = text.len() - text.trim_start().len();
            parser.tell(
                start..start + text.trim().len(),
                "there is no word here to search for",
                "write letters or digits; punctuation and symbols are not searched",
            );
        }
        (Query { clauses }, parser.diagnostics)
    }
}

/// The first diagnostics in the order of the text, the last of them saying how many more there are.
pub(crate) fn first_few(mut diagnostics: Vec<QueryDiagnostic>) -> Vec<QueryDiagnostic> {
    order::sort_by_key(&mut diagnostics, |diagnostic| diagnostic.range.start);
    let more = diagnostics.len().saturating_sub(MOST_DIAGNOSTICS - 1);
    if more > 1 {
        diagnostics.truncate(MOST_DIAGNOSTICS);
        if let Some(last) = diagnostics.last_mut() {
            last.message = format!("{more} more places from here on");
            last.hint = "mend the places before, and the next ones are told".to_owned();
        }
    }
    diagnostics
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Opening brackets beyond [`MAX_DEPTH`] whose closing ones are still to come.
    flattened: usize,
    diagnostics: Vec<QueryDiagnostic>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn tell(&mut self, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.diagnostics.push(QueryDiagnostic { range, message: message.into(), hint: hint.into() });
    }

    /// Clauses side by side, up to the end or the bracket that closes this group.
    fn sequence(&mut self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        // An OR waiting for its right side, and whether something understood stands on its left.
        let mut open_or: Option<Range<usize>> = None;
        let mut has_left = false;
        let mut is_excluded = false;
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            let Some(next) = self.rest().chars().next() else { break };
            if next == ')' {
                if self.flattened > 0 {
                    self.flattened -= 1;
                } else if self.depth > 0 {
                    break;
                } else {
                    self.tell(
                        self.at..self.at + 1,
                        "this bracket closes nothing",
                        "open one before it, or remove it",
                    );
                }
                self.at += 1;
                continue;
            }
            match self.operator() {
                Some(("OR", range)) => {
                    if has_left && open_or.is_none() {
                        open_or = Some(range);
                    } else {
                        self.tell_lone_or(range);
                    }
                    continue;
                }
                Some(("NOT", _)) => {
                    is_excluded = !is_excluded;
                    continue;
                }
                Some(("NEAR", range)) => {
                    self.tell(
                        range,
                        "NEAR is not understood yet",
                        "the words are searched anywhere in the statement; use \"…\" for words side by side",
                    );
                    continue;
                }
                Some(_) => continue,
                None => {}
            }
            let clause = self.clause().map(|clause| match std::mem::take(&mut is_excluded) {
                true => Clause { occur: clause.occur.flipped(), node: clause.node },
                false => clause,
            });
            let has_right = clause.is_some();
            match (clause, open_or.take()) {
                (Some(clause), Some(or)) => match clauses.pop() {
                    Some(left) => clauses.push(ast::any(left, clause)),
                    None => {
                        self.tell_lone_or(or);
                        clauses.push(clause);
                    }
                },
                (Some(clause), None) => clauses.push(clause),
                // Punctuation between OR and its right side changes nothing.
                (None, or) => open_or = or,
            }
            has_left |= has_right;
            if !has_right && open_or.is_none() {
                has_left = false;
            }
        }
        if let Some(or) = open_or {
            self.tell_lone_or(or);
        }
        ast::all(clauses)
    }

    fn tell_lone_or(&mut self, range: Range<usize>) {
        self.tell(range, "OR stands between two words", "write it as in: ceasefire OR truce");
    }

    /// An operator word at this place, passed over.
    fn operator(&mut self) -> Option<(&'static str, Range<usize>)> {
        let lexeme = self.lexeme();
        let operator = word::operator(lexeme)?;
        let range = self.at..self.at + lexeme.len();
        self.at = range.end;
        Some((operator, range))
    }

    /// The characters up to the next blank, quote or bracket.
    fn lexeme(&self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '”' | '»') || is_quote(c));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// One clause, or `None` where nothing was understood; always passes over at least one character.
    fn clause(&mut self) -> Option<Clause> {
        let is_excluded = self.rest().starts_with('-');
        if is_excluded {
            self.at += 1;
        }
        let clause = self.operand();
        match is_excluded {
            true => clause.map(|clause| Clause { occur: clause.occur.flipped(), node: clause.node }),
            false => clause,
        }
    }

    fn operand(&mut self) -> Option<Clause> {
        let next = self.rest().chars().next()?;
        if next == '(' {
            return self.group();
        }
        if is_quote(next) {
            let from = self.at;
            let text = self.quoted();
            return self.phrase(from, text, false);
        }
        let lexeme = self.lexeme();
        if lexeme.is_empty() {
            // A closing quote that closes nothing, or the blank behind a lone dash.
            if !next.is_whitespace() && next != ')' {
                self.at += next.len_utf8();
            }
            return None;
        }
        let from = self.at;
        self.at += lexeme.len();
        let bare = if lexeme.starts_with('=') { lexeme } else { word::trim_start(lexeme) };
        match word::start(bare) {
            Start::Field(prefix, value) => self.field(from, prefix, value),
            Start::UnknownField(_, "") if !self.rest().starts_with(is_quote) => self.word(from, bare, false),
            Start::UnknownField(name, value) => {
                let quoted = if value.is_empty() { self.quoted() } else { value };
                self.tell_unknown_field(from..self.at, name, quoted);
                None
            }
            Start::Word => self.word(from, bare, false),
        }
    }

    fn group(&mut self) -> Option<Clause> {
        let from = self.at;
        self.at += 1;
        if self.depth == MAX_DEPTH {
            self.tell(from..self.at, "brackets are nested too deeply", "this one is passed over; use fewer");
            self.flattened += 1;
            return None;
        }
        self.depth += 1;
        let mut clauses = self.sequence();
        self.depth -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        } else {
            self.tell(from..from + 1, "this bracket is not closed", "add ) where the group ends");
        }
        match clauses.len() {
            0 => None,
            1 => clauses.pop(),
            _ => Some(Clause::must(Node::All(clauses))),
        }
    }

    /// The text between quotation marks at this place, passed over with both marks.
    fn quoted(&mut self) -> &'t str {
        let from = self.at;
        let Some((open, closers)) = QUOTES.into_iter().find(|(open, _)| self.rest().starts_with(*open))
        else {
            return "";
        };
        self.at += open.len_utf8();
        let rest = self.rest();
        match rest.char_indices().find(|(_, c)| closers.contains(c)) {
            Some((len, closer)) => {
                self.at += len + closer.len_utf8();
                rest[..len].trim()
            }
            None => {
                self.at = self.text.len();
                self.tell(
                    from..self.at,
                    "this quotation mark is not closed",
                    "add \" where the phrase ends; all that follows is taken as the phrase",
                );
                rest.trim()
            }
        }
    }

    fn phrase(&mut self, from: usize, text: &str, in_title: bool) -> Option<Clause> {
        let range = from..self.at;
        if self.rest().starts_with('~') {
            let mark = self.lexeme();
            let spot = self.at..self.at + mark.len();
            self.at = spot.end;
            self.tell(spot, "distances (~) are not understood yet", "the words are searched as a phrase");
        }
        if analysis::query_tokens(text).is_empty() {
            self.tell(
                range,
                "there is no word between the quotation marks",
                "write a phrase, or remove them",
            );
            return None;
        }
        // Only opening marks other than the straight one can enclose a straight one, and those end at it.
        let term = Term { text: text.to_owned(), mode: TermMode::Phrase, in_title };
        Some(Clause::must(Node::Term(term)))
    }

    fn word(&mut self, from: usize, lexeme: &str, in_title: bool) -> Option<Clause> {
        let read = word::read(lexeme, in_title);
        if read.is_fuzzy {
            self.tell(
                from..self.at,
                "similar spellings (~) are not understood yet",
                "the word is searched as it is typed",
            );
        }
        if read.is_bare_wildcard {
            self.tell(from..self.at, "a wildcard needs letters beside it", "write it as in: sanction*");
        }
        read.term.map(|term| Clause::must(Node::Term(term)))
    }

    /// What follows a known field's colon.
    fn field(&mut self, from: usize, prefix: Prefix, value: &'t str) -> Option<Clause> {
        let is_quoted = value.is_empty() && self.rest().starts_with(is_quote);
        let quoted_from = self.at;
        let value = if is_quoted { self.quoted() } else { value };
        let range = from..self.at;
        let name = match prefix {
            Prefix::Facet(field) => field.id(),
            Prefix::Title => "title",
            Prefix::Date => "date",
            Prefix::Said => "said",
        };
        if value.is_empty() {
            self.tell(range, format!("{name}: has no value"), value_hint(prefix));
            return None;
        }
        match prefix {
            Prefix::Facet(field) => {
                let value = value.to_owned();
                Some(Clause::must(Node::Field { field, value, spot: Spot(range) }))
            }
            Prefix::Title if is_quoted => self.phrase(quoted_from, value, true),
            Prefix::Title => {
                let clause = self.word(from, value, true);
                if clause.is_none() {
                    self.tell(range, "title: has no word", value_hint(prefix));
                }
                clause
            }
            Prefix::Date => match word::read_dates(value) {
                Ok(dates) => Some(Clause::must(Node::Date(dates))),
                Err(message) => {
                    self.tell(range, message, value_hint(prefix));
                    None
                }
            },
            Prefix::Said => {
                self.tell(
                    range,
                    "said: is not understood yet",
                    "use speaker: for whole statements of a speaker",
                );
                None
            }
        }
    }

    fn tell_unknown_field(&mut self, range: Range<usize>, name: &str, value: &str) {
        let hint = match word::nearest_field(name) {
            Some(field) if value.contains(char::is_whitespace) => format!("did you mean {field}:\"{value}\"?"),
            Some(field) => format!("did you mean {field}:{value}?"),
            None => "the fields are speaker, side, kind, topic, publisher, event, place, lang, title and date; put \
                     the words between quotation marks to search for them as they stand"
                .to_owned(),
        };
        self.tell(range, format!("there is no field “{name}”"), hint);
    }
}

fn is_quote(c: char) -> bool {
    QUOTES.iter().any(|(open, _)| *open == c)
}

fn value_hint(prefix: Prefix) -> String {
    match prefix {
        Prefix::Facet(field) => {
            format!(
                "write an id or a name directly after the colon, several words in quotes: {}:\"…\"",
                field.id()
            )
        }
        Prefix::Title => "write a word or a \"phrase\" directly after the colon".to_owned(),
        Prefix::Date => {
            "write it as in date:2024, date:2024-10..2024-11, date:>2024-10-05 or date:2024..".to_owned()
        }
        Prefix::Said => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The query printed back, then each diagnostic with the text it points at.
    fn shown(text: &str) -> String {
        let (query, diagnostics) = Query::parse(text);
        let mut lines = vec![query.to_string()];
        for diagnostic in diagnostics {
            let spot = &text[diagnostic.range];
            lines.push(format!("[{spot}] {}; {}", diagnostic.message, diagnostic.hint));
        }
        lines.join("\n")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected, "{text}");
    }

    #[test]
    fn words_phrases_and_groups_print_in_one_way() {
        check("  root   causes ", "root causes");
        check("“root causes” «a b»", "\"root causes\" \"a b\"");
        check("Russia – NATO, (talks)!", "Russia NATO talks");
        check("a OR b c", "a OR b c");
        check("a OR (b c) OR d", "a OR (b c) OR d");
        check("(a OR b) -(c OR d) -(-e)", "a OR b -(c OR d) e");
        check("a AND NOT b", "a -b");
        check("-syria -\"a b\" -=x", "-syria -\"a b\" -=x");
        check("sanct* wom?n what?", "sanct* wom?n what");
        check("https://a.example/b 12:30 note: x", "https://a.example/b 12:30 note x");
        check("/OR /speaker:x", "or speaker:x");
        check("=x:* =x:y*", "=x =x:y");
        check("-a OR (-b)", "-a OR -b");
    }

    #[test]
    fn fields_and_dates_are_read() {
        check("Speaker:lavrov -side:us place:\"New York\"", "speaker:lavrov -side:us place:\"New York\"");
        check("title:truce title:\"a b\" title:=x", "title:truce title:\"a b\" title:=x");
        check(
            "date:2024 date:>=2024-10 date:<=2024 date:..2024-11-05",
            "date:2024 date:2024-10.. date:..2024 date:..2024-11-05",
        );
        check("date:>2024 date:<2024 date:2023..2024", "date:>2024 date:<2024 date:2023..2024");
    }

    #[test]
    fn what_is_not_understood_is_told_with_its_place() {
        let texts = [
            "speker:lavrov a",
            "colour:red author:\"A B\"",
            "speaker: x date: title:",
            "date:2024-13 date:2025..2024 date:>soon date:.. b",
            "a \"b c",
            "(a b",
            "a) b",
            "OR a OR",
            "foo:bar OR a",
            "fuzzy~ \"a b\"~5 a NEAR/5 b said:lavrov",
            "a * \"\"",
        ];
        let all: Vec<String> = texts.iter().map(|text| format!("> {text}\n{}\n", shown(text))).collect();
        insta::assert_snapshot!(all.join("\n"));
    }

    #[test]
    fn a_text_without_any_word_is_told() {
        for text in ["-", "﷽ 🎙", " - -- () \u{301} ", "NOT", "…"] {
            let (query, diagnostics) = Query::parse(text);
            assert!(query.is_blank(), "{text}");
            let told: Vec<(&str, &str)> =
                diagnostics.iter().map(|one| (&text[one.range.clone()], one.message.as_str())).collect();
            assert_eq!(told, [(text.trim(), "there is no word here to search for")]);
        }
        check("", "");
        check(" \u{a0}\n", "");
        check(
            "\"\"",
            "\n[\"\"] there is no word between the quotation marks; write a phrase, or remove them",
        );
    }

    #[test]
    fn many_faults_are_told_in_a_few_lines() {
        let (query, diagnostics) = Query::parse(&"(".repeat(20_000));
        assert!(query.is_blank());
        let told: Vec<(usize, &str)> =
            diagnostics.iter().map(|one| (one.range.start, one.message.as_str())).collect();
        let open = "this bracket is not closed";
        assert_eq!(told, [(0, open), (1, open), (2, open), (3, open), (4, "19996 more places from here on")]);
        assert_eq!(Query::parse("x: y: z: \"\" \"\" a)").1.len(), 3);
        assert_eq!(Query::parse(") ) ) ) )").1[4].message, "this bracket closes nothing");
        assert_eq!(Query::parse(&"colour:red ".repeat(9_000)).1.len(), MOST_DIAGNOSTICS);
    }

    #[test]
    fn long_chains_are_read_at_once() {
        let query = Query::parse(&"a OR ".repeat(50_000)).0;
        let Some(Clause { node: Node::Any(inner), .. }) = query.clauses.first() else {
            panic!("one list of alternatives, not {} clauses", query.clauses.len());
        };
        assert_eq!(inner.len(), 50_000);
    }

    #[test]
    fn deep_nesting_ends_well() {
        let text = "(".repeat(5000) + "a" + &")".repeat(5000);
        let (query, diagnostics) = Query::parse(&text);
        assert_eq!(query.to_string(), "a");
        assert_eq!(diagnostics.len(), MOST_DIAGNOSTICS);
    }

    #[test]
    fn excluded_words_are_nothing_to_mark() {
        for (text, is_empty) in
            [("", true), ("-a", true), ("speaker:x", true), ("-(-a b)", false), ("a -b", false)]
        {
            assert_eq!(Query::parse(text).0.is_empty(), is_empty, "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_parsing_again_changes_nothing(
            parts in prop::collection::vec(
                prop_oneof![
                    Just("OR"), Just("AND"), Just("NOT"), Just("NEAR/3"), Just("("), Just(")"), Just("\""), Just("“"),
                    Just("”"), Just("-"), Just("="), Just("*"), Just("?"), Just("~2"), Just(":"), Just("speaker:"),
                    Just("title:"), Just("date:"), Just("2024"), Just("2024-10"), Just(".."), Just(">"), Just("x:"),
                    Just(" "), Just(" "), Just(" "), Just("ab"), Just("Киев"), Just("é"), Just("#"), Just("."),
                    Just("'"), Just("\u{ad}"), Just("/"), Just("_"),
                ],
                0..24,
            )
        ) {
            let text = parts.concat();
            let (query, diagnostics) = Query::parse(&text);
            for diagnostic in diagnostics {
                prop_assert!(text.get(diagnostic.range).is_some());
            }
            let printed = query.to_string();
            let (again, diagnostics) = Query::parse(&printed);
            prop_assert_eq!(&again, &query, "{} -> {}", text, printed);
            prop_assert_eq!(diagnostics, vec![]);
        }

        #[test]
        fn any_text_parses(text in "\\PC{0,40}") {
            let (query, _) = Query::parse(&text);
            prop_assert_eq!(Query::parse(&query.to_string()).0, query);
        }
    }
}
