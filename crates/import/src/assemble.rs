//! Drafts become statements: identifiers, names matched with the folder's own, front matter, declarations.
//!
//! Identifiers are made of the date and the title's words; a statement without a date gets a short hash of its words
//! instead, so that a later import of another "Embassy comment" does not claim the same file. Importing the same
//! documents again gives the same identifiers. A table's own identifiers are kept, as far as the name of a file allows.

use crate::draft::{Draft, DraftBlock};
use crate::front_matter::FrontMatter;
use crate::names::Named;
use crate::{Declarations, ImportedStatement, lang, words};
use demarche_corpus::{CorpusInfo, Kind, Publisher, Side, Speaker, Topic};
use std::collections::{BTreeMap, BTreeSet};

/// The longest identifier made of a title, in bytes; the date and a number come on top.
const ID: usize = 60;

/// The longest identifier that a table gives, in bytes.
const STATED_ID: usize = 120;

/// Collects what all documents of one import declare.
#[derive(Debug)]
pub struct Assembly<'k> {
    known: Option<&'k CorpusInfo>,
    taken: BTreeSet<String>,
    /// The last number given to a repeated identifier.
    numbers: BTreeMap<String, usize>,
    /// What the folder must declare besides what it declares already.
    pub declarations: Declarations,
}

impl<'k> Assembly<'k> {
    /// Starts with what the folder declares already.
    pub fn new(known: Option<&'k CorpusInfo>) -> Assembly<'k> {
        Assembly {
            known,
            taken: BTreeSet::new(),
            numbers: BTreeMap::new(),
            declarations: Declarations::default(),
        }
    }

    /// Makes the statements of one document.
    pub fn statements(&mut self, drafts: &[Draft<'_>], input: usize) -> Vec<ImportedStatement> {
        let ids: Vec<String> = drafts.iter().map(|draft| self.id(draft)).collect();
        drafts.iter().zip(&ids).map(|(draft, id)| self.statement(draft, id, &ids, input)).collect()
    }

    fn statement(&mut self, draft: &Draft<'_>, id: &str, ids: &[String], input: usize) -> ImportedStatement {
        let title = draft.shown_title();
        let texts = draft.blocks.iter().map(|block| block.line.text).chain(draft.title);
        let lang = draft.lang.or_else(|| lang::language(texts));
        let side = draft.country.map(|country| self.side(country));
        let speaker = draft.speaker.as_ref().map(|named| self.speaker(named));
        let publisher = draft.publisher.map(|name| self.publisher(name));
        let topics = self.topics(draft);
        let to_fill_in = to_fill_in(draft, lang);
        let mut matter = FrontMatter::default();
        matter.value("title", Some(&title));
        matter.plain("date", draft.date.map(|date| date.to_string()).as_deref());
        matter.value("speaker", speaker.as_deref());
        matter.value("side", side.as_deref().filter(|_| speaker.is_none()));
        matter.plain("kind", draft.kind.map(Kind::id));
        matter.value("place", draft.place);
        matter.value("publisher", publisher.as_deref());
        matter.source(draft.url);
        matter.list("topics", &topics);
        // Quoted: a bare `no` is a truth value in older YAML.
        matter.value("lang", lang);
        let original = draft.translation_of.and_then(|at| ids.get(at));
        matter.value("translation_of", original.map(String::as_str));
        let digest = draft.digest.then_some("digest");
        matter.plain("text", draft.excerpt.then_some("excerpt").or(digest));
        matter.value("note", draft.note);
        matter.list("to_fill_in", &to_fill_in);
        ImportedStatement {
            id: id.to_owned(),
            markdown: matter.with_body(&draft.blocks),
            title,
            date: draft.date,
            kind: draft.kind,
            lang: lang.unwrap_or_default().to_owned(),
            speaker,
            input,
            lines: Vec::new(),
            passages: draft
                .blocks
                .iter()
                .map(|block| (block.line.number, block.line.text.to_owned()))
                .collect(),
            to_fill_in,
        }
    }

    /// An identifier that no other statement of this import has.
    fn id(&mut self, draft: &Draft<'_>) -> String {
        let title = words::slug(&draft.shown_title(), ID);
        let title = if title.is_empty() { "statement".to_owned() } else { title };
        let stated = draft.stated_id.map(|id| words::slug(id, STATED_ID)).filter(|id| !id.is_empty());
        let base = match (stated, draft.date) {
            (Some(id), _) => id,
            (None, Some(date)) => format!("{date}-{title}"),
            (None, None) => format!("{title}-{}", short_hash(&draft.blocks)),
        };
        // Counting on from the last number keeps a document of thousands of equal posts linear.
        let mut id = base.clone();
        let number = self.numbers.entry(base.clone()).or_insert(1);
        while self.taken.contains(&id) {
            *number += 1;
            id = format!("{base}-{number}");
        }
        self.taken.insert(id.clone());
        id
    }

    fn speaker(&mut self, named: &Named) -> String {
        let side = named.country.as_deref().map(|country| self.side(country));
        let known = self.known.map_or(&[][..], |known| &known.speakers);
        let same = |speaker: &&Speaker| speaker.name == named.name || speaker.spellings.contains(&named.name);
        if let Some(speaker) = known.iter().find(same) {
            return speaker.id.clone();
        }
        if let Some(speaker) =
            self.declarations.speakers.iter_mut().find(|speaker| speaker.name == named.name)
        {
            // A later heading may say more of the same person.
            speaker.side = speaker.side.take().or(side);
            if speaker.role.is_empty() {
                speaker.role.clone_from(&named.role);
            }
            return speaker.id.clone();
        }
        let taken: Vec<&str> =
            known.iter().chain(&self.declarations.speakers).map(|speaker| speaker.id.as_str()).collect();
        let id = free_id(&named.name, "speaker", &taken);
        self.declarations.speakers.push(Speaker {
            id: id.clone(),
            name: named.name.clone(),
            role: named.role.clone(),
            side,
            spellings: Vec::new(),
        });
        id
    }

    fn side(&mut self, name: &str) -> String {
        let known = self.known.map_or(&[][..], |known| &known.sides);
        let id = words::slug(name, ID);
        if let Some(side) =
            known.iter().chain(&self.declarations.sides).find(|side| side.name == name || side.id == id)
        {
            return side.id.clone();
        }
        self.declarations.sides.push(Side { id: id.clone(), name: name.to_owned() });
        id
    }

    fn publisher(&mut self, name: &str) -> String {
        let known = self.known.map_or(&[][..], |known| &known.publishers);
        if let Some(publisher) =
            known.iter().chain(&self.declarations.publishers).find(|publisher| publisher.name == name)
        {
            return publisher.id.clone();
        }
        let taken: Vec<&str> = known
            .iter()
            .chain(&self.declarations.publishers)
            .map(|publisher| publisher.id.as_str())
            .collect();
        let id = free_id(name, "publisher", &taken);
        self.declarations.publishers.push(Publisher {
            id: id.clone(),
            name: name.to_owned(),
            kind: String::new(),
        });
        id
    }

    /// The topics that a table names and those of the hashtags, each once.
    fn topics(&mut self, draft: &Draft<'_>) -> Vec<String> {
        let mut topics = Vec::new();
        let stated = draft.topics.iter().map(|name| self.topic(name, None));
        let stated: Vec<String> = stated.collect();
        let tagged = draft.hashtags.iter().map(|tag| self.topic(&words::hashtag_words(tag), Some(tag)));
        for topic in stated.into_iter().chain(tagged.collect::<Vec<_>>()) {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    /// The topic of a name, or of a hashtag's words.
    fn topic(&mut self, name: &str, tag: Option<&str>) -> String {
        let folded = tag.unwrap_or(name).to_lowercase();
        let named = |topic: &Topic| {
            topic.hashtags.iter().any(|known| known.trim_start_matches('#').to_lowercase() == folded)
                || topic.name.to_lowercase() == name.to_lowercase()
                || topic.id.to_lowercase() == folded
        };
        let known = self.known.map_or(&[][..], |known| &known.topics);
        if let Some(topic) = known.iter().chain(&self.declarations.topics).find(|topic| named(topic)) {
            return topic.id.clone();
        }
        let taken: Vec<&str> =
            known.iter().chain(&self.declarations.topics).map(|topic| topic.id.as_str()).collect();
        let id = free_id(name, "topic", &taken);
        self.declarations.topics.push(Topic {
            id: id.clone(),
            name: name.to_owned(),
            hashtags: tag.map(str::to_owned).into_iter().collect(),
            words: Vec::new(),
        });
        id
    }
}

/// The keys that the text leaves open. Only keys that a statement of its kind is expected to have.
fn to_fill_in(draft: &Draft<'_>, lang: Option<&str>) -> Vec<String> {
    let spoken = matches!(draft.kind, Some(Kind::Speech | Kind::Remarks | Kind::Interview));
    let by_someone = spoken || draft.kind == Some(Kind::PressStatement);
    let open = [
        ("title", draft.title.is_none()),
        ("date", draft.date.is_none()),
        ("speaker", by_someone && draft.speaker.is_none()),
        ("kind", draft.kind.is_none()),
        ("place", spoken && draft.place.is_none()),
        ("publisher", draft.publisher.is_none()),
        ("source", draft.url.is_none()),
        ("lang", lang.is_none()),
        ("text", !(draft.excerpt || draft.digest)),
    ];
    open.into_iter().filter(|(_, open)| *open).map(|(key, _)| key.to_owned()).collect()
}

/// An identifier made of a name; numbered where it is taken.
fn free_id(name: &str, fallback: &str, taken: &[&str]) -> String {
    let base = words::slug(name, ID);
    let base = if base.is_empty() { fallback.to_owned() } else { base };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(&id.as_str())).unwrap_or(base)
}

/// Six letters and digits that tell texts apart: 30 bits of FNV-1a. Not for security; equal ones are numbered.
fn short_hash(blocks: &[DraftBlock<'_>]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let bytes = blocks.iter().flat_map(|block| block.line.text.bytes().chain([b'\n']));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = hash ^ (hash >> 32);
    (0..6).map(|digit| char::from(ALPHABET[(hash >> (5 * digit)) as usize % 32])).collect()
}
