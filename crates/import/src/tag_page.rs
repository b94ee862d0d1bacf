//! A page that strings together all articles under one tag: split at the seams, each article read by `article`.
//!
//! A seam is the line "Source link" that ends an article, or a title that carries the site's section behind a bar
//! (`… | … News`). What stands before the first title is the name of the tag. One pass.

use crate::article;
use crate::draft::Reading;
use crate::format::{Confidence, Format};
use crate::lines::Line;
use crate::report::Reason;

/// The longest name of a tag, in words.
const TAG_WORDS: usize = 4;

/// The format.
#[derive(Debug)]
pub struct TagPage;

impl Format for TagPage {
    fn name(&self) -> &'static str {
        "tag page"
    }

    fn recognises(&self, lines: &[Line<'_>]) -> Confidence {
        let ends = lines.iter().filter(|line| is_end(line.trimmed())).count();
        let titles = lines.iter().filter(|line| is_site_title(line.trimmed())).count();
        match (ends, titles) {
            (1.., 1..) | (_, 2..) => Confidence::SURE,
            (2.., _) => Confidence::LIKELY,
            _ => Confidence::NONE,
        }
    }

    fn read<'a>(&self, lines: &[Line<'a>]) -> Reading<'a> {
        let mut reading = Reading::default();
        let titled = lines.iter().any(|line| is_site_title(line.trimmed()));
        let mut rest = lines;
        // The name of the tag heads the page; it is no article's title.
        if let [first, second, others @ ..] = lines
            && first.trimmed().split_whitespace().count() <= TAG_WORDS
            && article::has_title_shape(first.trimmed())
            && !is_site_title(first.trimmed())
            && (is_site_title(second.trimmed()) || (!titled && article::has_title_shape(second.trimmed())))
            && !others.is_empty()
        {
            reading.dropped.push((first.number, Reason::Navigation));
            rest = &lines[1..];
        }
        for piece in articles(rest) {
            let (draft, dropped) = article::read(piece);
            reading.drafts.extend(draft);
            reading.dropped.extend(dropped);
        }
        reading
    }
}

/// Cuts behind every "Source link" and before every title with the site's section.
fn articles<'s, 'a>(lines: &'s [Line<'a>]) -> impl Iterator<Item = &'s [Line<'a>]> {
    let mut cuts = vec![0];
    for (at, line) in lines.iter().enumerate() {
        if is_end(line.trimmed()) {
            cuts.push(at + 1);
        } else if is_site_title(line.trimmed()) {
            cuts.push(at);
        }
    }
    cuts.push(lines.len());
    cuts.into_iter()
        .scan(0, |from, to| Some((std::mem::replace(from, to), to)))
        .filter(|(from, to)| from < to)
        .map(|(from, to)| &lines[from..to])
}

/// Whether an article ends here.
fn is_end(text: &str) -> bool {
    text.eq_ignore_ascii_case("source link")
}

/// `Title of the article | Section News`.
fn is_site_title(text: &str) -> bool {
    article::has_title_shape(text)
        && text.rsplit_once(" | ").is_some_and(|(title, section)| {
            let words = section.split_whitespace().count();
            let named = section.split_whitespace().last().is_some_and(|word| {
                matches!(word, "News" | "Opinions" | "Features" | "Explainer" | "Newsfeed" | "Новости")
            });
            title.split_whitespace().count() >= 3 && (1..=5).contains(&words) && named
        })
}
