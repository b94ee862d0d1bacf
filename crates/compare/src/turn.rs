//! Whether two passages of nearly the same words say something else all the same.
//!
//! Lives here: the words that turn a sentence round (a negation, may or must, a verb of judgement), and which of two
//! passages has one that the other lacks. Does not live here: the word-level difference (`changes`). Cost: O(words) of
//! pairs that are nearly the same.

use crate::changes::ChangeClass;
use crate::words::Lexicon;
use std::sync::OnceLock;

/// Each line a class: words that deny; words for what may or must be; stems of verbs of judgement. Folded.
const WORDS: &str = "\
not no never without neither nor none nobody nothing nowhere cannot не нет ни без никогда никто ничего нельзя
may might could should must shall cannot может могут мог могла могли можно должен должна должно должны следует \
обязан обязана обязаны нужно необходимо
acknowledg recogn recognis appreci thank support welcom prais commend applaud hail congratul endors accept regret \
lament deplor oppos protest criticis critic accus blame reject deni refus denounc condemn";
/// How Russian verbs of judgement begin.
const RUSSIAN_VERBS: &str =
    "поблагодар благодар поддерж приветств одобр сожале возраз возраж отверг отказа обвин осуд осужд";
const CLASSES: [ChangeClass; 3] = [ChangeClass::Negation, ChangeClass::Hedge, ChangeClass::Reporting];

/// The gravest class of words that one side has more often than the other, if there is one.
pub(crate) fn turn(a: &[u32], b: &[u32], lexicon: &Lexicon) -> Option<ChangeClass> {
    let of_a = turning(a, lexicon);
    let of_b = turning(b, lexicon);
    (0..CLASSES.len()).find(|line| of_a[*line] != of_b[*line]).map(|line| CLASSES[line])
}

/// The words of each class, sorted: every word of every pair that is nearly the same is looked up.
fn lists() -> &'static [Vec<&'static str>; 3] {
    static LISTS: OnceLock<[Vec<&str>; 3]> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = [const { Vec::new() }; 3];
        for (list, line) in lists.iter_mut().zip(WORDS.lines()) {
            list.extend(line.split(' '));
            demarche_corpus::order::sort(list);
        }
        lists
    })
}

/// The turning words of each class, in order of their letters.
fn turning<'l>(words: &[u32], lexicon: &'l Lexicon) -> [Vec<&'l str>; 3] {
    let mut found = [const { Vec::new() }; 3];
    for entry in words.iter().map(|word| lexicon.entry(*word)) {
        for (line, list) in lists().iter().enumerate() {
            let word = if line == 2 { entry.stem.as_str() } else { entry.folded.as_str() };
            let is_russian_verb = line == 2
                && !word.is_ascii()
                && RUSSIAN_VERBS.split(' ').any(|start| entry.folded.starts_with(start));
            let is_short = line == 0 && entry.folded.ends_with("n't");
            if is_russian_verb || is_short || list.binary_search(&word).is_ok() {
                found[line].push(word);
            }
        }
    }
    for of_line in &mut found {
        demarche_corpus::order::sort(of_line);
    }
    found
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
