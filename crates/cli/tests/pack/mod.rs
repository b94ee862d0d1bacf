//! `demarche pack`: one file or none, and always the same one.

use crate::tool::Workshop;
use demarche_corpus::Pack;
use std::fs;
use std::io::Read;
use std::process::Stdio;

#[test]
fn a_pack_is_written_says_what_it_holds_and_can_be_opened() {
    let workshop = Workshop::new();
    let run = workshop.run(&["pack", "corpus", "-o", "out.pack"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let pack = Pack::open(fs::read(workshop.path("out.pack")).expect("the pack is there"))
        .expect("it can be opened");
    assert!(run.out.starts_with("2 statements in out.pack: "), "{}", run.out);
    assert!(run.out.contains(pack.checksum()));
    let ids: Vec<&str> = pack.statements().iter().map(|statement| statement.id.as_str()).collect();
    assert_eq!(ids, ["readout", "opening"]);
    assert_eq!(pack.statements()[1].topics, ["ferries"]);
    assert_eq!(workshop.names("."), ["corpus", "out.pack"], "no temporary file stays");
}

#[test]
fn what_was_written_is_said_as_json_and_laid_out_in_pieces() {
    let workshop = Workshop::new();
    let run = workshop.run(&["pack", "corpus", "-o", "out.pack", "--pieces", "pieces", "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let whole = fs::read(workshop.path("out.pack")).expect("the pack is there");
    let said: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let pack = Pack::open(whole.clone()).expect("it can be opened");
    let sizes = pack.sizes();
    let expected = serde_json::json!({
        "statements": 2,
        "pack": "out.pack",
        "checksum": pack.checksum(),
        "bytes": whole.len(),
        "text_bytes": said["text_bytes"],
        "head_bytes": sizes.head,
        "blocks": sizes.blocks,
        "block_bytes": sizes.decoded,
        "stored_bytes": sizes.stored,
        "compressed": false,
    });
    assert_eq!(said, expected);
    assert!(said["text_bytes"].as_u64().is_some_and(|bytes| bytes > 0 && bytes < whole.len() as u64));
    // A small pack is loaded at once: it stays whole.
    assert_eq!(fs::read(workshop.path("pieces/head.pack")).expect("the head is there"), whole);
    assert_eq!(workshop.names("pieces"), ["head.pack"]);
}

#[test]
fn packing_twice_gives_the_same_bytes() {
    let workshop = Workshop::new();
    for name in ["one.pack", "two.pack"] {
        assert_eq!(workshop.run(&["pack", "corpus/", "-o", name]).code, 0);
    }
    let [one, two] =
        ["one.pack", "two.pack"].map(|name| fs::read(workshop.path(name)).expect("the pack is there"));
    assert!(one == two);
}

#[test]
fn a_corpus_with_an_error_leaves_the_old_pack_alone() {
    let workshop = Workshop::new();
    workshop.write("out.pack", "old");
    workshop.write(
        "corpus/statements/opening.md",
        "---\ntitle: Opening words\ndate: 2024-03-04\nspeaker: anna-asul\n---\nWords.\n",
    );
    let run = workshop.run(&["pack", "corpus", "-o", "out.pack"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    insta::assert_snapshot!(run.err, @r#"
      × unknown speaker "anna-asul"
       ╭─[statements/opening.md:4:10]
     4 │ speaker: anna-asul
       ·          ─────────
       ╰────
      help: Did you mean "anna-azul"? Otherwise declare it in corpus.toml under [[speaker]].

    1 error in 1 file; nothing is packed
    "#);
    assert_eq!(fs::read(workshop.path("out.pack")).expect("the old pack"), b"old");
}

#[test]
fn a_place_that_cannot_be_written_is_one_line() {
    let workshop = Workshop::new();
    for (path, message) in [
        (
            "nowhere/out.pack",
            "demarche: cannot write nowhere/out.pack: No such file or directory (os error 2)\n",
        ),
        ("corpus", "demarche: cannot write corpus: there is a folder of this name\n"),
        (
            "-",
            "demarche: a pack is not written to standard output: give a file, ./- where it is to have that name\n",
        ),
    ] {
        let run = workshop.run(&["pack", "corpus", "-o", path]);
        assert_eq!((run.code, run.err.as_str()), (2, message));
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_stays_a_device() {
    use std::os::unix::fs::FileTypeExt;
    let workshop = Workshop::new();
    // A socket stands for any place that is no file: a move would replace it, whoever asks.
    let place = workshop.path("place.pack");
    let listener = std::os::unix::net::UnixListener::bind(&place).expect("a socket can be made");
    let run = workshop.run(&["pack", "corpus", "-o", "place.pack"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.starts_with("demarche: cannot write place.pack: "), "{}", run.err);
    let kind = fs::symlink_metadata(&place).expect("it is still there").file_type();
    assert!(kind.is_socket());
    drop(listener);
    assert_eq!(workshop.run(&["pack", "corpus", "-o", "/dev/null"]).code, 0);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let workshop = Workshop::new();
    // Far more findings than a pipe holds, so that the command is still writing when the reader goes.
    for number in 0..2_000 {
        workshop.write(&format!("corpus/statements/s{number}.md"), "no front matter\n");
    }
    let mut child = workshop
        .command(&["check", "corpus"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut first = [0; 64];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut first).expect("some output");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}
