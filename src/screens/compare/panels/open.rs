//! Which panels the address opens, and what they show. No nodes here.

use crate::routes::{Couple, WITH};

/// The words in the address for the facts of one text alone.
const ONLY: [&str; 4] = ["ledger-a", "ledger-b", "ledger-c", "ledger-d"];

/// What the ledger shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// All facts.
    #[default]
    All,
    /// Facts that all texts state.
    Common,
    /// Facts of the text with this number alone.
    Only(usize),
}

impl Shown {
    /// The choices for so many texts, in the order they are offered.
    pub fn offered(texts: usize) -> impl Iterator<Item = Shown> {
        [Shown::All, Shown::Common].into_iter().chain((0..texts.min(ONLY.len())).map(Shown::Only))
    }

    /// The one of this word.
    pub fn from_id(id: &str) -> Option<Shown> {
        Shown::offered(ONLY.len()).find(|shown| shown.id() == id)
    }

    /// The word in the address.
    pub fn id(self) -> &'static str {
        match self {
            Shown::All => "ledger",
            Shown::Common => "ledger-both",
            Shown::Only(side) => ONLY.get(side).copied().unwrap_or_default(),
        }
    }
}

/// A panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Which text states which fact.
    Ledger(Shown),
    /// Subjects, verbs, who asked.
    Structure,
    /// Words that set the texts apart.
    Words,
}

impl Panel {
    /// The id of its element, and of the panel in the address where nothing else is said.
    pub fn id(self) -> &'static str {
        match self {
            Panel::Ledger(_) => "ledger",
            Panel::Structure => "structure",
            Panel::Words => "words",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Panel::Ledger(_) => "Ledger",
            Panel::Structure => "Structure at a glance",
            Panel::Words => "Distinctive words",
        }
    }
}

/// The panels that are open: the value of `panel`, words parted by dots.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opened {
    /// What the ledger shows, if it is open.
    pub ledger: Option<Shown>,
    /// Whether the structure is open.
    pub structure: bool,
    /// Whether the distinctive words are.
    pub words: bool,
    /// The two texts that are set against each other.
    pub two: Couple,
}

impl Opened {
    /// Reads what an address says; what makes no sense is left aside.
    pub fn read(text: &str) -> Opened {
        text.split('.').fold(Opened::default(), Opened::with)
    }

    /// With one more word of an address.
    pub fn with(mut self, word: &str) -> Opened {
        match word {
            "structure" => self.structure = true,
            "words" => self.words = true,
            _ => match word.split_once('-') {
                Some((WITH, id)) => self.two = Couple::from_id(id).unwrap_or(self.two),
                _ => self.ledger = Shown::from_id(word).or(self.ledger),
            },
        }
        self
    }

    /// With the panel of this id opened or closed.
    pub fn toggled(mut self, id: &str) -> Opened {
        match id {
            "ledger" => self.ledger = if self.ledger.is_some() { None } else { Some(Shown::All) },
            "structure" => self.structure = !self.structure,
            "words" => self.words = !self.words,
            _ => {}
        }
        self
    }

    /// What of it there is among so many texts: the facts of a text that is not there give way to all, and two texts that
    /// are not to A and B.
    pub fn among(self, texts: usize) -> Opened {
        let ledger = self.ledger.map(|shown| match shown {
            Shown::Only(side) if side >= texts => Shown::All,
            shown => shown,
        });
        Opened { ledger, two: self.two.among(texts), ..self }
    }

    /// What an address says; nothing where nothing is open.
    pub fn write(self) -> String {
        let ledger = self.ledger.map(Shown::id);
        let two = (self.two != Couple::default()).then(|| [WITH, "-", &self.two.id()].concat());
        let two = two.as_deref();
        let parts = [ledger, self.structure.then_some("structure"), self.words.then_some("words"), two];
        parts.into_iter().flatten().collect::<Vec<_>>().join(".")
    }

    /// Whether a panel is open; of the ledger, whatever it shows.
    pub fn has(self, panel: Panel) -> bool {
        match panel {
            Panel::Ledger(_) => self.ledger.is_some(),
            Panel::Structure => self.structure,
            Panel::Words => self.words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_restores_what_is_open() {
        for text in [
            "",
            "ledger",
            "ledger-a",
            "ledger-both.structure",
            "ledger-d",
            "structure.words.with-c",
            "with-d",
            "with-bc",
        ] {
            assert_eq!(Opened::read(text).write(), text);
        }
    }

    #[test]
    fn odd_values_do_no_harm() {
        for (text, expected) in
            [("?", ""), ("with-x.ledger-z", ""), ("ledger-a.ledger-b", "ledger-b"), ("words..words", "words")]
        {
            assert_eq!(Opened::read(text).write(), expected);
        }
    }

    #[test]
    fn what_is_asked_of_a_text_that_is_not_there_gives_way() {
        let check = |text: &str, texts: usize, expected: &str| {
            assert_eq!(Opened::read(text).among(texts).write(), expected, "{text} of {texts}");
        };
        check("ledger-c.words", 2, "ledger.words");
        check("ledger-c", 3, "ledger-c");
        check("ledger-b.structure.with-cd", 3, "ledger-b.structure");
        check("with-bc", 3, "with-bc");
        check("", 2, "");
    }

    #[test]
    fn a_panel_is_opened_and_closed_for_itself() {
        let check = |before: &str, id: &str, after: &str| {
            assert_eq!(Opened::read(before).toggled(id).write(), after);
        };
        check("", "ledger", "ledger");
        check("ledger-a.words", "ledger", "words");
        check("words", "structure", "structure.words");
        check("words", "?", "words");
    }
}
