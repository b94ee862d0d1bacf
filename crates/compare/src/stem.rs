//! Stems of folded words.
//!
//! Lives here: which stemmer a word goes to. Does not live here: folding, or what stems are for. The build script reads this
//! file too, so that the tables it makes and the texts are stemmed alike. Stems are Snowball's.

use frostem::{Algorithm, Stemmer};

/// The languages whose words are stemmed.
pub(crate) struct Stemmers {
    english: Stemmer,
    russian: Stemmer,
}

impl Stemmers {
    pub(crate) fn new() -> Stemmers {
        Stemmers { english: Stemmer::new(Algorithm::English), russian: Stemmer::new(Algorithm::Russian) }
    }

    /// The stem of a folded word of a text in `lang`, a language tag or nothing. The script decides; a language of the same
    /// script that has no stemmer here is left alone.
    pub(crate) fn stem(&self, folded: &str, lang: &str) -> String {
        let lang = lang.split(['-', '_']).next().unwrap_or("");
        let is_ours = matches!(lang, "" | "und" | "mul" | "en" | "ru");
        if folded.is_ascii() && folded.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'') {
            if is_ours {
                return self.english.stem(folded).into_owned();
            }
        } else if is_ours && folded.chars().all(|c| matches!(c, 'а'..='я')) {
            if demarche_corpus::russian::is_stem(folded) {
                return folded.to_owned();
            }
            return self.russian.stem(folded).into_owned();
        }
        folded.to_owned()
    }
}
