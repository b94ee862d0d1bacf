//! Reports of small texts: what they hold, and that nobody's words become notation.

use super::*;
use crate::model::PassageText;
use crate::{Setting, compare};
use proptest::prelude::*;

const A: [&str; 4] = [
    "The Secretary and the Minister spoke by telephone on 12 May about the ferry line between the two harbours.",
    "The Secretary said that more than 21,000 passengers could not cross in April, and that the pier must be repaired before June.",
    "The Secretary urged the harbour council of Graniteville to open the customs office on Sundays.",
    "Both noted the \"long drought\" in the upper valley and its effects on fishing quotas.",
];
const B: [&str; 4] = [
    "The Minister and the Secretary talked on the phone on 13 May about the ferry line between the two harbours.",
    "Neither side expects a new tariff on timber.",
    "The fishing quotas suffer from the drought in the upper valley, both sides noted.",
    "The Secretary said that about 21,000 passengers could not cross in April, and that the pier should be repaired before June.",
];

/// The whole report in both notations.
fn reports(a: &[&str], b: &[&str], change: impl Fn(&mut Report<'_>)) -> [String; 2] {
    let text =
        |passages: &[&'_ str]| -> Vec<String> { passages.iter().map(|text| (*text).to_owned()).collect() };
    let (a, b) = (text(a), text(b));
    let anchors: Vec<String> = (0..a.len().max(b.len())).map(|at| format!("p{at}")).collect();
    let text =
        |passages: &'_ [String]| -> Vec<(usize, String)> { passages.iter().cloned().enumerate().collect() };
    let (a, b) = (text(&a), text(&b));
    fn borrowed<'t>(passages: &'t [(usize, String)], anchors: &'t [String]) -> Text<'t> {
        let passage = |(at, text): &'t (usize, String)| PassageText { anchor: &anchors[*at], text };
        Text { lang: "en", passages: passages.iter().map(passage).collect() }
    }
    let (a, b) = (borrowed(&a, &anchors), borrowed(&b, &anchors));
    let found = compare(&a, &b, &Setting::default());
    let source = |id: &str| Source {
        id: id.to_owned(),
        title: format!("Readout {id}"),
        licence: "CC0".to_owned(),
        ..Source::default()
    };
    let mut report = Report {
        sources: [source("one"), source("two")],
        texts: [&a, &b],
        found: &found,
        corpus: "Ferry talks".to_owned(),
        checksum: "abc".to_owned(),
        link: "https://example.org/#/compare?a=one&b=two".to_owned(),
        made_on: "2026-11-22".to_owned(),
    };
    change(&mut report);
    [html(&report), markdown(&report)]
}

/// The text of a page, and an error where anything is not notation of our own.
fn read_html(page: &str) -> Result<String, String> {
    const TAGS: [&str; 34] = [
        "code", "!doctype", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p",
        "ul", "li", "a", "div", "dl", "dt", "dd", "span", "del", "ins", "sup", "table", "thead", "tbody",
        "tr", "th", "td", "b", "em", "strong", "br",
    ];
    const NAMES: [&str; 16] = [
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "rel",
        "href",
        "class",
        "id",
        "dir",
        "scope",
        "data-row",
        "data-pair",
        "data-passage",
        "html",
        "",
    ];
    let (mut text, mut rest, mut open) = (String::new(), page, Vec::new());
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('>').ok_or("a tag without an end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if !TAGS.contains(&name) {
            return Err(format!("a tag {tag:?}"));
        }
        // Attributes: name="value", and nothing between them.
        let mut attributes = tag.split_once(' ').map_or("", |(_, attributes)| attributes);
        while let Some((key, value)) = attributes.split_once("=\"") {
            let (value, after) = value.split_once('"').ok_or_else(|| format!("an open value in {tag:?}"))?;
            if !NAMES.contains(&key.trim()) {
                return Err(format!("an attribute {key:?} in {tag:?}"));
            }
            if key.trim() == "href" && !value.starts_with(['#', 'h']) {
                return Err(format!("a link to {value:?}"));
            }
            attributes = after;
        }
        if !NAMES.contains(&attributes.trim()) {
            return Err(format!("{attributes:?} in {tag:?}"));
        }
        match (tag.starts_with('/'), name) {
            (_, "!doctype" | "meta" | "br") => {}
            (false, "style") => rest = rest.split_once("</style>").map_or("", |(_, rest)| rest),
            (false, _) => open.push(name),
            (true, _) if open.pop() == Some(name) => {}
            (true, _) => return Err(format!("{name:?} closed out of order")),
        }
    }
    text.push_str(rest);
    let plain = ["&lt;", "&gt;", "&quot;", "&#39;", "&amp;"].iter().zip(["<", ">", "\"", "'", "&"]);
    let stripped = ["&lt;", "&gt;", "&quot;", "&#39;", "&amp;"]
        .iter()
        .fold(text.clone(), |text, one| text.replace(one, ""));
    if stripped.contains(['&', '<', '>', '"']) {
        return Err("a sign that is not escaped".to_owned());
    }
    let text = plain.fold(text, |text, (from, to)| text.replace(from, to));
    if open.is_empty() { Ok(text) } else { Err(format!("{open:?} not closed")) }
}

/// An error where a line of a Markdown report is none of ours.
fn read_markdown(report: &str) -> Result<(), String> {
    let mut columns = 0;
    for line in report.lines() {
        let bare = line.replace("\\\\", "").replace("\\|", "");
        let bars = bare.matches('|').count();
        let is_row = line.starts_with('|');
        if !is_row && bars > 0 {
            return Err(format!("a bar outside of a table: {line:?}"));
        }
        if is_row && columns > 0 && bars != columns {
            return Err(format!("{bars} bars instead of {columns}: {line:?}"));
        }
        columns = if is_row { bars } else { 0 };
        let known = [
            "<del>",
            "</del>",
            "<ins>",
            "</ins>",
            "<sup>",
            "</sup>",
            "](<https://example.org/#/compare?a=one&b=two>)",
        ];
        let rest = known.iter().fold(line.to_owned(), |line, known| line.replace(known, ""));
        let is_ours = rest.starts_with("> ")
            || rest.starts_with('#')
            || rest.starts_with("**")
            || rest.starts_with("- ");
        let rest = if is_ours { rest.trim_start_matches(['>', '#', '*', '-', ' ']) } else { &rest };
        if rest.contains('<') || rest.replace("\\`", "").contains('`') {
            return Err(format!("notation in {line:?}"));
        }
    }
    Ok(())
}

#[test]
fn both_notations_hold_all_parts() {
    let [html, markdown] = reports(&A, &B, |_| {});
    let text = read_html(&html).expect("sound HTML");
    read_markdown(&markdown).expect("sound Markdown");
    for part in [
        "Summary",
        "The texts",
        "Passage by passage",
        "Ledger",
        "Shared wording",
        "Quotations",
        "Distinctive words",
        "Method",
        "Settings",
        "Made on 22 Nov 2026",
        "Readout one",
        "abc",
        "only in A",
        "No counterpart in B",
        "From A to B: ",
        "Only in A: ",
        "long drought",
        "more than / about",
        "of A have a counterpart in B",
        "Licence",
        "Why: ",
    ] {
        assert!(text.contains(part), "the page lacks {part:?}");
        assert!(markdown.contains(part), "the Markdown lacks {part:?}");
    }
    for passage in A.iter().chain(&B) {
        // Numbers of shared wording stand between the words.
        let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        assert!(words(&text).contains(&words(passage)), "the page lacks {passage:?}");
    }
    assert!(
        html.contains("<del class=\"hedge\">must</del>")
            && html.contains("<ins class=\"hedge\">should</ins>"),
        "{html}"
    );
    assert!(markdown.contains("<del>must</del>") && markdown.contains("<ins>should</ins>"));
    assert!(
        html.contains(
            "<a rel=\"noopener noreferrer\" href=\"https://example.org/#/compare?a=one&amp;b=two\">"
        )
    );
    assert!(!html.contains("<script") && !html.contains("<link") && !html.contains("src="));
}

#[test]
fn rows_are_those_of_the_comparison() {
    let [html, _] = reports(&A, &B, |report| {
        let kinds: Vec<&str> = report.found.rows.iter().map(|row| row.kind.id()).collect();
        assert!(kinds.contains(&"only-a") && kinds.contains(&"only-b") && kinds.len() >= 4);
    });
    let count = |what: &str| html.matches(what).count();
    assert_eq!(count("data-passage=\""), A.len() + B.len());
    assert_eq!(count("data-row=\"only-"), count("No counterpart in "));
    assert_eq!(count("data-pair=\""), count("data-row=\"") - count("data-row=\"only-"));
}

#[test]
fn other_signs_among_the_same_words_are_drawn() {
    let check = |a: &str, b: &str, drawn: &[&str]| {
        let [html, markdown] = reports(&[a], &[b], |_| {});
        assert!(html.contains("same words, other signs, 0.99"), "{html}");
        for part in drawn {
            assert!(html.contains(part), "the page lacks {part:?}: {html}");
        }
        let plain = |part: &&str| {
            part.replace('$', "\\$").replace(" class=\"number\"", "").replace(" class=\"name\"", "")
        };
        for part in drawn.iter().map(plain) {
            assert!(markdown.contains(&part), "the Markdown lacks {part:?}: {markdown}");
        }
    };
    check(
        "$5 million.",
        "€5 million.",
        &["<del class=\"number\">$5 million</del>", "<ins class=\"number\">€5 million</ins>"],
    );
    check(
        "The council of the lakes praised the elections in the valley.",
        "The council of the lakes praised the “elections” in the valley.",
        &["<ins>“</ins>", "<ins>”</ins>"],
    );
    check(
        "No, peace in the valley is near at last, said the envoys.",
        "No peace in the valley is near at last, said the envoys.",
        &["<del>,</del>"],
    );
    check(
        "They saw the troops of Velm on the old lake road.",
        "They saw the troops of Velm’s on the old lake road.",
        &["<del class=\"name\">Velm</del>", "<ins class=\"name\">Velm’s</ins>"],
    );
    let [html, _] = reports(&["He said ‘no’ – twice."], &["He said “no” - twice."], |_| {});
    assert!(html.contains("same words, 1.00") && !html.contains("From A to B"), "{html}");
}

#[test]
fn full_texts_are_not_said_to_lack_what_was_not_found() {
    let [html, markdown] = reports(&A, &B, |report| {
        report.sources.iter_mut().for_each(|source| source.completeness = Completeness::Full);
    });
    for report in [&html, &markdown] {
        assert!(report.contains("what stands on one side only was not found in the other"), "{report}");
        assert!(!report.contains("does not say"), "{report}");
    }
}

#[test]
fn words_of_others_never_become_notation() {
    let hostile = [
        "<script>alert(1)</script>",
        "](javascript:alert(1)) [x](https://evil.example)",
        "| a | b |\n|---|---|\n`code` ~~~\n# heading",
        "\"onmouseover=\"x\" & &lt; \u{0} \u{202e} *b* __u__",
        "1. one\n2) two\n- three\n> four\n===",
    ];
    let [html, markdown] = reports(&hostile, &hostile[1..], |report| {
        for source in &mut report.sources {
            for field in [
                &mut source.id,
                &mut source.title,
                &mut source.speakers,
                &mut source.publisher,
                &mut source.note,
                &mut source.lang,
                &mut source.source_title,
                &mut source.url,
                &mut source.date,
            ] {
                *field = hostile.join(" ");
            }
        }
        report.corpus = hostile.join("\n");
    });
    let text = read_html(&html).expect("sound HTML");
    assert!(text.contains("<script>alert(1)</script>"));
    read_markdown(&markdown).expect("sound Markdown");
}

#[test]
fn texts_that_give_nothing_give_a_sentence() {
    let check = |a: &[&str], b: &[&str], expected: &str| {
        let [html, markdown] = reports(a, b, |report| report.link = "#/compare?a=one&b=two".to_owned());
        assert!(read_html(&html).expect("sound HTML").contains(expected), "{html}");
        assert!(markdown.contains(expected), "{markdown}");
        assert!(!html.contains("<a rel"), "no link without an address");
    };
    check(&[], &B, "A has no words to compare");
    check(&[], &[], "B has no words to compare");
    check(
        &["Yes."],
        &["A choir sang in the old church."],
        "No two passages of these texts make the same point",
    );
    check(&A, &A, "Both texts are the same, word for word");
    check(&["Yes."], &["Хор пел в старой церкви."], "None of the 1 passage of A has a counterpart");
}

#[test]
fn a_report_is_made_part_by_part() {
    let long: Vec<String> =
        (0..600).map(|at| format!("Ferry {at} crosses the lake {} times a week.", at * 7 % 51)).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let [html, _] = reports(&long, &long[100..], |report| {
        let mut making = Making::new(report, Form::Html);
        let steps = std::iter::from_fn(|| making.step().is_none().then_some(())).count();
        assert!(steps >= 6, "{steps} steps");
    });
    read_html(&html).expect("sound HTML");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_leave_the_notation_sound(
        a in proptest::collection::vec("([a-z]{1,6}|[<>&\"'|`*_~#\\[\\]()\\\\\n\r\t=+.0-9 -]|\\PC){0,24}", 0..4),
        b in proptest::collection::vec("([a-z]{1,6}|[<>&\"'|`*_~#\\[\\]()\\\\\n\r\t=+.0-9 -]|\\PC){0,24}", 0..4),
        title in "[<>&\"'|`*\\[\\]()\n\\\\a-c\\PC]{0,16}",
    ) {
        let (a, b): (Vec<&str>, Vec<&str>) = (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        let [html, markdown] = reports(&a, &b, |report| {
            report.sources[0].title.clone_from(&title);
            report.sources[1].url.clone_from(&title);
        });
        prop_assert_eq!(read_html(&html).err(), None);
        prop_assert_eq!(read_markdown(&markdown).err(), None);
    }
}
