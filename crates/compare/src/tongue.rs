//! The language of a text that says nothing of it.
//!
//! Lives here: its commonest small words and, for Cyrillic, letters. Does not live here: what a reader is told of it
//! (`witness`). Languages that are close, and texts of a sentence or two, are left untold. Cost: O(words), of the first
//! thousands.

use demarche_corpus::order;

/// So many words tell.
const ENOUGH: usize = 2_000;
/// Small words of one language that must stand in a text, and how much more than of any other.
const LEAST: usize = 3;
const MARGIN: usize = 2;
/// Languages with their tags and the small words that others of them hardly have.
const SMALL_WORDS: [(&str, &str); 8] = [
    ("en", "the of and to that with was for has are"),
    ("fr", "le les des et du une dans est pour aux qui"),
    ("de", "der die und das nicht mit ist von für dem zu"),
    ("es", "el los las y del una por con para se"),
    ("it", "il che di della per gli è sono nel alla"),
    ("pt", "os do da em não uma dos ao foi das"),
    ("ru", "и что не как от его это они был по"),
    ("uk", "і що та від як його це з про й"),
];

/// The tag of a text's language; empty where it is not told.
pub(crate) fn tongue<'t>(passages: impl Iterator<Item = &'t str>) -> &'static str {
    let mut counts = [0_usize; SMALL_WORDS.len()];
    let words = passages.flat_map(|passage| passage.split(|c: char| !c.is_alphabetic()));
    for word in words.filter(|word| !word.is_empty()).take(ENOUGH) {
        // None of the words has more letters.
        if word.len() > 8 {
            continue;
        }
        let word = word.to_lowercase();
        for (count, (_, list)) in counts.iter_mut().zip(SMALL_WORDS) {
            *count += usize::from(list.split(' ').any(|small| small == word));
        }
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().zip(SMALL_WORDS.map(|(tag, _)| tag)).collect();
    order::sort(&mut ranked);
    match ranked[..] {
        [.., (second, _), (first, tag)] if first >= LEAST && first >= MARGIN * second => tag,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_small_words() {
        for (text, expected) in [
            ("The envoys of the lakes met and agreed to sail with the fleet.", "en"),
            ("Les ministres des affaires étrangères et le président ont parlé dans une lettre.", "fr"),
            ("Der Minister und die Botschafterin sprachen von dem Vertrag, das ist nicht neu.", "de"),
            ("El ministro y los enviados hablaron por la tarde con las partes del acuerdo.", "es"),
            ("Il ministro che ha parlato della pace nel vertice di Roma.", "it"),
            ("O ministro do mar falou da paz em uma carta dos países.", "pt"),
            ("Министр сказал, что не видит и не ждёт перемен в позиции.", "ru"),
            ("A choir.", ""),
            ("12 — 15", ""),
            ("", ""),
        ] {
            assert_eq!(tongue([text].into_iter()), expected, "{text:?}");
        }
    }
}
