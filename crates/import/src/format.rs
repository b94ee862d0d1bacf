//! What a format is, and the list of all formats. A further format is one more file and one more line in [`ALL`].

use crate::article::Article;
use crate::draft::Reading;
use crate::lines::Line;
use crate::tag_page::TagPage;
use crate::telegram_text::TelegramText;

/// A way in which documents arrive.
pub trait Format: Sync {
    /// The name used in reports.
    fn name(&self) -> &'static str;

    /// How sure this format is that the lines are written in it. Must not depend on other formats.
    fn recognises(&self, lines: &[Line<'_>]) -> Confidence;

    /// Reads the statements. Every line must end up in a draft or among the dropped.
    fn read<'a>(&self, lines: &[Line<'a>]) -> Reading<'a>;
}

/// 0: not this format. Higher is surer; the surest format reads the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(pub u8);

impl Confidence {
    /// Not this format.
    pub const NONE: Confidence = Confidence(0);
    /// Any text can be read so.
    pub const FALLBACK: Confidence = Confidence(1);
    /// A mark that other formats rarely hold.
    pub const LIKELY: Confidence = Confidence(50);
    /// Several such marks.
    pub const SURE: Confidence = Confidence(90);
}

/// All formats. Where two are equally sure, the earlier one reads.
pub const ALL: [&dyn Format; 3] = [&TelegramText, &TagPage, &Article];

/// The format that reads these lines.
pub fn detect(lines: &[Line<'_>]) -> &'static dyn Format {
    let mut best: (&'static dyn Format, Confidence) = (&Article, Confidence::NONE);
    for format in ALL {
        let confidence = format.recognises(lines);
        if confidence > best.1 {
            best = (format, confidence);
        }
    }
    best.0
}
