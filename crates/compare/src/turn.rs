//! Whether two passages of nearly the same words say something else all the same.
//!
//! Lives here: the words that turn a sentence round (a negation, may or must, a verb of judgement), and which of two
//! passages has one that the other lacks. Does not live here: the word-level difference (`changes`). Cost: O(words) of
//! pairs that are nearly the same.

use crate::changes::ChangeClass;
use crate::lists::Lists;
use crate::words::{Entry, Lexicon};

/// Words that deny. Folded.
pub(crate) const DENYING: &str = "not no never without neither nor none nobody nothing nowhere cannot не нет ни без никогда \
никто ничего нельзя";
/// Words for what may or must be. Folded.
pub(crate) const HEDGING: &str = "may might could should must shall cannot может могут мог могла могли можно должен должна \
должно должны следует обязан обязана обязаны нужно необходимо";
/// Stems of verbs of judgement.
pub(crate) const JUDGING: &str = "acknowledg recogn recognis appreci thank support welcom prais commend applaud hail \
congratul endors accept regret lament deplor oppos protest criticis critic accus blame reject deni refus denounc condemn";
/// How Russian verbs of judgement begin.
const RUSSIAN_VERBS: &str =
    "поблагодар благодар поддерж приветств одобр сожале возраз возраж отверг отказа обвин осуд осужд";
/// The gravest first.
const CLASSES: [(ChangeClass, Lists); 3] = [
    (ChangeClass::Negation, Lists::DENYING),
    (ChangeClass::Hedge, Lists::HEDGING),
    (ChangeClass::Reporting, Lists::JUDGING),
];

/// The gravest class of words that one side has more often than the other, if there is one.
pub(crate) fn turn(a: &[u32], b: &[u32], lexicon: &Lexicon) -> Option<ChangeClass> {
    let differs = |list| turned(a, list, lexicon) != turned(b, list, lexicon);
    CLASSES.into_iter().find(|(_, list)| differs(*list)).map(|(class, _)| class)
}

/// The words of a class, in order of their letters.
fn turned<'l>(words: &[u32], list: Lists, lexicon: &'l Lexicon) -> Vec<&'l str> {
    let entries = words.iter().map(|word| lexicon.entry(*word)).filter(|entry| entry.lists.has(list));
    let word = |entry: &'l Entry| if list == Lists::JUDGING { &entry.stem } else { &entry.folded };
    let mut found: Vec<&str> = entries.map(|entry| word(entry).as_str()).collect();
    demarche_corpus::order::sort(&mut found);
    found
}

/// The lists that a folded word is in by its beginning or its end.
pub(crate) fn by_ending(folded: &str) -> Lists {
    if folded.ends_with("n't") {
        Lists::DENYING
    } else if !folded.is_ascii() && RUSSIAN_VERBS.split(' ').any(|start| folded.starts_with(start)) {
        Lists::JUDGING
    } else {
        Lists::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: Option<ChangeClass>) {
        let mut lexicon = Lexicon::new();
        let mut words = |text: &str| lexicon.tokens(text, "").iter().map(|token| token.word).collect();
        let (a_words, b_words): (Vec<u32>, Vec<u32>) = (words(a), words(b));
        assert_eq!(turn(&a_words, &b_words, &lexicon), expected, "{a:?} and {b:?}");
        assert_eq!(turn(&b_words, &a_words, &lexicon), expected, "{b:?} and {a:?}");
    }

    #[test]
    fn words_that_turn_a_sentence_are_told() {
        check("They will resume.", "They will not resume.", Some(ChangeClass::Negation));
        check("They will resume.", "They won't resume.", Some(ChangeClass::Negation));
        check("It must end.", "It should end.", Some(ChangeClass::Hedge));
        check("Velm condemns it.", "Velm regrets it.", Some(ChangeClass::Reporting));
        check("Velm condemns it.", "Velm condemned it.", None);
        check("It may go, not sail.", "Not sail, it may go.", None);
        check("Мы осуждаем налёт.", "Мы сожалеем о налёте.", Some(ChangeClass::Reporting));
        check("Мы поедем.", "Мы не поедем.", Some(ChangeClass::Negation));
        check("Aid of 20 million.", "Aid of 25 million.", None);
    }
}
