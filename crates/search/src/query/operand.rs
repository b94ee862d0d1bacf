//! Single operands: words, quoted phrases, fields with their values.
//!
//! Lives here: what one of them says, and what is told where it says nothing. Does not live here: how they combine
//! (`parse`), the inside of a word (`word`).

use super::ast::{Clause, Node, Spot, Term, TermMode};
use super::parse::{MOST_WORDS, Parser};
use super::word::{self, Prefix, Start};
use crate::analysis;
use std::ops::Range;

/// What opens a phrase, and before it what may close it; the straight mark always closes. Marks that some languages
/// open with and others close with come last: they open a phrase only where it is closed too.
const QUOTES: [(char, &str); 14] = [
    ('"', "\""),
    ('＂', "＂\""),
    ('“', "”“\""),
    ('„', "“”‟\""),
    ('‟', "”‟\""),
    ('«', "»\""),
    ('‹', "›\""),
    ('「', "」\""),
    ('『', "』\""),
    ('❝', "❞\""),
    ('〝', "〞〟\""),
    ('”', "”\""),
    ('»', "«»\""),
    ('›', "‹›\""),
];

/// How many of them come last.
const TURNED_QUOTES: usize = 3;

/// What may close the phrase that a character opens; `None` where it opens none.
pub(crate) fn closers(open: char) -> Option<&'static str> {
    QUOTES.iter().find(|(own, _)| *own == open).map(|(_, closers)| *closers)
}

/// Whether a character opens or closes a phrase.
pub(super) fn is_quote(c: char) -> bool {
    !c.is_ascii() && QUOTES.iter().any(|(open, closers)| *open == c || closers.contains(c)) || c == '"'
}

impl<'t> Parser<'t> {
    /// One word, phrase, field or group; `None` where nothing was understood.
    pub fn operand(&mut self) -> Option<Clause> {
        let next = self.next()?;
        if next == '(' {
            return self.group();
        }
        let from = self.at;
        if let Some(text) = self.quoted() {
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
        self.at += lexeme.len();
        let bare = if lexeme.starts_with('=') { lexeme } else { word::trim_start(lexeme) };
        match word::start(bare) {
            Start::Field(prefix, value) => self.field(from, prefix, value),
            Start::UnknownField(name, "") => match self.quoted() {
                Some(quoted) => self.unknown_field(from, name, quoted),
                None => self.word(from, bare, false),
            },
            Start::UnknownField(name, value) => self.unknown_field(from, name, value),
            Start::Word => self.word(from, bare, false),
        }
    }

    /// Passes over what stands between quotation marks; whether anything did.
    pub fn pass_quoted(&mut self) -> bool {
        self.quoted().is_some()
    }

    /// The text between quotation marks at this place, passed over with both marks; `None` where none opens here.
    fn quoted(&mut self) -> Option<&'t str> {
        let from = self.at;
        let next = self.next()?;
        let number = QUOTES.iter().position(|(open, _)| *open == next)?;
        let closers = QUOTES[number].1;
        let rest = &self.rest()[next.len_utf8()..];
        match rest.char_indices().find(|(_, c)| closers.contains(*c)) {
            Some((len, closer)) => {
                self.at += next.len_utf8() + len + closer.len_utf8();
                self.looked_at(len);
                Some(rest[..len].trim())
            }
            None => {
                self.looked_at(rest.len());
                if number >= QUOTES.len() - TURNED_QUOTES {
                    return None;
                }
                self.at = self.text.len();
                self.tell(
                    from..self.at,
                    "this quotation mark is not closed",
                    "add \" where the phrase ends; all that follows is taken as the phrase",
                );
                Some(rest.trim())
            }
        }
    }

    /// Takes so many words from those that may be read; where there are fewer, none, and the rest of the text from
    /// a place on is passed over.
    fn take_words(&mut self, count: usize, from: usize) -> bool {
        if let Some(left) = self.words_left.checked_sub(count) {
            self.words_left = left;
            return true;
        }
        self.words_left = 0;
        self.is_full = true;
        self.at = self.text.len();
        self.tell(
            from..self.at,
            format!("a query holds {MOST_WORDS} words at most"),
            "what stands from here on is left out",
        );
        false
    }

    fn phrase(&mut self, from: usize, text: &'t str, in_title: bool) -> Option<Clause> {
        let end = self.at;
        let mark = self.rest().strip_prefix('~').map(|rest| {
            let more = rest.find(|c: char| !c.is_ascii_digit() && c != '~').unwrap_or(rest.len());
            &rest[..more]
        });
        let spot = end..end + mark.map_or(0, |digits| digits.len() + 1);
        self.at = spot.end;
        let tokens = analysis::phrase_tokens(text);
        if tokens.is_empty() {
            self.tell(
                from..end,
                "there is no word between the quotation marks",
                "write a phrase, or remove them",
            );
            return None;
        }
        if let Some(star) = self.text[from..end].find('*') {
            self.tell_star(from + star, text);
        }
        let mut mode = TermMode::Phrase;
        if let Some(digits) = mark {
            let within = self.distance(digits, spot.clone());
            match tokens.len() {
                1 => self.tell(
                    spot.clone(),
                    "a distance is one between two words or more",
                    "the word is searched as it stands; for similar spellings write word~ without quotation marks",
                ),
                _ => mode = TermMode::NearExact(within),
            }
        }
        let mut text = text;
        let left = self.words_left;
        if !self.take_words(tokens.len(), from) {
            // A long phrase is searched by its beginning.
            text = left.checked_sub(1).and_then(|last| text.get(..tokens.get(last)?.range.end))?;
            if left == 1 {
                mode = TermMode::Phrase;
            }
        }
        let text = match text.contains('*') {
            true => text.replace('*', " ").split_whitespace().collect::<Vec<_>>().join(" "),
            false => text.to_owned(),
        };
        // Only opening marks other than the straight one can enclose a straight one, and those end at it.
        let term = Term { text, mode, in_title, spot: Spot(from..spot.end) };
        Some(Clause::must(Node::Term(term)))
    }

    /// Tells that a wildcard between quotation marks is none.
    fn tell_star(&mut self, at: usize, phrase: &str) {
        let before = &self.text[..at];
        let start = before
            .rfind(|c: char| c.is_whitespace() || is_quote(c))
            .map_or(0, |last| last + self.text[last..].chars().next().map_or(0, char::len_utf8));
        let rest = &self.text[start..];
        let end = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        self.looked_at(phrase.len());
        let hint = if word.contains(char::is_alphanumeric) {
            format!("the phrase is searched without it; write {word} without quotation marks")
        } else {
            let words: Vec<&str> =
                phrase.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
            format!(
                "the phrase is searched without it; for words that stand near each other write \"{}\"~5",
                words.join(" ")
            )
        };
        self.tell(at..at + 1, "* stands for letters only outside quotation marks", hint);
    }

    fn word(&mut self, from: usize, lexeme: &str, in_title: bool) -> Option<Clause> {
        let range = from..self.at;
        let read = word::read(lexeme, in_title);
        if read.is_bare_wildcard {
            self.tell(range.clone(), "a wildcard needs letters beside it", "write it as in: sanction*");
        }
        let mut term = read.term?;
        term.spot = Spot(range.clone());
        match (read.tilde, term.mode) {
            (None, _) => {}
            (Some(digits), TermMode::Plain) => term.mode = TermMode::Fuzzy(self.edits(digits, range)),
            _ => self.tell(
                range,
                "~ asks for similar spellings of a plain word",
                "the word is searched without it; write it as in: word~",
            ),
        }
        let count = match term.mode {
            TermMode::Wildcard => word::wildcard_parts(&term.text).count(),
            _ => analysis::query_tokens(&term.text).len(),
        };
        self.take_words(count, from).then(|| Clause::must(Node::Term(term)))
    }

    /// How many letters may differ; 0 leaves it to the length of the word.
    fn edits(&mut self, digits: &str, range: Range<usize>) -> u8 {
        match digits {
            "" => 0,
            "1" => 1,
            "2" => 2,
            _ => {
                self.tell(
                    range,
                    "one letter or two may differ, not more",
                    "two are used; write ~1, ~2 or ~ alone",
                );
                2
            }
        }
    }

    /// What follows a known field's colon.
    fn field(&mut self, from: usize, prefix: Prefix, value: &'t str) -> Option<Clause> {
        let quoted_from = self.at;
        let quoted = if value.is_empty() { self.quoted() } else { None };
        let value = quoted.unwrap_or(value);
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
        let node = match prefix {
            Prefix::Title if quoted.is_some() => return self.phrase(quoted_from, value, true),
            Prefix::Title => {
                let clause = self.word(from, value, true);
                if clause.is_none() && !self.is_full {
                    self.tell(range, "title: has no word", value_hint(prefix));
                }
                return clause;
            }
            Prefix::Facet(field) => Node::Field { field, value: value.to_owned(), spot: Spot(range) },
            Prefix::Said => Node::Said { speaker: value.to_owned(), spot: Spot(range) },
            Prefix::Date => match word::read_dates(value) {
                Ok(dates) => Node::Date(dates),
                Err(message) => {
                    self.tell(range, message, value_hint(prefix));
                    return None;
                }
            },
        };
        self.take_words(1, from).then(|| Clause::must(node))
    }

    /// Something before a colon that is no field.
    fn unknown_field(&mut self, from: usize, name: &str, value: &str) -> Option<Clause> {
        let hint = match word::nearest_field(name) {
            Some(field) if value.contains(char::is_whitespace) => format!("did you mean {field}:\"{value}\"?"),
            Some(field) => format!("did you mean {field}:{value}?"),
            None => "the fields are speaker, side, kind, topic, publisher, event, place, lang, completeness, title and date; put \
                     the words between quotation marks to search for them as they stand"
                .to_owned(),
        };
        self.tell(from..self.at, format!("there is no field “{name}”"), hint);
        None
    }
}

fn value_hint(prefix: Prefix) -> String {
    let name = match prefix {
        Prefix::Facet(field) => field.id(),
        Prefix::Said => "said",
        Prefix::Title => return "write a word or a \"phrase\" directly after the colon".to_owned(),
        Prefix::Date => {
            return "write it as in date:2024, date:2024-10..2024-11, date:>2024-10-05 or date:2024.."
                .to_owned();
        }
    };
    format!("write an id or a name directly after the colon, several words in quotes: {name}:\"…\"")
}
