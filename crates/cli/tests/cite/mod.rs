//! `demarche cite`: statements, passages and comparisons of a pack.

use crate::tool::{Run, Workshop};

fn cite(args: &[&str]) -> Run {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "corpus"]).code, 0);
    workshop.run(&[&["cite", "corpus.pack"], args].concat())
}

fn check(args: &[&str], expected: &str) {
    let run = cite(args);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    assert_eq!(run.out, expected, "{args:?}");
}

#[test]
fn statements_passages_and_comparisons_are_cited() {
    check(&["opening"], "Anna Azul, “Opening words” (remarks, March 4, 2024), in Ferry talks.\n");
    check(
        &["readout", "--style", "apa"],
        "Readout of the ferry talks [Digest of readout, in the words of Ferry talks]. (2024, March 5).\n",
    );
    let site = ["--site", "https://ferries.example/talks/#/about", "--accessed", "2026-11-22"];
    check(
        &[&["opening#2", "--quote"], &site[..]].concat(),
        "“Night crossings stay closed until May.”\n— Anna Azul, “Opening words”, remarks, 4 Mar 2024, passage 2, in \
         Ferry talks, https://ferries.example/talks/#/s/opening?p=ANCHOR, accessed 22 Nov 2026.\n"
            .replace("ANCHOR", &anchor())
            .as_str(),
    );
    let run = cite(&[&["opening", "readout", "--style", "bibtex"], &site[..]].concat());
    assert_eq!(run.out.matches("@misc{").count(), 3);
    assert!(
        run.out.contains("url = {https://ferries.example/talks/#/compare?a=opening&b=readout}"),
        "{}",
        run.out
    );
    assert!(run.out.contains("note = {digest of readout, in the words of Ferry talks}"), "{}", run.out);
}

/// The anchor of the second passage, which a passage can be named by too.
fn anchor() -> String {
    let run = cite(&["opening#2", "--style", "csl-json", "--site", "https://ferries.example/"]);
    let from = run.out.find("?p=").expect("an anchor") + 3;
    let anchor: String = run.out[from..].chars().take_while(|c| *c != '"').collect();
    let named =
        cite(&[&format!("opening#{anchor}"), "--style", "csl-json", "--site", "https://ferries.example/"]);
    assert_eq!(named.out, run.out);
    anchor
}

#[test]
fn what_cannot_be_cited_is_said() {
    let check = |args: &[&str], expected: &str| {
        let run = cite(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(expected), "{}", run.err);
    };
    check(
        &["closing"],
        "the pack has no statement \"closing\"; demarche search with words of it tells its id",
    );
    check(&["openin"], "the pack has no statement \"openin\"; did you mean \"opening\"?");
    check(&["readuot#2"], "the pack has no statement \"readuot\"; did you mean \"readout\"?");
    check(&["opening#9"], "\"opening\" has no passage \"9\"; give a number from 1 to 3, or an anchor");
    check(&["opening", "--quote"], "a quotation is of one passage");
    check(&["opening#1", "readout"], "a comparison is of whole statements");
    check(&["opening", "--style", "mla"], "mla");
    check(&["opening", "--site", "ferries.example"], "https://");
    check(&["opening", "--accessed", "2026-02-30"], "a day that exists");
}
