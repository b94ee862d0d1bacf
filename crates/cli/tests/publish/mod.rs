//! `demarche new`, `site` and `serve`: from an empty folder to a site that answers.
//!
//! The app here is a small module made for the test, so that nothing has to be built first; the app inside the released
//! command is tested by `tests/browser/alone.test.mjs`.

use crate::tool::Workshop;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// The app's page, as it is before it is built.
const PAGE: &str = include_str!("../../../../index.html");

/// The page as a build leaves it.
fn page() -> String {
    let lines: String =
        PAGE.lines().filter(|line| !line.contains("data-trunk")).collect::<Vec<_>>().join("\n");
    let module = "app-0123456789abcdef_bg.wasm";
    let loads = format!("<link rel=\"preload\" href=\"./{module}\" integrity=\"sha384-x\" as=\"fetch\">");
    let starts = format!(
        "<script type=\"module\">import init from './app.js';\ninit({{ module_or_path: './{module}' }})</script>"
    );
    lines.replace("</head>", &format!("{loads}{starts}</head>"))
}

/// A WebAssembly module that is nothing but a section with a pack.
fn module(pack: &[u8]) -> Vec<u8> {
    let name = b"demarche.corpus";
    let mut section = vec![u8::try_from(name.len()).expect("a short name")];
    section.extend(name);
    section.extend(pack);
    let mut wasm = b"\0asm\x01\0\0\0\0".to_vec();
    let mut length = section.len();
    while length > 127 {
        wasm.push(u8::try_from(length & 127).expect("seven bits") | 128);
        length >>= 7;
    }
    wasm.push(u8::try_from(length).expect("seven bits"));
    wasm.extend(section);
    wasm
}

/// A workshop with a small app in `app/`, and a new corpus in `mine/`.
fn workshop() -> Workshop {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "corpus", "-o", "app.pack"]).code, 0);
    let pack = fs::read(workshop.path("app.pack")).expect("the pack is there");
    workshop.write("app/app-0123456789abcdef_bg.wasm", module(&pack));
    workshop.write("app/index.html", page());
    let run = workshop.run(&["new", "mine"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    workshop
}

/// Everything in a folder, by path, with content.
fn tree(workshop: &Workshop, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for name in workshop.names(folder) {
        let path = format!("{folder}/{name}");
        if workshop.path(&path).is_dir() {
            found.extend(tree(workshop, &path));
        } else {
            found.push((path.clone(), fs::read(workshop.path(&path)).expect("a file")));
        }
    }
    found
}

fn paths(tree: &[(String, Vec<u8>)]) -> Vec<&str> {
    tree.iter().map(|(path, _)| path.as_str()).collect()
}

#[test]
fn a_new_corpus_passes_and_says_what_is_next() {
    let workshop = Workshop::new();
    let run = workshop.run(&["new", "mine"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r"
    a corpus with 5 example statements is in mine; next:
      demarche check mine
      demarche serve mine
      demarche site mine -o site/
    ");
    insta::assert_snapshot!(paths(&tree(&workshop, "mine")).join("\n"), @r"
    mine/.gitignore
    mine/README.md
    mine/corpus.toml
    mine/statements/2024-05-03-joint-remarks.md
    mine/statements/2024-05-03-solmere-readout-fr.md
    mine/statements/2024-05-03-solmere-readout.md
    mine/statements/2024-05-03-veltmark-readout.md
    mine/statements/2024-05-04-harbour-post-report.md
    ");
    let check = workshop.run(&["check", "mine"]);
    assert_eq!((check.code, check.out.as_str()), (0, "no errors and no warnings in 6 files\n"));
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let workshop = Workshop::new();
    let before = tree(&workshop, "corpus");
    let run = workshop.run(&["new", "corpus"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.ends_with("already; name a new or an empty folder\n"), "{}", run.err);
    assert_eq!(tree(&workshop, "corpus"), before);
    workshop.write("fresh/.git/HEAD", "ref");
    assert_eq!(workshop.run(&["new", "fresh"]).code, 0, "a fresh repository is as good as empty");
    workshop.write("file", "");
    assert_eq!(workshop.run(&["new", "file"]).code, 2);
    assert_eq!(workshop.run(&["new", "other", "--repository", "a/b"]).code, 2, "only with a workflow");
    assert_eq!(workshop.run(&["new", "other", "--with-pages", "--repository", "a b"]).code, 2);
    assert!(!workshop.path("other").exists());
}

#[test]
fn with_pages_it_is_a_repository_that_publishes_itself() {
    let workshop = Workshop::new();
    let run = workshop.run(&["new", "mine", "--with-pages", "--repository", "someone/their-fork"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("Settings, Pages, Source: GitHub Actions"), "{}", run.out);
    let workflow = fs::read_to_string(workshop.path("mine/.github/workflows/pages.yml")).expect("a workflow");
    assert!(workflow.contains("DEMARCHE_REPOSITORY: someone/their-fork\n"), "{workflow}");
    assert_eq!(workshop.run(&["check", "mine"]).code, 0);
}

#[test]
fn a_site_is_written_and_the_same_corpus_gives_the_same_site() {
    let workshop = workshop();
    let run = workshop.run(&["site", "mine", "--app", "app", "-o", "one"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("5 statements in one, "), "{}", run.out);
    assert!(run.out.contains("to look at it: demarche serve one\n"), "{}", run.out);
    let run = workshop.run(&["site", "mine", "--app", "app", "-o", "two", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let two = tree(&workshop, "two");
    assert_eq!(said["statements"], 5);
    assert_eq!(said["files"], two.len());
    assert_eq!(said["bytes"], two.iter().map(|(_, content)| content.len()).sum::<usize>());
    let one: Vec<_> = tree(&workshop, "one")
        .into_iter()
        .map(|(path, content)| (path.replacen("one", "two", 1), content))
        .collect();
    assert!(one == two, "{:?} {:?}", paths(&one), paths(&two));
    assert!(paths(&two).contains(&"two/index.html"));
    let notice = fs::read_to_string(workshop.path("two/notice.txt")).expect("what copies owe to others");
    assert!(notice.starts_with(include_str!("../../../../NOTICE")), "all of it travels with the site");

    // Another corpus in its place, beside what is somebody's own.
    workshop.write("one/CNAME", "example.org");
    workshop.write("one/.git/HEAD", "ref");
    assert_eq!(workshop.run(&["site", "corpus", "--app", "app", "-o", "one"]).code, 0);
    let names = workshop.names("one");
    assert!(names.contains(&"CNAME".to_owned()) && names.contains(&".git".to_owned()), "{names:?}");
    assert_eq!(names.iter().filter(|name| name.ends_with("_bg.wasm")).count(), 1, "{names:?}");
}

#[test]
fn the_address_is_that_of_the_command_of_the_corpus_or_the_default_in_this_order() {
    let workshop = workshop();
    let check = |args: &[&str], url: &str| {
        let run = workshop.run(&[&["site", "mine", "--app", "app"][..], args].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        let map = fs::read_to_string(workshop.path("site/sitemap.xml")).expect("an address is known");
        assert!(map.contains(&format!("<loc>{url}</loc>")), "{args:?}: {map}");
    };
    let default = ["--default-base", "https://someone.github.io/mine/"];
    check(&default, "https://someone.github.io/mine/");
    let info = fs::read_to_string(workshop.path("mine/corpus.toml")).expect("the declarations");
    assert!(!info.contains("\n[site]\nurl"), "the example states no address");
    let stated = info.replacen("\n[site]\n", "\n[site]\nurl = \"https://talks.example/\"\n", 1);
    workshop.write("mine/corpus.toml", stated);
    check(&default, "https://talks.example/");
    check(&["--base", "https://example.org/talks"], "https://example.org/talks/");
}

#[test]
fn what_cannot_be_published_leaves_the_old_site_as_it_was() {
    let workshop = workshop();
    assert_eq!(workshop.run(&["site", "mine", "--app", "app"]).code, 0);
    let before = tree(&workshop, "site");
    let check = |args: &[&str], code: i32, says: &str| {
        let run = workshop.run(args);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{args:?}: {}", run.err);
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
        assert_eq!(tree(&workshop, "site"), before, "{args:?}");
    };
    check(&["site", "nowhere", "--app", "app"], 2, "cannot read the corpus folder nowhere");
    check(&["site", "mine", "--app", "nowhere"], 2, "there is no app to use in nowhere");
    check(
        &["site", "mine", "--app", "mine"],
        2,
        "there is no app to use in mine: the folder holds no built app",
    );
    check(&["site", "mine", "--app", "app", "-o", "mine"], 2, "name a new or an empty folder");
    check(
        &["site", "mine", "--app", "app", "--single-file", "-o", "site"],
        2,
        "site is a folder, and a single file",
    );
    check(&["site", "mine", "--app", "app", "-o", "talks.html"], 2, "add --single-file for one file");
    check(&["site", "mine", "--app", "app", "-o", "mine/corpus.toml"], 2, "add --single-file for one file");
    check(&["site", "mine", "--app", "app", "--base", "talks"], 2, "https://example.org/talks/");
    workshop.write("mine/statements/broken.md", "---\ntitle: No date\n---\nWords.\n");
    check(&["site", "mine", "--app", "app"], 1, "nothing is published");
    check(&["serve", "mine", "--app", "app"], 1, "nothing is published");
}

/// A server that ends with the test.
struct Serving {
    child: Child,
    address: String,
    said: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn serve(workshop: &Workshop, args: &[&str]) -> Serving {
    let mut child =
        workshop.command(args).stdout(Stdio::piped()).spawn().expect("the command can be started");
    let mut said = String::new();
    let out = child.stdout.take().expect("its output is piped");
    BufReader::new(out).read_line(&mut said).expect("it says where it serves");
    let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    Serving { address: address.to_owned(), said, child }
}

fn get(serving: &Serving, path: &str) -> String {
    let mut client = TcpStream::connect(&serving.address).expect("the server listens");
    write!(client, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", serving.address)
        .expect("it reads");
    let mut reply = Vec::new();
    client.read_to_end(&mut reply).expect("it answers");
    String::from_utf8_lossy(&reply).into_owned()
}

#[test]
fn a_site_or_a_corpus_is_served_and_nothing_beside_it() {
    let workshop = workshop();
    assert_eq!(workshop.run(&["site", "mine", "--app", "app"]).code, 0);
    workshop.write("secret", "secret words");
    for args in [&["serve", "site", "--port", "0"][..], &["serve", "mine", "--app", "app", "-p", "0"]] {
        let serving = serve(&workshop, args);
        assert!(
            serving.said.starts_with("serving ") && serving.said.ends_with("/ (Ctrl-C ends it)\n"),
            "{}",
            serving.said
        );
        assert!(serving.address.starts_with("127.0.0.1:"), "{}", serving.said);
        let page = get(&serving, "/");
        assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("Talks in Port Alder"), "{page}");
        for path in ["/../secret", "/%2e%2e/secret", "/..%5csecret", "//secret", "/corpus.toml"] {
            let reply = get(&serving, path);
            assert!(reply.starts_with("HTTP/1.1 404 ") && !reply.contains("secret words"), "{path}: {reply}");
        }
    }
    let info = fs::read_to_string(workshop.path("mine/corpus.toml")).expect("the declarations");
    let stated = info.replacen("\n[site]\n", "\n[site]\nurl = \"https://talks.example/port-alder/\"\n", 1);
    workshop.write("mine/corpus.toml", stated);
    let serving = serve(&workshop, &["serve", "mine", "--app", "app", "-p", "0"]);
    let nowhere = get(&serving, "/nowhere");
    assert!(
        nowhere.contains("<a href=\"/\">Search all statements</a>"),
        "links lead to what is served: {nowhere}"
    );

    let first = serve(&workshop, &["serve", "site", "--port", "0"]);
    let port = first.address.rsplit(':').next().unwrap_or_default();
    let second = workshop.run(&["serve", "site", "--port", port]);
    assert_eq!(second.code, 2);
    assert!(second.err.contains(&format!("cannot serve at port {port}; name another")), "{}", second.err);
    let nothing = workshop.run(&["serve", "app.pack"]);
    assert!(
        nothing.code == 2 && nothing.err.contains("is a file, and a folder is served"),
        "{}",
        nothing.err
    );
}
