//! Random documents of each format: whatever arrives, every line is accounted for and every passage is its line.

use crate::{check_folder, check_promises, import_all};
use proptest::prelude::*;

/// Lines that mean something to some format, beside arbitrary ones.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "🎙 Foreign Minister Ada Brandt’s remarks (Velt, May 3, 2024)",
            "📍 Velt, May 4, 2024",
            "💬 Ada Brandt: We are glad.",
            "Forwarded from Harbour Institute",
            "👍12",
            "#Grain #UN",
            "https://example.org/a?b=c&d#e",
            "Read in full https://example.org/b",
            "Source link",
            "list of 4 itemsend of list",
            "Recommended Stories",
            "Read also:",
            "Brandt visits the islands | Strait News",
            "File Photo: a harbour",
            "Дорогие соседи! Мы рады вас видеть снова.",
            "Dear neighbours! We are glad to see you again.",
            "May 4, 2024",
            "Short heading",
            "• a point.",
            "",
            " \u{a0} ",
        ])
        .prop_map(String::from),
        "[a-c]{1,2}",
        r"[ \t]{0,2}[#>*_`<&\[\]()!|~:.+0-9A-Za-zа-я“”’\-\\ ]{0,24}[ \t]{0,2}",
        r"[^\p{Cc}]{0,12}",
    ]
}

/// Some lines, some of them doubled as in a channel's copy, joined by one kind of line end.
fn document() -> impl Strategy<Value = String> {
    let run = (prop::collection::vec(line(), 1..6), any::<bool>());
    let end = prop::sample::select(vec!["\n", "\r\n", "\n\n"]);
    (prop::collection::vec(run, 0..8), end, any::<bool>()).prop_map(|(runs, end, last)| {
        let mut lines = Vec::new();
        for (run, doubled) in runs {
            lines.extend(run.iter().cloned());
            if doubled {
                lines.extend(run);
            }
        }
        lines.join(end) + if last { end } else { "" }
    })
}

#[test]
fn a_heading_with_nothing_below_it_is_words() {
    for document in ["a\n#Grain #UN\nhttps://example.org/a", "👍12\n👍12\nGrain\n#Grain\n#Grain"] {
        let documents = [("any.txt", document.as_bytes())];
        let import = import_all(&documents);
        check_promises(&documents, &import);
        check_folder(&import);
        assert_eq!(import.statements.len(), 1, "{document}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_any_document_is_accounted_for(document in document()) {
        let documents = [("any.txt", document.as_bytes())];
        let import = import_all(&documents);
        check_promises(&documents, &import);
        if !import.statements.is_empty() {
            check_folder(&import);
        }
    }

    #[test]
    fn a_document_of_nothing_but_counts_has_no_statement(counts in prop::collection::vec("(👍12|❤2 🔥1)", 1..6)) {
        let document = counts.join("\n");
        let documents = [("counts.txt", document.as_bytes())];
        let import = import_all(&documents);
        check_promises(&documents, &import);
        prop_assert_eq!(import.statements.len(), 0);
    }

    #[test]
    fn importing_twice_gives_the_same_files(a in document(), b in document()) {
        let documents = [("a.txt", a.as_bytes()), ("b.txt", b.as_bytes())];
        let import = import_all(&documents);
        prop_assert_eq!(&import, &import_all(&documents));
        let mut ids: Vec<&str> = import.statements.iter().map(|statement| statement.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), import.statements.len());
    }

    #[test]
    fn bytes_of_any_kind_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let import = import_all(&[("any.bin", &bytes)]);
        let report = &import.reports[0];
        prop_assert_eq!(report.error.is_some(), std::str::from_utf8(&bytes).is_err());
        prop_assert_eq!(report.lines.len(), report.kept() + report.dropped().values().sum::<usize>());
    }
}
