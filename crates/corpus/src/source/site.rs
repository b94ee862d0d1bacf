//! `[site]` of `corpus.toml`: how a published site looks and where it will be.
//!
//! Lives here: the keys of the table, with every finding about them. Does not live here: colours ([`super::colour`]),
//! pictures ([`super::picture`]), and what publishing does with any of it. Only the footer goes into a pack, because
//! the app shows it; the rest concerns who publishes.

use super::colour::{Colour, Theme};
use super::fields::Fields;
use super::markdown::{is_safe_address, parse_markdown};
use super::node::{Node, Value, parse_toml};
use super::picture::{Picture, PictureFormat};
use super::svg::active_part;
use super::text::Finding;
use super::{INFO_PATH, SourceContent, SourceFile};
use crate::body::SpanKind;
use crate::diagnostic::Severity;
use crate::model::LinkedText;
use std::ops::Range;

/// How a site looks and where it will be. Of no concern to the app.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteInfo {
    /// The address of the site's first page, https (or http on this machine), with `/` at its end.
    pub url: Option<String>,
    /// The name under an icon, where the title is too long for that.
    pub short_name: Option<String>,
    /// The logo.
    pub logo: Option<Picture>,
    /// What social networks and messengers show beside a link.
    pub image: Option<Picture>,
    /// The colour of links and of what is chosen.
    pub accent: Option<Accent>,
}

/// The colour of links and of what is chosen, in both themes; text in it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// On light paper.
    pub light: Colour,
    /// On dark paper.
    pub dark: Colour,
}

/// The largest logo: every reader loads it.
const MAX_LOGO_BYTES: usize = 64_000;

/// The largest picture for previews: no reader loads it.
const MAX_IMAGE_BYTES: usize = 1_000_000;

/// The longest name under an icon.
const MAX_SHORT_NAME: usize = 30;

const KEYS: [&str; 7] = ["url", "short-name", "logo", "image", "colour", "colour-dark", "footer"];

/// The pictures that `corpus.toml` names, as paths inside the folder: whoever reads the folder has to bring them too.
///
/// ```
/// let named = demarche_corpus::source::pictures_named("[site]\nlogo = \"looks/crest.svg\"\n");
/// assert_eq!(named, ["looks/crest.svg"]);
/// ```
pub fn pictures_named(info: &str) -> Vec<String> {
    let (root, _) = parse_toml(info);
    let Value::Table(entries) = &root.value else { return Vec::new() };
    let Some(site) = entries.iter().find(|entry| entry.key == "site") else { return Vec::new() };
    let mut untold = Vec::new();
    let mut fields = Fields::open("[site]", &site.node, 0..0, &KEYS, &mut untold);
    let named = ["logo", "image"].into_iter().filter_map(|key| fields.text(key));
    named.map(|(path, _)| path).filter(|path| is_inside(path)).collect()
}

/// The settings of a folder in which `check` found no error.
pub fn read_site(files: &[SourceFile]) -> SiteInfo {
    let Some(text) = files.iter().find(|file| file.path == INFO_PATH).and_then(|file| match &file.content {
        SourceContent::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }) else {
        return SiteInfo::default();
    };
    let (root, mut findings) = parse_toml(text.trim_start_matches('\u{feff}'));
    let Value::Table(entries) = &root.value else { return SiteInfo::default() };
    let site = entries.iter().find(|entry| entry.key == "site");
    site.map(|site| read_table(&site.node, files, &mut findings).0).unwrap_or_default()
}

/// Reads the table; the footer apart from the rest.
pub(super) fn read_table(
    table: &Node,
    files: &[SourceFile],
    findings: &mut Vec<Finding>,
) -> (SiteInfo, Vec<LinkedText>) {
    let mut fields = Fields::open("[site]", table, table.range.clone(), &KEYS, findings);
    let site = SiteInfo {
        url: read_url(&mut fields),
        short_name: read_short_name(&mut fields),
        logo: read_picture(&mut fields, "logo", files),
        image: read_picture(&mut fields, "image", files),
        accent: read_accent(&mut fields),
    };
    (site, read_footer(&mut fields))
}

fn read_url(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (url, range) = fields.text("url")?;
    let address = site_address(&url);
    address.map_err(|(message, help)| fields.error(range, format!("site.url {message}"), help)).ok()
}

/// The address of a site's first page, with `/` at its end; otherwise what is wrong with it, and how to mend it.
///
/// # Errors
/// When no site can be there.
///
/// ```
/// use demarche_corpus::source::site_address;
/// assert_eq!(site_address("https://example.org/talks"), Ok("https://example.org/talks/".to_owned()));
/// assert!(site_address("talks").is_err());
/// ```
pub fn site_address(url: &str) -> Result<String, (String, &'static str)> {
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| {
        // Nobody has a certificate for the machine at which they sit.
        let rest = lower.strip_prefix("http://")?;
        let host = rest.split(['/', ':']).next()?;
        matches!(host, "localhost" | "127.0.0.1").then_some(rest)
    });
    let is_plain = is_safe_address(url) && !url.contains(['?', '#', '"', '\'', '<', '>', '\\', '@']);
    // A name in other letters has a form in these, which is the one that every crawler reads.
    let host = rest.and_then(|rest| rest.split('/').next());
    let has_host =
        host.is_some_and(|host| host.is_ascii() && host.starts_with(|c: char| c.is_alphanumeric()));
    if !is_plain || !has_host {
        let help = "Write the address at which the first page will be, such as https://example.org/talks/, without ? and #.";
        return Err((format!("cannot be {url:?}"), help));
    }
    let last = url.rsplit('/').next().unwrap_or_default();
    if last.to_ascii_lowercase().ends_with(".html") {
        return Err((format!("names a file: {url:?}"), "Leave the file's name out and end with /."));
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

fn read_short_name(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (name, range) = fields.text("short-name")?;
    let length = name.chars().count();
    if length > MAX_SHORT_NAME {
        let message =
            format!("short-name has {length} characters, and an icon has room for {MAX_SHORT_NAME}");
        fields.error(range, message, "Shorten it to a word or two.");
        return None;
    }
    Some(name)
}

/// Whether a path stays inside the folder, spelt the same way everywhere.
fn is_inside(path: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with([' ', '.']);
    !path.contains(['\\', ':']) && path.split('/').all(is_name)
}

fn read_picture(fields: &mut Fields<'_, '_>, key: &str, files: &[SourceFile]) -> Option<Picture> {
    let (path, range) = fields.text(key)?;
    let mut refuse = |message: String, help: &str| {
        fields.error(range.clone(), message, help);
        None
    };
    if !is_inside(&path) {
        let help = "Write where it lies in the corpus folder, with /, such as looks/crest.svg.";
        return refuse(format!("{key} cannot be {path:?}, which is no path inside the corpus folder"), help);
    }
    let bytes = match files.iter().find(|file| file.path == path).map(|file| &file.content) {
        Some(SourceContent::Bytes(bytes)) => bytes,
        Some(SourceContent::LinkOutside) => {
            let help = "Put the file itself in the place of the link.";
            return refuse(
                format!("the {key} {path:?} is a symbolic link that leads out of the corpus folder"),
                help,
            );
        }
        Some(SourceContent::TooLarge(size)) => return refuse(too_large(key, &path, *size), SMALLER),
        Some(SourceContent::Unreadable(reason)) => {
            let help = "Check that you may read it.";
            return refuse(format!("the {key} {path:?} cannot be read: {reason}"), help);
        }
        Some(SourceContent::Misnamed) | None => {
            let help = "Put it there, or correct the path: capitals count.";
            return refuse(format!("the {key} {path:?} is not in the corpus folder"), help);
        }
    };
    let (most, sorts) = limits(key);
    if bytes.len() > most {
        return refuse(too_large(key, &path, bytes.len() as u64), SMALLER);
    }
    let names = sorts.map(PictureFormat::name).join(", ");
    let Some(format) = PictureFormat::of(bytes).filter(|format| sorts.contains(format)) else {
        let help = format!("By its first bytes it has to be one of {names}.");
        return refuse(format!("the {key} {path:?} is not a picture that can be shown there"), &help);
    };
    if format == PictureFormat::Svg
        && let Some(part) = active_part(bytes)
    {
        let help = "Save it as a plain SVG, or as PNG.";
        return refuse(format!("the {key} {path:?} holds {part}, which a picture has no need of"), help);
    }
    Some(Picture { format, bytes: bytes.clone() })
}

/// How to mend a picture that is too large.
const SMALLER: &str = "Save it smaller, or simplified.";

/// How large a picture may be, and of which sort. Networks that show previews know no SVG.
fn limits(key: &str) -> (usize, [PictureFormat; 3]) {
    use PictureFormat::{Jpeg, Png, Svg, Webp};
    if key == "logo" { (MAX_LOGO_BYTES, [Svg, Png, Webp]) } else { (MAX_IMAGE_BYTES, [Png, Jpeg, Webp]) }
}

fn too_large(key: &str, path: &str, size: u64) -> String {
    format!("the {key} {path:?} has {size} bytes, and may have {}", limits(key).0)
}

/// The accent of both themes; one that is not written follows from the other.
fn read_accent(fields: &mut Fields<'_, '_>) -> Option<Accent> {
    let light = read_colour(fields, "colour", Theme::Light);
    let dark = read_colour(fields, "colour-dark", Theme::Dark);
    Some(Accent {
        light: light.or_else(|| dark.map(|dark| dark.readable(Theme::Light)))?,
        dark: dark.or_else(|| light.map(|light| light.readable(Theme::Dark)))?,
    })
}

fn read_colour(fields: &mut Fields<'_, '_>, key: &str, theme: Theme) -> Option<Colour> {
    let (text, range) = fields.text(key)?;
    let Some(colour) = Colour::parse(text.trim()) else {
        let help = "Write # and six hexadecimal digits, such as #274c7e.";
        fields.error(range, format!("{key} cannot be {text:?}"), help);
        return None;
    };
    if !colour.is_readable(theme) {
        let (contrast, ground) = colour.worst(theme);
        // Rounded down: 4.49 is not 4.5.
        let contrast = (contrast * 100.0).floor() / 100.0;
        let message = format!(
            "the contrast of {colour} on {ground} in the {} theme is {contrast:.2} to 1, and text needs 4.5 to 1",
            theme.name()
        );
        let help = format!("The nearest shade that can be read is {}.", colour.readable(theme));
        fields.error(range, message, help);
    }
    Some(colour)
}

/// One paragraph of Markdown, of which the links are kept.
fn read_footer(fields: &mut Fields<'_, '_>) -> Vec<LinkedText> {
    let Some((text, range)) = fields.text("footer") else { return Vec::new() };
    let markdown = parse_markdown(&text);
    let at = |finding: Finding| {
        // A link that is dropped from a statement is a pity; one that is dropped here was written for the site.
        let severity = if finding.message.starts_with("link") { Severity::Error } else { finding.severity };
        Finding { severity, range: range.clone(), ..finding }
    };
    fields.findings.extend(markdown.findings.into_iter().map(at));
    let body = &markdown.body;
    let mut parts = Vec::new();
    let mut push = |range: Range<usize>, url: &str| {
        if let Some(text) = body.text.get(range).filter(|text| !text.is_empty()) {
            parts.push(LinkedText { text: text.to_owned(), url: url.to_owned() });
        }
    };
    let mut end = 0;
    for span in body.blocks.iter().flat_map(|block| &block.spans) {
        let SpanKind::Link { url } = &span.kind else { continue };
        let range = span.range.start as usize..span.range.end as usize;
        if range.start >= end {
            push(end..range.start, "");
            end = range.end;
            push(range, url);
        }
    }
    push(end..body.text.len(), "");
    parts
}
