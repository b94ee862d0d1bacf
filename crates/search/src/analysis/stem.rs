//! Stems: which forms are inflections of one word.
//!
//! Lives here: the choice of a stemmer by script and language. The stemmers are Porter's second one for English and
//! Snowball's for Russian, by `frostem`. Linear in the word.

use super::fold::is_cyrillic;
use demarche_corpus::russian;
use frostem::{Algorithm, Stemmer};

/// Languages in Latin script whose words the English stemmer would only spoil.
#[cfg(feature = "build")]
const LATIN_UNSTEMMED: [&str; 52] = [
    "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "ro", "tr", "sv", "da", "nb", "nn", "no",
    "fi", "et", "lv", "lt", "hr", "sl", "sq", "az", "vi", "sr", "bs", "cnr", "me", "is", "ga", "gd", "cy",
    "mt", "ca", "eu", "gl", "id", "ms", "sw", "uz", "so", "lb", "af", "tl", "ku", "tk", "ha", "yo", "mg",
    "ht",
];

/// Languages in Cyrillic script whose words the Russian stemmer would only spoil.
#[cfg(feature = "build")]
const CYRILLIC_UNSTEMMED: [&str; 18] = [
    "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "bs", "cnr", "me", "uz", "os", "ce", "ba",
    "ab",
];

/// The stem of a folded form by its script: English for Latin, Russian for Cyrillic; `None` for anything else.
pub(crate) fn stem(form: &str) -> Option<String> {
    let algorithm = match form.chars().next()? {
        c if c.is_ascii_alphabetic() => Algorithm::English,
        c if is_cyrillic(c) => Algorithm::Russian,
        _ => return None,
    };
    if form.chars().any(|c| !c.is_alphabetic() && c != '\'') {
        return None;
    }
    if russian::is_stem(form) {
        return Some(form.to_owned());
    }
    Some(Stemmer::new(algorithm).stem(form).into_owned())
}

/// Whether forms of a statement in this language (a BCP 47 tag) join the other forms of their stem.
#[cfg(feature = "build")]
pub(crate) fn stems_in(form: &str, lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or("").to_ascii_lowercase();
    let unstemmed: &[&str] = match form.chars().next() {
        Some(c) if is_cyrillic(c) => &CYRILLIC_UNSTEMMED,
        _ => &LATIN_UNSTEMMED,
    };
    !unstemmed.contains(&primary.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_follow_the_script() {
        assert_eq!(stem("sanctions"), stem("sanction"));
        assert_eq!(stem("санкции"), stem("санкций"));
        assert_eq!(stem("1945"), None);
        for forms in [
            "устав устава уставу уставом уставе уставы уставов",
            "состав состава составе",
            "держав держава держав",
        ] {
            assert!(
                forms.split(' ').all(|form| stem(form) == stem(forms.split(' ').next().unwrap_or_default())),
                "{forms}"
            );
        }
        assert_ne!(stem("послав"), Some("послав".to_owned()));
        assert!(stems_in("санкции", "en") && !stems_in("санкції", "uk") && !stems_in("avions", "fr-FR"));
        assert!(!stems_in("njihovi", "sr-Latn") && !stems_in("негови", "sr") && stems_in("nations", ""));
    }
}
