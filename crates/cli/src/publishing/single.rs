//! The files of a site → one page that opens from disk.
//!
//! Lives here: putting style, program and corpus into the page, and the policy that then forbids every request. Does
//! not live here: the site itself ([`super::assemble`], with the whole corpus in the module), how bytes become small
//! ([`super::dense`]) and text ([`super::seven`]), what reads them in the browser (`single.js`).
//!
//! A page from disk may load nothing beside it. So the program's JavaScript, an ES module, stands in the page with the
//! start-up code behind it, known to the policy by its hash. Style and WebAssembly modules stand at the end of the page
//! as data, which no browser runs, compressed with LZMA; a large corpus, which is a section of the module, comes last
//! and with gzip. What belongs to a site with a server goes: links to files, the manifest.

use crate::publishing::{dense, notice, seven};
use crate::site::{self, Files, SiteError, Tag, apply, lean, tags};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::ops::Range;
use wasm_encoder::Section as _;

/// The start-up code.
const BOOT: &str = include_str!("single.js");

/// The style until the whole of it is there. It loses to every other rule.
const FIRST_STYLE: &str = ":where(body){margin:1.5rem;font-family:system-ui,sans-serif}";

/// A corpus of more bytes is compressed with gzip: undoing LZMA would take longer than all else.
const LARGE: usize = 1 << 20;

/// So many bytes of the compressed program stand in one block: what is held twice while it is read.
const BLOCK: usize = 7 << 17;

/// How the file of the program's second module ends (`cargo xtask finish`); an app may lack it.
const LATER_SUFFIX: &str = "_later.wasm";

/// The page.
const PAGE: &str = "index.html";

/// What the page says when it cannot start, for a page of one file.
const FAILED: &str = "This file was cut short or changed on its way: get it again from where it came from. If that \
    does not help, your browser may be too old (any of the last three years will do).";

/// One page that holds all of a site. The same files give the same page.
///
/// # Errors
/// When the files are not those of a built app.
pub fn one_file(files: &Files) -> Result<String, SiteError> {
    let page = files.get(PAGE).ok_or(SiteError::NoApp { missing: PAGE })?;
    let page = String::from_utf8_lossy(page);
    let wasm = files.get(&site::wasm_name(files)?).map(Vec::as_slice).unwrap_or_default();
    let (head, tail) = parts(wasm)?;
    let later =
        files.iter().find(|(name, _)| name.ends_with(LATER_SUFFIX)).map_or(&[][..], |(_, later)| later);
    let mut small = style(&page, files).into_bytes();
    let sizes = [small.len(), later.len(), head.len(), tail.len()];
    small.extend_from_slice(later);
    small.extend_from_slice(&head);
    let small = dense::lzma(&small);
    let checksum = dense::checksum(&small);
    let sizes = format!("{},{checksum}", sizes.map(|size| size.to_string()).join(","));
    let page = with_parts(&page, files, &sizes)?;
    let page = with_failure(&page);
    let page = site::with_policy(&with_policy(&page))?;
    let end = page.rfind("</body>").ok_or(SiteError::NoApp { missing: "the end of index.html" })?;
    let mut out = String::with_capacity(page.len() + wasm.len());
    out.push_str(&page[..end]);
    out.push_str(&notice::comment());
    data(&mut out, "small", &small);
    if !tail.is_empty() {
        data(&mut out, "large", &dense::gzip(&tail));
    }
    out.push_str(&page[end..]);
    Ok(out)
}

/// Blocks of data. None is ever run, so the policy need not know them.
fn data(out: &mut String, part: &str, bytes: &[u8]) {
    for block in bytes.chunks(BLOCK) {
        let length = block.len();
        out.push_str(&format!("<script type=\"application/octet-stream\" data-{part}=\"{length}\">"));
        out.push_str(&seven::encode(block));
        out.push_str("</script>\n");
    }
}

/// The module in two parts, the second a large corpus: its section may stand at the end as well as anywhere.
fn parts(wasm: &[u8]) -> Result<(Vec<u8>, Vec<u8>), SiteError> {
    let is_large = wasm.len() > LARGE && site::carried_pack(wasm)?.is_some_and(|pack| pack.len() > LARGE);
    let pack = if is_large {
        site::carried_pack(wasm)?.unwrap_or_default()
    } else {
        return Ok((wasm.to_vec(), vec![]));
    };
    let head = site::with_pack(wasm, None)?;
    let mut tail = Vec::new();
    wasm_encoder::CustomSection { name: site::SECTION.into(), data: pack.into() }.append_to(&mut tail);
    Ok((head, tail))
}

/// All style sheets of the page, in their order.
fn style(page: &str, files: &Files) -> String {
    let sheet = |tag: &Tag<'_>| {
        let link = &page[tag.attribute("href").filter(|_| is_style_link(page, tag))?];
        Some(with_pictures(&String::from_utf8_lossy(file(files, link)?), link, files))
    };
    tags(page).iter().filter_map(sheet).collect::<Vec<_>>().join("\n")
}

/// A style sheet with the pictures it names, which lie beside it.
fn with_pictures(sheet: &str, link: &str, files: &Files) -> String {
    const OPEN: &str = "url(\"./";
    let folder = link.rsplit_once('/').map_or("", |(folder, _)| folder);
    let edits = sheet.match_indices(OPEN).filter_map(|(at, _)| {
        let start = at + OPEN.len();
        let name = sheet.get(start..)?.split('"').next()?;
        let content = file(files, &format!("{folder}/{name}"))?;
        Some((start - 2..start + name.len(), data_address(name, content)))
    });
    apply(sheet, edits.collect())
}

/// Whether a tag links a style sheet.
pub(super) fn is_style_link(page: &str, tag: &Tag<'_>) -> bool {
    let relation = tag.attribute("rel").map(|range| &page[range]);
    tag.name == "link" && relation.is_some_and(|relation| relation.eq_ignore_ascii_case("stylesheet"))
}

/// The page with style and program in the place of the tags that name their files, and without what needs a server.
fn with_parts(page: &str, files: &Files, sizes: &str) -> Result<String, SiteError> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let (mut has_program, mut has_style) = (false, false);
    for tag in tags(page) {
        let value = |name| tag.attribute(name).map(|range| &page[range]);
        match tag.name {
            "link" if is_style_link(page, &tag) && !has_style => {
                has_style = true;
                edits.push((whole(&tag), format!("<style>{FIRST_STYLE}</style>")));
            }
            "link" => {
                let relations = value("rel").unwrap_or_default().to_ascii_lowercase();
                let file = value("href").and_then(|link| Some((link, file(files, link)?)));
                if let Some(edit) = link(&relations, file) {
                    edits.push((whole(&tag), edit));
                }
            }
            "img" => {
                if let Some((range, content)) =
                    tag.attribute("src").and_then(|range| Some((range.clone(), file(files, &page[range])?)))
                {
                    let data = data_address(&page[range.clone()], content);
                    edits.push((range, data));
                }
            }
            "script" => {
                let Some(text) = tag.text.clone().filter(|_| value("type") == Some("module")) else {
                    continue;
                };
                if !page[text.clone()].trim_start().starts_with("import ") {
                    continue;
                }
                has_program = true;
                edits.push((text, program(page, &tag, files, sizes)?));
            }
            _ => {}
        }
    }
    if !has_program {
        return Err(SiteError::NoApp { missing: "the script in index.html that starts the program" });
    }
    Ok(apply(page, edits))
}

/// Where a tag stands.
pub(super) fn whole(tag: &Tag<'_>) -> Range<usize> {
    tag.attributes.start - tag.name.len() - 1..tag.attributes.end + 1
}

/// What stands in the place of a link; `None` where it stays.
fn link(relations: &str, file: Option<(&str, &[u8])>) -> Option<String> {
    let is = |relation: &str| relations.split_ascii_whitespace().any(|one| one == relation);
    match file {
        Some((name, content)) if is("icon") => {
            Some(format!("<link rel=\"icon\" href=\"{}\" />", data_address(name, content)))
        }
        Some(_) => Some(String::new()),
        None => None,
    }
}

/// The program's JavaScript, taken from the file that the page's script imports, with the start-up code behind it.
fn program(page: &str, tag: &Tag<'_>, files: &Files, sizes: &str) -> Result<String, SiteError> {
    let missing = || SiteError::NoApp { missing: "the JavaScript of the program" };
    let script = &page[tag.text.clone().unwrap_or_default()];
    let name = script.split_once(" from ").and_then(|(_, rest)| rest.split(['\'', '"']).nth(1));
    let glue = file(files, name.ok_or_else(missing)?).ok_or_else(missing)?;
    let glue = String::from_utf8_lossy(glue);
    let start = default_export(&glue).ok_or_else(missing)?;
    let boot = BOOT.replace("/* LEFT_OUT */", &seven::left_out()).replace("/* SIZES */", sizes);
    let boot = boot.replace("START", start);
    Ok(format!("{}\n{}", inline_script(&lean(&glue)), inline_script(&lean(&boot))))
}

/// What the module calls that which it exports as its default.
fn default_export(glue: &str) -> Option<&str> {
    let before = glue.get(..glue.rfind(" as default")?)?;
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')))? + 1;
    before.get(start..).filter(|name| !name.is_empty())
}

/// The file of a site that an address inside it names.
fn file<'f>(files: &'f Files, link: &str) -> Option<&'f [u8]> {
    let name = link.split(['?', '#']).next().unwrap_or(link).trim_start_matches("./").trim_start_matches('/');
    files.get(name).map(Vec::as_slice)
}

/// A picture as an address of its own.
pub(super) fn data_address(name: &str, content: &[u8]) -> String {
    let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("svg") => "svg+xml",
        Some("jpg" | "jpeg") => "jpeg",
        Some("webp") => "webp",
        Some("gif") => "gif",
        Some("ico") => "x-icon",
        _ => "png",
    };
    format!("data:image/{kind};base64,{}", BASE64.encode(content))
}

/// A script as it may stand inside its element. What would end the element, or hide its end, can stand in strings,
/// patterns and comments only, where the escape means the same.
fn inline_script(script: &str) -> String {
    escape(&escape(script, "</script", "\\x3C"), "<!--", "\\x3C")
}

/// Writes the `<` of each `wanted`, in whatever case it is written, as `escape`.
fn escape(text: &str, wanted: &str, escape: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let edits = lower.match_indices(wanted).map(|(at, _)| (at..at + 1, escape.to_owned()));
    apply(text, edits.collect())
}

/// The page with the sentence that fits one file, where it says why it cannot start.
fn with_failure(page: &str) -> String {
    let paragraph = page.find("id=\"failed\"").and_then(|at| {
        let start = at + page[at..].find("<p>")? + "<p>".len();
        Some(start..start + page[start..].find("</p>")?)
    });
    apply(page, paragraph.map(|range| (range, FAILED.to_owned())).into_iter().collect())
}

/// The page with a policy that allows what stands in it and no request at all. The hashes come when it is sealed.
fn with_policy(page: &str) -> String {
    let policy = tags(page).iter().find_map(|tag| {
        let kind = tag.attribute("http-equiv").map(|range| &page[range])?;
        let is_policy = tag.name == "meta" && kind.eq_ignore_ascii_case("content-security-policy");
        is_policy.then(|| tag.attribute("content"))?
    });
    let edits = policy.map(|range| {
        let directives = page[range.clone()].split(';').filter_map(|directive| {
            let mut words: Vec<&str> =
                directive.split_whitespace().filter(|word| *word != "'self'").collect();
            if words.first() == Some(&"style-src") {
                words.push("'sha256-INLINE'");
            }
            // What allowed only the site's own files now allows nothing, as the default does.
            let is_empty = words.len() == 1 && directive.split_whitespace().count() > 1;
            (!words.is_empty() && !is_empty).then(|| words.join(" "))
        });
        (range.clone(), directives.collect::<Vec<_>>().join("; "))
    });
    apply(page, edits.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-INLINE'; style-src 'self'; \
        img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
        form-action 'none'; require-trusted-types-for 'script'; trusted-types demarche";

    fn app(glue: &str, style: &str) -> Files {
        let page = format!(
            "<!doctype html>\n<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\" />\n\
             <link rel=\"icon\" href=\"./icon.svg\" /><link rel=\"manifest\" href=\"./manifest.webmanifest\" />\n\
             <link rel=\"canonical\" href=\"https://example.org/\" />\n\
             <script>document.title;</script>\n\
             <link rel=\"stylesheet\" href=\"./style-1.css\" integrity=\"sha384-x\" />\n\
             <script type=\"module\">\nimport init, * as bindings from './app-1.js';\nawait init('./app-1_bg.wasm');\n\
             </script>\n<link rel=\"modulepreload\" href=\"./app-1.js\"><link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\">\n\
             </head><body><main id=\"failed\" hidden><h1>No</h1><p>It needs a web server.</p></main></body></html>\n"
        );
        let file = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
        Files::from([
            file("index.html", &page),
            file("app-1.js", glue),
            file("app-1_bg.wasm", "the program and the corpus"),
            file("style-1.css", style),
            file("icon.svg", "<svg/>"),
            file("manifest.webmanifest", "{}"),
        ])
    }

    const GLUE: &str = "function __wbg_init() {}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn everything_stands_in_the_page_and_nothing_is_named_by_a_file() {
        let page = one_file(&app(GLUE, "h1 { margin: 0 }")).expect("an app");
        for gone in
            ["./app-1", "style-1.css", "manifest", "modulepreload", "integrity", "import init", "web server"]
        {
            assert!(!page.contains(gone), "{gone} in {page}");
        }
        for there in [
            "<style>:where(body)",
            "function __wbg_init() {}",
            "await __wbg_init({ module_or_path",
            "href=\"data:image/svg+xml;base64,PHN2Zy8+\"",
            "https://example.org/",
            "Copyright © 2020-2024 Unicode, Inc.",
            FAILED,
        ] {
            assert!(page.contains(there), "no {there} in {page}");
        }
        assert_eq!(page, one_file(&app(GLUE, "h1 { margin: 0 }")).expect("an app"), "twice the same");
    }

    #[test]
    fn the_policy_allows_what_stands_in_the_page_and_no_request() {
        let page = one_file(&app(GLUE, "h1 { margin: 0 }")).expect("an app");
        let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)));
        let texts: Vec<&str> = tags(&page).iter().filter_map(|tag| Some(&page[tag.text.clone()?])).collect();
        let [head, style, program, data] = texts[..] else { panic!("{} elements", texts.len()) };
        let policy =
            page.split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a policy");
        let expected = format!(
            "default-src 'none'; script-src 'wasm-unsafe-eval' {} {}; style-src {}; img-src data:; base-uri 'none'; \
             form-action 'none'; require-trusted-types-for 'script'; trusted-types demarche",
            hash(head),
            hash(program),
            hash(style)
        );
        assert_eq!(policy, expected);
        assert!(!policy.contains(&hash(data)), "data never runs");
    }

    #[test]
    fn style_sheets_come_in_their_order_with_their_pictures() {
        let mut files = app(GLUE, "a {}");
        files.insert(
            "own/b.css".to_owned(),
            b"b { background: url(\"./logo.png\") url(\"./none.png\") }".to_vec(),
        );
        files.insert("own/logo.png".to_owned(), b"picture".to_vec());
        let page = "<link rel=\"stylesheet\" href=\"./style-1.css\"><link rel=\"icon\" href=\"./icon.svg\">\
            <link rel=\"stylesheet\" href=\"./own/b.css\">";
        assert_eq!(
            style(page, &files),
            "a {}\nb { background: url(\"data:image/png;base64,cGljdHVyZQ==\") url(\"./none.png\") }"
        );
    }

    #[test]
    fn a_large_corpus_stands_apart_and_a_small_one_does_not() {
        let mut module = wasm_encoder::Module::new();
        module.section(&wasm_encoder::CustomSection { name: site::SECTION.into(), data: b"old"[..].into() });
        module.section(&wasm_encoder::CustomSection { name: "later".into(), data: b"x"[..].into() });
        let app = module.finish();
        for (length, is_apart) in [(LARGE, false), (LARGE + 1, true)] {
            let pack = vec![7; length];
            let wasm = site::swap_pack(&app, &pack).expect("a module");
            let (head, tail) = parts(&wasm).expect("a module");
            assert_eq!(!tail.is_empty(), is_apart);
            let whole = [head, tail].concat();
            assert_eq!(site::carried_pack(&whole).expect("a module"), Some(&pack[..]));
            assert_eq!(whole.len(), wasm.len());
        }
    }

    #[test]
    fn what_would_end_an_element_is_escaped() {
        let check = |escaped: String, expected: &str| assert_eq!(escaped, expected);
        check(inline_script("a = '</script><!--<script>';"), "a = '\\x3C/script>\\x3C!--<script>';");
        check(inline_script("a = '</SCRIPT\\n>' < b;"), "a = '\\x3C/SCRIPT\\n>' < b;");
    }

    #[test]
    fn the_default_export_is_found_under_any_name() {
        assert_eq!(default_export(GLUE), Some("__wbg_init"));
        assert_eq!(default_export("let $a=1;export{b as initSync,$a as default};"), Some("$a"));
        assert_eq!(default_export("export default 1;"), None);
    }

    #[test]
    fn what_is_no_app_is_refused_with_a_sentence() {
        let check = |change: fn(&mut Files), expected: &str| {
            let mut files = app(GLUE, "");
            change(&mut files);
            let error = one_file(&files).expect_err("it is not whole");
            assert!(error.to_string().contains(expected), "{error}");
        };
        check(|files| drop(files.remove("index.html")), "index.html is missing");
        check(|files| drop(files.remove("app-1.js")), "the JavaScript of the program is missing");
        check(|files| drop(files.remove("app-1_bg.wasm")), "_bg.wasm is missing");
        check(|files| drop(files.insert("index.html".to_owned(), b"<p>".to_vec())), "is missing");
    }

    proptest! {
        #[test]
        fn no_script_ends_its_element(parts in proptest::collection::vec("(</|<!--|<|script|SCRIPT|style|[a-z '\"\\\\])", 0..12)) {
            let text = parts.concat();
            let script = inline_script(&text).to_ascii_lowercase();
            prop_assert!(!script.contains("</script") && !script.contains("<!--"), "{}", script);
        }
    }
}
