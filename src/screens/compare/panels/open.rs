//! Which panels the address opens, and what they show. No nodes here.

/// What the ledger shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// All facts.
    #[default]
    All,
    /// Facts that both texts state.
    Both,
    /// Facts of the first text alone.
    OnlyA,
    /// Facts of the second text alone.
    OnlyB,
}

impl Shown {
    /// All choices in the order they are offered.
    pub const ALL: [Shown; 4] = [Shown::All, Shown::Both, Shown::OnlyA, Shown::OnlyB];

    /// The word in the address.
    pub fn id(self) -> &'static str {
        match self {
            Shown::All => "ledger",
            Shown::Both => "ledger-both",
            Shown::OnlyA => "ledger-a",
            Shown::OnlyB => "ledger-b",
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// What the ledger shows, if it is open.
    pub ledger: Option<Shown>,
    /// Whether the structure is open.
    pub structure: bool,
    /// Whether the distinctive words are.
    pub words: bool,
    /// The number of the text that A is set against.
    pub other: usize,
}

impl Default for Opened {
    fn default() -> Opened {
        Opened { ledger: None, structure: false, words: false, other: 1 }
    }
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
            "with-b" => self.other = 1,
            "with-c" => self.other = 2,
            "with-d" => self.other = 3,
            _ => {
                self.ledger = Shown::ALL.into_iter().find(|shown| shown.id() == word).or(self.ledger);
            }
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

    /// What an address says; nothing where nothing is open.
    pub fn write(self) -> String {
        let ledger = self.ledger.map(Shown::id);
        let other = match self.other {
            2 => Some("with-c"),
            3 => Some("with-d"),
            _ => None,
        };
        let parts = [ledger, self.structure.then_some("structure"), self.words.then_some("words"), other];
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
        for text in ["", "ledger", "ledger-a", "ledger-both.structure", "structure.words.with-c", "with-d"] {
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
