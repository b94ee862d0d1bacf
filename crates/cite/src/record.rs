//! What all notations write: the values of a work, clean and with names in place of ids.

use crate::names::Name;
use crate::words::{address, clean, joined, quoted};
use crate::{Setting, Work};
use demarche_corpus::{Completeness, Kind, PartialDate, Statement};

/// One thing to be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'r> {
    /// Who spoke.
    pub names: Vec<Name>,
    /// The title, on one line.
    pub title: String,
    /// `None` for a comparison too.
    pub kind: Option<Kind>,
    /// Whether this is a comparison, which the corpus's site made.
    pub is_comparison: bool,
    /// How much of the words there is.
    pub completeness: Completeness,
    /// Of what date.
    pub date: Option<PartialDate>,
    /// The event's title.
    pub event: String,
    /// Where it was said.
    pub place: String,
    /// Who published it.
    pub publisher: String,
    /// The address of the publication.
    pub source: String,
    /// The publication's own title, where that is another.
    pub source_title: String,
    /// When the publication was fetched.
    pub retrieved: Option<PartialDate>,
    /// The corpus's title.
    pub corpus: String,
    /// The address at which the reader saw it.
    pub link: String,
    /// When the reader saw it.
    pub accessed: Option<PartialDate>,
    /// BCP 47 tag.
    pub lang: String,
    /// Which passage, counted from 1.
    pub passage: Option<usize>,
    /// The editors' note.
    pub note: String,
    /// Whom the key names: the id of the first speaker or else of the publisher.
    pub who: &'r str,
}

impl Record<'_> {
    /// `remarks`, `excerpt of remarks`, `digest of remarks, in the words of CORPUS`. Empty where there is nothing to say.
    pub fn what(&self) -> String {
        let kind = match self.kind {
            Some(kind) => kind.label(),
            None if self.is_comparison => "comparison of texts",
            None => "",
        };
        joined(&[joined(&[self.part_of(), kind], " of "), self.in_words()], ", ")
    }

    /// `digest` or `excerpt`; empty for a whole text.
    pub fn part_of(&self) -> &'static str {
        match self.completeness {
            Completeness::Digest => "digest",
            Completeness::Excerpt => "excerpt",
            Completeness::Full | Completeness::Unstated => "",
        }
    }

    /// Whose words a digest is in; empty for any other text.
    pub fn in_words(&self) -> String {
        match (self.completeness, self.corpus.is_empty()) {
            (Completeness::Digest, false) => ["in the words of ", &self.corpus].concat(),
            (Completeness::Digest, true) => "in other words than the source's".to_owned(),
            _ => String::new(),
        }
    }

    /// The corpus as the place where the text stands, in the words of a note: for a digest, whose words they are.
    pub fn in_corpus(&self) -> String {
        match self.in_words() {
            words if !words.is_empty() => words,
            _ if self.is_comparison || self.corpus.is_empty() => self.corpus.clone(),
            _ => ["in ", &self.corpus].concat(),
        }
    }

    /// `passage 3`; empty for a whole statement.
    pub fn passage(&self) -> String {
        self.passage.map_or_else(String::new, |number| ["passage ", &number.to_string()].concat())
    }

    /// Who stands first: the speakers, or the publisher of a post or a press statement without any.
    pub fn authors(&self) -> Vec<Name> {
        let is_theirs = matches!(self.kind, Some(Kind::Post | Kind::PressStatement | Kind::Communique));
        if self.names.is_empty() && is_theirs && !self.publisher.is_empty() {
            return vec![Name::literal(&self.publisher)];
        }
        self.names.clone()
    }

    /// The publisher, unless it stands first already.
    pub fn publisher_beside(&self, authors: &[Name]) -> &str {
        if authors.iter().any(|author| author.shown == self.publisher) { "" } else { &self.publisher }
    }

    /// The address that leads to what the reader saw, with the day, or else to the publication.
    pub fn seen_at(&self) -> (&str, Option<PartialDate>) {
        if self.link.is_empty() { (&self.source, self.retrieved) } else { (&self.link, self.accessed) }
    }

    /// What a notation of fields has no field for, each a phrase.
    pub fn remarks(&self) -> Vec<String> {
        let mut all = Vec::new();
        if !self.part_of().is_empty() {
            all.push(self.what());
        }
        all.push(self.passage());
        if !self.source_title.is_empty() {
            all.push(["published as ", &quoted(&self.source_title)].concat());
        }
        if !self.link.is_empty() && !self.source.is_empty() {
            let retrieved = self.retrieved.map(|date| [", retrieved ", &date.to_string()].concat());
            all.push(["source: ", &self.source, &retrieved.unwrap_or_default()].concat());
        }
        all.retain(|phrase| !phrase.is_empty());
        all
    }
}

/// One record for a statement or a passage; of a comparison one for each statement, then the comparison's own.
pub fn records<'w>(work: &Work<'w>, setting: &Setting<'w>) -> Vec<Record<'w>> {
    match *work {
        Work::Statement { statement, link } => vec![of(statement, link, None, setting)],
        Work::Passage { statement, link, number } => vec![of(statement, link, Some(number), setting)],
        Work::Comparison { statements, link } => {
            let mut all: Vec<Record<'w>> =
                statements.iter().map(|(statement, link)| of(statement, link, None, setting)).collect();
            let titles: Vec<String> = all.iter().map(|one| quoted(&one.title)).collect();
            let title = match titles.as_slice() {
                [first @ .., last] if !first.is_empty() => [&first.join(", "), " and ", last].concat(),
                titles => titles.concat(),
            };
            all.push(Record {
                names: Vec::new(),
                title: ["Comparison of ", &title].concat(),
                kind: None,
                is_comparison: true,
                completeness: Completeness::Unstated,
                date: None,
                event: String::new(),
                place: String::new(),
                publisher: String::new(),
                source: String::new(),
                source_title: String::new(),
                retrieved: None,
                corpus: clean(&setting.info.title),
                link: address(link),
                accessed: setting.accessed,
                lang: clean(&setting.info.language),
                passage: None,
                note: String::new(),
                who: "comparison",
            });
            all
        }
    }
}

fn of<'w>(statement: &'w Statement, link: &str, passage: Option<usize>, setting: &Setting<'w>) -> Record<'w> {
    let info = setting.info;
    let speaker = |id: &String| info.speakers.iter().find(|speaker| speaker.id == *id).map(Name::of);
    let publisher =
        statement.publisher.as_ref().and_then(|id| info.publishers.iter().find(|one| one.id == *id));
    let event = statement.event.as_ref().and_then(|id| info.events.iter().find(|one| one.id == *id));
    let title = clean(&statement.title);
    let mut source_title = clean(&statement.source.title);
    if source_title == title {
        source_title.clear();
    }
    let place = match (clean(&statement.place), event) {
        (place, Some(event)) if place.is_empty() => clean(&event.place),
        (place, _) => place,
    };
    let who = statement.speakers.first().or(statement.publisher.as_ref());
    Record {
        names: statement.speakers.iter().filter_map(speaker).filter(|name| !name.shown.is_empty()).collect(),
        title,
        kind: statement.kind,
        is_comparison: false,
        completeness: statement.completeness,
        date: statement.date,
        event: event.map(|event| clean(&event.title)).unwrap_or_default(),
        place,
        publisher: publisher.map(|publisher| clean(&publisher.name)).unwrap_or_default(),
        source: address(&statement.source.url),
        source_title,
        retrieved: statement.source.retrieved,
        corpus: clean(&info.title),
        link: address(link),
        accessed: setting.accessed,
        lang: clean(&statement.lang),
        passage,
        note: clean(&statement.note),
        who: who.map_or("anon", String::as_str),
    }
}
