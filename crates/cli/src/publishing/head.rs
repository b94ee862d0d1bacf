//! What the page says of its corpus before the app has started: title, description, tags for previews, logo, colours,
//! and what somebody without JavaScript reads.
//!
//! Lives here: changing `index.html` and the files that belong to it, below `site/`. Does not live here: the plain
//! pages ([`super::pages`]), the style of the first screen ([`super::early`]), and hashes and policy ([`crate::site`], afterwards). Writing twice is writing once: a
//! published site can be published from.
//!
//! The interface is English, so the page stays `lang="en"`; what is the corpus's own says its language.

use super::markup::{attribute, text};
use super::{Options, Publication, early, first};
use crate::site::{self, Files, SiteError, apply, tags};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use demarche_corpus::source::{Accent, Colour, Picture, PictureFormat, SiteInfo, Theme};
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};
use std::ops::Range;

/// The one page.
const PAGE: &str = "index.html";

/// Where the files lie that belong to the page of one corpus.
const FOLDER: &str = "site/";

/// Around the tags that are written here.
const BEGIN: &str = "<!--site-->";
const END: &str = "<!--/site-->";

/// Around what shows until the app stands.
const FIRST: &str = "<!--first-->";
const FIRST_END: &str = "<!--/first-->";

/// What the app's own page has in these places.
pub(super) const DEFAULT_DESCRIPTION: &str =
    "Filter, search and compare diplomatic and political statements side by side.";
pub(super) const DEFAULT_ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='6' fill='%23274c7e'/%3E%3Cpath d='M7 9h7v2H7zm0 5h7v2H7zm0 5h5v2H7zm11-10h7v2h-7zm0 5h7v2h-7zm0 5h7v2h-7z' fill='%23fff'/%3E%3C/svg%3E";

/// The colour of a browser's bars where the corpus names none: the light accent of `style/tokens.css`.
const DEFAULT_ACCENT: Colour = Colour([0x27, 0x4c, 0x7e]);

/// The language of the interface.
pub(super) const INTERFACE: &str = "en";

/// Writes all of it into the page, and adds the files it names.
///
/// # Errors
/// When there is no page, or not the app's.
pub fn write(files: &mut Files, publication: &Publication, options: &Options) -> Result<(), SiteError> {
    files.retain(|name, _| !name.starts_with(FOLDER));
    let site = &publication.site;
    let logo = site.logo.as_ref().map(|logo| logo_address(logo, options));
    let mut links = social(publication);
    let own = style(site, logo.as_deref());
    if let Some(style) = &own {
        // The sheet lies in the same folder as the picture.
        let beside = style.replace(&format!("url(\"./{FOLDER}"), "url(\"./");
        let name = add(files, "style", "css", beside.into_bytes());
        links.push_str(&format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"sha384-\" />"));
    }
    if !options.is_one_file {
        let icon = icon(site);
        files.insert(picture_name("logo", &icon), icon.bytes);
    }
    if let Some(image) = site.image.as_ref().filter(|_| !options.is_one_file) {
        files.insert(picture_name("preview", image), image.bytes.clone());
    }
    let page = files.get(PAGE).ok_or(SiteError::NoApp { missing: PAGE })?;
    let page = early::without_style(&without_links(&String::from_utf8_lossy(page)), FOLDER);
    let mut page = changed(&page, publication, options, logo.as_deref(), &links)?;
    if !options.is_one_file {
        page = early::with_style(&page, files, FOLDER, own.as_deref(), END)?;
    }
    files.insert(PAGE.to_owned(), page.into_bytes());
    Ok(())
}

/// The logo, or the app's own icon.
pub(super) fn icon(site: &SiteInfo) -> Picture {
    let own = || {
        let (_, svg) = DEFAULT_ICON.split_once(',').unwrap_or_default();
        Picture { format: PictureFormat::Svg, bytes: percent_decode_str(svg).collect() }
    };
    site.logo.clone().unwrap_or_else(own)
}

/// The name of a picture's file, made from its content.
pub(super) fn picture_name(what: &str, picture: &Picture) -> String {
    name(what, picture.format.extension(), &picture.bytes)
}

fn name(what: &str, extension: &str, content: &[u8]) -> String {
    let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{FOLDER}{what}-{hash}.{extension}")
}

fn add(files: &mut Files, what: &str, extension: &str, content: Vec<u8>) -> String {
    let name = name(what, extension, &content);
    files.insert(name.clone(), content);
    name
}

/// Where the page finds the logo; a page that is one file has it in itself.
fn logo_address(logo: &Picture, options: &Options) -> String {
    if options.is_one_file {
        format!("data:{};base64,{}", logo.format.media_type(), BASE64.encode(&logo.bytes))
    } else {
        format!("./{}", picture_name("logo", logo))
    }
}

/// The style of the corpus's own colours and logo, where it has any, as the page itself names the logo.
fn style(site: &SiteInfo, logo: Option<&str>) -> Option<String> {
    let mut css = site.accent.as_ref().map(accent_rule).unwrap_or_default();
    if let Some(logo) = logo {
        // Beside the title a logo says nothing more: it is decoration.
        css.push_str(&format!(
            ".header__brand {{\n  display: grid;\n  grid-template-columns: auto minmax(0, 1fr);\n  align-items: center;\n  \
             column-gap: var(--s3);\n  max-width: 20rem;\n}}\n\n.header__brand::before {{\n  content: \"\";\n  \
             grid-row: 1 / span 2;\n  inline-size: 2.25rem;\n  block-size: 2.25rem;\n  \
             background: url(\"{logo}\") center / contain no-repeat;\n}}\n"
        ));
    }
    (!css.is_empty()).then_some(css)
}

/// The tokens that follow from the accent.
pub(super) fn accent_rule(accent: &Accent) -> String {
    let Accent { light, dark } = accent;
    let both =
        |name: &str, light: Colour, dark: Colour| format!("  --{name}: light-dark({light}, {dark});\n");
    format!(
        ":root {{\n{}{}{}}}\n\n",
        both("accent", *light, *dark),
        both("accent-ink", Theme::Light.on_accent(), Theme::Dark.on_accent()),
        both("accent-soft", light.soft(Theme::Light), dark.soft(Theme::Dark)),
    )
}

/// The description of the whole corpus.
fn description(publication: &Publication) -> &str {
    match publication.info().description.as_str() {
        "" => DEFAULT_DESCRIPTION,
        description => description,
    }
}

/// Tags for search engines, previews and the bars of browsers.
fn social(publication: &Publication) -> String {
    let (info, site) = (publication.info(), &publication.site);
    let mut out = String::new();
    let mut meta = |kind: &str, name: &str, content: &str| {
        out.push_str(&format!("<meta {kind}=\"{name}\" content=\"{}\" />", attribute(content)));
    };
    let accent = site.accent.map_or(DEFAULT_ACCENT, |accent| accent.light);
    meta("media=\"(prefers-color-scheme: light)\" name", "theme-color", &accent.to_string());
    meta("media=\"(prefers-color-scheme: dark)\" name", "theme-color", &Theme::Dark.paper().to_string());
    if let Some(short) = &site.short_name {
        meta("name", "application-name", short);
    }
    preview(&mut meta, publication, "website", &info.title, description(publication), "");
    if let Some(url) = &site.url {
        out.push_str(&format!("<link rel=\"canonical\" href=\"{}\" />", attribute(url)));
    }
    out
}

/// The tags from which networks and messengers make a preview: Open Graph, and what of X's cannot be said by it.
/// `path` is the page's address below that of the site.
pub(super) fn preview(
    meta: &mut impl FnMut(&str, &str, &str),
    publication: &Publication,
    kind: &str,
    title: &str,
    description: &str,
    path: &str,
) {
    let (info, site) = (publication.info(), &publication.site);
    meta("property", "og:type", kind);
    meta("property", "og:site_name", &info.title);
    meta("property", "og:title", title);
    meta("property", "og:description", description);
    if let Some(locale) = locale(&info.language) {
        meta("property", "og:locale", &locale);
    }
    if let Some(url) = &site.url {
        meta("property", "og:url", &format!("{url}{path}"));
        // Addresses in these tags have to be whole.
        if let Some(image) = &site.image {
            meta("property", "og:image", &format!("{url}{}", picture_name("preview", image)));
            meta("property", "og:image:type", image.format.media_type());
        }
    }
    let has_image = site.url.is_some() && site.image.is_some();
    meta("name", "twitter:card", if has_image { "summary_large_image" } else { "summary" });
}

/// A language tag as Open Graph writes it, `pt_BR`; nothing where the tag names no country.
fn locale(language: &str) -> Option<String> {
    let (language, rest) = language.split_once('-')?;
    let country =
        rest.rsplit('-').find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))?;
    Some(format!("{}_{}", language.to_ascii_lowercase(), country.to_ascii_uppercase()))
}

/// The page without what was written here before.
fn without_links(page: &str) -> String {
    let parts = page.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    parts.map_or_else(|| page.to_owned(), |(before, after)| format!("{before}{after}"))
}

/// The page with all of it.
fn changed(
    page: &str,
    publication: &Publication,
    options: &Options,
    logo: Option<&str>,
    links: &str,
) -> Result<String, SiteError> {
    let missing = |missing| move || SiteError::NoApp { missing };
    let between = |start: &str, end: &str| -> Option<Range<usize>> {
        let start = page.find(start)? + start.len();
        Some(start..start + page.get(start..)?.find(end)?)
    };
    let found = tags(page);
    let value = |element: &str, (key, value): (&str, &str), wanted: &str| {
        let is_it = |tag: &&site::Tag<'_>| {
            tag.name == element && tag.attribute(key).is_some_and(|range| page.get(range) == Some(value))
        };
        found.iter().find(is_it).and_then(|tag| tag.attribute(wanted))
    };
    let title = between("<title>", "</title>").ok_or_else(missing("the title of index.html"))?;
    let described = value("meta", ("name", "description"), "content");
    let described = described.ok_or_else(missing("the description in index.html"))?;
    let icon = value("link", ("rel", "icon"), "href").ok_or_else(missing("the icon of index.html"))?;
    let end = page.find("</head>").ok_or_else(missing("the head of index.html"))?;
    let noscript =
        between("<noscript>", "</noscript>").ok_or_else(missing("the words without script in index.html"))?;
    let before_start =
        between(FIRST, FIRST_END).ok_or_else(missing("the place of the first screen in index.html"))?;

    let mut edits = vec![
        (title, text(&publication.info().title).into_owned()),
        (described, attribute(description(publication)).into_owned()),
        (icon, attribute(logo.unwrap_or(DEFAULT_ICON)).into_owned()),
        (end..end, format!("{BEGIN}{links}{END}")),
        (noscript, first::without_script(publication, options)),
        (before_start, first::before_start(publication, options)),
    ];
    edits.sort_by_key(|(range, _)| range.start);
    Ok(apply(page, edits))
}
