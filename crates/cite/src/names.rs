//! Names of persons, and which of their words are the family name.
//!
//! A corpus has only the name as shown: "Ada Brandt", "Xi Jinping", "Lula", "Foreign Ministry". Nothing in it says
//! which word is the family name, and guessing by position mangles Chinese, Korean, Hungarian, Vietnamese and Spanish
//! names, single names and organisations. So a name is taken apart only on the corpus's own evidence, all of it:
//!
//! - its last words also stand alone as a spelling or as the id of this speaker ("Brandt", `brandt`): that is how the
//!   corpus calls the person for short;
//! - the speaker has an office, which organisations have not;
//! - what would be the given name begins with capitals and is no part of the office ("Pope", "King"), so that neither
//!   "Government of France" nor a title is turned round;
//! - no spelling is in a script whose names begin with the family name, and there is no comma, "and" or the like.
//!
//! Where any of it is lacking the name is *literal*: every notation writes it as shown. Family names that are also
//! the given name's usual short form cannot be told apart; such a corpus can leave that spelling out.

use crate::words::clean;
use demarche_corpus::Speaker;

/// A name, taken apart where that is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As shown.
    pub shown: String,
    /// Family and given name; `None` for a literal name.
    pub parts: Option<(String, String)>,
}

impl Name {
    /// A name that is written as it is.
    pub fn literal(name: &str) -> Name {
        Name { shown: clean(name), parts: None }
    }

    /// The name of a speaker.
    pub fn of(speaker: &Speaker) -> Name {
        let shown = clean(&speaker.name);
        let parts = parts(&shown, speaker);
        Name { shown, parts }
    }

    /// `Brandt, Ada`; a literal name as shown.
    pub fn inverted(&self) -> String {
        match &self.parts {
            Some((family, given)) => [family, ", ", given].concat(),
            None => self.shown.clone(),
        }
    }

    /// What a short reference calls it: the family name, or all of a literal name.
    pub fn short(&self) -> &str {
        self.parts.as_ref().map_or(&self.shown, |(family, _)| family)
    }
}

fn parts(shown: &str, speaker: &Speaker) -> Option<(String, String)> {
    let is_foreign = |text: &String| text.chars().any(is_family_first);
    let is_list = |word: &str| matches!(word, "and" | "et" | "und" | "и" | "&");
    if speaker.role.is_empty()
        || shown.contains([',', ';', '(', ')', '/', '"', '{', '}', '\\'])
        || shown.split(' ').any(is_list)
        || is_foreign(&speaker.name)
        || speaker.spellings.iter().any(is_foreign)
    {
        return None;
    }
    let cuts: Vec<usize> = shown.match_indices(' ').map(|(at, _)| at).collect();
    // The shortest first: "Ada Brandt" may be a spelling of "Karla Ada Brandt".
    cuts.into_iter().rev().find_map(|at| {
        let (given, family) = (&shown[..at], &shown[at + 1..]);
        let alone = speaker.spellings.iter().any(|spelling| clean(spelling) == family)
            || speaker.id == family.to_ascii_lowercase().replace(' ', "-");
        let is_given = |word: &str| {
            word.chars().next().is_some_and(char::is_uppercase)
                && !speaker
                    .role
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|part| part.eq_ignore_ascii_case(word))
        };
        (alone && given.split(' ').all(is_given)).then(|| (family.to_owned(), given.to_owned()))
    })
}

/// Whether a letter is of a script in which names begin with the family name: Han, Kana, Hangul.
fn is_family_first(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3040}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, name: &str, role: &str, spellings: &[&str], expected: &str) {
        let speaker = Speaker {
            id: id.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
            side: None,
            spellings: spellings.iter().map(|spelling| (*spelling).to_owned()).collect(),
        };
        assert_eq!(Name::of(&speaker).inverted(), expected, "{name}");
    }

    #[test]
    fn names_are_turned_round_where_the_corpus_shows_how() {
        check("brandt", "Ada Brandt", "Foreign Minister", &[], "Brandt, Ada");
        check("minister-1", "Ада Брандт", "Министр", &["Брандт"], "Брандт, Ада");
        check("vdb", "Karla Ada van den Berg", "Envoy", &["van den Berg", "Berg"], "van den Berg, Karla Ada");
        check("brandt", "Karla Ada Brandt", "Envoy", &["Ada Brandt", "Brandt"], "Brandt, Karla Ada");
    }

    #[test]
    fn all_other_names_stand_as_they_are() {
        check("brandt", "Ada Brandt", "", &["Brandt"], "Ada Brandt");
        check("minister", "Ada Brandt", "Foreign Minister", &[], "Ada Brandt");
        check("li", "Li Weimin", "Premier", &["Li"], "Li Weimin");
        check("weimin", "Li Weimin", "Premier", &["李为民"], "Li Weimin");
        check("kim", "Kim Ha-jun", "Envoy", &["Kim", "김하준"], "Kim Ha-jun");
        check("ana", "Ana", "Envoy", &["Ana"], "Ana");
        check("felix", "Pope Felix", "Pope", &["Felix"], "Pope Felix");
        check("solmere", "Government of Solmere", "Government", &["Solmere"], "Government of Solmere");
        check("navy", "Solmere Navy", "", &["Navy"], "Solmere Navy");
        check("brandt", "Ada Brandt and Olo Brandt", "Envoys", &["Brandt"], "Ada Brandt and Olo Brandt");
        check("king", "Olo King, Jr.", "Envoy", &["Jr."], "Olo King, Jr.");
    }
}
