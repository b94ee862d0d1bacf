//! Texts that the reader pastes: kept in this page and nowhere else.
//!
//! Lives here: the texts, their ids, and how a paste becomes a statement. Does not live here: where they are typed and
//! how they are compared. Nothing is stored or sent, so that closing or reloading the page ends them; an id is never
//! given twice. Reading a text costs one pass over it.

use demarche_compare::sentences;
use demarche_corpus::{Block, BlockKind, Body, Completeness, SourceDocument, Statement};
use leptos::prelude::*;

/// What the id of every such text begins with.
pub const OWN_PREFIX: &str = "own:";

/// A text has no more characters than this: about 600 pages. More would keep the page busy for too long.
const MOST_CHARACTERS: usize = 1_000_000;

/// A title made from the beginning of a text is no longer than this.
const TITLE_CHARACTERS: usize = 60;

/// The reader's own texts; copying this copies no text.
#[derive(Debug, Clone, Copy)]
pub struct OwnTexts {
    texts: RwSignal<Vec<(Statement, Body)>>,
    /// How many were kept so far, those removed included.
    given: StoredValue<usize>,
}

impl OwnTexts {
    /// Keeps a text under an id of its own. The title may be empty.
    ///
    /// # Errors
    /// A sentence that says why this text cannot be taken.
    pub fn keep(self, title: &str, text: String) -> Result<String, String> {
        let id = format!("{OWN_PREFIX}{}", self.given.get_value() + 1);
        let own = read(&id, title, text)?;
        self.given.update_value(|given| *given += 1);
        self.texts.update(|texts| texts.push(own));
        Ok(id)
    }

    /// What a text would be if it were kept.
    ///
    /// # Errors
    /// A sentence that says why it could not be taken.
    pub fn read(self, text: String) -> Result<(Statement, Body), String> {
        read("", "", text)
    }

    /// Forgets a text.
    pub fn remove(self, id: &str) {
        self.texts.update(|texts| texts.retain(|(statement, _)| statement.id != id));
    }

    /// The text of this id. Whoever asks is not told when it is removed: the view that removes it leads elsewhere.
    pub fn find(self, id: &str) -> Option<(Statement, Body)> {
        self.texts.with_untracked(|texts| texts.iter().find(|(statement, _)| statement.id == id).cloned())
    }

    /// The title of the text of this id.
    pub fn title(self, id: &str) -> Option<String> {
        self.all().into_iter().find(|(own, _)| own == id).map(|(_, title)| title)
    }

    /// Id and title of each, in the order they were kept.
    pub fn all(self) -> Vec<(String, String)> {
        let named = |(statement, _): &(Statement, Body)| (statement.id.clone(), statement.title.clone());
        self.texts.with(|texts| texts.iter().map(named).collect())
    }
}

/// Makes the reader's own texts known to everything below.
pub fn provide_own_texts() {
    provide_context(OwnTexts { texts: RwSignal::default(), given: StoredValue::default() });
}

/// The reader's own texts. Every screen stands below [`provide_own_texts`].
pub fn use_own_texts() -> OwnTexts {
    expect_context::<OwnTexts>()
}

/// Why a text of so many characters is not taken; `None` where it is.
pub fn too_long(characters: usize) -> Option<String> {
    let (has, most) = (crate::messages::number(characters), crate::messages::number(MOST_CHARACTERS));
    (characters > MOST_CHARACTERS).then(|| {
        format!(
            "The text has {has} characters, and {most} is the most this page takes. Paste the part that you want to compare."
        )
    })
}

/// A paste as a statement: passages are cut at blank lines, lines that begin with `# ` are headings.
fn read(id: &str, title: &str, text: String) -> Result<(Statement, Body), String> {
    if let Some(reason) = too_long(text.chars().count()) {
        return Err(reason);
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err("There are no words to compare yet. Paste or type at least one sentence.".to_owned());
    }
    let blocks = blocks(&text);
    let title = match title.split_whitespace().collect::<Vec<_>>().join(" ") {
        empty if empty.is_empty() => beginning(&text),
        given => given,
    };
    let statement = Statement {
        id: id.to_owned(),
        title,
        date: None,
        speakers: Vec::new(),
        sides: Vec::new(),
        kind: None,
        event: None,
        place: String::new(),
        participants: Vec::new(),
        publisher: None,
        source: SourceDocument::default(),
        topics: Vec::new(),
        lang: language(&text).to_owned(),
        translation_of: None,
        completeness: Completeness::Unstated,
        note: String::new(),
        to_fill_in: Vec::new(),
    };
    Ok((statement, Body { text, blocks }))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut passages, mut heading) = (0, None);
    for mut range in sentences::blocks(text) {
        let words = text.get(range.clone()).unwrap_or("");
        let rest = words.trim_start_matches('#');
        let level = words.len() - rest.len();
        let name = rest.trim_start();
        let kind = if (1..=6).contains(&level) && name.len() < rest.len() {
            range.start = range.end - name.len();
            BlockKind::Heading { level: level as u8 }
        } else {
            BlockKind::Paragraph
        };
        let is_heading = kind != BlockKind::Paragraph;
        let anchor = if is_heading {
            format!("h{}", blocks.len() - passages + 1)
        } else {
            passages += 1;
            format!("p{passages}")
        };
        let at = blocks.len() as u32;
        blocks.push(Block {
            kind,
            anchor,
            range: range.start as u32..range.end as u32,
            spans: Vec::new(),
            heading: if is_heading { None } else { heading },
            topics: Vec::new(),
        });
        heading = if is_heading { Some(at) } else { heading };
    }
    blocks
}

/// The first words of a text, to call it by.
fn beginning(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let mut title = String::new();
    for word in words {
        if title.chars().count() + word.chars().count() > TITLE_CHARACTERS {
            // A single word may be longer than all of that.
            let cut = if title.is_empty() { word.chars().take(TITLE_CHARACTERS).collect() } else { title };
            return format!("{cut}…");
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title
}

/// A guess by the commonest small words, or else by the letters: Cyrillic is taken as Russian, Latin as English, and of
/// all else nothing is known.
fn language(text: &str) -> &'static str {
    let told = demarche_compare::witness::tongue_of(text);
    if !told.is_empty() {
        return told;
    }
    let (mut latin, mut cyrillic, mut other) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\0'..='\u{24f}' => latin += 1,
            '\u{400}'..='\u{52f}' => cyrillic += 1,
            _ => other += 1,
        }
    }
    if other > latin + cyrillic {
        "und"
    } else if cyrillic > latin {
        "ru"
    } else if latin > 0 {
        "en"
    } else {
        "und"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (Statement, Body) {
        read("own:1", "", text.to_owned()).expect("a text that can be taken")
    }

    fn check(text: &str, title: &str, lang: &str, passages: &[&str]) {
        let (statement, body) = taken(text);
        let found: Vec<&str> = body.passages().map(|(_, block)| body.block_text(block)).collect();
        assert_eq!((statement.title.as_str(), statement.lang.as_str()), (title, lang), "{text:?}");
        assert_eq!(found, passages, "{text:?}");
    }

    #[test]
    fn a_paste_becomes_passages_with_a_title_and_a_language() {
        check("The ferry sails.", "The ferry sails.", "en", &["The ferry sails."]);
        let french = "Le navire des pêcheurs est dans une baie.";
        check(french, french, "fr", &[french]);
        check(
            "Ferries.\nThey sail.\n\n \nThe harbour\r\nopens.",
            "Ferries. They sail. The harbour opens.",
            "en",
            &["Ferries.\nThey sail.", "The harbour\r\nopens."],
        );
        check("Паром уходит утром.", "Паром уходит утром.", "ru", &["Паром уходит утром."]);
        check("渡し船は朝に出る。", "渡し船は朝に出る。", "und", &["渡し船は朝に出る。"]);
        check("12 34", "12 34", "und", &["12 34"]);
    }

    #[test]
    fn a_line_with_number_signs_is_a_heading_over_what_follows() {
        let (_, body) = taken("# Fishing\n\nQuotas fall.\n\n#quotas rise.\n\n### Ferries\n\nThey sail.");
        let told: Vec<(&str, &str, Option<u32>)> = body
            .blocks
            .iter()
            .map(|block| (block.anchor.as_str(), body.block_text(block), block.heading))
            .collect();
        let expected = [
            ("h1", "Fishing", None),
            ("p1", "Quotas fall.", Some(0)),
            ("p2", "#quotas rise.", Some(0)),
            ("h2", "Ferries", None),
            ("p3", "They sail.", Some(3)),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_long_beginning_is_cut_at_a_word() {
        let (statement, _) = taken(&"harbour ".repeat(30));
        assert_eq!(statement.title, "harbour harbour harbour harbour harbour harbour harbour…");
        let (statement, _) = taken(&"я".repeat(200));
        assert_eq!(statement.title.chars().count(), TITLE_CHARACTERS + 1);
    }

    #[test]
    fn what_cannot_be_taken_is_said_in_a_sentence() {
        for (text, expected) in [
            (String::new(), "There are no words to compare yet. Paste or type at least one sentence."),
            (" \n😀 —".to_owned(), "There are no words to compare yet. Paste or type at least one sentence."),
            (
                "ferry ".repeat(200_000),
                "The text has 1,200,000 characters, and 1,000,000 is the most this page takes. Paste the part that you want to compare.",
            ),
        ] {
            assert_eq!(read("own:1", "", text), Err(expected.to_owned()));
        }
        assert!(read("own:1", "", "ж".repeat(MOST_CHARACTERS)).is_ok());
    }

    #[test]
    fn a_given_title_is_kept_on_one_line() {
        let (statement, _) = read("own:1", " Port\n notes ", "A ferry.".to_owned()).expect("a text");
        assert_eq!(statement.title, "Port notes");
    }
}
