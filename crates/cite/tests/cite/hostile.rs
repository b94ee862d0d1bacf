//! Titles, names and addresses that try to break out.

use crate::fixture::{corpus, setting, statement};
use crate::read_back::{bibtex_titles, csl_items, markdown_text, ris_records};
use demarche_cite::{Style, Work, cite};
use demarche_corpus::{Kind, Statement};

const TITLES: &[&str] = &[
    r"\input{/etc/passwd} \write18{rm} 100% of $x_1^2$ & #1 ~ {",
    "}, url = {https://evil.example}, note = {x",
    "one } alone, two {{ alone, a backslash at the end \\",
    "dashes --- and -- and - ; quotes ``a'' \"b\" 'c' ,,d'' <<e>> ?` !`",
    "[click](javascript:alert(1)) ![i](x) <script>alert(1)</script> **b** _i_ `c` | t | ~~s~~ :smile:",
    "](https://evil.example) [",
    "1. not a list",
    "# no heading",
    "- no item",
    "www.evil.example https://evil.example a@b.example &lt;b&gt; &copy; &#35;",
    "a line\r\nTY  - BOOK\r\nER  - \r\nAU  - Nobody",
    "TY  - BOOK",
    "a\u{2028}ER  - \u{85}b\u{b}c",
    "\", \"type\": \"book\", \"x\": \"\\u0000\\",
    "</script><!-- --> <img src=x onerror=alert(1)>",
    "خطاب حول \u{202E}حقوق\u{202C} الصيد",
    "emoji 🐟👩‍✈️🏴‍☠️ and e\u{301}",
    "@comment{x} %no comment",
    "a \\ b \\\\ c \\{ d \\} e \\& f",
    "...",
    "“quoted” ‘whole’",
];

fn all_titles() -> Vec<String> {
    let long = "fish & chips_".repeat(400);
    TITLES.iter().map(|title| (*title).to_owned()).chain([long]).collect()
}

/// As the libraries see a title: on one line, without signs that turn the direction of writing.
fn expected(title: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let spaced: String =
        title.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cited(title: &str, style: Style) -> String {
    let mut info = corpus();
    info.title = title.to_owned();
    info.speakers[0].name = title.to_owned();
    info.publishers[0].name = title.to_owned();
    info.events[0].title = title.to_owned();
    let statement = Statement {
        title: title.to_owned(),
        place: title.to_owned(),
        note: title.to_owned(),
        lang: "en\r\nTY  - X".to_owned(),
        ..statement(Kind::Remarks)
    };
    let link = format!("https://reader.example/#/s/{title}");
    cite(&Work::Statement { statement: &statement, link: &link }, &setting(&info), style)
}

#[test]
fn titles_come_back_from_bibtex() {
    for title in all_titles() {
        assert_eq!(bibtex_titles(&cited(&title, Style::BibTex)), [expected(&title)], "{title}");
    }
}

#[test]
fn titles_come_back_from_csl_json() {
    for title in all_titles() {
        let items = csl_items(&cited(&title, Style::CslJson));
        assert_eq!(items.len(), 1);
        assert_eq!(items[0]["title"], expected(&title).as_str(), "{title}");
    }
}

#[test]
fn titles_come_back_from_ris() {
    for title in all_titles() {
        let records = ris_records(&cited(&title, Style::Ris));
        assert_eq!(records.len(), 1, "{title}");
        let values = |tag: &str| -> Vec<&str> {
            records[0].iter().filter(|(name, _)| name == tag).map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!((values("TI"), values("TY")), (vec![expected(&title).as_str()], vec!["GEN"]), "{title}");
        assert_eq!(values("AU").len(), 1);
    }
}

#[test]
fn titles_come_back_from_markdown_and_nothing_else_becomes_a_link() {
    for title in all_titles() {
        let (text, links, markup) = markdown_text(&cited(&title, Style::Markdown));
        assert!(links[0].0.starts_with("https://reader.example/#/s/"), "{links:?}");
        assert_eq!(links[0].1, expected(&title), "{title}");
        assert_eq!(links.len(), 2, "{links:?}");
        assert_eq!(links[1].1, "source");
        assert_eq!(markup, Vec::<String>::new(), "{title}");
        assert!(text.starts_with(&expected(&title)), "{title}: {text}");
    }
}

#[test]
fn lines_stay_lines() {
    for title in all_titles() {
        for style in [Style::ChicagoNote, Style::Apa, Style::Markdown, Style::Plain] {
            let found = cited(&title, style);
            assert!(
                !found.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{202E}')),
                "{found}"
            );
        }
    }
}

#[test]
fn hostile_titles_in_all_notations() {
    let some = [0, 1, 4, 10].map(|at| TITLES[at]);
    let info = corpus();
    let mut out = String::new();
    for title in some {
        let statement = Statement { title: title.to_owned(), ..statement(Kind::Post) };
        let work = Work::Statement { statement: &statement, link: "https://reader.example/#/s/x" };
        for style in Style::ALL {
            out.push_str(&format!("{}\n\n", cite(&work, &setting(&info), style)));
        }
    }
    insta::assert_snapshot!(out.replace("\r\n", "\n"));
}
