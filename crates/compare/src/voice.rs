//! Who speaks in a sentence, and how: two people who each report the same words of one of them make a point in common
//! sooner than two who each report their own.
//!
//! Lives here: the words that tell of the speaker, the voice of a sentence, and how two voices stand to each other. Does
//! not live here: what that is worth (`score`). English, and the commonest words in Russian. Cost: O(words).

use crate::lists::Lists;
use crate::words::{Class, Lexicon, Token};
use demarche_corpus::order;

/// Words for both at once. Folded.
pub(crate) const JOINT: &str = "leaders sides presidents ministers they both two parties interlocutors we heads counterparts \
secretaries delegations стороны лидеры президенты министры они мы";
/// Words for whoever spoke last. Folded.
pub(crate) const PRONOUNS: &str = "he she он она";
/// Verbs behind which no speaker is named any more.
pub(crate) const REPORTING: &str = "said noted stressed underlined emphasised emphasized reaffirmed reiterated expressed welcomed \
thanked discussed agreed called urged informed briefed told voiced made recalled stated pointed added affirmed confirmed \
conveyed asked proposed highlighted underscored reviewed raised spoke outlined praised appreciated commended offered \
condemned warned announced reported exchanged touched considered shared invited requested pressed отметил подчеркнул \
заявил сообщил обсудили выразил поблагодарил предложил";
/// Capitalised words that name nobody. Folded.
pub(crate) const TITLES: &str = "president minister prime secretary mr mrs ms dr chancellor king emir sheikh foreign deputy vice state \
he she the excellency his her highness sultan republic federation ambassador commissioner general";
/// Words of charge and protest.
pub(crate) const HOSTILE: &str = "condemn denounce protest violate violation illegal unlawful reject unacceptable provocation \
provocative accuse refute unfounded groundless blatant flagrant gross blame responsibility countermeasure retaliate \
so-called slander interference meddle hegemony bully coerce coercion infringe harass reckless unjustified discriminatory \
discriminate unilateral aggressive aggression deplore wrongful arbitrary demand summon expel pretext fabricate \
oppose firmly solemn representations lodge осудить протест провокация нарушение обвинить недопустимый";

/// Words of a sentence that are searched for its speaker, for a word for both, for a pronoun.
const MOST_BEFORE: usize = 12;
const MOST_BEFORE_JOINT: usize = 6;
const MOST_BEFORE_PRONOUN: usize = 4;

/// Who speaks in a sentence, and how.
#[derive(Debug, Clone, Default)]
pub(crate) struct Voice {
    /// The names before the verb, sorted.
    names: Vec<u32>,
    /// Whether a pronoun stands there in place of names.
    is_pronoun: bool,
    /// Whether both speak.
    is_joint: bool,
    /// Whether it charges or protests.
    is_hostile: bool,
}

/// How two voices stand to each other.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Voices {
    /// Whether one person speaks in both.
    pub is_one: bool,
    /// Whether each has a speaker of its own.
    pub are_two: bool,
    /// In how many of the two both sides speak.
    pub joint: u8,
    /// Whether both charge or protest.
    pub are_hostile: bool,
}

impl Voice {
    /// The voice of these words in a row.
    pub(crate) fn new(tokens: &[Token], lexicon: &Lexicon) -> Voice {
        let mut voice = Voice::default();
        for (at, token) in tokens.iter().take(MOST_BEFORE).enumerate() {
            let lists = lexicon.entry(token.word).lists;
            voice.is_joint |= lists.has(Lists::JOINT) && at < MOST_BEFORE_JOINT;
            voice.is_pronoun |= lists.has(Lists::PRONOUN) && at < MOST_BEFORE_PRONOUN;
            if lists.has(Lists::REPORTING) && at > 0 {
                break;
            }
            let is_content = lexicon.entry(token.concept).class == Class::Content;
            if token.capital && is_content && !lists.has(Lists::TITLE) {
                voice.names.push(token.concept);
            }
        }
        order::sort(&mut voice.names);
        voice.names.dedup();
        voice.is_pronoun &= voice.names.is_empty();
        voice.is_hostile = tokens.iter().any(|token| lexicon.entry(token.word).lists.has(Lists::HOSTILE));
        voice
    }

    /// Who is meant by pronouns: whoever was named last.
    pub(crate) fn resolve<'v>(voices: impl Iterator<Item = &'v mut Voice>) {
        let mut last: Vec<u32> = Vec::new();
        for voice in voices {
            if voice.is_pronoun {
                voice.names.clone_from(&last);
            } else if !voice.names.is_empty() {
                last.clone_from(&voice.names);
            }
        }
    }

    /// How the two stand to each other.
    pub(crate) fn beside(&self, other: &Voice) -> Voices {
        let are_named = !self.names.is_empty() && !other.names.is_empty();
        let is_one = self.names.iter().any(|name| other.names.binary_search(name).is_ok());
        Voices {
            is_one,
            are_two: are_named && !is_one,
            joint: u8::from(self.is_joint) + u8::from(other.is_joint),
            are_hostile: self.is_hostile && other.is_hostile,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &[&str], other: &[&str], expected: (bool, bool, u8, bool)) {
        let mut lexicon = Lexicon::new();
        let mut last = |sentences: &[&str]| {
            let mut voices: Vec<Voice> = Vec::new();
            for sentence in sentences {
                let tokens = lexicon.tokens(sentence, "");
                voices.push(Voice::new(&tokens, &lexicon));
            }
            Voice::resolve(voices.iter_mut());
            voices.pop().unwrap_or_default()
        };
        let found = last(one).beside(&last(other));
        assert_eq!(
            (found.is_one, found.are_two, found.joint, found.are_hostile),
            expected,
            "{one:?} {other:?}"
        );
    }

    #[test]
    fn speakers_are_told_by_name_and_by_pronoun() {
        check(&["President Ash said so."], &["Mr. Ash thanked Birch."], (true, false, 0, false));
        check(&["President Ash said so."], &["Minister Birch thanked Ash."], (false, true, 0, false));
        check(&["Ash spoke.", "He agreed."], &["Birch spoke.", "Ash asked."], (true, false, 0, false));
        check(&["The leaders met."], &["Both sides spoke of fish."], (false, false, 2, false));
        check(&["Ash condemned it."], &["Birch rejected the charge."], (false, true, 0, true));
    }
}
