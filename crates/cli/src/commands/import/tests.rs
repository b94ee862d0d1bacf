//! The command against folders on disk: what it writes, what it leaves alone, what it refuses.

use super::*;
use crate::packing::pack_folder;
use demarche_corpus::Pack;
use tempfile::TempDir;

/// A folder of documents and an empty place for a corpus.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(documents: &[(&str, &[u8])]) -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("received")).expect("a new folder");
        for (name, bytes) in documents {
            fs::write(folder.path().join("received").join(name), bytes).expect("a new file");
        }
        Desk { folder }
    }

    fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn import(&self, json: bool, dry_run: bool) -> Done {
        let sources = vec![self.folder.path().join("received")];
        execute(&ImportArgs { sources, into: self.corpus(), json, dry_run }).expect("the disk works")
    }

    /// Every file of the corpus with its content.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.corpus()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), fs::read(&path).expect("a file"));
                }
            }
        }
        files
    }
}

const TALKS: &[u8] = b"Envoys meet in Port Alder\nThey \xE2\x80\x9Cagreed\xE2\x80\x9D to talk.\n";

#[test]
fn what_is_imported_packs_and_shows_the_lines_of_its_documents() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/fixtures");
    let mut documents = Vec::new();
    for name in ["analysis.txt", "channel.txt", "news_article.txt", "tag_page.txt", "wire_article.txt"] {
        documents.push((name, fs::read(fixtures.join(name)).expect("a fixture")));
    }
    let borrowed: Vec<(&str, &[u8])> =
        documents.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let desk = Desk::new(&borrowed);
    let done = desk.import(true, false);
    assert_eq!(done.refusals, Vec::<String>::new());
    let report: serde_json::Value = serde_json::from_str(&done.report).expect("JSON");

    let packed = pack_folder(&desk.corpus()).expect("an imported folder has no errors");
    assert!(
        packed.diagnostics.iter().all(|finding| finding.message.contains("filled in")),
        "{:#?}",
        packed.diagnostics
    );
    let pack = Pack::open(packed.bytes).expect("a pack just written opens");
    assert_eq!(pack.statements().len(), report["statements"].as_array().map_or(0, Vec::len));
    for statement in report["statements"].as_array().expect("statements") {
        let id = statement["id"].as_str().expect("an id");
        let idx = pack.find(id).expect("every statement is in the pack");
        let body = pack.body(idx).expect("a sound pack");
        let input = statement["input"].as_u64().expect("an index") as usize;
        let text = std::str::from_utf8(&documents[input].1).expect("UTF-8");
        let passages = statement["passages"].as_array().expect("passages");
        assert_eq!(passages.len(), body.blocks.len(), "{id}");
        for (passage, block) in passages.iter().zip(&body.blocks) {
            let line = passage["line"].as_u64().expect("a line") as usize;
            assert_eq!(Some(body.block_text(block)), text.lines().nth(line - 1), "{id} line {line}");
            assert_eq!(passage["anchor"].as_str(), Some(block.anchor.as_str()), "{id}");
        }
    }
    for input in report["inputs"].as_array().expect("inputs") {
        let dropped: u64 = input["dropped"]
            .as_object()
            .expect("reasons")
            .values()
            .filter_map(serde_json::Value::as_u64)
            .sum();
        assert_eq!(input["lines"].as_u64(), input["kept"].as_u64().map(|kept| kept + dropped));
    }
}

#[test]
fn pages_and_feeds_pack_with_every_line_told() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/fixtures");
    let read = |name| fs::read(fixtures.join(name)).expect("a fixture");
    let (page, rss, atom) = (read("page.html"), read("feed.rss"), read("feed.atom"));
    let desk = Desk::new(&[("page.html", &page), ("feed.rss", &rss), ("feed.xml", &atom)]);
    let done = desk.import(true, false);
    assert_eq!(done.refusals, Vec::<String>::new());
    let report: serde_json::Value = serde_json::from_str(&done.report).expect("JSON");
    let inputs = report["inputs"].as_array().expect("inputs");
    let formats: Vec<&str> = inputs.iter().filter_map(|input| input["format"].as_str()).collect();
    assert_eq!(formats, ["feed", "feed", "page"]);
    for input in inputs {
        let dropped = input["dropped"].as_object().expect("reasons").values();
        let dropped: u64 = dropped.filter_map(serde_json::Value::as_u64).sum();
        assert_eq!(input["lines"].as_u64(), input["kept"].as_u64().map(|kept| kept + dropped));
    }
    let packed = pack_folder(&desk.corpus()).expect("an imported folder has no errors");
    let open = |finding: &Diagnostic| finding.message.contains("filled in");
    assert!(packed.diagnostics.iter().all(open), "{:#?}", packed.diagnostics);
    // A page that cannot be read keeps the others from being written, as any document does.
    let desk = Desk::new(&[("page.html", &page), ("script.html", b"<html><script>start()</script>")]);
    let refusals = desk.import(false, false).refusals.join("\n");
    assert!(refusals.ends_with("copy the text into a .txt document and import that"), "{refusals}");
    assert!(desk.files().is_empty());
}

#[test]
fn importing_again_changes_nothing() {
    let desk = Desk::new(&[("talks.txt", TALKS)]);
    assert!(desk.import(false, false).report.contains("Wrote 1 statement "));
    let before = desk.files();
    assert_eq!(before.len(), 2);
    assert!(desk.import(false, false).report.contains("Wrote 0 statements"));
    assert_eq!(desk.files(), before);
}

#[test]
fn a_statement_moved_to_a_sub_folder_is_found() {
    let desk = Desk::new(&[("talks.txt", TALKS)]);
    desk.import(false, false);
    let statements = desk.corpus().join(STATEMENTS);
    let file = desk
        .files()
        .into_keys()
        .find(|path| path.extension().is_some_and(|e| e == "md"))
        .expect("a statement");
    fs::create_dir(statements.join("2024")).expect("a new folder");
    fs::rename(&file, statements.join("2024").join(file.file_name().expect("a name"))).expect("moved");
    let before = desk.files();
    desk.import(false, false);
    assert_eq!(desk.files(), before);
}

#[test]
fn an_edited_file_is_not_overwritten_and_nothing_else_is_written() {
    let desk = Desk::new(&[("talks.txt", TALKS)]);
    desk.import(false, false);
    let file = desk
        .files()
        .into_keys()
        .find(|path| path.extension().is_some_and(|e| e == "md"))
        .expect("a statement");
    let edited = fs::read_to_string(&file).expect("a file").replace("kind: report", "kind: readout");
    fs::write(&file, edited).expect("written");
    fs::write(desk.folder.path().join("received/other.txt"), "Another title\nAnother text.")
        .expect("written");
    let before = desk.files();
    let done = desk.import(false, false);
    assert_eq!(desk.files(), before);
    assert!(done.report.ends_with("Nothing was written.\n"));
    let name = file.file_name().expect("a name").to_string_lossy();
    let refusal = done.refusals.join("\n").replace(&*name, "ID.md");
    insta::assert_snapshot!(refusal, @"statements/ID.md exists with other content and is not overwritten: move it away or leave its document out");
}

#[test]
fn a_document_that_is_not_utf_8_stops_the_import() {
    let desk = Desk::new(&[("good.txt", TALKS), ("bad.txt", b"Title\nTe\xFFxt")]);
    let done = desk.import(false, false);
    let refusal = done.refusals.join("\n");
    let refusal = refusal.rsplit_once("received/").map_or("", |(_, tail)| tail);
    insta::assert_snapshot!(refusal, @"bad.txt: not UTF-8: byte 0xFF at offset 8 (line 2) begins no character; save the document as UTF-8 and import it again");
    assert!(desk.files().is_empty());
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::new(&[("talks.txt", TALKS)]);
    assert!(desk.import(false, true).report.contains("1 statement would be written"));
    assert!(!desk.corpus().exists());
}

#[test]
fn a_document_without_text_makes_no_corpus() {
    let desk = Desk::new(&[("empty.txt", b"")]);
    desk.import(false, false);
    assert!(!desk.corpus().exists());
}

#[test]
fn what_the_folder_declares_is_used_and_stays_as_it_is() {
    let document =
        "🎙 Foreign Minister Ada Brandt’s remarks (Velt, May 3, 2024)\n#Grain\nWe sell.\n#Grain\nWe sell.";
    let desk = Desk::new(&[("post.txt", document.as_bytes())]);
    let info = "# By hand.\ntitle = 'Velt'\n\n[[speaker]]\nid = 'brandt'\nname = 'A. Brandt'\nspellings = ['Ada Brandt']\n\n[[topic]]\nid = 'food'\nname = 'Food'\nhashtags = ['#grain']\n";
    fs::create_dir(desk.corpus()).expect("a new folder");
    fs::write(desk.corpus().join(INFO), info).expect("written");
    assert_eq!(desk.import(false, false).refusals, Vec::<String>::new());
    let files = desk.files();
    assert_eq!(files.get(&desk.corpus().join(INFO)).map(Vec::as_slice), Some(info.as_bytes()));
    let statement =
        files.iter().find(|(path, _)| path.extension().is_some_and(|e| e == "md")).expect("a statement").1;
    insta::assert_snapshot!(String::from_utf8_lossy(statement), @r#"
    ---
    title: "🎙 Foreign Minister Ada Brandt’s remarks (Velt, May 3, 2024)"
    date: 2024-05-03
    speaker: "brandt"
    kind: remarks
    place: "Velt"
    topics: ["food"]
    lang: "en"
    to_fill_in: ["publisher", "source", "text"]
    ---

    ## #Grain

    We sell.
    "#);
}
