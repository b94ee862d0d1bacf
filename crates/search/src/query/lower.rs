//! Words that would be operators in capitals.
//!
//! Lives here: finding them in what was typed. They are no faults: `or` may be the word that is looked for.

use super::Query;
use super::parse::Parser;
use super::word;

/// Longer texts are no typed queries.
const MOST_BYTES: usize = 1_000;

impl Query {
    /// The first `or`, `not` or `near` that stands between two words, and the text with all such in capitals.
    pub fn in_capitals(text: &str) -> Option<(String, String)> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let mut parser = Parser::new(text);
        let mut first: Option<String> = None;
        let mut capitals = String::new();
        // Bytes copied, and whether the last thing passed over is an operand.
        let (mut copied, mut has_left) = (0, false);
        loop {
            parser.skip_blanks();
            let Some(next) = parser.next() else { break };
            let from = parser.at;
            let lexeme = parser.lexeme();
            if let Some(operator) = word::lower_operator(lexeme).filter(|_| has_left) {
                parser.at += lexeme.len();
                parser.skip_blanks();
                let is_between = parser.next().is_some_and(|next| next != ')')
                    && word::operator(parser.lexeme()).is_none();
                if is_between {
                    first.get_or_insert_with(|| lexeme.to_owned());
                    capitals.push_str(&text[copied..from]);
                    capitals.push_str(&operator);
                    copied = from + lexeme.len();
                    has_left = false;
                }
                continue;
            }
            has_left = next != '(' && word::operator(lexeme).is_none();
            if !parser.pass_quoted() {
                parser.at += lexeme.len().max(next.len_utf8());
            }
        }
        capitals.push_str(&text[copied..]);
        first.map(|first| (first, capitals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_in_lower_case_is_told_where_it_stands_between_words() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(word, text)| (word.to_owned(), text.to_owned()));
            assert_eq!(Query::in_capitals(text), expected, "{text}");
        };
        check("ukraine or nato", Some(("or", "ukraine OR nato")));
        check("(peace near/5 talks) not war or x", Some(("near/5", "(peace NEAR/5 talks) NOT war OR x")));
        check("\"root causes\" or truce", Some(("or", "\"root causes\" OR truce")));
        check("мир or перемирие", Some(("or", "мир OR перемирие")));
        for text in [
            "or",
            "peace or",
            "or nato",
            "\"war or peace\"",
            "a OR b",
            "a and b",
            "a OR or OR b",
            "oral not)",
            "",
            "Or",
        ] {
            check(text, None);
        }
        assert_eq!(Query::in_capitals(&"a or ".repeat(100_000)), None);
    }
}
