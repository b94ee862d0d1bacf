//! Citations as a reader gets them, and as other programs read them back. All statements are invented.

mod fixture;
mod hostile;
mod read_back;

use demarche_cite::{Style, Work, cite, quotation};
use demarche_corpus::{Completeness, Kind, PartialDate, Statement};
use fixture::{LINK, corpus, setting, statement};

/// What is cited in all notations: each kind, then what is special.
fn works() -> Vec<(String, Statement, Option<usize>)> {
    let mut works: Vec<(String, Statement, Option<usize>)> =
        Kind::ALL.into_iter().map(|kind| (kind.id().to_owned(), statement(kind), None)).collect();
    let excerpt = Statement { completeness: Completeness::Excerpt, ..statement(Kind::Speech) };
    works.push(("passage of an excerpt".to_owned(), excerpt, Some(3)));
    let digest = Statement {
        completeness: Completeness::Digest,
        speakers: vec!["brandt".to_owned(), "li".to_owned()],
        ..statement(Kind::Remarks)
    };
    works.push(("passage of a digest by two".to_owned(), digest, Some(12)));
    let bare = Statement {
        id: "bare".to_owned(),
        title: "Untitled notes".to_owned(),
        date: None,
        speakers: Vec::new(),
        kind: None,
        event: None,
        place: String::new(),
        publisher: None,
        source: Default::default(),
        completeness: Completeness::Unstated,
        ..statement(Kind::Remarks)
    };
    works.push(("nothing but a title".to_owned(), bare.clone(), None));
    works.push((
        "a digest of nobody".to_owned(),
        Statement { completeness: Completeness::Digest, ..bare },
        None,
    ));
    works
}

fn all_of(style: Style) -> String {
    let info = corpus();
    let mut out = String::new();
    for (name, statement, number) in works() {
        let work = match number {
            Some(number) => Work::Passage { statement: &statement, link: LINK, number },
            None => Work::Statement { statement: &statement, link: LINK },
        };
        out.push_str(&format!("## {name}\n{}\n\n", cite(&work, &setting(&info), style)));
    }
    let (a, b) = (statement(Kind::Readout), statement(Kind::Communique));
    let sides = [(&a, "https://reader.example/#/s/a"), (&b, "https://reader.example/#/s/b")];
    let work = Work::Comparison { statements: &sides, link: "https://reader.example/#/compare?a=a&b=b" };
    out.push_str(&format!("## comparison\n{}\n\n", cite(&work, &setting(&info), style)));
    // Without an address: the command does not know one.
    let work = Work::Statement { statement: &a, link: "" };
    out.push_str(&format!("## without an address\n{}\n", cite(&work, &setting(&info), style)));
    out.replace("\r\n", "\n")
}

#[test]
fn every_kind_in_every_notation() {
    for style in Style::ALL {
        insta::assert_snapshot!(style.id(), all_of(style));
    }
}

#[test]
fn missing_parts_leave_no_stray_punctuation() {
    for style in [Style::ChicagoNote, Style::Apa, Style::Plain] {
        let all = all_of(style);
        for stray in [", ,", ",,", "..", ". .", " ,", " .", "( ", "()", "[]", "“”", ", )", "; ;", "  "] {
            assert!(!all.contains(stray), "{stray:?} in {}:\n{all}", style.id());
        }
    }
}

#[test]
fn keys_are_stable_and_unique_within_one_export() {
    let info = corpus();
    let one = statement(Kind::Readout);
    let sides = [(&one, LINK), (&one, LINK), (&one, LINK)];
    let found = cite(&Work::Comparison { statements: &sides, link: LINK }, &setting(&info), Style::BibTex);
    let keys: Vec<&str> = found.lines().filter_map(|line| line.strip_prefix("@misc{")).collect();
    assert_eq!(
        keys,
        ["brandt2024harbour,", "brandt2024harboura,", "brandt2024harbourb,", "comparisonharbour,"]
    );
}

#[test]
fn styles_are_known_by_their_ids() {
    for style in Style::ALL {
        assert_eq!(Style::from_id(style.id()), Some(style));
        assert!(!style.label().is_empty());
    }
    assert_eq!(Style::from_id("APA7"), None);
}

#[test]
fn a_passage_is_quoted_in_the_marks_of_its_language() {
    let info = corpus();
    let check = |lang: &str, completeness, expected: &str| {
        let statement = Statement { lang: lang.to_owned(), completeness, ..statement(Kind::Remarks) };
        let work = Work::Passage { statement: &statement, link: LINK, number: 2 };
        let found = quotation("Boats stay\nin port.", &work, &setting(&info));
        assert!(found.starts_with(expected), "{found}");
        assert!(found.ends_with(&format!("{LINK}, accessed 22 Nov 2026.")), "{found}");
        assert_eq!(
            found.contains("in the words of Talks in Port Alder"),
            completeness == Completeness::Digest
        );
    };
    check("en", Completeness::Full, "“Boats stay in port.”\n— Ada Brandt, ");
    check("ru-RU", Completeness::Excerpt, "«Boats stay in port.»\n— Excerpt of Ada Brandt, ");
    check("de", Completeness::Digest, "„Boats stay in port.“\n— Digest of Ada Brandt, ");
    check("fr", Completeness::Full, "«\u{202F}Boats stay in port.\u{202F}»\n— ");
    check("zh", Completeness::Full, "“Boats");
}

#[test]
fn quoted_words_are_the_sources_own() {
    let info = corpus();
    let check = |words: &str, expected: &str| {
        let statement = statement(Kind::Remarks);
        let work = Work::Passage { statement: &statement, link: LINK, number: 2 };
        let found = quotation(words, &work, &setting(&info));
        assert_eq!(found.lines().next(), Some(&*format!("“{expected}”")), "{words:?}");
    };
    check("Boats  stay\r\nin\tport.\n", "Boats  stay in port.");
    check("a\n\n\u{2028}b\u{85}\u{1b}c", "a b c");
    // What turns the direction of writing is part of them, unless it would turn what follows too.
    let turned = "\u{2067}شيء (1)\u{2069} then \u{202B}\u{2066}a\u{2069}ب\u{202C}\u{200F}.";
    check(turned, turned);
    check("a\u{202E}b\u{2066}c\u{2069}", "abc");
    check("a\u{2066}b\u{202C}\u{2069}c", "abc");
    check("a\u{2069}b", "ab");
}

#[test]
fn a_title_in_quotation_marks_has_single_ones_inside() {
    let info = corpus();
    let statement = Statement { speakers: Vec::new(), publisher: None, ..statement(Kind::Analysis) };
    let work = Work::Passage { statement: &statement, link: LINK, number: 3 };
    let found = cite(&work, &setting(&info), Style::Apa);
    assert!(found.ends_with("\nIn the text: (“On ‘harbour rights’ & quotas,” 2024, passage 3)"), "{found}");
}

#[test]
fn coarse_dates_stay_coarse() {
    let info = corpus();
    let check = |date: &str, style, expected: &str| {
        let statement = Statement { date: PartialDate::parse(date), ..statement(Kind::Remarks) };
        let found = cite(&Work::Statement { statement: &statement, link: "" }, &setting(&info), style);
        assert!(found.contains(expected), "{found}");
    };
    check("2024", Style::Apa, "(2024). ");
    check("2024-05", Style::Apa, "(2024, May). ");
    check("2024-05", Style::ChicagoNote, "May 2024)");
    check("2024", Style::Ris, "DA  - 2024///\r\n");
    check("2024-05", Style::Ris, "DA  - 2024/05//\r\n");
    check("2024-05", Style::BibTex, "date = {2024-05},\n  year = {2024},\n  month = may,\n  type");
    check("2024", Style::BibTex, "date = {2024},\n  year = {2024},\n  type");
    check("2024-05", Style::CslJson, "{\"date-parts\": [[2024, 5]]}");
}
