//! `demarche check`: what is found in folders, and how it is told.

use crate::tool::Workshop;

#[test]
fn a_sound_corpus_has_nothing_to_report() {
    let run = Workshop::new().run(&["check", "corpus"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, "no errors and no warnings in 3 files\n", "")
    );
}

#[test]
fn a_statement_under_another_ending_is_not_lost_silently() {
    let workshop = Workshop::new();
    for name in ["loud.MD", "long.markdown", "picture.png", "notes.txt"] {
        workshop.write(&format!("corpus/statements/{name}"), "words");
    }
    let run = workshop.run(&["check", "corpus"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.out, @r"
      ⚠ statements/long.markdown: the file is passed over: its name does not end in .md
      help: Rename it, or move it out of the folder statements.

      ⚠ statements/loud.MD: the file is passed over: its name does not end in .md
      help: Rename it, or move it out of the folder statements.

    2 warnings in 2 files
    ");
}

#[test]
fn every_finding_is_drawn_and_summed_up() {
    let workshop = Workshop::new();
    workshop.write(
        "corpus/statements/a.md",
        "---\ntitle: Closing words\ndate: 2024-02-30\nspeakr: anna-azul\n---\nUntil <b>May</b>.\n",
    );
    workshop.write("corpus/statements/deep/er/opening.md", "---\ntitle: Closing words\n");
    workshop.write("corpus/statements/empty.md", "");
    workshop.write("corpus/statements/.hidden.md", "not looked at");
    workshop.write("corpus/statements/notes.txt", "not looked at");
    let run = workshop.run(&["check", "corpus"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out, @r#"
      × there is no date "2024-02-30"
       ╭─[statements/a.md:3:7]
     3 │ date: 2024-02-30
       ·       ──────────
       ╰────
      help: Write a day (2024-11-05), a month (2024-11) or a year (2024).

      × unknown key "speakr" in the front matter
       ╭─[statements/a.md:4:1]
     4 │ speakr: anna-azul
       · ──────
       ╰────
      help: Did you mean "speaker"?

      ⚠ HTML is dropped
       ╭─[statements/a.md:6:7]
     6 │ Until <b>May</b>.
       ·       ───
       ╰────
      help: Write it as Markdown; a "<" that is meant as such is written "\<".

      × the front matter has no end
       ╭─[statements/deep/er/opening.md:1:1]
     1 │ ---
       · ───
       ╰────
      help: Close it with a line --- before the words begin.

      × statements/empty.md: the file is empty
      help: Write something into it, or remove it.

      × statements/opening.md: the id "opening" is already that of statements/deep/er/opening.md
      help: The file name is the id: rename one of the two.

    5 errors and 1 warning in 4 files
    "#);
}

#[test]
fn warnings_alone_are_no_failure() {
    let workshop = Workshop::new();
    workshop
        .write("corpus/statements/a.md", "---\ntitle: Closing words\nto_fill_in: date\n---\nUntil May.\n");
    let run = workshop.run(&["check", "corpus"]);
    assert_eq!(run.code, 0);
    assert!(run.out.ends_with("1 warning in 1 file\n"), "{}", run.out);
}

#[test]
fn a_file_of_ten_megabytes_is_not_read() {
    let workshop = Workshop::new();
    workshop.write("corpus/statements/huge.md", vec![b'a'; 10_000_000]);
    let run = workshop.run(&["check", "corpus"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out, @r#"
      × statements/huge.md: the file has 10000000 bytes, and no more than 5000000 are read
      help: Split it: one file holds one statement.

    1 error in 1 file
    "#);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_only() {
    use std::os::unix::fs::symlink;
    let workshop = Workshop::new();
    workshop.write("secret.md", "---\ntitle: Secret\ndate: 2024\n---\nNot for the site.\n");
    workshop.write("elsewhere/more.md", "---\ntitle: More\ndate: 2024\n---\nNot for the site.\n");
    let link = |target: &str, name: &str| symlink(target, workshop.path(name)).expect("a link can be made");
    link("../../secret.md", "corpus/statements/out.md");
    link("../../elsewhere", "corpus/statements/folder");
    link(".", "corpus/statements/circle");
    link("nowhere.md", "corpus/statements/broken.md");
    link("opening.md", "corpus/statements/again.md");
    let run = workshop.run(&["check", "corpus"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out, @r#"
      × statements/broken.md: the file cannot be read: No such file or directory (os error 2)
      help: Check that it exists and that you may read it.

      × statements/circle: the file cannot be read: a link to a folder is not followed
      help: Check that it exists and that you may read it.

      × statements/folder: the symbolic link leads out of the corpus folder
      help: Put the file itself in the place of the link.

      × statements/out.md: the symbolic link leads out of the corpus folder
      help: Put the file itself in the place of the link.

    4 errors in 4 files
    "#);
}

#[test]
fn what_cannot_be_read_is_one_line_and_exit_code_two() {
    let workshop = Workshop::new();
    for (path, message) in [
        (
            "nowhere",
            "demarche: cannot read the corpus folder nowhere: No such file or directory (os error 2)\n",
        ),
        (
            "corpus/corpus.toml",
            "demarche: corpus/corpus.toml is not a folder; give the folder that holds corpus.toml\n",
        ),
    ] {
        let run = workshop.run(&["check", path]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (2, "", message));
    }
    assert_eq!(workshop.run(&["chek", "corpus"]).code, 2);
    assert_eq!(workshop.run(&["check", "--help"]).code, 0);
}

#[test]
fn a_folder_without_corpus_toml() {
    let workshop = Workshop::new();
    std::fs::remove_file(workshop.path("corpus/corpus.toml")).expect("the file was there");
    let run = workshop.run(&["check", "corpus"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out, @r#"
      × corpus.toml: the corpus has no corpus.toml
      help: Write one with a line such as: title = "Talks of 2024"

    1 error in 1 file
    "#);
}
