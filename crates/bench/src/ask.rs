//! Questions in the project's own query language, as bytes for its worker, and the worker's replies read back.
//!
//! Lives here: the way between the benchmark's questions and [`demarche_search::service`]. Does not live here: the
//! port between page and worker, whose few bytes around these `bench/search/` adds and takes off.

use crate::question::{Kind, Question};
use anyhow::{Context as _, Result};
use demarche_search::{Reply, Request};
use serde::{Deserialize, Serialize};

/// Statements asked for, and passages of each, as the app's own list has them.
const ROWS: usize = 10;
const SNIPPETS: usize = 2;

/// One question as text and as bytes in hexadecimal.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Encoded {
    /// As a reader could type it.
    pub text: String,
    /// What goes to the worker.
    pub bytes: String,
}

/// The question for the worker. With `stems`, words also stand for their inflections, as typed words do; otherwise they
/// are literal, to be held against a literal count.
pub fn encode(question: &Question, stems: bool) -> Result<Encoded> {
    let text = text_of(question, stems);
    let request = Request { text: text.clone(), ..Request::default() };
    let asked = demarche_search::Question::Search { request, first: 0, rows: ROWS, snippets: SNIPPETS };
    let bytes = postcard::to_stdvec(&asked).context("writing a question")?;
    Ok(Encoded { text, bytes: bytes.iter().map(|byte| format!("{byte:02x}")).collect() })
}

fn text_of(question: &Question, stems: bool) -> String {
    let words = &question.words;
    let first = words.first().map_or("", String::as_str);
    let mut text = match question.kind {
        Kind::Phrase => format!("\"{}\"", words.join(" ")),
        Kind::Prefix => format!("{first}*"),
        Kind::Typo => format!("{first}~1"),
        Kind::Words if stems => words.join(" "),
        Kind::Words => words.iter().map(|word| format!("={word}")).collect::<Vec<_>>().join(" "),
    };
    if let Some(side) = &question.side {
        text.push_str(&format!(" side:{side}"));
    }
    if let Some((from, to)) = question.years {
        text.push_str(&format!(" date:{from}..{to}"));
    }
    text
}

/// What a reply says, as far as it is held against the truth.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Matched statements.
    pub total: usize,
    /// Hits in them.
    pub hits: usize,
    /// Statements in the list.
    pub rows: usize,
    /// Statements in the list with words of theirs.
    pub with_words: usize,
    /// What was not understood; a right answer has nothing here.
    pub diagnostics: Vec<String>,
}

/// Reads a reply; an error where the worker said what went wrong.
pub fn read_reply(hexadecimal: &str) -> Result<Told> {
    let digits: Vec<char> = hexadecimal.chars().collect();
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16))
        .collect::<Result<_, _>>()
        .context("the reply is not hexadecimal")?;
    let answered: Answered = postcard::from_bytes(&bytes).context("reading a reply")?;
    let reply = answered.reply.map_err(|reason| anyhow::anyhow!("the worker said: {reason}"))?;
    let Reply::Page(page) = reply else { anyhow::bail!("the reply is no list of statements") };
    let has_words = |row: &demarche_search::Row| !row.snippets.shown.is_empty() || !row.opening.is_empty();
    Ok(Told {
        total: page.total.statements,
        hits: page.total.hits,
        rows: page.rows.len(),
        with_words: page.rows.iter().filter(|row| has_words(row)).count(),
        diagnostics: page.diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect(),
    })
}

/// What comes through the port; the app's own type, which no library knows.
#[derive(Debug, Serialize, Deserialize)]
struct Answered {
    number: u32,
    reply: Result<Reply, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_put_in_the_query_language() {
        let check = |kind, words: &[&str], side: Option<&str>, years, stems, expected: &str| {
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            let side = side.map(str::to_owned);
            let question = Question { class: String::new(), kind, words, side, years };
            let encoded = encode(&question, stems).expect("is encoded");
            assert_eq!(encoded.text, expected);
            let (query, diagnostics) = demarche_search::Query::parse(&encoded.text);
            assert!(diagnostics.is_empty(), "{expected}: {diagnostics:?}");
            assert!(!query.is_empty());
        };
        check(Kind::Words, &["a", "b"], None, None, false, "=a =b");
        check(Kind::Words, &["a"], Some("x"), Some((1990, 1991)), true, "a side:x date:1990..1991");
        check(Kind::Phrase, &["a", "b"], None, None, false, "\"a b\"");
        check(Kind::Prefix, &["ab"], None, None, false, "ab*");
        check(Kind::Typo, &["ab"], None, None, true, "ab~1");
    }

    #[test]
    fn replies_are_read_back() {
        let reply = |reply| {
            let bytes = postcard::to_stdvec(&Answered { number: 300, reply }).expect("is encoded");
            read_reply(&bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        };
        let error = reply(Err("no piece".to_owned())).expect_err("the worker failed");
        assert_eq!(error.to_string(), "the worker said: no piece");
        assert!(reply(Ok(Reply::Frequencies(vec![1]))).is_err());
        assert!(read_reply("xyz").is_err());
    }
}
