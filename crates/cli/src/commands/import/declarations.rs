//! `corpus.toml` read for what it declares, and extended without touching what a person wrote.
//!
//! Lives here: the tables that an import can add. Does not live here: whether the file is right (`demarche check`);
//! whatever is not understood is left as it is.

use demarche_corpus::{CorpusInfo, Publisher, Side, Speaker, Topic};
use demarche_import::Declarations;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TomlError, value};

/// What a folder without `corpus.toml` begins with.
const NEW: &str = "title = \"Imported statements\"\n";

/// The file as it stands.
#[derive(Debug)]
pub struct Info {
    document: DocumentMut,
    text: String,
    new: bool,
}

impl Info {
    /// Reads the file; `None` where there is none.
    ///
    /// # Errors
    /// When the text is not TOML.
    pub fn read(text: Option<&str>) -> Result<Info, TomlError> {
        let new = text.is_none();
        let text = text.unwrap_or(NEW).to_owned();
        Ok(Info { document: text.trim_start_matches('\u{FEFF}').parse()?, text, new })
    }

    /// Whether there was no file.
    pub fn is_new(&self) -> bool {
        self.new
    }

    /// The file's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it declares, as far as an import asks. Tables without an id are passed over; `check` tells of them.
    pub fn known(&self) -> CorpusInfo {
        CorpusInfo {
            sides: self.tables("side", |id, table| Side { id, name: text(table, "name") }),
            speakers: self.tables("speaker", |id, table| Speaker {
                id,
                name: text(table, "name"),
                role: text(table, "role"),
                side: None,
                spellings: texts(table, "spellings"),
            }),
            publishers: self.tables("publisher", |id, table| Publisher {
                id,
                name: text(table, "name"),
                kind: String::new(),
            }),
            topics: self.tables("topic", |id, table| Topic {
                id,
                name: text(table, "name"),
                hashtags: texts(table, "hashtags"),
                words: texts(table, "words"),
            }),
            ..CorpusInfo::default()
        }
    }

    /// The file's text with further declarations at the end of each kind; the same text where there are none.
    pub fn with(&self, declarations: &Declarations) -> String {
        let mut document = self.document.clone();
        let Declarations { sides, speakers, publishers, events: _, topics } = declarations;
        for side in sides {
            append(&mut document, "side", &[("id", &side.id), ("name", &side.name)], None);
        }
        for speaker in speakers {
            let side = speaker.side.as_deref().unwrap_or("");
            let values = [
                ("id", speaker.id.as_str()),
                ("name", &speaker.name),
                ("role", &speaker.role),
                ("side", side),
            ];
            append(&mut document, "speaker", &values, None);
        }
        for publisher in publishers {
            append(&mut document, "publisher", &[("id", &publisher.id), ("name", &publisher.name)], None);
        }
        for topic in topics {
            append(
                &mut document,
                "topic",
                &[("id", &topic.id), ("name", &topic.name)],
                Some(("hashtags", &topic.hashtags)),
            );
        }
        if declarations == &Declarations::default() { self.text.clone() } else { document.to_string() }
    }

    fn tables<T>(&self, key: &str, read: impl Fn(String, &Table) -> T) -> Vec<T> {
        let tables = self.document.get(key).and_then(Item::as_array_of_tables);
        let tables = tables.into_iter().flat_map(ArrayOfTables::iter);
        tables.filter_map(|table| Some(read(table.get("id")?.as_str()?.to_owned(), table))).collect()
    }
}

/// A text value; empty where there is none.
fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned()
}

/// A list of texts, or a single one.
fn texts(table: &Table, key: &str) -> Vec<String> {
    match table.get(key) {
        Some(item) if item.is_str() => vec![text(table, key)],
        Some(item) => {
            let values = item.as_array().into_iter().flat_map(Array::iter);
            values.filter_map(|value| value.as_str().map(str::to_owned)).collect()
        }
        None => Vec::new(),
    }
}

/// Adds `[[key]]`. Does nothing where the key is something else than tables: the file is wrong, and `check` says so.
fn append(document: &mut DocumentMut, key: &str, values: &[(&str, &str)], list: Option<(&str, &[String])>) {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    for (name, text) in values.iter().filter(|(_, text)| !text.is_empty()) {
        table.insert(name, value(*text));
    }
    if let Some((name, texts)) = list {
        table.insert(name, value(texts.iter().collect::<Array>()));
    }
    let item = document.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(tables) = item.as_array_of_tables_mut() {
        tables.push(table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_wrote_stays_as_it_is() {
        let before = "# Ours.\ntitle = 'A'   # short\n\n[[speaker]]\nid = 'brandt'\nname = \"Ada Brandt\" # FM\nspellings = [ 'A. Brandt' ]\n\n[[topic]]\nid = 'grain'\nname = 'Grain'\n";
        let info = Info::read(Some(before)).expect("TOML");
        assert_eq!(info.with(&Declarations::default()), before);
        assert_eq!(info.known().speakers[0].spellings, ["A. Brandt"]);
        let declarations = Declarations {
            sides: vec![Side { id: "orrin".into(), name: "Orrin".into() }],
            speakers: vec![Speaker {
                id: "tomas-hale".into(),
                name: "Tomas \"T\" Hale".into(),
                role: String::new(),
                side: Some("orrin".into()),
                spellings: Vec::new(),
            }],
            topics: vec![Topic {
                id: "un".into(),
                name: "UN".into(),
                hashtags: vec!["UN".into()],
                words: Vec::new(),
            }],
            ..Declarations::default()
        };
        insta::assert_snapshot!(info.with(&declarations), @r#"
    # Ours.
    title = 'A'   # short

    [[speaker]]
    id = 'brandt'
    name = "Ada Brandt" # FM
    spellings = [ 'A. Brandt' ]

    [[speaker]]
    id = "tomas-hale"
    name = 'Tomas "T" Hale'
    side = "orrin"

    [[topic]]
    id = 'grain'
    name = 'Grain'

    [[topic]]
    id = "un"
    name = "UN"
    hashtags = ["UN"]

    [[side]]
    id = "orrin"
    name = "Orrin"
    "#);
    }
}
