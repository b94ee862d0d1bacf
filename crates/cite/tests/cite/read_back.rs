//! Other programs' readers of what is written, and properties over any text.

use crate::fixture::{LINK, corpus, setting, statement};
use biblatex::{Bibliography, ChunksExt};
use demarche_cite::{Style, Work, cite};
use demarche_corpus::{Kind, Statement};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

/// The titles of a `.bib` file, as the crate biblatex reads it.
pub fn bibtex_titles(text: &str) -> Vec<String> {
    let mut depth = 0_i64;
    for c in text.chars() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        assert!(depth >= 0, "a brace closes what was not open: {text}");
    }
    assert_eq!(depth, 0, "braces do not balance: {text}");
    let read = Bibliography::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let known = [
        "author",
        "title",
        "date",
        "year",
        "month",
        "type",
        "eventtitle",
        "location",
        "organization",
        "howpublished",
        "note",
        "annotation",
        "langid",
        "url",
        "urldate",
    ];
    let title = |entry: &biblatex::Entry| {
        assert!(entry.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{}", entry.key);
        for field in entry.fields.keys() {
            assert!(known.contains(&field.as_str()), "the field {field} got in: {text}");
        }
        entry.author().unwrap_or_default();
        entry.title().expect("a title").format_verbatim()
    };
    read.iter().map(title).collect()
}

/// The items of a CSL-JSON list, with only names that the schema has.
pub fn csl_items(text: &str) -> Vec<Value> {
    let known = [
        "id",
        "type",
        "author",
        "title",
        "issued",
        "genre",
        "event-title",
        "event-place",
        "container-title",
        "publisher",
        "archive",
        "URL",
        "accessed",
        "language",
        "note",
        "annote",
    ];
    let types = ["speech", "interview", "post", "article-newspaper", "article", "webpage", "document"];
    let items: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    serde_json::from_str::<Vec<citationberg::json::Item>>(text)
        .unwrap_or_else(|error| panic!("{error}: {text}"));
    for item in &items {
        let fields = item.as_object().expect("an object");
        assert!(
            fields.contains_key("id") && types.contains(&item["type"].as_str().expect("a type")),
            "{text}"
        );
        for (name, value) in fields {
            assert!(known.contains(&name.as_str()), "{name}");
            let is_right = match name.as_str() {
                "author" => value.as_array().is_some_and(|names| !names.is_empty()),
                "issued" | "accessed" => value["date-parts"][0][0].is_u64(),
                _ => value.as_str().is_some_and(|value| !value.is_empty()),
            };
            assert!(is_right, "{name}: {value}");
        }
    }
    items
}

/// The records of a RIS file: tags with their values.
pub fn ris_records(text: &str) -> Vec<Vec<(String, String)>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    assert!(text.ends_with("\r\n"));
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(!line.contains(char::is_control), "{line:?}");
        let (tag, value) = line.split_at_checked(2).unwrap_or_else(|| panic!("{line:?}"));
        let is_tag = tag.starts_with(|c: char| c.is_ascii_uppercase())
            && tag.ends_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
        let value =
            value.strip_prefix("  - ").filter(|_| is_tag).unwrap_or_else(|| panic!("no tag: {line:?}"));
        assert_eq!(tag == "TY", record.is_empty(), "{text}");
        record.push((tag.to_owned(), value.to_owned()));
        if tag == "ER" {
            records.push(std::mem::take(&mut record));
        }
    }
    assert!(record.is_empty(), "{text}");
    records
}

/// The text that Markdown shows, its links with their text, and all other markup.
pub fn markdown_text(source: &str) -> (String, Vec<(String, String)>, Vec<String>) {
    // All extensions but those that give straight quotation marks another look.
    let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
    let (mut text, mut links, mut markup) = (String::new(), Vec::new(), Vec::new());
    let mut from = 0;
    for event in Parser::new_ext(source, options) {
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::Start(Tag::Link { dest_url, .. }) => {
                from = text.len();
                links.push((dest_url.to_string(), String::new()));
            }
            Event::End(TagEnd::Link) => links.last_mut().expect("a link").1 = text[from..].to_owned(),
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item)
            | Event::End(TagEnd::Paragraph | TagEnd::List(false) | TagEnd::Item) => {}
            other => markup.push(format!("{other:?}")),
        }
    }
    (text, links, markup)
}

/// Text made mostly of the signs that mean something somewhere.
fn title() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => proptest::char::any(),
        6 => proptest::sample::select("\\{}%&_#~^$\"'`-,<>[]()*!|:.@=+;?/\r\n\t 0aZя字".chars().collect::<Vec<_>>()),
    ];
    // A letter, so that something is left of it.
    proptest::collection::vec(sign, 0..40).prop_map(|signs| signs.into_iter().chain(['x']).collect())
}

fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let text: String =
        text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No-break spaces stay in what is written; the readers make plain ones of them.
fn spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cited(title: &str, style: Style) -> String {
    let info = corpus();
    let statement = Statement { title: title.to_owned(), ..statement(Kind::Readout) };
    cite(&Work::Statement { statement: &statement, link: LINK }, &setting(&info), style)
}

proptest! {
    #[test]
    fn any_title_comes_back_from_bibtex(title in title()) {
        let found = bibtex_titles(&cited(&title, Style::BibTex));
        prop_assert_eq!(spaces(&found.concat()), one_line(&title));
    }

    #[test]
    fn any_title_comes_back_from_csl_json(title in title()) {
        let found = csl_items(&cited(&title, Style::CslJson));
        prop_assert_eq!(spaces(found[0]["title"].as_str().expect("a title")), one_line(&title));
    }

    #[test]
    fn any_title_comes_back_from_ris(title in title()) {
        let records = ris_records(&cited(&title, Style::Ris));
        let found = records[0].iter().find(|(tag, _)| tag == "TI").expect("a title");
        prop_assert_eq!(spaces(&found.1), one_line(&title));
    }

    #[test]
    fn any_title_comes_back_from_markdown(title in title()) {
        let (_, links, markup) = markdown_text(&cited(&title, Style::Markdown));
        prop_assert_eq!(spaces(&links[0].1), one_line(&title));
        prop_assert_eq!((links.len(), markup.len()), (2, 0), "{:?}", markup);
    }

    #[test]
    fn any_address_stays_one(rest in title()) {
        let info = corpus();
        let statement = statement(Kind::Readout);
        let link = format!("https://reader.example/{rest}");
        let work = Work::Statement { statement: &statement, link: &link };
        let cited = |style| cite(&work, &setting(&info), style);
        bibtex_titles(&cited(Style::BibTex));
        csl_items(&cited(Style::CslJson));
        ris_records(&cited(Style::Ris));
        let (_, links, markup) = markdown_text(&cited(Style::Markdown));
        prop_assert_eq!((links.len(), markup.len()), (2, 0), "{:?} {:?}", links, markup);
        let csl = csl_items(&cited(Style::CslJson));
        prop_assert_eq!(links[0].0.as_str(), csl[0]["URL"].as_str().expect("an address"));
    }
}
