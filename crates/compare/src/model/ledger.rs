//! What a ledger is made of: facts, what sort of fact each is, and which texts state it.
//!
//! Does not live here: how facts are found (`crate::ledger`). Sentences are indices into those of their text.

/// A hard fact and the sides that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// What sort of fact it is.
    pub class: LedgerClass,
    /// The fact as written, the fullest form of it; of a known name, its usual form.
    pub value: String,
    /// The value in one form: `21000`, `2025-09-26` (`--09-26` where no year is given), a name in lower case.
    pub normal: String,
    /// How exact a number is said to be ("more than"); "more than / about" where the texts that state it differ, in their
    /// order, with a dash for one that says nothing. Empty where none does.
    pub qualifier: String,
    /// What a number counts (`people`, `$`, `%`). Empty where that is not told.
    pub unit: String,
    /// Where each text states it, A first.
    pub sides: Vec<Mentions>,
}

/// Where one text states a fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    /// The sentences that state it; empty where the text does not.
    pub sentences: Vec<usize>,
    /// How many times it is stated.
    pub count: u32,
}

impl LedgerRow {
    /// The texts that state it, by number.
    pub fn holders(&self) -> impl Iterator<Item = usize> {
        (0..self.sides.len()).filter(|side| self.sides[*side].count > 0)
    }

    /// The only text that states it, where there is but one.
    #[must_use]
    pub fn only(&self) -> Option<usize> {
        let mut holders = self.holders();
        holders.next().filter(|_| holders.next().is_none())
    }

    /// Whether all texts state it.
    #[must_use]
    pub fn is_in_all(&self) -> bool {
        self.sides.iter().all(|side| side.count > 0)
    }

    /// Which of two texts state it.
    #[must_use]
    pub fn presence(&self) -> Presence {
        match self.only() {
            Some(0) => Presence::A,
            Some(_) => Presence::B,
            None => Presence::Both,
        }
    }
}

/// The sorts of fact the ledger lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerClass {
    /// Somebody.
    Person,
    /// A country, a city or a region; its people count as mentions of it.
    Place,
    /// A body: international, of a state, or of citizens.
    Organisation,
    /// A treaty, a resolution, an article of one.
    Treaty,
    /// A subject the caller knows, told by its keywords.
    Topic,
    /// An amount.
    Number,
    /// A day, month or year, or a word for one ("next week").
    Date,
    /// Words between quotation marks.
    Quotation,
    /// A name of which only its capitals are known.
    Name,
}

impl LedgerClass {
    /// The name scripts rely on (`class` in JSON).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            LedgerClass::Person => "person",
            LedgerClass::Place => "place",
            LedgerClass::Organisation => "organisation",
            LedgerClass::Treaty => "treaty",
            LedgerClass::Topic => "topic",
            LedgerClass::Number => "number",
            LedgerClass::Date => "date",
            LedgerClass::Quotation => "quotation",
            LedgerClass::Name => "name",
        }
    }
}

/// A name the caller knows, with its other spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    /// What bears the name.
    pub class: LedgerClass,
    /// The usual name.
    pub name: String,
    /// Other spellings, other scripts included; of a topic, its keywords.
    pub aliases: Vec<String>,
}

/// Which sides state a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Both sides.
    Both,
    /// Only A.
    A,
    /// Only B.
    B,
}

impl Presence {
    /// The name scripts rely on (`in` in JSON).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Presence::Both => "both",
            Presence::A => "a",
            Presence::B => "b",
        }
    }
}
