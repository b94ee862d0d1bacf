//! What sort of text it is, read off a heading's words. A further word is one more line of [`KINDS`].

use demarche_corpus::Kind;

/// Words that headings use for a kind. The one that stands first in the heading decides.
const KINDS: [(&str, Kind); 30] = [
    ("remarks", Kind::Remarks),
    ("answers to", Kind::Remarks),
    ("answer to", Kind::Remarks),
    ("press conference", Kind::Remarks),
    ("briefing", Kind::Remarks),
    ("interview", Kind::Interview),
    ("speech", Kind::Speech),
    ("address", Kind::Speech),
    ("readout", Kind::Readout),
    ("joint statement", Kind::Communique),
    ("joint communique", Kind::Communique),
    ("communique", Kind::Communique),
    ("communiqué", Kind::Communique),
    ("joint declaration", Kind::Communique),
    ("press statement", Kind::PressStatement),
    ("press release", Kind::PressStatement),
    ("statement", Kind::PressStatement),
    ("comment", Kind::Post),
    ("интервью", Kind::Interview),
    ("вступительное слово", Kind::Remarks),
    ("ответы на вопросы", Kind::Remarks),
    ("ответ на вопрос", Kind::Remarks),
    ("пресс-конференция", Kind::Remarks),
    ("брифинг", Kind::Remarks),
    ("выступление", Kind::Speech),
    ("речь", Kind::Speech),
    ("совместное заявление", Kind::Communique),
    ("коммюнике", Kind::Communique),
    ("заявление", Kind::PressStatement),
    ("комментарий", Kind::Post),
];

/// Where a statement is delivered as a speech rather than handed to the press.
const FLOORS: [&str; 9] = [
    "discussion",
    "session",
    "debate",
    "committee",
    "meeting",
    "council",
    "assembly",
    "conference",
    "briefing",
];

/// The kind that a heading's words give.
pub fn kind_of(heading: &str) -> Option<Kind> {
    let text = heading.to_lowercase();
    let (at, _, kind) = KINDS
        .iter()
        .filter_map(|(word, kind)| find_word(&text, word).map(|at| (at, usize::MAX - word.len(), *kind)))
        .min_by_key(|(at, shorter, _)| (*at, *shorter))?;
    let delivered = text.get(at..).is_some_and(|tail| {
        tail.split_once(" at ")
            .is_some_and(|(_, place)| FLOORS.iter().any(|floor| find_word(place, floor).is_some()))
    });
    Some(if kind == Kind::PressStatement && text[at..].starts_with("statement") && delivered {
        Kind::Speech
    } else {
        kind
    })
}

/// Where a word or phrase stands in a text, not inside a longer word (a plural `s` may follow).
pub fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let tail = &text[at + word.len()..];
        let tail = tail.strip_prefix('s').unwrap_or(tail);
        !text[..*at].ends_with(char::is_alphanumeric) && !tail.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_the_words() {
        for (heading, kind) in [
            ("Ada Brandt’s opening remarks during talks", Some(Kind::Remarks)),
            (
                "Statement by the delegate at the Thematic Discussion in the First Committee",
                Some(Kind::Speech),
            ),
            ("Statement by the ministry", Some(Kind::PressStatement)),
            ("Ada Brandt’s answer to a media question", Some(Kind::Remarks)),
            ("Briefing by the spokeswoman", Some(Kind::Remarks)),
            ("Statement at the briefing", Some(Kind::Speech)),
            ("Joint statement of the parties", Some(Kind::Communique)),
            ("Embassy comment", Some(Kind::Post)),
            ("Комментарий посольства", Some(Kind::Post)),
            ("Understatements", None),
            ("Dear friends!", None),
        ] {
            assert_eq!(kind_of(heading), kind, "{heading}");
        }
    }
}
