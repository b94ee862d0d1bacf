//! Names in Cyrillic letters that are those in Latin ones: `Лавров` and `Lavrov`.
//!
//! Lives here: a plain transliteration, and the form in which its usual variants are one. Does not live here: names that
//! are spelled otherwise in the other language (`gazetteer`, the corpus), or which names are one person (`same`). Cost:
//! O(n log n) in the words of names.

use demarche_corpus::order;

use super::reading::Mention;

/// Fewer letters are the same by chance.
const LEAST_LETTERS: usize = 4;
/// The letters from а to я.
const LETTERS: &str = "a b v g d e zh z i i k l m n o p r s t u f h ts ch sh sh - i - e iu ia";
/// Spellings of one sound, and how it is written here; in this order.
const SOUNDS: &str =
    "shch sh|tch ch|kh h|ck k|ph f|x ks|w v|y i|j i|є e|і i|ї i|ґ g|ie e|ii i|ff f|ss s|ll l|nn n|mm m|tt t";

/// Gives names in Cyrillic letters, of people and of what is not told, the words of names in Latin letters that are pronounced so.
pub(crate) fn join(mentions: &mut [&mut Mention]) {
    let is_cyrillic = |word: &str| word.starts_with(|c| matches!(c, '\u{400}'..='\u{4ff}'));
    let mut latin: Vec<(String, String)> = Vec::new();
    let mut has_cyrillic = false;
    for mention in mentions.iter() {
        for word in mention.key.split(' ') {
            has_cyrillic |= is_cyrillic(word);
            if word.is_ascii() && word.len() >= LEAST_LETTERS {
                latin.push((sound(word), word.to_owned()));
            }
        }
    }
    if !has_cyrillic || latin.is_empty() {
        return;
    }
    order::sort(&mut latin);
    let same = |word: &str| -> Option<&str> {
        if !is_cyrillic(word) || word.chars().count() < LEAST_LETTERS {
            return None;
        }
        let sound = sound(word);
        let first = latin.partition_point(|pair| pair.0 < sound);
        latin.get(first).filter(|pair| pair.0 == sound).map(|pair| pair.1.as_str())
    };
    for mention in mentions.iter_mut() {
        let last = mention.key.rsplit(' ').next().unwrap_or_default();
        if same(last).is_none() {
            continue;
        }
        let words = mention.key.split(' ').map(|word| match same(word) {
            Some(word) => word.to_owned(),
            None if is_cyrillic(word) => transliterated(word),
            None => word.to_owned(),
        });
        mention.key = words.collect::<Vec<_>>().join(" ");
    }
}

/// A word in Latin letters, other letters as they are.
fn transliterated(word: &str) -> String {
    let letters: Vec<&str> = LETTERS.split(' ').collect();
    let mut found = String::with_capacity(word.len());
    for c in word.chars() {
        let at = u32::from(c).checked_sub(u32::from('а')).map(|at| at as usize);
        match at.and_then(|at| letters.get(at)) {
            Some(letter) => found.push_str(letter.trim_matches('-')),
            None => found.push(c),
        }
    }
    found
}

/// The form that the spellings of one name share; the vowels at its end change with the case.
fn sound(word: &str) -> String {
    let mut found = transliterated(word);
    for (written, sound) in SOUNDS.split('|').filter_map(|pair| pair.split_once(' ')) {
        if found.contains(written) {
            found = found.replace(written, sound);
        }
    }
    let bare = found.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    if bare.len() >= LEAST_LETTERS - 1 { bare.to_owned() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_the_same() {
        for (cyrillic, latin, expected) in [
            ("лавров", "lavrov", true),
            ("руби", "rubio", true),
            ("зеленск", "zelenskyy", true),
            ("зеленск", "zelensky", true),
            ("рябков", "ryabkov", true),
            ("дмитриев", "dmitriev", true),
            ("ющенко", "yushchenko", true),
            ("захаров", "zakharova", true),
            ("лавров", "pavlov", false),
            ("шторм", "storm", false),
        ] {
            assert_eq!(sound(cyrillic) == sound(latin), expected, "{cyrillic} and {latin}");
        }
    }
}
