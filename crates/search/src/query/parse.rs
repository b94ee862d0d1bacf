//! Typed text to a query. Recursive descent, linear in the text; never fails.
//!
//! Lives here: how words, phrases, groups and fields combine, and what is told of the faults. Does not live here: a
//! single word, phrase or field (`operand`), what NEAR joins (`near`), the inside of a word (`word`).

use super::ast::{self, Clause, Node, Query};
use super::{operand, word};
use demarche_corpus::order;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Brackets nested deeper than this are read as if they were not there, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 40;

/// So many words and values are read; what follows is left out. Each costs look-ups in the dictionary, which a text
/// of a hundred thousand words must not multiply.
pub(super) const MOST_WORDS: usize = 512;

/// So many things that were not understood are told; of more, the last one says how many.
pub(crate) const MOST_DIAGNOSTICS: usize = 5;

/// One thing in a query that was not understood, while the rest was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        let mut parser = Parser::new(text);
        let query = parser.query();
        (query, parser.diagnostics)
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

/// A place in the text and what was found on the way there.
pub(super) struct Parser<'t> {
    pub text: &'t str,
    pub at: usize,
    pub diagnostics: Vec<QueryDiagnostic>,
    /// How many words may still be read.
    pub words_left: usize,
    /// Whether there were more, and the rest of the text was passed over.
    pub is_full: bool,
    depth: usize,
    /// Opening brackets beyond [`MAX_DEPTH`] whose closing ones are still to come.
    flattened: usize,
    /// Bytes looked at, to prove that the work is linear.
    #[cfg(test)]
    pub steps: std::cell::Cell<usize>,
}

impl<'t> Parser<'t> {
    pub fn new(text: &'t str) -> Parser<'t> {
        Parser {
            text,
            at: 0,
            diagnostics: Vec::new(),
            words_left: MOST_WORDS,
            is_full: false,
            depth: 0,
            flattened: 0,
            #[cfg(test)]
            steps: std::cell::Cell::new(0),
        }
    }

    /// The whole text.
    pub fn query(&mut self) -> Query {
        let clauses = self.sequence();
        let text = self.text;
        if clauses.is_empty() && self.diagnostics.is_empty() && !text.trim().is_empty() {
            // Such a query finds what no query finds: everything. That must not look like an answer.
            let start = text.len() - text.trim_start().len();
            self.tell(
                start..start + text.trim().len(),
                "there is no word here to search for",
                "write letters or digits; punctuation and symbols are not searched",
            );
        }
        Query { clauses }
    }

    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn tell(&mut self, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.diagnostics.push(QueryDiagnostic { range, message: message.into(), hint: hint.into() });
    }

    /// Notes that so many bytes were looked at.
    pub fn looked_at(&self, _bytes: usize) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + _bytes + 1);
    }

    pub fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.looked_at(0);
    }

    /// Clauses side by side, up to the end or the bracket that closes this group.
    fn sequence(&mut self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        // An OR waiting for its right side, and whether something understood stands on its left.
        let mut open_or: Option<Range<usize>> = None;
        let mut has_left = false;
        let mut is_excluded = false;
        loop {
            self.skip_blanks();
            let Some(next) = self.next() else { break };
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
                // One with something on its left is read with that.
                Some(("NEAR", range)) => {
                    self.tell_lone_near(range);
                    continue;
                }
                Some(_) => continue,
                None => {}
            }
            let clause = self.clause().map(|clause| clause.flipped_if(std::mem::take(&mut is_excluded)));
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
        if let Some(or) = open_or.filter(|_| !self.is_full) {
            self.tell_lone_or(or);
        }
        ast::all(clauses)
    }

    fn tell_lone_or(&mut self, range: Range<usize>) {
        self.tell(range, "OR stands between two words", "write it as in: ceasefire OR truce");
    }

    /// The operator word at this place and its bytes.
    pub fn operator_ahead(&self) -> Option<(&'static str, Range<usize>)> {
        let lexeme = self.lexeme();
        Some((word::operator(lexeme)?, self.at..self.at + lexeme.len()))
    }

    /// An operator word at this place, passed over.
    fn operator(&mut self) -> Option<(&'static str, Range<usize>)> {
        let found = self.operator_ahead()?;
        self.at = found.1.end;
        Some(found)
    }

    /// The characters up to the next blank, quotation mark or bracket.
    pub fn lexeme(&self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || operand::is_quote(c));
        let lexeme = &rest[..end.unwrap_or(rest.len())];
        self.looked_at(lexeme.len());
        lexeme
    }

    /// One clause, or `None` where nothing was understood; always passes over at least one character. A sign before
    /// it is for all that NEAR joins to it.
    fn clause(&mut self) -> Option<Clause> {
        let is_excluded = self.sign();
        let first = self.operand()?;
        Some(self.chain(first).flipped_if(is_excluded))
    }

    /// Whether a minus sign stands here; passed over.
    pub fn sign(&mut self) -> bool {
        let is_excluded = self.rest().starts_with('-');
        self.at += usize::from(is_excluded);
        is_excluded
    }

    /// What stands between brackets.
    pub fn group(&mut self) -> Option<Clause> {
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
        } else if !self.is_full {
            self.tell(from..from + 1, "this bracket is not closed", "add ) where the group ends");
        }
        match clauses.len() {
            0 => None,
            1 => clauses.pop(),
            _ => Some(Clause::must(Node::All(clauses))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        check("sanct* wom?n what? ? ?anct*", "sanct* wom?n what ?anct*");
        check("https://a.example/b 12:30 note: x", "https://a.example/b 12:30 note x");
        check("/OR /speaker:x", "or speaker:x");
        check("=x:* =x:y*", "=x =x:y");
        check("-a OR (-b)", "-a OR -b");
        check("fuzzy~ sanktions~2. (fuzzy~1)", "fuzzy~ sanktions~2 fuzzy~1");
        check("\"a b\"~5 “a b”~ \"a\"", "\"a b\"~5 \"a b\"~10 \"a\"");
        check("a NEAR/5 b NEAR/5 c d", "a NEAR/5 b NEAR/5 c d");
        check("a NEAR b, NEAR – c", "a NEAR/10 b NEAR/10 c");
        check("-a NEAR/5 b OR c NOT d NEAR e", "-a NEAR/5 b OR c -d NEAR/10 e");
        check("title:a NEAR/2 title:b title:\"a b\"~3", "title:a NEAR/2 title:b title:\"a b\"~3");
        check("\"a\" NEAR/3 \"b\"", "\"a b\"~3");
        check("near NEAR/5 and", "near NEAR/5 and");
        check("said:lavrov \"a b\"", "said:lavrov \"a b\"");
        check("”a b” »c d« 「e f」 ‹g› ＂h＂", "\"a b\" \"c d\" \"e f\" \"g\" \"h\"");
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
            "word~3 word~0 sanct*~ =word~1",
            "\"a b\"~0 \"a b\"~99999 \"a\"~5",
            "NEAR a NEAR/5 OR b NEAR",
            "a NEAR/x b NEAR/5 c",
            "a NEAR/5 b NEAR/7 c",
            "a NEAR/5 -b =c NEAR d a NEAR (b c) title:a NEAR b",
            "\"root causes\" NEAR/5 talks \"a\" NEAR/2 \"b c\"",
            "said: said:\"A B\"",
            "”a b« ‹c",
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
        assert_eq!(inner.len(), MOST_WORDS);
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
}
