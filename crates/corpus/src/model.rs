//! What a corpus holds: people, sides, publishers, events, topics, and statements with their metadata.
//!
//! Does not live here: the words of a statement ([`crate::body`]) and how any of this is read or stored.
//! Identifiers are the strings of the source files; they are stable across packs and appear in URLs. A
//! [`StatementIdx`] is dense, belongs to one pack, and never appears in a URL.

use crate::date::PartialDate;
use serde::{Deserialize, Serialize};

/// Everything in `corpus.toml`: what is said once for the whole corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusInfo {
    /// The name of the corpus, shown as the title of the site.
    pub title: String,
    /// One or two sentences on what the corpus holds. May be empty.
    pub description: String,
    /// The licence of the texts, as the corpus states it. May be empty.
    pub licence: String,
    /// BCP 47 tag of the language statements are in unless they say otherwise.
    pub language: String,
    /// Countries and organisations, in the order of the file.
    pub sides: Vec<Side>,
    /// People who speak, in the order of the file.
    pub speakers: Vec<Speaker>,
    /// Who published, in the order of the file.
    pub publishers: Vec<Publisher>,
    /// Meetings, summits, calls: what several statements may be accounts of.
    pub events: Vec<Event>,
    /// Subjects.
    pub topics: Vec<Topic>,
    /// Spellings that search treats as one.
    pub aliases: Vec<Alias>,
    /// What the site says at the foot of every page, from `[site]`. A pack keeps it in a section of its own, which most
    /// packs lack.
    #[serde(skip)]
    pub footer: Vec<LinkedText>,
}

/// A stretch of text, or a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedText {
    /// The words.
    pub text: String,
    /// Where they lead: http, https or mailto. Empty for plain words.
    pub url: String,
}

/// A country or an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Stable identifier.
    pub id: String,
    /// Name as shown.
    pub name: String,
}

/// A person who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Stable identifier.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Office held, as shown. May be empty.
    pub role: String,
    /// The side spoken for: an id of [`CorpusInfo::sides`].
    pub side: Option<String>,
    /// Other spellings, other scripts included.
    pub spellings: Vec<String>,
}

/// A ministry, embassy, medium or archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// Stable identifier.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// What it is, in the corpus's own words ("ministry", "embassy", "state media", "news outlet", "archive"). May be empty.
    pub kind: String,
}

/// What several statements may be accounts of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Stable identifier.
    pub id: String,
    /// Title as shown.
    pub title: String,
    /// The day, month or year, or the first of several days.
    pub date: Option<PartialDate>,
    /// The last day where the event lasted longer than `date`.
    pub end: Option<PartialDate>,
    /// Where. May be empty.
    pub place: String,
    /// Ids of speakers or sides that took part.
    pub participants: Vec<String>,
}

/// A subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Stable identifier.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Hashtags that name it, without `#`.
    pub hashtags: Vec<String>,
    /// Words and phrases that name it.
    pub words: Vec<String>,
}

/// Spellings that search treats as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// Stable identifier.
    pub id: String,
    /// Two or more spellings; each may be several words.
    pub spellings: Vec<String>,
}

/// Position of a statement in one pack: statements are ordered newest first, then by id; undated ones last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementIdx(pub u32);

/// The metadata of one dated text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Stable identifier: the file name without `.md`.
    pub id: String,
    /// Title as shown.
    pub title: String,
    /// `None` only where the file declares the date as still to be filled in.
    pub date: Option<PartialDate>,
    /// Ids of [`CorpusInfo::speakers`].
    pub speakers: Vec<String>,
    /// Ids of [`CorpusInfo::sides`]: as stated, or else the speakers' sides.
    pub sides: Vec<String>,
    /// `None` where the file does not state it.
    pub kind: Option<Kind>,
    /// Id of one of [`CorpusInfo::events`].
    pub event: Option<String>,
    /// Where it was said. May be empty.
    pub place: String,
    /// Ids of speakers or sides that took part without speaking here.
    pub participants: Vec<String>,
    /// Id of one of [`CorpusInfo::publishers`].
    pub publisher: Option<String>,
    /// The publication it was taken from.
    pub source: SourceDocument,
    /// Ids of [`CorpusInfo::topics`]: as stated, then those that section headings name.
    pub topics: Vec<String>,
    /// BCP 47 tag.
    pub lang: String,
    /// Id of the statement that this one translates.
    pub translation_of: Option<String>,
    /// How complete the text is.
    pub completeness: Completeness,
    /// A note of the editors. May be empty.
    pub note: String,
    /// Names of the front-matter keys declared as still to be filled in.
    pub to_fill_in: Vec<String>,
}

/// The publication a statement was taken from. Empty strings where the file does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDocument {
    /// http or https address.
    pub url: String,
    /// Title of the publication.
    pub title: String,
    /// When it was fetched.
    pub retrieved: Option<PartialDate>,
}

/// What sort of text a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A prepared address.
    Speech,
    /// Spoken words, prepared or not: opening remarks, press availability.
    Remarks,
    /// Questions and answers with a medium.
    Interview,
    /// One side's account of a meeting or call.
    Readout,
    /// A text agreed between several parties.
    Communique,
    /// A written statement for the press.
    PressStatement,
    /// A post on a social network or channel.
    Post,
    /// A medium's account.
    Report,
    /// A third party's reading.
    Analysis,
}

impl Kind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Kind; 9] = [
        Kind::Speech,
        Kind::Remarks,
        Kind::Interview,
        Kind::Readout,
        Kind::Communique,
        Kind::PressStatement,
        Kind::Post,
        Kind::Report,
        Kind::Analysis,
    ];

    /// The id used in front matter, queries and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Speech => "speech",
            Kind::Remarks => "remarks",
            Kind::Interview => "interview",
            Kind::Readout => "readout",
            Kind::Communique => "communique",
            Kind::PressStatement => "press-statement",
            Kind::Post => "post",
            Kind::Report => "report",
            Kind::Analysis => "analysis",
        }
    }

    /// The words shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Communique => "communiqué",
            Kind::PressStatement => "press statement",
            other => other.id(),
        }
    }

    /// The kind with this id.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// How complete the text of a statement is. Said wherever the text is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// The whole text.
    Full,
    /// Part of the text, word for word.
    Excerpt,
    /// A summary in other words than the source's.
    Digest,
    /// The file does not say.
    #[default]
    Unstated,
}

impl Completeness {
    /// The id used in front matter; `None` for [`Completeness::Unstated`], which no file can write.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Completeness::Full => Some("full"),
            Completeness::Excerpt => Some("excerpt"),
            Completeness::Digest => Some("digest"),
            Completeness::Unstated => None,
        }
    }

    /// The words shown to a reader.
    pub fn label(self) -> &'static str {
        self.id().unwrap_or("completeness not stated")
    }
}
