//! Publishing a site from an app that is already built: another pack in, hashes made right again.
//!
//! Lives here: swapping the custom section that carries the corpus ([`swap_pack`]), sealing a folder whose files
//! were changed after they were hashed ([`seal`]), and reading and writing the folder of a site ([`load`], [`store`]).
//! Does not live here: building the app (`cargo xtask dist`), making the pack (`packing`), and what a site says of its
//! corpus (`publishing`).
//!
//! Cost: each file is read and written once; the wasm is walked section by section, never decoded. `xtask` compiles
//! this same file as a module of its own, so that it need not wait for the libraries: keep it free of `crate::`.

// Relative to this file, wherever it is compiled.
#[path = "beside.rs"]
pub mod beside;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256, Sha384};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Name of the wasm custom section that holds the pack.
pub const SECTION: &str = "demarche.corpus";

/// How the files of a built app end that holds the code and the pack.
const WASM_SUFFIX: &str = "_bg.wasm";

/// The one page.
const PAGE: &str = "index.html";

/// What stands in the page's script before the address of the program.
const PROGRAM: &str = "module_or_path: ";

/// The list of a site's files with their SHA-256 sums, as `sha256sum` writes it: what stands in it belongs to the site.
pub const LIST: &str = "checksums.txt";

/// Where the pieces of a large corpus lie in a site.
pub const PIECES: &str = "corpus/";

/// A site in memory: path inside the folder, with `/`, and content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a site could not be published.
#[derive(Debug)]
pub enum SiteError {
    /// A file could not be read or written.
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The bytes are no WebAssembly module.
    NotWasm(wasmparser::BinaryReaderError),
    /// The module carries no corpus to replace.
    NoSection,
    /// The folder does not hold a built app.
    NoApp {
        /// What is missing.
        missing: &'static str,
    },
    /// The page names a file that is not there.
    NoSuchFile {
        /// The file as the page names it.
        name: String,
    },
    /// The page's policy cannot take the hashes of what stands inline.
    Policy {
        /// The directive that has to hold them.
        directive: &'static str,
    },
    /// The output folder holds something that is not a site.
    Occupied {
        /// The folder.
        dir: PathBuf,
    },
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { doing, path, .. } => write!(f, "{doing} {} failed", path.display()),
            Self::NotWasm(_) => {
                f.write_str("the app is no WebAssembly module; build it again with `cargo xtask dist`")
            }
            Self::NoSection => write!(
                f,
                "the app has no section `{SECTION}` to put the corpus in; build it again with `cargo xtask dist`"
            ),
            Self::NoApp { missing } => {
                write!(
                    f,
                    "the folder holds no built app: {missing} is missing; name the folder `cargo xtask dist` wrote"
                )
            }
            Self::NoSuchFile { name } => {
                write!(
                    f,
                    "index.html asks for `{name}`, which is not in the folder; build the app again with `cargo xtask dist`"
                )
            }
            Self::Policy { directive } => write!(
                f,
                "the Content-Security-Policy in index.html has no place for the hashes of what stands inline; \
                 write 'sha256-INLINE' among the sources of {directive}"
            ),
            Self::Occupied { dir } => {
                write!(f, "{} holds files that are not a site; name a new or an empty folder", dir.display())
            }
        }
    }
}

impl std::error::Error for SiteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::NotWasm(source) => Some(source),
            _ => None,
        }
    }
}

/// Replaces the pack an app carries; all other sections stay byte for byte, in their order.
pub fn swap_pack(wasm: &[u8], pack: &[u8]) -> Result<Vec<u8>, SiteError> {
    with_pack(wasm, Some(pack))
}

/// The app with this pack, or with none, in the place of the one it carries.
pub(crate) fn with_pack(wasm: &[u8], pack: Option<&[u8]>) -> Result<Vec<u8>, SiteError> {
    let mut module = wasm_encoder::Module::new();
    let mut swapped = false;
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(SiteError::NotWasm)?;
        if let wasmparser::Payload::CustomSection(section) = &payload
            && section.name() == SECTION
        {
            // Statics of several crates would land in several sections of one name: one pack takes their place.
            if let Some(pack) = pack
                && !swapped
            {
                module.section(&wasm_encoder::CustomSection { name: SECTION.into(), data: pack.into() });
            }
            swapped = true;
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            module.section(&wasm_encoder::RawSection { id, data: wasm.get(range).unwrap_or_default() });
        }
    }
    if swapped { Ok(module.finish()) } else { Err(SiteError::NoSection) }
}

/// The pack an app carries, if it carries one.
pub fn carried_pack(wasm: &[u8]) -> Result<Option<&[u8]>, SiteError> {
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        if let wasmparser::Payload::CustomSection(section) = payload.map_err(SiteError::NotWasm)?
            && section.name() == SECTION
        {
            return Ok(Some(section.data()));
        }
    }
    Ok(None)
}

/// Writes to `out_dir` the app of `app_dir` with another pack and nothing else changed. A site that stood in `out_dir`
/// is replaced. What readers get is made by `demarche site`, which adds what a site says of itself.
pub fn publish(app_dir: &Path, pack: &[u8], out_dir: &Path) -> Result<(), SiteError> {
    let mut files = load(app_dir)?;
    exchange_pack(&mut files, pack)?;
    seal_files(&mut files)?;
    store(&files, out_dir)
}

/// Puts another pack into the app's module. Pieces of the corpus it had are left behind; the files are not sealed yet.
pub fn exchange_pack(files: &mut Files, pack: &[u8]) -> Result<(), SiteError> {
    files.retain(|name, _| !is_piece(name));
    let name = wasm_name(files)?;
    if let Some(wasm) = files.get_mut(&name) {
        *wasm = swap_pack(wasm, pack)?;
    }
    Ok(())
}

/// Whether a file of a site is a piece of its corpus, by the name that the pack gives it: 16
/// hexadecimal digits of its content.
pub fn is_piece(name: &str) -> bool {
    let digits = name.strip_prefix(PIECES).and_then(|name| name.strip_suffix(".gz"));
    digits.is_some_and(|digits| {
        digits.len() == 16
            && digits.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
    })
}

/// Makes a folder whose files changed after the page was written whole again: the wasm is named by its content,
/// each `integrity` and each inline hash of the policy is computed anew. Sealing twice changes nothing.
pub fn seal(dir: &Path) -> Result<(), SiteError> {
    let mut files = load(dir)?;
    seal_files(&mut files)?;
    store(&files, dir)
}

/// All files below a folder.
pub fn load(dir: &Path) -> Result<Files, SiteError> {
    let read = |name: String| {
        let path = dir.join(&name);
        let content = std::fs::read(&path);
        content.map(|content| (name, content)).map_err(|source| SiteError::Io {
            doing: "reading",
            path,
            source,
        })
    };
    names(dir)?.into_iter().map(read).collect()
}

/// The files below a folder, with `/`.
pub fn names(dir: &Path) -> Result<BTreeSet<String>, SiteError> {
    let mut names = BTreeSet::new();
    let mut folders = vec![(dir.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let reading = |source| SiteError::Io { doing: "reading", path: folder.clone(), source };
        for entry in std::fs::read_dir(&folder).map_err(reading)? {
            let entry = entry.map_err(reading)?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push((entry.path(), name + "/"));
            } else {
                names.insert(name);
            }
        }
    }
    Ok(names)
}

/// Writes `files` into `dir`. Of a site that stood there, what it lists as its own, what its page asks for and the pieces
/// of its corpus are removed where the new one lacks them; nothing else in the folder is touched: it may be a checkout,
/// with a history and files of its own.
///
/// Each file is written beside its place first, and moved there when all are written, the page last: until then the old
/// site is whole.
pub fn store(files: &Files, dir: &Path) -> Result<(), SiteError> {
    let stale = if dir.exists() { stale(files, dir)? } else { Vec::new() };
    let mut places: Vec<(PathBuf, &[u8])> = Vec::with_capacity(files.len());
    for (name, content) in files {
        let place = dir.join(name);
        let folder = place.parent().unwrap_or(dir);
        std::fs::create_dir_all(folder).map_err(failed("creating", folder))?;
        places.push((place, content));
    }
    // All but the page are named by their content or small; a reader who comes now finds what the old page asks for.
    let page = dir.join(PAGE);
    places.sort_by_key(|(place, _)| *place == page);
    // Not lasting: a site can be published anew.
    beside::write(&places, false).map_err(|beside::Failed { path, source }| SiteError::Io {
        doing: "writing",
        path,
        source,
    })?;
    stale.iter().try_for_each(|path| std::fs::remove_file(path).map_err(failed("removing", path)))
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> SiteError {
    let path = path.to_path_buf();
    move |source| SiteError::Io { doing, path, source }
}

/// What of the site that stands in `dir` the new one lacks.
fn stale(files: &Files, dir: &Path) -> Result<Vec<PathBuf>, SiteError> {
    let standing = names(dir)?;
    // A fresh repository is as good as an empty folder.
    if standing.iter().any(|name| !name.starts_with('.')) && wasm_among(&standing).is_err() {
        return Err(SiteError::Occupied { dir: dir.to_path_buf() });
    }
    let read = |name: &str| -> Result<String, SiteError> {
        let path = dir.join(name);
        let is_there = standing.contains(name);
        let bytes = if is_there { std::fs::read(&path).map_err(failed("reading", &path))? } else { vec![] };
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let (page, list) = (read(PAGE)?, read(LIST)?);
    let listed: BTreeSet<&str> =
        list.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    let is_stale = |name: &&String| {
        let is_own = is_piece(name) || listed.contains(name.as_str()) || page.contains(&format!("./{name}"));
        is_own && !files.contains_key(*name)
    };
    Ok(standing.iter().filter(is_stale).map(|name| dir.join(name)).collect())
}

/// The one file of an app's folder that holds the code.
pub fn wasm_name(files: &Files) -> Result<String, SiteError> {
    wasm_among(&files.keys().cloned().collect())
}

/// The same, by the names alone.
fn wasm_among(names: &BTreeSet<String>) -> Result<String, SiteError> {
    if !names.contains(PAGE) {
        return Err(SiteError::NoApp { missing: PAGE });
    }
    let name = names.iter().find(|name| name.ends_with(WASM_SUFFIX) && !name.contains('/'));
    name.cloned().ok_or(SiteError::NoApp { missing: "a file that ends in _bg.wasm" })
}

/// As [`seal`], in memory.
pub fn seal_files(files: &mut Files) -> Result<(), SiteError> {
    let old_name = wasm_name(files)?;
    let wasm = files.remove(&old_name).unwrap_or_default();
    let new_name = content_name(&old_name, &wasm);
    files.insert(new_name.clone(), wasm);

    let html = files.get("index.html").map(Vec::as_slice).unwrap_or_default();
    let html = String::from_utf8_lossy(html).replace(&old_name, &new_name);
    let html = with_integrity(&html, files)?;
    let html = with_checked_program(&html, &new_name, files)?;
    let html = with_policy(&html)?;
    files.insert("index.html".to_owned(), html.into_bytes());
    Ok(())
}

/// `app-0123456789abcdef_bg.wasm` with the hexadecimal part made from the content, so that no browser takes a
/// cached file for the new one.
fn content_name(name: &str, content: &[u8]) -> String {
    let stem = name.strip_suffix(WASM_SUFFIX).unwrap_or(name);
    let stem = match stem.rsplit_once('-') {
        Some((stem, hash))
            if (8..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit()) =>
        {
            stem
        }
        _ => stem,
    };
    let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{hash}{WASM_SUFFIX}")
}

/// Every `integrity="…"` of the page, computed from the file the same tag names.
fn with_integrity(html: &str, files: &Files) -> Result<String, SiteError> {
    let mut edits = Vec::new();
    for tag in tags(html) {
        let Some(integrity) = tag.attribute("integrity").filter(|range| !range.is_empty()) else { continue };
        let Some(link) = tag.attribute("href").or_else(|| tag.attribute("src")) else { continue };
        let link = &html[link];
        let name =
            link.split(['?', '#']).next().unwrap_or(link).trim_start_matches("./").trim_start_matches('/');
        let content = files.get(name).ok_or_else(|| SiteError::NoSuchFile { name: link.to_owned() })?;
        edits.push((integrity, digest(content)));
    }
    Ok(apply(html, edits))
}

/// The digest of a file, as `integrity` states it.
fn digest(content: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(Sha384::digest(content)))
}

/// The page whose script asks for the program, with the corpus in it, by the digest of its file. That of the preload
/// alone holds nothing: browsers take no notice of it for what scripts fetch. One that does wants both to be the same.
fn with_checked_program(html: &str, name: &str, files: &Files) -> Result<String, SiteError> {
    let missing = || SiteError::NoApp { missing: "the script in index.html that starts the program" };
    // Looked for in scripts only: a corpus may write the same words into its title.
    let in_script = |tag: &Tag<'_>| {
        let text = tag.text.clone().filter(|_| tag.name == "script")?;
        Some(text.start + html[text].find(PROGRAM)? + PROGRAM.len())
    };
    let start = tags(html).iter().find_map(in_script).ok_or_else(missing)?;
    let rest = &html[start..];
    // A string as it was built, and this call once it was sealed; neither has its last character in it a second time.
    let (opening, last) = if rest.starts_with('\'') { ("'", '\'') } else { ("fetch(", ')') };
    let length = rest.strip_prefix(opening).and_then(|rest| rest.find(last)).ok_or_else(missing)?;
    let end = start + opening.len() + length + last.len_utf8();
    let content = files.get(name).map(Vec::as_slice).unwrap_or_default();
    let call = format!("fetch('./{name}', {{ integrity: '{}' }})", digest(content));
    Ok(apply(html, vec![(start..end, call)]))
}

/// The page with the hashes of its inline scripts and styles in its policy, in the place of the marker
/// `'sha256-INLINE'` or of the hashes that stood there.
pub(crate) fn with_policy(html: &str) -> Result<String, SiteError> {
    let mut scripts = Vec::new();
    let mut styles = Vec::new();
    let mut policy = None;
    for tag in tags(html) {
        match tag.name {
            "script" if tag.attribute("src").is_none() => scripts.extend(tag.text.clone()),
            "style" => styles.extend(tag.text.clone()),
            "meta" => {
                let kind = tag.attribute("http-equiv").map(|range| &html[range]);
                if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("content-security-policy")) {
                    policy = tag.attribute("content");
                }
            }
            _ => {}
        }
    }
    let Some(policy) = policy else { return Err(SiteError::Policy { directive: "script-src" }) };
    let mut content = html[policy.clone()].to_owned();
    for (directive, inline) in [("script-src", scripts), ("style-src", styles)] {
        let hashes: Vec<String> = inline.into_iter().map(|range| inline_hash(&html[range])).collect();
        content = with_hashes(&content, directive, &hashes)?;
    }
    Ok(apply(html, vec![(policy, content)]))
}

/// What a policy calls the text of an inline element. Line ends are normalised as an HTML parser does.
fn inline_hash(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

fn with_hashes(policy: &str, directive: &'static str, hashes: &[String]) -> Result<String, SiteError> {
    let mut found = false;
    let directives: Vec<Cow<'_, str>> = policy
        .split(';')
        .map(|part| {
            let mut words: Vec<&str> = part.split_whitespace().collect();
            if words.first() != Some(&directive) {
                return Cow::Borrowed(part);
            }
            let Some(place) = words.iter().position(|word| word.starts_with("'sha256-")) else {
                return Cow::Borrowed(part);
            };
            found = true;
            words.retain(|word| !word.starts_with("'sha256-"));
            let place = place.min(words.len());
            words.splice(place..place, hashes.iter().map(String::as_str));
            // The first directive has no blank before it.
            let blank = if part.starts_with(char::is_whitespace) { " " } else { "" };
            Cow::Owned(format!("{blank}{}", words.join(" ")))
        })
        .collect();
    if found || hashes.is_empty() { Ok(directives.join(";")) } else { Err(SiteError::Policy { directive }) }
}

/// A start tag of the page, with the text inside it where the element's text is not markup.
pub(crate) struct Tag<'h> {
    html: &'h str,
    /// The element's name.
    pub(crate) name: &'h str,
    /// From after the name to before the `>`.
    pub(crate) attributes: Range<usize>,
    /// The content of a `script` or `style` element.
    pub(crate) text: Option<Range<usize>>,
}

impl Tag<'_> {
    /// Where the value of an attribute stands; empty for an attribute without a value.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<Range<usize>> {
        let bytes = self.html.as_bytes();
        let end = self.attributes.end;
        let mut at = self.attributes.start;
        let is_blank = |b: u8| b.is_ascii_whitespace() || b == b'/';
        while at < end {
            if is_blank(bytes[at]) {
                at += 1;
                continue;
            }
            let name_start = at;
            while at < end && !is_blank(bytes[at]) && (bytes[at] != b'=' || at == name_start) {
                at += 1;
            }
            let name = name_start..at;
            let mut value = at..at;
            if at < end && bytes[at] == b'=' {
                at += 1;
                let quote = bytes.get(at).copied().filter(|b| at < end && matches!(b, b'"' | b'\''));
                let start = at + usize::from(quote.is_some());
                let mut stop = start.min(end);
                while stop < end
                    && quote.map_or(!bytes[stop].is_ascii_whitespace(), |quote| bytes[stop] != quote)
                {
                    stop += 1;
                }
                value = start.min(end)..stop;
                at = stop + usize::from(quote.is_some());
            }
            if self.html[name].eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
        }
        None
    }
}

/// The start tags of a page we wrote ourselves: comments and the text of scripts and styles are passed over.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + open;
        if html[start..].starts_with("<!--") {
            at = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let name_end = html[start + 1..]
            .find(|c: char| !c.is_ascii_alphanumeric())
            .map_or(html.len(), |length| start + 1 + length);
        if name_end == start + 1 {
            at = start + 1;
            continue;
        }
        let mut end = name_end;
        let mut quote = None;
        while end < bytes.len() && (quote.is_some() || bytes[end] != b'>') {
            match (quote, bytes[end]) {
                (Some(open), b) if b == open => quote = None,
                (None, b @ (b'"' | b'\'')) => quote = Some(b),
                _ => {}
            }
            end += 1;
        }
        let name = &html[start + 1..name_end];
        at = (end + 1).min(html.len());
        let text = matches!(name, "script" | "style").then(|| {
            let close = html[at..].find(&format!("</{name}")).map_or(html.len(), |length| at + length);
            let text = at..close;
            at = close;
            text
        });
        found.push(Tag { html, name, attributes: name_end..end, text });
    }
    found
}

/// A script without indents and without the lines that are only comments, as wasm-bindgen and this project write them: a
/// quarter of it. One with a text of several lines, or a comment of another form, stays as it is.
pub fn lean(script: &str) -> String {
    let is_other = |line: &str| {
        let line = line.trim();
        let is_open = line.starts_with("/*") && !line.starts_with("/**");
        let has_code = line.starts_with("/**") && line.contains("*/") && !line.ends_with("*/");
        is_open || has_code || line.matches('`').count() % 2 == 1
    };
    if script.lines().any(is_other) {
        return script.to_owned();
    }
    let is_code =
        |line: &&str| !line.is_empty() && !["//", "/**", "*"].iter().any(|comment| line.starts_with(comment));
    script.lines().map(str::trim).filter(is_code).collect::<Vec<_>>().join("\n")
}

/// Replaces ranges that rise and do not overlap.
pub(crate) fn apply(text: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type section and the given custom sections.
    fn module(sections: &[(&str, &[u8])]) -> Vec<u8> {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut module = wasm_encoder::Module::new();
        module.section(&types);
        for (name, data) in sections {
            module.section(&wasm_encoder::CustomSection { name: (*name).into(), data: (*data).into() });
        }
        module.finish()
    }

    fn page(policy: &str) -> String {
        format!(
            "<!doctype html><html><head><!-- <script>not this</script> --><meta charset=utf-8>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <link rel=\"preload\" href=\"./app-1234567890abcdef_bg.wasm\" integrity=\"sha384-old\" as=fetch>\n\
             <link rel=\"stylesheet\" href=\"./app.css\" integrity=\"sha384-old\"/>\n\
             <script type=\"module\">\ninit({{ module_or_path: './app-1234567890abcdef_bg.wasm' }})\n</script></head><body></body></html>"
        )
    }

    fn app(policy: &str) -> Files {
        Files::from([
            ("index.html".to_owned(), page(policy).into_bytes()),
            ("app.css".to_owned(), b"body{}".to_vec()),
            ("app-1234567890abcdef_bg.wasm".to_owned(), module(&[("other", b"kept"), (SECTION, b"first")])),
        ])
    }

    fn text(files: &Files) -> String {
        String::from_utf8(files["index.html"].clone()).expect("the page is UTF-8")
    }

    const POLICY: &str =
        "default-src 'none'; script-src 'self' 'sha256-INLINE' 'wasm-unsafe-eval'; style-src 'self'";

    #[test]
    fn swapping_replaces_the_pack_and_nothing_else() {
        let before = module(&[("a", b"kept"), (SECTION, b"first"), ("b", b"kept too")]);
        let after = module(&[("a", b"kept"), (SECTION, b"a longer second pack"), ("b", b"kept too")]);
        let swapped = swap_pack(&before, b"a longer second pack").expect("the module has the section");
        assert_eq!(swapped, after);
        assert_eq!(carried_pack(&swapped).expect("a module"), Some(&b"a longer second pack"[..]));
        assert_eq!(swap_pack(&swapped, b"first").expect("the module has the section"), before);
    }

    #[test]
    fn swapping_several_sections_of_the_name_leaves_one() {
        let before = module(&[(SECTION, b"one"), (SECTION, b"two")]);
        assert_eq!(
            swap_pack(&before, b"new").expect("the module has the section"),
            module(&[(SECTION, b"new")])
        );
    }

    #[test]
    fn a_module_without_the_section_or_no_module_is_refused() {
        let check = |wasm: &[u8], message: &str| {
            let error = swap_pack(wasm, b"new").expect_err("there is nothing to swap");
            assert!(error.to_string().contains(message), "{error}");
        };
        check(&module(&[("other", b"")]), "has no section `demarche.corpus`");
        check(b"not wasm", "is no WebAssembly module");
        let whole = module(&[(SECTION, b"first")]);
        for end in 0..whole.len() {
            assert!(swap_pack(&whole[..end], b"new").is_err(), "cut at {end}");
        }
    }

    #[test]
    fn sealing_makes_names_integrity_and_policy_agree() {
        let mut files = app(POLICY);
        seal_files(&mut files).expect("the app is whole");
        let html = text(&files);
        let wasm = wasm_name(&files).expect("the app is whole");
        assert_ne!(wasm, "app-1234567890abcdef_bg.wasm");
        assert_eq!(html.matches(&wasm).count(), 2, "{html}");
        assert!(!html.contains("1234567890abcdef") && !html.contains("sha384-old"), "{html}");
        let css = format!("integrity=\"sha384-{}\"", BASE64.encode(Sha384::digest(b"body{}")));
        assert!(html.contains(&css), "{html}");
        let program = digest(&files[&wasm]);
        let script =
            format!("\ninit({{ module_or_path: fetch('./{wasm}', {{ integrity: '{program}' }}) }})\n");
        let inline = inline_hash(&script);
        assert_eq!(html.matches(&program).count(), 2, "the preload and the script agree: {html}");
        assert!(
            html.contains(&format!("script-src 'self' {inline} 'wasm-unsafe-eval'; style-src 'self'\"")),
            "{html}"
        );
    }

    #[test]
    fn sealing_twice_changes_nothing() {
        let mut files = app(POLICY);
        seal_files(&mut files).expect("the app is whole");
        let once = files.clone();
        seal_files(&mut files).expect("a sealed app is whole");
        assert!(files == once);
    }

    #[test]
    fn an_app_that_cannot_be_sealed_says_why() {
        let check = |change: fn(&mut Files), message: &str| {
            let mut files = app(POLICY);
            change(&mut files);
            let error = seal_files(&mut files).expect_err("the app is not whole");
            assert!(error.to_string().contains(message), "{error}");
        };
        check(|files| drop(files.remove("index.html")), "index.html is missing");
        check(|files| drop(files.remove("app-1234567890abcdef_bg.wasm")), "_bg.wasm is missing");
        check(|files| drop(files.remove("app.css")), "asks for `./app.css`");
        let strict = |files: &mut Files| {
            files.insert("index.html".to_owned(), page("script-src 'self'").into_bytes());
        };
        check(strict, "write 'sha256-INLINE' among the sources of script-src");
        let unchecked = |files: &mut Files| {
            let page = page(POLICY).replace("module_or_path: '", "module: '");
            files.insert("index.html".to_owned(), page.into_bytes());
        };
        check(unchecked, "the script in index.html that starts the program is missing");
    }

    #[test]
    fn publishing_replaces_a_site_and_never_a_folder_of_other_things() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let (built, out) = (scratch.path().join("built"), scratch.path().join("out"));
        std::fs::create_dir(&built).expect("a scratch folder");
        store(&app(POLICY), &built).expect("the folder is empty");

        publish(&built, b"second", &out).expect("the folder is new");
        std::fs::create_dir(out.join(".git")).expect("a checkout");
        std::fs::write(out.join(".git/HEAD"), "ref: refs/heads/pages").expect("a checkout");
        std::fs::write(out.join("CNAME"), "example.org").expect("a file of the owner's");
        publish(&built, b"third", &out).expect("a site is replaced");
        let mut files = load(&out).expect("the site is there");
        assert!(
            files.remove(".git/HEAD").is_some() && files.remove("CNAME").is_some(),
            "the owner's files stay"
        );
        assert_eq!(files.len(), 3, "{:?}", files.keys());
        let wasm = &files[&wasm_name(&files).expect("a site")];
        assert_eq!(carried_pack(wasm).expect("a module"), Some(&b"third"[..]));

        let letters = scratch.path().join("letters");
        std::fs::create_dir(&letters).expect("a scratch folder");
        std::fs::write(letters.join("to-anna.txt"), "Dear Anna").expect("a scratch file");
        let error = publish(&built, b"fourth", &letters).expect_err("the folder holds other things");
        assert!(error.to_string().contains("holds files that are not a site"), "{error}");
        assert!(letters.join("to-anna.txt").exists());
    }

    #[test]
    fn a_site_that_cannot_be_written_leaves_the_old_one_whole() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("out");
        let file = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
        let mut old = app(POLICY);
        seal_files(&mut old).expect("the app is whole");
        old.insert(format!("{PIECES}00000000000000aa.gz"), b"a piece that the new site lacks".to_vec());
        store(&old, &out).expect("the folder is new");
        // A folder stands where a file has to go.
        std::fs::create_dir(out.join("zebra.txt")).expect("a scratch folder");
        let mut new = app(POLICY);
        exchange_pack(&mut new, b"another corpus").expect("the app is whole");
        seal_files(&mut new).expect("the app is whole");
        new.extend([file("aardvark.txt", "new"), file("zebra.txt", "new")]);
        assert!(matches!(store(&new, &out), Err(SiteError::Io { doing: "writing", .. })));
        assert_eq!(load(&out).expect("the old site"), old);
        std::fs::remove_dir(out.join("zebra.txt")).expect("an empty folder");
        store(&new, &out).expect("nothing is in the way now");
        assert_eq!(load(&out).expect("the new site"), new);
    }

    #[test]
    fn a_folder_with_hidden_files_only_is_empty() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        std::fs::create_dir(scratch.path().join(".git")).expect("a scratch folder");
        std::fs::write(scratch.path().join(".git/HEAD"), "ref").expect("a scratch file");
        store(&app(POLICY), scratch.path()).expect("a fresh repository takes a site");
        assert!(scratch.path().join(".git/HEAD").is_file());
        let other = tempfile::tempdir().expect("a scratch folder");
        std::fs::write(other.path().join("letter.txt"), "mine").expect("a scratch file");
        assert!(matches!(store(&app(POLICY), other.path()), Err(SiteError::Occupied { .. })));
    }

    #[test]
    fn pieces_lie_beside_the_app_and_go_with_it() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("out");
        let standing = || -> Vec<String> {
            names(&out).expect("the site").into_iter().filter(|name| name.starts_with(PIECES)).collect()
        };
        let publish = |head: &str, names: &[&str]| {
            let mut files = app(POLICY);
            exchange_pack(&mut files, head.as_bytes()).expect("the app is whole");
            files.extend(names.iter().map(|name| (format!("{PIECES}{name}"), name.as_bytes().to_vec())));
            seal_files(&mut files).expect("the app is whole");
            store(&files, &out).expect("the folder is new, or a site");
        };
        publish("one", &["0123456789abcdef.gz", "00000000000000aa.gz"]);
        assert_eq!(standing(), ["corpus/00000000000000aa.gz", "corpus/0123456789abcdef.gz"]);
        let mut files = load(&out).expect("the site");
        let wasm = &files[&wasm_name(&files).expect("a site")];
        assert_eq!(carried_pack(wasm).expect("a module"), Some(&b"one"[..]));
        exchange_pack(&mut files, b"other").expect("a site is an app too");
        assert!(files.keys().all(|name| !name.starts_with(PIECES)), "pieces stay with their corpus");

        for name in ["mine.gz", "00000000000000AA.gz", "readme"] {
            std::fs::write(out.join("corpus").join(name), name).expect("a file of the owner's");
        }
        publish("two", &["0123456789abcdef.gz", "ffffffffffffffff.gz"]);
        let kept = ["00000000000000AA.gz", "0123456789abcdef.gz", "ffffffffffffffff.gz", "mine.gz", "readme"];
        assert_eq!(standing(), kept.map(|name| format!("corpus/{name}")));
        publish("small", &[]);
        assert_eq!(
            standing(),
            ["00000000000000AA.gz", "mine.gz", "readme"].map(|name| format!("corpus/{name}"))
        );
    }

    #[test]
    fn indents_and_comments_go_and_texts_stay() {
        let check = |script: &str, expected: &str| assert_eq!(lean(script), expected);
        check("/**\n * @returns {x}\n */\nf() {\n    // why\n    a = b * c;\n\n}", "f() {\na = b * c;\n}");
        check("a = `one\n    two`;", "a = `one\n    two`;");
        check("a = `one`;\n  b", "a = `one`;\nb");
        check("/** Why. */\n  b", "b");
        check("/** Why. */ a\n  b", "/** Why. */ a\n  b");
        check("a\n  /* why\n  not */\n  b", "a\n  /* why\n  not */\n  b");
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let check = |html: &str, name: &str, value: Option<&str>| {
            let tags = tags(html);
            assert_eq!(tags[0].attribute(name).map(|range| &html[range]), value, "{html}");
        };
        check("<script src='a>b' async>x</script>", "src", Some("a>b"));
        check("<script src='a' async>x</script>", "async", Some(""));
        check("<link rel=stylesheet href=./a.css/>", "rel", Some("stylesheet"));
        check("<link rel=\"a\"HREF=\"b\">", "href", Some("b"));
        check("<link data-href=\"a\">", "href", None);
        check("<link href=", "href", Some(""));
        check("<link href=\"a", "href", Some("a"));
    }
}
