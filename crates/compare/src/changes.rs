//! A word-level difference that tells what sort of words changed.
//!
//! Lives here: the changed stretches cut by class, and the classes' names. Does not live here: the difference
//! (`word_diff`), what must not be torn apart (`pieces`), the tables of words (`classes`), what only changed its place
//! (`moved`), the sentence that tells the changes (`describe`). Cost: that of the difference, and a table look-up a changed word.

use std::ops::Range;

use crate::model::ChangeTag;
use crate::word_diff::difference;

mod classes;
mod describe;
mod moved;
pub(crate) mod pieces;

pub use describe::describe;

use classes::Classes;
use pieces::Pieces;

/// One stretch of a word-level difference, of one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedChange {
    /// Whether the stretch stands on both sides, in A alone or in B alone.
    pub tag: ChangeTag,
    /// Bytes of A; empty for an insertion.
    pub a: Range<usize>,
    /// Bytes of B; empty for a deletion.
    pub b: Range<usize>,
    /// What sort of words changed; [`ChangeClass::Plain`] where both sides say the same.
    pub class: ChangeClass,
}

/// The sorts of word a reader of statements looks for in a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeClass {
    /// Any other words.
    Plain,
    /// A number with its unit.
    Number,
    /// A day, month, year or weekday.
    Date,
    /// A person, place or body, told by its capitals.
    Name,
    /// A word that denies.
    Negation,
    /// A modal verb, or a word that says how sure or how much.
    Hedge,
    /// A verb of reporting or of stance.
    Reporting,
    /// Words that the other passage has too, only elsewhere.
    Moved,
}

impl ChangeClass {
    /// Every class, in the order of a legend.
    pub const ALL: [ChangeClass; 8] = [
        ChangeClass::Negation,
        ChangeClass::Number,
        ChangeClass::Date,
        ChangeClass::Name,
        ChangeClass::Reporting,
        ChangeClass::Hedge,
        ChangeClass::Moved,
        ChangeClass::Plain,
    ];

    /// The name scripts and styles rely on (`data-class`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            ChangeClass::Plain => "plain",
            ChangeClass::Number => "number",
            ChangeClass::Date => "date",
            ChangeClass::Name => "name",
            ChangeClass::Negation => "negation",
            ChangeClass::Hedge => "hedge",
            ChangeClass::Reporting => "reporting",
            ChangeClass::Moved => "moved",
        }
    }

    /// The words of the legend.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            ChangeClass::Plain => "other words",
            ChangeClass::Number => "number",
            ChangeClass::Date => "date",
            ChangeClass::Name => "name",
            ChangeClass::Negation => "negation",
            ChangeClass::Hedge => "modal or hedge",
            ChangeClass::Reporting => "verb of reporting or stance",
            ChangeClass::Moved => "the same words in another place",
        }
    }
}

/// The word-level difference of two passages, cut so that each number, date, name, negation, hedge and verb of
/// reporting is a stretch of its own. The ranges concatenate to exactly `a` and `b`.
#[must_use]
pub fn marked_diff(a: &str, b: &str) -> Vec<MarkedChange> {
    if a == b && !a.is_empty() {
        let (tag, class) = (ChangeTag::Equal, ChangeClass::Plain);
        return vec![MarkedChange { tag, a: 0..a.len(), b: 0..b.len(), class }];
    }
    let (a, b) = (Pieces::new(a), Pieces::new(b));
    let changes = difference(&a, &b);
    let mut found = Vec::with_capacity(changes.len());
    if changes.iter().all(|change| change.tag == ChangeTag::Equal) {
        let plain = |change: crate::model::Change| MarkedChange {
            tag: change.tag,
            a: change.a,
            b: change.b,
            class: ChangeClass::Plain,
        };
        return changes.into_iter().map(plain).collect();
    }
    let classes = Classes::new([&a, &b]);
    let [moved_a, moved_b] = moved::moved(&a, &b, &changes);
    for change in changes {
        let tag = change.tag;
        match tag {
            ChangeTag::Equal => {
                found.push(MarkedChange { tag, a: change.a, b: change.b, class: ChangeClass::Plain });
            }
            ChangeTag::Delete => cut(&a, change.a, (&classes, &moved_a), &mut |range, class| {
                found.push(MarkedChange { tag, a: range, b: change.b.clone(), class });
            }),
            ChangeTag::Insert => cut(&b, change.b, (&classes, &moved_b), &mut |range, class| {
                found.push(MarkedChange { tag, a: change.a.clone(), b: range, class });
            }),
        }
    }
    found
}

/// Cuts a changed stretch of one side by class.
fn cut<'t>(
    side: &Pieces<'t>,
    range: Range<usize>,
    (classes, moved): (&Classes<'t>, &[bool]),
    take: &mut dyn FnMut(Range<usize>, ChangeClass),
) {
    let mut plain_from = range.start;
    let mut at = side.first_from(range.start);
    let last = side.first_from(range.end);
    while at < last {
        let is_moved = |at: usize| moved.get(at) == Some(&true);
        let (class, end) = if is_moved(at) {
            (ChangeClass::Moved, (at..last).find(|at| !is_moved(*at)).unwrap_or(last))
        } else {
            classes.stretch(side, at)
        };
        // A name may go on beyond what changed.
        let end = end.clamp(at + 1, last);
        if class != ChangeClass::Plain {
            let stretch = side.span(at..end);
            if plain_from < stretch.start {
                take(plain_from..stretch.start, ChangeClass::Plain);
            }
            plain_from = stretch.end;
            take(stretch, class);
        }
        at = end;
    }
    if plain_from < range.end {
        take(plain_from..range.end, ChangeClass::Plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(a: &str, b: &str) -> String {
        let piece = |change: MarkedChange| {
            let words = if change.tag == ChangeTag::Insert { &b[change.b] } else { &a[change.a] };
            let (open, close) = match change.tag {
                ChangeTag::Equal => return words.to_owned(),
                ChangeTag::Delete => ("[-", "-]"),
                ChangeTag::Insert => ("{+", "+}"),
            };
            match change.class {
                ChangeClass::Plain => format!("{open}{words}{close}"),
                class => format!("{open}{}:{words}{close}", class.id()),
            }
        };
        marked_diff(a, b).into_iter().map(piece).collect()
    }

    fn check(a: &str, b: &str, expected: &str) {
        assert_eq!(drawn(a, b), expected, "difference of {a:?} and {b:?}");
    }

    #[test]
    fn each_class_is_a_stretch_of_its_own() {
        check("", "", "");
        check(
            "Aid of 20 million.",
            "Aid of 25 million.",
            "Aid of [-number:20 million-]{+number:25 million+}.",
        );
        check("We met on 3 May.", "We met on Friday.", "We met on [-date:3 May-]{+date:Friday+}.");
        check("He met Edda Storm.", "He met Ilmar Koss.", "He met [-name:Edda Storm-]{+name:Ilmar Koss+}.");
        check("They will go.", "They will not go.", "They will {+negation:not+}{+ +}go.");
        check("It must end.", "It should end.", "It [-hedge:must-]{+hedge:should+} end.");
        check("She condemned it.", "She regrets it.", "She [-reporting:condemned-]{+reporting:regrets+} it.");
        check(
            "She called for calm.",
            "She expressed concern.",
            "She [-reporting:called for-][- calm-]{+reporting:expressed concern+}.",
        );
        check("He took the call.", "He took the ferry.", "He took the [-call-]{+ferry+}.");
    }

    #[test]
    fn words_in_another_place_are_neither_dropped_nor_added() {
        check(
            "Later Consul Ann Moor met Minister Edda Storm of Velm in the harbour on a ferry.",
            "Later Minister Edda Storm of Velm met Consul Ann Moor in the harbour on a ferry.",
            "Later [-moved:Consul Ann Moor-][- met -]Minister Edda Storm of Velm {+met +}{+moved:Consul Ann Moor+}{+ +}in the \
             harbour on a ferry.",
        );
        // Two words may have changed places because the sense has: those are shown as what they are.
        check(
            "In May Velm struck Tarn at sea.",
            "In May Tarn struck Velm at sea.",
            "In May {+name:Tarn+}{+ struck +}Velm [-struck -][-name:Tarn-][- -]at sea.",
        );
    }

    #[test]
    fn capitals_make_names_only_where_they_mean_something() {
        check("Talks began.", "Ministers began.", "[-Talks-]{+Ministers+} began.");
        check("NATO began.", "Talks began.", "[-name:NATO-]{+Talks+} began.");
        check(
            "So Velm did. Koss left.",
            "So Velm did. Velm left.",
            "So Velm did. [-Koss-]{+name:Velm+} left.",
        );
        check("When Velm met", "When Koss met", "When [-name:Velm-]{+name:Koss+} met");
        check("to Mr. Koss", "to Mr. Storm", "to Mr. [-name:Koss-]{+name:Storm+}");
        check("Ann B. Moor left", "Ms. Ida Storm left", "[-name:Ann B. Moor-]{+name:Ms. Ida Storm+} left");
        check(
            "the Council of Lakes met",
            "the Chamber of Fish met",
            "the [-name:Council of Lakes-]{+name:Chamber of Fish+} met",
        );
        check("by Ann B. Moor", "by Ida C. Storm", "by [-name:Ann B. Moor-]{+name:Ida C. Storm+}");
        check("in May", "in June", "in [-date:May-]{+date:June+}");
        check("it may", "it did", "it [-hedge:may-]{+did+}");
    }

    #[test]
    fn russian_words_have_their_classes() {
        check("Он осудил налёт.", "Он отметил налёт.", "Он [-reporting:осудил-]{+reporting:отметил+} налёт.");
        check("Мы поедем.", "Мы не поедем.", "Мы {+negation:не+}{+ +}поедем.");
        check("Он может уйти.", "Он должен уйти.", "Он [-hedge:может-]{+hedge:должен+} уйти.");
        check("к 3 мая 2031 года", "к 4 мая 2031 года", "к [-date:3 мая 2031 года-]{+date:4 мая 2031 года+}");
        check("почти 2 млн", "почти 3 млн", "почти [-number:2 млн-]{+number:3 млн+}");
        check("после осуждения", "после заявления", "после [-осуждения-]{+заявления+}");
        check("в Вельме", "в Тарне", "в [-name:Вельме-]{+name:Тарне+}");
    }

    #[test]
    fn a_verb_is_known_in_all_its_forms() {
        for form in
            ["condemn", "condemns", "denied", "denies", "committed", "noting", "agreed", "says", "urging"]
        {
            check("it x", &format!("it {form}"), &format!("it [-x-]{{+reporting:{form}+}}"));
        }
        for form in ["concerning", "notable", "reddest", "calling"] {
            check("it x", &format!("it {form}"), &format!("it [-x-]{{+{form}+}}"));
        }
    }

    #[test]
    fn every_class_has_a_name_of_its_own() {
        let mut ids = ChangeClass::ALL.map(ChangeClass::id).to_vec();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 8);
        assert!(ChangeClass::ALL.iter().all(|class| !class.label().is_empty()));
    }

    /// Words of every class, and what may stand between them.
    fn passage() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "Koss",
            "United",
            "States",
            "not",
            "may",
            "May",
            "20",
            "million",
            "2031",
            "%",
            "condemned",
            "called",
            "for",
            "the",
            "of",
            "-",
            ",",
            ".",
            "\n",
            " ",
            " ",
            " ",
            "\u{a0}",
            "не",
            "осудил",
            "«",
            "$",
            "🦊",
            "é",
            "",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_texts_can_be_put_together_again(a in passage(), b in passage()) {
            let changes = marked_diff(&a, &b);
            let (mut at_a, mut at_b) = (0, 0);
            for change in &changes {
                match change.tag {
                    ChangeTag::Equal => {
                        prop_assert_eq!(&a[change.a.clone()], &b[change.b.clone()]);
                        prop_assert_eq!((change.a.start, change.b.start, change.class), (at_a, at_b, ChangeClass::Plain));
                        (at_a, at_b) = (change.a.end, change.b.end);
                    }
                    ChangeTag::Delete => {
                        prop_assert_eq!((change.a.start, change.b.clone()), (at_a, at_b..at_b));
                        at_a = change.a.end;
                    }
                    ChangeTag::Insert => {
                        prop_assert_eq!((change.a.clone(), change.b.start), (at_a..at_a, at_b));
                        at_b = change.b.end;
                    }
                }
                prop_assert!(a.get(change.a.clone()).is_some() && b.get(change.b.clone()).is_some());
            }
            prop_assert_eq!((at_a, at_b), (a.len(), b.len()));
            prop_assert!(!describe(&a, &b, &changes).is_empty());
        }

        #[test]
        fn what_moved_is_the_same_from_either_side(a in "((red|old|boat|Velm|Koss|dawn)[ ,]){0,14}", b in "((red|old|boat|Velm|Koss|dawn)[ ,]){0,14}") {
            let moved = |changes: &[MarkedChange], pick: fn(&MarkedChange) -> &Range<usize>| -> Vec<Range<usize>> {
                let found = changes.iter().filter(|change| change.class == ChangeClass::Moved);
                found.map(|change| pick(change).clone()).filter(|range| !range.is_empty()).collect()
            };
            let (there, back) = (marked_diff(&a, &b), marked_diff(&b, &a));
            prop_assert_eq!(moved(&there, |change| &change.a), moved(&back, |change| &change.b));
            prop_assert_eq!(moved(&there, |change| &change.b), moved(&back, |change| &change.a));
        }
    }
}
