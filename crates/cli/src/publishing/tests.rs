//! What is published, read back with a browser's HTML parser: inert, complete, and of one app.

use super::*;
use crate::packing::{Squeeze, pack_folder_with};
use html5ever::parse_document;
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The page as Trunk leaves it, as far as publishing cares.
const PAGE: &str = concat!(
    "<!doctype html>\n<html lang=\"en\"><head>\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'sha256-INLINE'; style-src 'self'\" />",
    "<meta name=\"description\" content=\"Filter.\" /><title>Démarche</title>",
    "<link rel=\"icon\" href=\"data:image/svg+xml,x\" />",
    "<link rel=\"stylesheet\" href=\"./style-0123456789abcdef.css\" integrity=\"sha384-\" />",
    "<link rel=\"preload\" href=\"./demarche-app-0123456789abcdef_bg.wasm\" integrity=\"sha384-\" as=\"fetch\">",
    "<script type=\"module\">import init from './demarche-app-0123456789abcdef.js'; init({ module_or_path: './demarche-app-0123456789abcdef_bg.wasm' });</script>",
    "</head><body><noscript>\n<main><h1>Démarche</h1></main>\n</noscript><div id=\"loading\" hidden><!--first--><!--/first--></div><!--style--><!--/style--></body></html>\n",
);

/// An app without a program.
fn app() -> Files {
    let mut module = wasm_encoder::Module::new();
    module.section(&wasm_encoder::CustomSection { name: site::SECTION.into(), data: b"none"[..].into() });
    let files: [(&str, Vec<u8>); 5] = [
        ("index.html", PAGE.into()),
        ("style-0123456789abcdef.css", b"a{}".to_vec()),
        ("demarche-app-0123456789abcdef.js", b"export default 1".to_vec()),
        ("demarche-app-0123456789abcdef_bg.wasm", module.finish()),
        ("worker.js", b"1".to_vec()),
    ];
    files.into_iter().map(|(name, content)| (name.to_owned(), content)).collect()
}

/// The corpus of a folder, ready to be published.
fn publication(folder: &Path) -> Publication {
    let packed = pack_folder_with(folder, Squeeze::Never).expect("a sound corpus");
    Publication::new(packed.bytes, packed.site, packed.text_bytes).expect("a pack just written")
}

/// A corpus in a scratch folder: `corpus.toml`, statements by id, other files by path.
fn corpus(info: &str, statements: &[(&str, &str)], others: &[(&str, &[u8])]) -> Publication {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let root = scratch.path();
    fs::create_dir(root.join("statements")).expect("a scratch folder");
    fs::write(root.join("corpus.toml"), info).expect("a scratch file");
    for (id, text) in statements {
        fs::write(root.join("statements").join(format!("{id}.md")), text).expect("a scratch file");
    }
    for (path, content) in others {
        fs::write(root.join(path), content).expect("a scratch file");
    }
    publication(root)
}

fn hostile() -> Publication {
    publication(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/hostile-corpus"))
}

fn published(publication: &Publication) -> Files {
    assemble(app(), publication, &Options::default()).expect("the app is whole")
}

fn text(files: &Files, name: &str) -> String {
    let content = files.get(name).unwrap_or_else(|| panic!("{name} is missing among {:?}", files.keys()));
    String::from_utf8(content.clone()).expect("the file is UTF-8")
}

/// All elements of a page, as a browser without scripts sees it, in order.
fn elements(html: &str) -> Vec<Element> {
    let options = html5ever::ParseOpts {
        tree_builder: html5ever::tree_builder::TreeBuilderOpts {
            scripting_enabled: false,
            ..Default::default()
        },
        ..Default::default()
    };
    let dom = parse_document(RcDom::default(), options).one(html);
    let mut found = Vec::new();
    collect(&dom.document, &mut found);
    found
}

/// An element with all text inside it.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn collect(node: &Handle, found: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes =
            attrs.borrow().iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
        found.push(Element { name: name.local.to_string(), attributes, text: words(node) });
    }
    node.children.borrow().iter().for_each(|child| collect(child, found));
}

fn words(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(words).collect(),
    }
}

/// Nothing in the page can run, load or lead anywhere but where the web goes.
fn assert_inert(name: &str, html: &str, may_have_scripts: bool) {
    let known = [
        "a",
        "article",
        "blockquote",
        "bdi",
        "body",
        "br",
        "cite",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "footer",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "html",
        "img",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "noscript",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "time",
        "title",
        "ul",
    ];
    for element in elements(html) {
        // The page itself has its scripts, its style, and the one search box until the app stands.
        let is_of_page = ["script", "style"].contains(&element.name.as_str())
            || (element.name == "input" && element.get("id") == Some("early"));
        let is_known = known.contains(&element.name.as_str()) || (may_have_scripts && is_of_page);
        assert!(is_known, "{name} holds a {}: {element:?}", element.name);
        for (attribute, value) in &element.attributes {
            assert!(!attribute.starts_with("on") && attribute != "style", "{name}: {element:?}");
            if attribute == "href" || attribute == "src" {
                let goes = ["https://", "http://", "mailto:", "./", "../", "/", "#/s/", "data:image/"];
                let is_page = value.ends_with(".html") && !value.contains(':');
                assert!(is_page || goes.iter().any(|start| value.starts_with(start)), "{name}: {value}");
            }
        }
    }
}

#[test]
fn a_hostile_corpus_comes_out_inert() {
    let files = published(&hostile());
    for (name, content) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = std::str::from_utf8(content).expect("pages are UTF-8");
        assert_inert(name, html, name == "index.html");
    }
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
    for name in files.keys().filter(|name| name.starts_with("statements/") && name.ends_with(".html")) {
        let page = elements(&text(&files, name));
        let stated = page.iter().find(|one| one.get("http-equiv") == Some("Content-Security-Policy"));
        assert_eq!(stated.and_then(|one| one.get("content")), Some(policy), "{name}");
    }
    let page = elements(&text(&files, "index.html"));
    let scripts = page.iter().filter(|one| one.name == "script").map(|one| &one.text);
    assert!(scripts.into_iter().all(|text| !text.contains("alert")));
    let title = page.iter().find(|one| one.name == "title").map(|one| one.text.as_str());
    assert_eq!(title, Some("<script>alert(\"corpus\")</script>"));
}

/// Every passage of every statement stands on its page under its anchor, word for word.
fn assert_complete(publication: &Publication) {
    let files = published(publication);
    for (number, statement) in publication.pack.statements().iter().enumerate() {
        let idx = demarche_corpus::StatementIdx(number as u32);
        let body = publication.pack.body(idx).expect("the words");
        let name = pages::address(&statement.id);
        let page = elements(&text(&files, &name));
        let heading: Vec<&str> =
            page.iter().filter(|one| one.name == "h1").map(|one| one.text.as_str()).collect();
        assert_eq!(heading, [statement.title.as_str()], "{name}");
        assert_eq!(page.first().and_then(|html| html.get("lang")), Some(statement.lang.as_str()), "{name}");
        let ids: Vec<(&str, &str)> =
            page.iter().filter_map(|one| Some((one.get("id")?, one.text.as_str()))).collect();
        let expected: Vec<(&str, &str)> =
            body.blocks.iter().map(|block| (block.anchor.as_str(), body.block_text(block))).collect();
        assert_eq!(ids, expected, "{name}");
    }
}

#[test]
fn the_plain_pages_hold_every_word_under_its_anchor() {
    assert_complete(&hostile());
    assert_complete(&publication(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")));
    let hard = "---\ntitle: Ряд\ndate: 2024\nlang: ru\n---\nодин  \nдва *три **четыре***\n\n\
                1. a\n   > b\n2. c\n\n       d\n\n```\n\n <e>\n```\n";
    assert_complete(&corpus(
        "title = \"Ряды\"\nlanguage = \"ru\"\n",
        &[("index", hard), ("Index", hard)],
        &[],
    ));
}

const SITE: &str = r##"
title = "Talks \"on\" the <strait>"
description = "What was said & written."
language = "pt-BR"

[site]
url = "https://example.org/a&b/"
short-name = "Talks & more"
logo = "crest.svg"
image = "preview.png"
colour = "#8a2b0e"
footer = "Kept by the [Archive](https://archive.example/?a=1&b=2)."
"##;

const STATEMENT: &str =
    "---\ntitle: Opening\ndate: 2024-10-22\nlang: ru\ntext: digest\n---\nМы начинаем.\n\nИ кончаем.\n";

fn with_looks() -> Publication {
    let pictures: [(&str, &[u8]); 2] = [("crest.svg", b"<svg/>"), ("preview.png", b"\x89PNG\r\n\x1a\n")];
    corpus(SITE, &[("opening", STATEMENT), ("answer", STATEMENT)], &pictures)
}

#[test]
fn the_page_says_what_the_corpus_says_of_itself() {
    let files = published(&with_looks());
    let page = elements(&text(&files, "index.html"));
    let content = |key: &str, name: &str| {
        let found: Vec<&str> = page
            .iter()
            .filter(|one| one.get(key) == Some(name))
            .filter_map(|one| one.get("content"))
            .collect();
        assert_eq!(found.len(), 1, "{name} stands once");
        found[0].to_owned()
    };
    let link = |relation: &str| {
        let found: Vec<&str> = page
            .iter()
            .filter(|one| one.get("rel") == Some(relation))
            .filter_map(|one| one.get("href"))
            .collect();
        found.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(page[0].get("lang"), Some("en"), "the interface is English");
    assert_eq!(content("name", "description"), "What was said & written.");
    assert_eq!(content("property", "og:title"), "Talks \"on\" the <strait>");
    assert_eq!(content("property", "og:locale"), "pt_BR");
    assert_eq!(content("property", "og:url"), "https://example.org/a&b/");
    assert!(content("property", "og:image").starts_with("https://example.org/a&b/site/preview-"));
    assert_eq!(content("name", "twitter:card"), "summary_large_image");
    assert_eq!(content("name", "application-name"), "Talks & more");
    assert_eq!(content("media", "(prefers-color-scheme: light)"), "#8a2b0e");
    assert_eq!(content("media", "(prefers-color-scheme: dark)"), "#1b1d20");
    assert_eq!(link("canonical"), ["https://example.org/a&b/"]);
    let manifest: serde_json::Value =
        serde_json::from_str(&text(&files, "manifest.webmanifest")).expect("the manifest is JSON");
    assert_eq!(manifest["short_name"], "Talks & more");
    let [icon] = <[String; 1]>::try_from(link("icon")).expect("one icon");
    assert_eq!(text(&files, icon.trim_start_matches("./")), "<svg/>");
    let [_, style] = <[String; 2]>::try_from(link("stylesheet")).expect("the app's sheet, then the corpus's");
    let css = text(&files, style.trim_start_matches("./"));
    assert!(css.contains("--accent: light-dark(#8a2b0e, #be8979);"), "{css}");
    assert!(css.contains(&format!("url(\"{}\")", icon.replace("./site/", "./"))), "{css}");
    let early = &page.iter().find(|one| one.name == "style").expect("the style of the first screen").text;
    assert!(early.contains("--accent: light-dark(#8a2b0e, #be8979);"), "{early}");
    assert!(early.contains(&format!("url(\"{icon}\")")), "{early}");
    let list = page.iter().find(|one| one.name == "noscript").expect("words without script");
    assert!(
        list.text.contains("Talks \"on\" the <strait>") && list.text.contains("All statements"),
        "{}",
        list.text
    );
    let hrefs: Vec<&str> =
        page.iter().filter(|one| one.name == "a").filter_map(|one| one.get("href")).collect();
    let plain = ["./statements/answer.html", "./statements/opening.html", "./statements/index.html"];
    assert_eq!(hrefs[..3], plain, "without script, plain pages");
    assert_eq!(hrefs[3..], ["#/s/answer", "#/s/opening"], "until the app stands, its own addresses");
    let first = page.iter().find(|one| one.get("class") == Some("first")).expect("a first screen");
    assert!(first.text.contains("What was said & written."), "{}", first.text);
    assert_inert("index.html", &text(&files, "index.html"), true);
}

#[test]
fn the_list_names_every_statement_and_crawlers_find_them() {
    let files = published(&with_looks());
    let list = elements(&text(&files, "statements/index.html"));
    assert_eq!(list[0].get("lang"), Some("pt-BR"), "the list is in the language of the corpus");
    let links: Vec<(&str, Option<&str>)> = list
        .iter()
        .filter(|one| one.name == "a" && one.text == "Opening")
        .filter_map(|one| Some((one.get("href")?, one.get("lang"))))
        .collect();
    let expected = ["answer", "opening"].map(|id| format!("../statements/{id}.html"));
    assert_eq!(links, expected.each_ref().map(|address| (address.as_str(), Some("ru"))));
    let sitemap = text(&files, "sitemap.xml");
    for page in ["", "statements/index.html", "statements/answer.html", "statements/opening.html"] {
        assert!(sitemap.contains(&format!("<loc>https://example.org/a&amp;b/{page}</loc>")), "{sitemap}");
    }
    assert!(text(&files, "robots.txt").contains("Sitemap: https://example.org/a&b/sitemap.xml"));
    let nowhere = text(&files, "404.html");
    assert!(
        nowhere.contains("href=\"/a&amp;b/\"") && nowhere.contains("/a&amp;b/statements/statements.css"),
        "{nowhere}"
    );
    let page = elements(&text(&files, "statements/opening.html"));
    let has = |name: &str, text: &str| page.iter().any(|one| one.name == name && one.text.contains(text));
    assert!(has("p", "digest: a summary in other words than the source's"), "its completeness is said");
    assert!(
        page.iter().any(|one| one.get("href") == Some("../index.html#/s/opening")),
        "it leads to the app"
    );
    assert!(
        page.iter().any(|one| one.get("href") == Some("https://archive.example/?a=1&b=2")),
        "the footer's link"
    );
    assert_eq!(page.iter().filter(|one| one.get("rel") == Some("prev")).count(), 1);
}

#[test]
fn without_an_address_there_is_no_sitemap_and_publishing_says_so() {
    let publication = corpus("title = \"Talks\"", &[("opening", STATEMENT)], &[]);
    let files = published(&publication);
    assert!(!files.contains_key("sitemap.xml"));
    assert_eq!(text(&files, "robots.txt"), "User-agent: *\nDisallow:\n");
    let nowhere = elements(&text(&files, "404.html"));
    let links: Vec<&str> = nowhere.iter().filter_map(|one| one.get("href")).collect();
    assert!(
        matches!(links.as_slice(), [icon] if icon.starts_with("data:image/svg+xml;base64,")),
        "no link can be right at every depth, and the icon is in the page: {links:?}"
    );
    assert!(!text(&files, "index.html").contains("canonical"));
    insta::assert_snapshot!(pages::notes(&publication).join("\n"), @"[site] in corpus.toml states no url: no sitemap is written, and previews of links have no address and no picture");
    assert_eq!(pages::notes(&with_looks()), Vec::<String>::new());
}

#[test]
fn texts_too_long_for_plain_pages_are_listed_alone() {
    let mut publication = with_looks();
    publication.text_bytes = pages::MOST_BYTES;
    let files = published(&publication);
    assert!(!files.contains_key("statements/opening.html"));
    let list = elements(&text(&files, "statements/index.html"));
    let links: Vec<&str> = list.iter().filter_map(|one| one.get("href")).collect();
    assert!(links.contains(&"../index.html#/s/opening"), "{links:?}");
    insta::assert_snapshot!(pages::notes(&publication).join("\n"), @"the texts are too long for plain pages (40 MB, up to 40 MB have them): statements/index.html lists the titles alone");
}

#[test]
fn a_long_list_is_one_of_years() {
    let texts: Vec<(String, String)> = (0..1001)
        .map(|number| {
            let date = if number == 0 {
                "\nto_fill_in: [date]".to_owned()
            } else {
                format!("\ndate: {}", 2000 + number % 2)
            };
            (format!("s{number}"), format!("---\ntitle: Call {number}{date}\n---\nA call.\n"))
        })
        .collect();
    let statements: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let files = published(&corpus("title = \"Calls\"", &statements, &[]));
    let links = |name: &str| -> Vec<String> {
        elements(&text(&files, name)).iter().filter_map(|one| Some(one.get("href")?.to_owned())).collect()
    };
    let years: Vec<String> =
        links("statements/index.html").into_iter().filter(|link| link.starts_with("by-year/")).collect();
    assert_eq!(years, ["by-year/2001.html", "by-year/2000.html", "by-year/undated.html"]);
    let is_row = |link: &&String| link.starts_with("../../statements/s") && link.ends_with(".html");
    let rows = |year: &String| links(&format!("statements/{year}")).iter().filter(is_row).count();
    assert_eq!(years.iter().map(rows).sum::<usize>(), 1001);
    assert!(links("statements/by-year/undated.html").contains(&"../../statements/s0.html".to_owned()));
}

#[test]
fn two_corpora_share_the_app_byte_for_byte() {
    let (one, other) = (published(&hostile()), published(&with_looks()));
    let is_of_the_corpus = |name: &str| {
        name == "index.html"
            || name.ends_with("_bg.wasm")
            || ["site/", "statements/", "sitemap", "corpus/"].iter().any(|start| name.starts_with(start))
            || ["robots.txt", "404.html", "manifest.webmanifest", "sw.js", site::LIST].contains(&name)
    };
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differing: Vec<&String> = names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name) && !is_of_the_corpus(name))
        .collect();
    assert_eq!(differing, Vec::<&String>::new());
    assert!(one.contains_key("worker.js") && other.contains_key("style-0123456789abcdef.css"));
    let bare = |files: &Files| {
        let wasm = &files[&site::wasm_name(files).expect("the app is whole")];
        site::swap_pack(wasm, b"").expect("the module carries a pack")
    };
    let icon = one.keys().find(|name| name.starts_with("site/logo-")).expect("the app's own icon");
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index.html"))
        .expect("the app's page");
    assert!(page.contains(&format!("\"{}\"", head::DEFAULT_ICON)), "the page has the same icon");
    assert!(page.contains(&format!("\"{}\"", head::DEFAULT_DESCRIPTION)), "and the same description");
    assert!(text(&one, icon).starts_with("<svg xmlns='http://www.w3.org/2000/svg'"));
    assert_eq!(bare(&one), bare(&other), "the modules differ in the pack alone");
}

#[test]
fn publishing_from_a_published_site_leaves_nothing_of_the_first() {
    let first = published(&with_looks());
    let again = assemble(first, &hostile(), &Options::default()).expect("a site is an app");
    let (again, fresh) = (again, published(&hostile()));
    assert_eq!(again.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = fresh.keys().filter(|name| again[*name] != fresh[*name]).collect();
    assert_eq!(differing, Vec::<&String>::new());
}

#[test]
fn one_file_carries_its_logo_and_has_no_pages_beside_it() {
    let options = Options { is_one_file: true };
    let files = assemble(app(), &with_looks(), &options).expect("the app is whole");
    assert!(
        files.keys().all(|name| !name.starts_with("statements/") && !name.ends_with(".svg")),
        "{:?}",
        files.keys()
    );
    let page = text(&files, "index.html");
    assert!(page.contains("href=\"data:image/svg+xml;base64,PHN2Zy8+\""), "{page}");
    assert!(!page.contains("./statements/"), "{page}");
    assert!(page.contains("<!--first--><!--/first-->"), "it waits for nothing: {page}");
}

#[test]
fn one_file_made_from_a_site_asks_for_nothing_that_the_site_kept_for_reading_offline() {
    let options = Options { is_one_file: true };
    let files = assemble(published(&with_looks()), &with_looks(), &options).expect("a site is an app");
    let page = text(&files, "index.html");
    for left in ["offline-", "manifest.webmanifest", "demarche-worker"] {
        assert!(!page.contains(left), "{left}: {page}");
    }
}
