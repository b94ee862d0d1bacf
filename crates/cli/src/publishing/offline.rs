//! A site that is read without a network: web manifest, service worker, and what ties them to the page.
//!
//! Lives here: what belongs to an edition, the manifest, and filling in the worker (`sw.js`) and the script that
//! registers it (`offline.js`). Does not live here: what the worker does in a browser, which is said in `sw.js`.
//!
//! In two steps, because the digests that the worker carries are those of the finished files: [`link`] changes the page,
//! [`add`] comes last. An edition is named by the digest of all its files, so the same files give the same worker, and a
//! browser that finds the worker unchanged loads nothing. Cost: one SHA-256 over each file.

use super::checksums;
use crate::site::{self, Files, SiteError, is_piece};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use demarche_corpus::CorpusInfo;
use serde_json::json;
use sha2::{Digest as _, Sha256, Sha384};

const PAGE: &str = "index.html";
const WORKER: &str = "sw.js";
const MANIFEST: &str = "manifest.webmanifest";

/// The worker and the page's script, before they are filled in.
const WORKER_SOURCE: &str = include_str!("sw.js");
const SCRIPT_SOURCE: &str = include_str!("offline.js");

/// Around what [`link`] wrote, so that a site can be published from a published one.
const BEGIN: &str = "<!--offline-->";
const END: &str = "<!--/offline-->";

/// Where the plain pages lie. They say what the app says, so of a large site they are not kept.
const PLAIN: &str = "statements/";

/// What lies beside the app is loaded beforehand up to so many bytes, about as much as a page with pictures: nobody who
/// follows a link has asked for a whole corpus. Above that, first the plain pages are left out, then the pieces of the
/// corpus are kept as they are read, or when the reader asks for all of them.
const KEPT_BEFOREHAND: usize = 5_000_000;

/// For crawlers and hosts, and the list that holds the digest of the worker itself; no reader's page asks for these, nor for
/// site maps and pictures for previews.
const NOT_READ: [&str; 5] = [WORKER, checksums::NAME, "404.html", "robots.txt", "CNAME"];

/// The colours of a window of its own where the page names none: the accent and the paper of the light theme.
const THEME_COLOUR: &str = "#274c7e";
const BACKGROUND: &str = "#fbfaf7";

/// A phone shows no more characters of a name below an icon.
const SHORT_NAME: usize = 14;

/// Adds the manifest and the script that registers the worker, and names them in the page. The files must be sealed;
/// they stay so, because what is added is no inline script.
///
/// # Errors
/// When there is no page.
pub fn link(files: &mut Files, info: &CorpusInfo) -> Result<(), SiteError> {
    let page = unlink(files)?;

    let manifest = manifest(&page, info);
    files.insert(MANIFEST.to_owned(), manifest.into_bytes());
    let content = site::lean(SCRIPT_SOURCE).into_bytes();
    let integrity = BASE64.encode(Sha384::digest(&content));
    let script = script_name(&content);
    files.insert(script.clone(), content);

    let edition = edition(files);
    // The page names its worker, so that whoever replaces this site knows what to remove.
    let links = format!(
        r#"{BEGIN}<link rel="manifest" href="./{MANIFEST}" /><meta name="demarche-worker" content="./{WORKER}" /><meta name="demarche-edition" content="{edition}" /><script type="module" src="./{script}" integrity="sha384-{integrity}"></script>{END}"#
    );
    let at = page.find("</head>").unwrap_or(page.len());
    let (before, after) = page.split_at(at);
    files.insert(PAGE.to_owned(), format!("{before}{links}{after}").into_bytes());
    Ok(())
}

/// Takes out what an earlier publication added for reading offline; gives the page without it.
///
/// # Errors
/// When there is no page.
pub fn unlink(files: &mut Files) -> Result<String, SiteError> {
    // A list of another site's digests is no part of this edition.
    files.retain(|name, _| !is_ours(name) && name != checksums::NAME);
    let page = files.get(PAGE).ok_or(SiteError::NoApp { missing: PAGE })?;
    let page = without_links(&String::from_utf8_lossy(page));
    files.insert(PAGE.to_owned(), page.clone().into_bytes());
    Ok(page)
}

/// Adds the worker, made from the finished files.
pub fn add(files: &mut Files) {
    files.remove(WORKER);
    let read = files.iter().filter(|(name, _)| is_read(name));
    let (pieces, rest): (Vec<_>, Vec<_>) = read.partition(|(name, _)| is_piece(name));
    let (plain, mut now): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(name, _)| name.starts_with(PLAIN));
    let weight =
        |files: &[(&String, &Vec<u8>)]| files.iter().map(|(_, content)| content.len()).sum::<usize>();
    let bytes = weight(&pieces);
    if bytes + weight(&plain) <= KEPT_BEFOREHAND {
        now.extend(plain);
    }
    let list = |files: Vec<(&String, &Vec<u8>)>| {
        let rows: Vec<_> =
            files.into_iter().map(|(name, content)| (name, BASE64.encode(Sha256::digest(content)))).collect();
        json!(rows).to_string()
    };
    let edition = files.get(PAGE).and_then(|page| edition_of(page)).unwrap_or_else(|| edition(files));
    let worker = site::lean(WORKER_SOURCE)
        .replacen("@EDITION@", &edition, 1)
        .replacen("@FILES@", &list(now), 1)
        .replacen("@LATER@", &list(pieces), 1)
        .replacen("@BYTES@", &bytes.to_string(), 1)
        .replacen("@LITTLE@", if bytes <= KEPT_BEFOREHAND { "true" } else { "false" }, 1);
    files.insert(WORKER.to_owned(), worker.into_bytes());
}

/// Whether [`link`] or [`add`] wrote a file.
fn is_ours(name: &str) -> bool {
    let script = name.strip_prefix("offline-").and_then(|rest| rest.strip_suffix(".js"));
    name == WORKER
        || name == MANIFEST
        || script.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a reader's browser has a use for a file.
fn is_read(name: &str) -> bool {
    let is_for_hosts = name.split('/').any(|part| part.starts_with('.'));
    let is_map = name.starts_with("sitemap") && name.ends_with(".xml");
    !is_for_hosts && !is_map && !NOT_READ.contains(&name) && !name.starts_with("site/preview-")
}

/// The page as it was before [`link`].
fn without_links(page: &str) -> String {
    let parts = page.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    parts.map_or_else(|| page.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// Names all files as they are: a digest over their names and digests.
fn edition(files: &Files) -> String {
    let mut digest = Sha256::new();
    for (name, content) in files {
        digest.update(name);
        digest.update([0]);
        digest.update(Sha256::digest(content));
    }
    digest.update(WORKER_SOURCE);
    hexadecimal(&digest.finalize())
}

/// The edition that a page names.
fn edition_of(page: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(page);
    let (_, rest) = page.split_once(r#"<meta name="demarche-edition" content=""#)?;
    rest.split_once('"').map(|(edition, _)| edition.to_owned())
}

/// The name of the page's script, made from its content: it is never an older one out of a cache.
fn script_name(content: &[u8]) -> String {
    let hash = hexadecimal(&Sha256::digest(content));
    format!("offline-{}.js", hash.get(..16).unwrap_or(&hash))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The web manifest: what the corpus is called, with the icon and the colour that the page has.
fn manifest(page: &str, info: &CorpusInfo) -> String {
    let attribute = |element: &str, (key, value): (&str, &str), wanted: &str| {
        let tags = site::tags(page);
        let is_it = |tag: &&site::Tag<'_>| {
            tag.name == element && tag.attribute(key).is_some_and(|range| page[range] == *value)
        };
        tags.iter().find(is_it).and_then(|tag| tag.attribute(wanted)).map(|range| page[range].to_owned())
    };
    let icon = attribute("link", ("rel", "icon"), "href");
    let colour = attribute("meta", ("name", "theme-color"), "content");
    let short = attribute("meta", ("name", "application-name"), "content");
    let short = short.map(|name| html_escape::decode_html_entities(&name).into_owned());
    let icons: Vec<_> = icon
        .iter()
        .map(|src| {
            let kind = ["svg", "png", "webp"].into_iter().find(|kind| {
                src.ends_with(&format!(".{kind}")) || src.starts_with(&format!("data:image/{kind}"))
            });
            match kind.unwrap_or("svg") {
                "svg" => json!({ "src": src, "sizes": "any", "type": "image/svg+xml" }),
                kind => json!({ "src": src, "sizes": "any", "type": format!("image/{kind}") }),
            }
        })
        .collect();
    let mut manifest = json!({
        "name": info.title,
        "short_name": short.unwrap_or_else(|| short_name(&info.title)),
        "lang": info.language,
        "dir": "auto",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": colour.as_deref().unwrap_or(THEME_COLOUR),
        "background_color": BACKGROUND,
        "icons": icons,
    });
    if !info.description.is_empty() {
        manifest["description"] = json!(info.description);
    }
    format!("{manifest:#}\n")
}

/// The first words of a title that fit below an icon; at least one.
fn short_name(title: &str) -> String {
    let mut short = String::new();
    for word in title.split_whitespace() {
        let blank = usize::from(!short.is_empty());
        if !short.is_empty() && short.chars().count() + blank + word.chars().count() > SHORT_NAME {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE_SOURCE: &str = "<!doctype html><html><head><link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg/%3E\" /><meta name=\"theme-color\" content=\"#123456\" /></head><body></body></html>";

    fn app(names: &[(&str, usize)]) -> Files {
        let mut files: Files =
            names.iter().map(|(name, length)| ((*name).to_owned(), vec![b'x'; *length])).collect();
        files.insert(PAGE.to_owned(), PAGE_SOURCE.as_bytes().to_vec());
        files
    }

    fn info() -> CorpusInfo {
        CorpusInfo { title: "Talks in \"Port Alder\" & <elsewhere>".to_owned(), ..CorpusInfo::default() }
    }

    fn published(names: &[(&str, usize)]) -> Files {
        let mut files = app(names);
        link(&mut files, &info()).expect("there is a page");
        add(&mut files);
        files
    }

    fn text(files: &Files, name: &str) -> String {
        String::from_utf8(files[name].clone()).expect("it is text")
    }

    #[test]
    fn the_worker_lists_what_readers_ask_for_and_never_itself() {
        let check = |piece: usize, plain: usize, now: &[&str], is_little: bool| {
            let files = published(&[
                ("a.js", 3),
                ("corpus/0123456789abcdef.gz", piece),
                ("statements/2024.html", plain),
                ("site/preview-0123.png", 1),
                ("robots.txt", 1),
                ("checksums.txt", 1),
                ("sitemap.xml", 1),
                ("404.html", 1),
                (".nojekyll", 0),
            ]);
            let worker = text(&files, WORKER);
            let names = |list: &str| -> Vec<String> {
                let line = worker.lines().find(|line| line.starts_with(&format!("const {list} = new Map(")));
                let line = line.expect("the list stands on a line of its own");
                let rows = &line[line.find('[').expect("a list")..=line.rfind(']').expect("a list")];
                let rows: Vec<(String, String)> = serde_json::from_str(rows).expect("the list is JSON");
                for (name, digest) in &rows {
                    assert_eq!(*digest, BASE64.encode(Sha256::digest(&files[name])), "{name}");
                }
                rows.into_iter().map(|(name, _)| name).collect()
            };
            let script = script_name(site::lean(SCRIPT_SOURCE).as_bytes());
            let expected = |names: &[&str]| -> Vec<String> {
                let mut names: Vec<String> = names
                    .iter()
                    .map(|name| if *name == "SCRIPT" { script.clone() } else { (*name).to_owned() })
                    .collect();
                names.sort();
                names
            };
            let sorted = |mut names: Vec<String>| {
                names.sort();
                names
            };
            assert_eq!(sorted(names("FILES")), expected(now));
            assert_eq!(sorted(names("LATER")), ["corpus/0123456789abcdef.gz"]);
            assert!(
                worker.contains(&format!("const LATER_BYTES = {piece};\nconst IS_LITTLE = {is_little};\n"))
            );
            assert!(!worker.contains('@'), "a place was not filled in");
        };
        let app = ["a.js", PAGE, MANIFEST, "SCRIPT"];
        let with_plain = [&app[..], &["statements/2024.html"]].concat();
        check(5, 4, &with_plain, true);
        check(KEPT_BEFOREHAND - 4, 4, &with_plain, true);
        check(KEPT_BEFOREHAND, 4, &app, true);
        check(4, KEPT_BEFOREHAND, &app, true);
        check(KEPT_BEFOREHAND + 1, 4, &app, false);
    }

    #[test]
    fn an_edition_is_named_by_all_of_its_files() {
        let edition = |files: &Files| edition_of(&files[PAGE]).expect("the page names its edition");
        let one = published(&[("a.js", 3), ("b.css", 2)]);
        assert!(one == published(&[("a.js", 3), ("b.css", 2)]), "the same files give the same bytes");
        assert!(text(&one, WORKER).contains(&edition(&one)));
        assert_ne!(edition(&one), edition(&published(&[("a.js", 4), ("b.css", 2)])));
        assert_ne!(edition(&one), edition(&published(&[("a.js", 3), ("c.css", 2)])));
    }

    #[test]
    fn a_published_site_can_be_published_again() {
        let once = published(&[("a.js", 3)]);
        let mut twice = once.clone();
        link(&mut twice, &info()).expect("there is a page");
        add(&mut twice);
        assert!(once == twice);
        assert_eq!(text(&once, PAGE).matches("rel=\"manifest\"").count(), 1);
        assert_eq!(without_links(&text(&once, PAGE)), PAGE_SOURCE);
    }

    #[test]
    fn the_page_names_the_script_by_its_content() {
        let files = published(&[]);
        let page = text(&files, PAGE);
        let script = script_name(site::lean(SCRIPT_SOURCE).as_bytes());
        assert!(page.contains(&format!("src=\"./{script}\"")), "{page}");
        assert!(page.contains(&BASE64.encode(Sha384::digest(&files[&script]))), "{page}");
        assert!(page.contains("./sw.js"), "replacing the site removes its worker");
    }

    #[test]
    fn the_manifest_says_what_the_page_says() {
        let files = published(&[]);
        let manifest: serde_json::Value = serde_json::from_slice(&files[MANIFEST]).expect("it is JSON");
        assert_eq!(manifest["name"], "Talks in \"Port Alder\" & <elsewhere>");
        assert_eq!(manifest["short_name"], "Talks in \"Port");
        assert_eq!(manifest["theme_color"], "#123456");
        assert_eq!(manifest["icons"][0]["src"], "data:image/svg+xml,%3Csvg/%3E");
        assert_eq!(manifest["start_url"], manifest["scope"]);
        assert!(manifest.get("id").is_none(), "an id is seen from the origin, which several sites may share");
    }

    #[test]
    fn a_short_name_is_whole_words() {
        let check = |title: &str, short: &str| assert_eq!(short_name(title), short, "{title}");
        check("Port Alder", "Port Alder");
        check("Talks in Port Alder", "Talks in Port");
        check("Außenministerkonferenz 2024", "Außenministerkonferenz");
        check("  ", "");
    }
}
