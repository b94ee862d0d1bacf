//! Pictures of a site: of which sort their bytes are, and what is refused.
//!
//! Lives here: the logo's and the preview's file, by its bytes. Does not live here: which key names it
//! ([`super::site`]). A picture is never looked into further than its first bytes, but for SVG, which is text and could
//! carry a program: browsers do not run one in a picture, yet anybody can open the file by itself. Linear in the file.

/// A picture that a site shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The sort.
    pub format: PictureFormat,
    /// The file's content.
    pub bytes: Vec<u8>,
}

/// A sort of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics.
    Png,
    /// WebP.
    Webp,
    /// JPEG.
    Jpeg,
}

impl PictureFormat {
    /// How files of this sort end.
    pub const fn extension(self) -> &'static str {
        match self {
            PictureFormat::Svg => "svg",
            PictureFormat::Png => "png",
            PictureFormat::Webp => "webp",
            PictureFormat::Jpeg => "jpg",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            PictureFormat::Svg => "image/svg+xml",
            PictureFormat::Png => "image/png",
            PictureFormat::Webp => "image/webp",
            PictureFormat::Jpeg => "image/jpeg",
        }
    }

    /// The name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            PictureFormat::Svg => "SVG",
            PictureFormat::Png => "PNG",
            PictureFormat::Webp => "WebP",
            PictureFormat::Jpeg => "JPEG",
        }
    }

    /// The sort that these bytes begin as.
    pub(super) fn of(bytes: &[u8]) -> Option<PictureFormat> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(PictureFormat::Png);
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(PictureFormat::Jpeg);
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(PictureFormat::Webp);
        }
        let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
        let begins = ["<svg", "<?xml", "<!--", "<!DOCTYPE svg"].iter().any(|start| text.starts_with(start));
        (begins && text.contains("<svg")).then_some(PictureFormat::Svg)
    }
}

/// What an SVG file holds that a logo has no need of, in words; `None` where it is a mere picture.
pub(super) fn active_part(svg: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(svg).to_lowercase();
    // Elements may have a prefix, and entities can spell anything.
    let has_element = |name: &str| text.contains(&format!("<{name}")) || text.contains(&format!(":{name}"));
    if has_element("script") || text.contains("javascript:") {
        return Some("a script");
    }
    if has_element("foreignobject") {
        return Some("a foreignObject");
    }
    if text.contains("<!entity") || text.contains("<?xml-stylesheet") {
        return Some("a declaration that draws in other text");
    }
    let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'));
    let is_handler = |word: &str| {
        let name = word.split('=').next().unwrap_or("");
        name.len() > 3 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    // A handler has an equals sign behind it, with or without blanks.
    let mut before = "";
    words
        .any(|word| {
            let found = is_handler(word) && word.contains('=') || word.starts_with('=') && is_handler(before);
            if !word.is_empty() {
                before = word;
            }
            found
        })
        .then_some("an event handler")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_the_sort() {
        let check = |bytes: &[u8], expected| assert_eq!(PictureFormat::of(bytes), expected, "{bytes:?}");
        check(b"\x89PNG\r\n\x1a\n....", Some(PictureFormat::Png));
        check(b"\xff\xd8\xff\xe0", Some(PictureFormat::Jpeg));
        check(b"RIFF\0\0\0\0WEBPVP8 ", Some(PictureFormat::Webp));
        check(
            b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            Some(PictureFormat::Svg),
        );
        check(b"\xef\xbb\xbf <svg/>", Some(PictureFormat::Svg));
        for wrong in [&b""[..], b"GIF89a", b"RIFF\0\0\0\0WAVE", b"<html><svg/></html>", b"<?xml?><html/>"] {
            check(wrong, None);
        }
    }

    #[test]
    fn a_picture_that_carries_a_program_is_told_of() {
        let check = |inside: &str, expected| {
            assert_eq!(active_part(format!("<svg>{inside}</svg>").as_bytes()), expected, "{inside}");
        };
        check("<path d=\"M0 0h1\" opacity=\"1\"/><text>on top = one</text>", None);
        check("<SCRIPT>x()</SCRIPT>", Some("a script"));
        check("<s:script>x()</s:script>", Some("a script"));
        check("<a href=\"JavaScript:x()\"/>", Some("a script"));
        check("<foreignObject/>", Some("a foreignObject"));
        check("<!ENTITY x 'y'>", Some("a declaration that draws in other text"));
        check("<g onload=\"x()\"/>", Some("an event handler"));
        check("<g\nonclick = 'x()'/>", Some("an event handler"));
        check("<g fill=\"red\"/onload=x>", Some("an event handler"));
    }
}
