//! Pictures of a site: of which sort their bytes are, and what is refused.
//!
//! Lives here: the logo's and the preview's file, by its bytes. Does not live here: which key names it
//! ([`super::site`]), and what may be in an SVG ([`super::svg`]). Other pictures are never looked into further than
//! their first bytes.

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
}
