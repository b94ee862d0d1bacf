//! A passage as a difference sees it: words and marks, and which of them must not be torn apart.
//!
//! Lives here: cutting into pieces, the spaces between them, and the rules by which pieces stay together (numbers
//! with their units, dates, hyphenated words, names like "United States"). Does not live here: what sort of word a
//! piece is (`classes`). Segmentation is UAX 29 through icu_segmenter. Cost: O(bytes); the rules look at four pieces.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::words::fold;

/// Words too light to keep two replacements apart. No negation and no modal is among them.
const LIGHT: &str = " a an and are as at be been by for from had has have he her his in is it its of on or our she \
that the their they this to was we were which who with а в во для до его ее же и из их к как ко на о об он она \
они от по при с со у что это ";
/// Months as they stand beside a day or year, folded; English ones also cut to three letters.
const MONTHS: &str = " january february march april may june july august september october november december sept \
января февраля марта апреля мая июня июля августа сентября октября ноября декабря январь февраль апрель май июнь \
июль август сентябрь октябрь ноябрь декабрь январе феврале марте апреле мае июне июле августе сентябре октябре \
ноябре декабре ";
/// Beginnings of words that multiply or measure the number before them, folded.
const MAGNITUDES: &str = "thousand million billion trillion percent mln bn trn тыс млн млрд трлн миллион миллиард \
триллион процент";
/// First words of names that are no names alone, folded.
const FIRST_OF_NAME: &str = " united new north south saudi ";

/// Words of names that end in a full stop, folded.
const ABBREVIATIONS: &str = " mr mrs ms dr st gen sen gov u.s u.k u.n ";

/// The words and marks of a passage, without the spaces.
pub(crate) struct Pieces<'t> {
    pub text: &'t str,
    ranges: Vec<Range<usize>>,
}

impl<'t> Pieces<'t> {
    pub(crate) fn new(text: &'t str) -> Pieces<'t> {
        let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
        let mut ranges = Vec::new();
        let mut start = 0;
        for end in segmenter.segment_str(text) {
            if !text[start..end].trim().is_empty() {
                ranges.push(start..end);
            }
            start = end;
        }
        Pieces { text, ranges }
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Some pieces in reading order.
    pub(crate) fn words(&self, pieces: Range<usize>) -> impl Iterator<Item = &'t str> {
        pieces.map(|at| self.word(at))
    }

    /// The pieces up to each full stop.
    pub(crate) fn sentences(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for end in 1..=self.len() {
            if end == self.len() || matches!(self.word(end - 1), "." | "!" | "?" | "…") {
                found.push(start..end);
                start = end;
            }
        }
        found
    }

    /// A piece; nothing behind the last.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.ranges.get(at).map_or("", |range| &self.text[range.clone()])
    }

    /// The bytes from the first of these pieces to the last, where they stand if they are none.
    pub(crate) fn span(&self, pieces: Range<usize>) -> Range<usize> {
        let start = self.gap(pieces.start).end;
        start
            ..pieces
                .end
                .checked_sub(1)
                .and_then(|last| self.ranges.get(last))
                .map_or(start, |last| last.end.max(start))
    }

    /// The spaces before a piece; behind the last piece for one past it.
    pub(crate) fn gap(&self, at: usize) -> Range<usize> {
        let before =
            at.checked_sub(1).and_then(|before| self.ranges.get(before)).map_or(0, |range| range.end);
        before..self.ranges.get(at).map_or(self.text.len(), |range| range.start)
    }

    pub(crate) fn gap_text(&self, at: usize) -> &'t str {
        &self.text[self.gap(at)]
    }

    /// The first piece that starts at a byte or behind it.
    pub(crate) fn first_from(&self, byte: usize) -> usize {
        self.ranges.partition_point(|range| range.start < byte)
    }

    /// Whether a line ends before, within or behind these pieces.
    pub(crate) fn breaks(&self, pieces: Range<usize>) -> bool {
        self.text[self.gap(pieces.start).start..self.gap(pieces.end).end].contains('\n')
    }

    /// The pieces that stay together with this one.
    pub(crate) fn together(&self, at: usize) -> Range<usize> {
        let (mut start, mut end) = (at, at + 1);
        while self.is_joined(start) {
            start -= 1;
        }
        while self.is_joined(end) {
            end += 1;
        }
        start..end
    }

    /// Whether a piece stays together with the one before it.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        let (Some(before), false) = (at.checked_sub(1), at >= self.len()) else { return false };
        let (last, this, gap) = (self.word(before), self.word(at), self.gap_text(at));
        if gap.is_empty() {
            // A hyphen, or the colon in a time of day, with the words on both sides of it.
            let links = |at: usize| {
                let spelled = |at: usize| self.word(at).ends_with(char::is_alphanumeric);
                let timed = |at: usize| is_number(self.word(at));
                let holds = match self.word(at) {
                    "-" | "\u{2010}" | "\u{2011}" => spelled(at - 1) && spelled(at + 1),
                    ":" => timed(at - 1) && timed(at + 1),
                    _ => false,
                };
                holds && self.gap_text(at).is_empty() && self.gap_text(at + 1).is_empty()
            };
            if links(at) || (before > 0 && links(before)) {
                return true;
            }
            if this == "." && self.word(at + 1).starts_with(char::is_uppercase) && is_abbreviation(last) {
                return true;
            }
            if is_currency(last) && is_number(this) {
                return true;
            }
        }
        if gap.contains('\n') || gap.len() > 3 {
            return false;
        }
        let two_before = before.checked_sub(1).map_or("", |at| self.word(at));
        if is_number(last) {
            return matches!(this, "%" | "‰")
                || is_magnitude(this)
                || (this == "per" && self.word(at + 1) == "cent")
                || (is_day(last) && is_month(this))
                || (is_year(last) && matches!(this, "г" | "год" | "года" | "году"))
                || (this == "," && is_day(last) && is_month(two_before) && is_year(self.word(at + 1)));
        }
        if is_number(this) {
            return (is_month(last) && (is_day(this) || is_year(this)))
                || (last == "," && is_year(this) && is_day(two_before) && self.is_joined(before));
        }
        (last == "per" && this == "cent" && is_number(two_before)) || is_first_of_name(last, this)
    }
}

/// Whether a space-separated list, which has a space on both ends too, has a word.
pub(crate) fn has(list: &str, word: &str) -> bool {
    list.match_indices(word).any(|(at, _)| {
        !word.is_empty() && list[..at].ends_with(' ') && list[at + word.len()..].starts_with(' ')
    })
}

/// Whether a word or mark is nothing to hold on to between two replacements.
pub(crate) fn is_light(word: &str) -> bool {
    if word.contains(char::is_alphanumeric) {
        has(LIGHT, &fold(word))
    } else {
        !matches!(word, "" | "." | "," | ";" | ":" | "!" | "?" | "…" | "—" | "–")
    }
}

pub(crate) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a full stop behind a word belongs to it.
fn is_abbreviation(word: &str) -> bool {
    is_initial(word) || (word.starts_with(char::is_uppercase) && has(ABBREVIATIONS, &fold(word)))
}

/// A capital that stands for a name before a full stop.
pub(crate) fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

pub(crate) fn is_currency(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₽" | "₴")
}

/// Whether a word names a month; in Latin letters it needs its capital.
pub(crate) fn is_month(word: &str) -> bool {
    if !word.starts_with(char::is_alphabetic) || word.len() > 20 {
        return false;
    }
    let folded = fold(word);
    if !word.is_ascii() {
        return has(MONTHS, &folded);
    }
    let cut =
        folded.len() == 3 && MONTHS.match_indices(folded.as_str()).any(|(at, _)| MONTHS[..at].ends_with(' '));
    word.starts_with(|c: char| c.is_ascii_uppercase()) && (cut || has(MONTHS, &folded))
}

/// A day of the month, `5` or `5th`.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    digits.len() <= 2 && word.len() <= 4 && digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1800..2200).contains(&year))
}

fn is_magnitude(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && {
        let folded = fold(word);
        MAGNITUDES.split_whitespace().any(|beginning| folded.starts_with(beginning))
    }
}

fn is_first_of_name(first: &str, second: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    if !capital(first) || !capital(second) {
        return false;
    }
    let folded = fold(first);
    has(FIRST_OF_NAME, &folded) || folded.starts_with("соединенн") || folded.starts_with("объединенн")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let pieces = Pieces::new(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let together = pieces.together(at);
            assert_eq!(together.start, at, "pieces of {text:?}");
            found.push(&text[pieces.span(together.clone())]);
            at = together.end;
        }
        assert_eq!(found, expected, "pieces of {text:?}");
    }

    #[test]
    fn what_belongs_together_stays_together() {
        check("a 20 million plan", &["a", "20 million", "plan"]);
        check("$3.5 billion, 12 per cent, 7 %", &["$3.5 billion", ",", "12 per cent", ",", "7 %"]);
        check("per cent", &["per", "cent"]);
        check(
            "on 5 May 2031 or May 5, 2031, may 5",
            &["on", "5 May 2031", "or", "May 5, 2031", ",", "may", "5"],
        );
        check("26 сентября 2031 года", &["26 сентября 2031 года"]);
        check("a long-term cease-fire - so", &["a", "long-term", "cease-fire", "-", "so"]);
        check("at 10:30: so 1: 2", &["at", "10:30", ":", "so", "1", ":", "2"]);
        check("John R. Moor has plan B.", &["John", "R.", "Moor", "has", "plan", "B", "."]);
        check(
            "Mr. Moor of U.S. Lakes is his. He",
            &["Mr.", "Moor", "of", "U.S.", "Lakes", "is", "his", ".", "He"],
        );
        check("the United States, united states", &["the", "United States", ",", "united", "states"]);
        check("Объединенных Наций", &["Объединенных Наций"]);
        check("", &[]);
    }

    #[test]
    fn light_words_and_marks_hold_nothing() {
        for (word, light) in [
            ("of", true),
            ("The", true),
            ("not", false),
            ("may", false),
            ("«", true),
            (",", false),
            ("", false),
        ] {
            assert_eq!(is_light(word), light, "{word:?}");
        }
    }
}
