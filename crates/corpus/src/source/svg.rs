//! What of an SVG file is more than a drawing.
//!
//! Lives here: the list of what a logo may be made of, and looking through the file for anything else. Does not live
//! here: which file that is ([`super::site`]).
//!
//! Browsers run no program in a picture, but anybody can open the file by itself: then it is a page of the site, with
//! the site's storage, and no policy. So nothing is searched for that might be one; what is not known to be a drawing
//! is refused, after references to characters were resolved. Linear in the file.

use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// The namespace of drawings.
const SVG: &[u8] = b"http://www.w3.org/2000/svg";

/// What drawing programs note in their files for themselves; it means nothing to a browser.
const NOTES: [&[u8]; 6] = [
    b"http://www.inkscape.org/namespaces/inkscape",
    b"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    b"http://purl.org/dc/elements/1.1/",
    b"http://creativecommons.org/ns#",
    b"http://web.resource.org/cc/",
];

/// The elements of a drawing that stands still and leads nowhere; the parts of filters (`feBlend`) besides.
const ELEMENTS: [&str; 26] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "use",
];

/// Elements inside others that text is made of.
const IN_TEXT: [&str; 3] = ["title", "tspan", "textPath"];

/// What an address may be that stays in the file.
const OWN: [&str; 5] = ["#", "data:image/png", "data:image/jpeg", "data:image/webp", "data:image/gif"];

/// What in a style draws something in, or could be written so that it is not seen.
const FAR: [&str; 6] = ["@import", "://", "image-set(", "image(", "src(", "\\"];

const UNSOUND: &str = "a fault in its XML";
const ELSEWHERE: &str = "an address outside of the file";

/// What an SVG file holds that a logo has no need of, in words; `None` where it is a mere drawing.
pub(super) fn active_part(svg: &[u8]) -> Option<&'static str> {
    let Ok(text) = std::str::from_utf8(svg) else { return Some(UNSOUND) };
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    let decoder = reader.decoder();
    let mut is_style = false;
    loop {
        let Ok((namespace, event)) = reader.read_resolved_event() else { return Some(UNSOUND) };
        let found = match event {
            Event::Eof => return None,
            Event::Decl(declaration) => foreign_encoding(&declaration),
            // A declaration of its own could make any word mean another.
            Event::DocType(kind) if !kind.contains(&b'[') => None,
            Event::DocType(_) | Event::PI(_) => Some("a declaration that draws in other text"),
            Event::Start(tag) => {
                is_style = tag.local_name().as_ref() == b"style";
                foreign(&namespace, &tag).or_else(|| attributes(&tag, decoder))
            }
            Event::Empty(tag) => foreign(&namespace, &tag).or_else(|| attributes(&tag, decoder)),
            Event::End(_) => {
                is_style = false;
                None
            }
            Event::Text(words) if is_style => far_style(&String::from_utf8_lossy(&words)),
            Event::CData(words) if is_style => far_style(&String::from_utf8_lossy(&words)),
            Event::GeneralRef(_) if is_style => Some(ELSEWHERE),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) | Event::Comment(_) => None,
        };
        if found.is_some() {
            return found;
        }
    }
}

/// A file in another encoding would be read by a browser otherwise than here.
fn foreign_encoding(declaration: &BytesDecl<'_>) -> Option<&'static str> {
    match declaration.encoding()? {
        Ok(encoding) if encoding.eq_ignore_ascii_case(b"utf-8") => None,
        _ => Some("another encoding than UTF-8"),
    }
}

/// An element that is no part of a drawing.
fn foreign(namespace: &ResolveResult<'_>, tag: &BytesStart<'_>) -> Option<&'static str> {
    let name = String::from_utf8_lossy(tag.local_name().into_inner()).into_owned();
    let is_drawn = || {
        let listed = [&ELEMENTS[..], &IN_TEXT].into_iter().flatten().any(|known| *known == name);
        listed || name.starts_with("fe")
    };
    let is_known = match namespace {
        ResolveResult::Bound(namespace) if namespace.as_ref() == SVG => is_drawn(),
        ResolveResult::Bound(namespace) => NOTES.contains(&namespace.as_ref()),
        // Without a namespace a browser takes it for nothing at all.
        ResolveResult::Unbound => is_drawn(),
        ResolveResult::Unknown(_) => false,
    };
    if is_known {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "script" => "a script",
        "foreignobject" => "a foreignObject",
        _ => "an element that is no part of a drawing",
    })
}

/// An attribute that does something, or leads out of the file.
fn attributes(tag: &BytesStart<'_>, decoder: Decoder) -> Option<&'static str> {
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else { return Some(UNSOUND) };
        let name = attribute.key.local_name().into_inner().to_ascii_lowercase();
        let Ok(value) = attribute.decode_and_unescape_value(decoder) else { return Some(UNSOUND) };
        let prefix = attribute.key.prefix().map(|prefix| prefix.into_inner().to_vec());
        let found = match (prefix.as_deref(), name.as_slice()) {
            // What a namespace is called is no address; a mistaken one was seen with its element.
            (Some(b"xmlns"), _) | (None, b"xmlns") => None,
            (_, [b'o', b'n', _, ..]) => Some("an event handler"),
            (_, b"href") => far_address(&value),
            (Some(b"xml"), b"base") => Some(ELSEWHERE),
            (None, b"style") => far_style(&value),
            (None, _) => far_picture(&value.to_ascii_lowercase()),
            (Some(_), _) => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn far_address(address: &str) -> Option<&'static str> {
    // Browsers pass over blanks and control characters in addresses.
    let is_seen = |c: &char| !c.is_whitespace() && !c.is_control();
    let address: String = address.chars().filter(is_seen).collect::<String>().to_ascii_lowercase();
    if address.starts_with("javascript:") {
        return Some("a script");
    }
    (!is_own(&address)).then_some(ELSEWHERE)
}

fn far_style(css: &str) -> Option<&'static str> {
    let css = css.to_ascii_lowercase();
    if FAR.iter().any(|far| css.contains(far)) { Some(ELSEWHERE) } else { far_picture(&css) }
}

/// What is drawn in by `url(…)`, in lower case.
fn far_picture(value: &str) -> Option<&'static str> {
    const OPEN: &str = "url(";
    let is_far = |(at, _): (usize, &str)| {
        let address = value.get(at + OPEN.len()..).unwrap_or_default();
        !is_own(address.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')))
    };
    value.match_indices(OPEN).any(is_far).then_some(ELSEWHERE)
}

fn is_own(address: &str) -> bool {
    OWN.iter().any(|own| address.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

    #[test]
    fn a_mere_drawing_is_one() {
        let check = |inside: &str| {
            assert_eq!(active_part(format!("{HEAD}{inside}</svg>").as_bytes()), None, "{inside}");
        };
        check("<path d=\"M0 0h1\" opacity=\"1\"/><text>on top = one <tspan>&amp; two</tspan></text>");
        check("<defs><linearGradient id=\"a\"/></defs><g fill=\"url(#a)\" style=\"stroke: url('#a')\"/>");
        check("<use xlink:href=\"#a\"/><image href=\"data:image/png;base64,AAAA\"/>");
        check("<style>.a { fill: red } /* on the left */</style><title>javascript: a short history</title>");
        check("<filter><feGaussianBlur stdDeviation=\"2\"/></filter><!-- <script> -->");
        let whole = |file: &str| assert_eq!(active_part(file.as_bytes()), None, "{file}");
        whole("<svg/>");
        whole(
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE svg PUBLIC \"a\" \"b\"><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>",
        );
        whole(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" \
             i:export=\"C:\\a.png\"><i:grid/></svg>",
        );
    }

    #[test]
    fn whatever_else_a_picture_carries_is_told_of() {
        let check = |inside: &str, expected| {
            let told = active_part(format!("{HEAD}{inside}</svg>").as_bytes());
            assert_eq!(told, Some(expected), "{inside}");
        };
        let (strange, handler) = ("an element that is no part of a drawing", "an event handler");
        check("<script>x()</script>", "a script");
        check("<SCRIPT>x()</SCRIPT>", "a script");
        check("<s:script xmlns:s=\"http://www.w3.org/2000/svg\">x()</s:script>", "a script");
        check("<foreignObject/>", "a foreignObject");
        check("<use href=\"Java&#10;Script:x()\"/>", "a script");
        check("<use href=\"&#106;avascript:x()\"/>", "a script");
        check("<a href=\"https://evil.example\"><path/></a>", strange);
        check("<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" srcdoc=\"&lt;script&gt;\"/>", strange);
        check("<iframe xmlns=\"http://www.w3.org/1999/xhtml\"/>", strange);
        check("<n:path/>", strange);
        check("<set attributeName=\"href\" to=\"javascript:x()\"/>", strange);
        check("<use xlink:href=\"https://evil.example/a.svg#b\"/>", ELSEWHERE);
        check("<image href=\"data:image/svg+xml,%3Csvg/%3E\"/>", ELSEWHERE);
        check("<style>@import 'https://evil.example';</style>", ELSEWHERE);
        check("<style>@im&#112;ort 'a.css';</style>", ELSEWHERE);
        check("<style><![CDATA[a { fill: url( \"//evil.example\" ) }]]></style>", ELSEWHERE);
        check("<g style=\"fill: u\\72l(a)\"/>", ELSEWHERE);
        check("<g fill=\"URL(https://evil.example)\"/>", ELSEWHERE);
        check("<g xml:base=\"https://evil.example/\"/>", ELSEWHERE);
        check("<g onload=\"x()\"/>", handler);
        check("<g\nonclick = 'x()'/>", handler);
        check("<g fill=\"red\"/onload=x>", UNSOUND);
        check("<g fill=\"&x;\"/>", UNSOUND);
        let whole = |file: &str, expected| {
            assert_eq!(active_part(file.as_bytes()), Some(expected), "{file}");
        };
        let declaration = "a declaration that draws in other text";
        whole("<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>", declaration);
        whole("<?xml-stylesheet href='a.css'?><svg/>", declaration);
        whole("<?xml version='1.0' encoding='ISO-2022-JP'?><svg/>", "another encoding than UTF-8");
    }
}
