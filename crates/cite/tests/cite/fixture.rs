//! An invented corpus.

use demarche_cite::Setting;
use demarche_corpus::{
    Completeness, CorpusInfo, Event, Kind, PartialDate, Publisher, SourceDocument, Speaker, Statement,
};

/// The address at which all is seen.
pub const LINK: &str = "https://reader.example/talks/#/s/2024-05-03-brandt?p=p-boats";

pub fn corpus() -> CorpusInfo {
    let speaker = |id: &str, name: &str, spelling: &str| Speaker {
        id: id.to_owned(),
        name: name.to_owned(),
        role: "Foreign Minister".to_owned(),
        side: None,
        spellings: vec![spelling.to_owned()],
    };
    CorpusInfo {
        title: "Talks in Port Alder".to_owned(),
        language: "en".to_owned(),
        speakers: vec![speaker("brandt", "Ada Brandt", "Brandt"), speaker("li", "Li Weimin", "Li")],
        publishers: vec![Publisher {
            id: "veltmark-mfa".to_owned(),
            name: "Foreign Ministry of Veltmark".to_owned(),
            kind: "ministry".to_owned(),
        }],
        events: vec![Event {
            id: "talks".to_owned(),
            title: "Fisheries talks".to_owned(),
            date: None,
            end: None,
            place: "Port Alder".to_owned(),
            participants: Vec::new(),
        }],
        ..CorpusInfo::default()
    }
}

pub fn setting(info: &CorpusInfo) -> Setting<'_> {
    Setting { info, accessed: PartialDate::parse("2026-11-22") }
}

/// A statement with all that can be said of one.
pub fn statement(kind: Kind) -> Statement {
    Statement {
        id: "2024-05-03-brandt".to_owned(),
        title: "On “harbour rights” & quotas.".to_owned(),
        date: PartialDate::parse("2024-05-03"),
        speakers: match kind {
            Kind::Communique | Kind::PressStatement | Kind::Report => Vec::new(),
            _ => vec!["brandt".to_owned()],
        },
        sides: Vec::new(),
        kind: Some(kind),
        event: Some("talks".to_owned()),
        place: String::new(),
        participants: Vec::new(),
        publisher: Some("veltmark-mfa".to_owned()),
        source: SourceDocument {
            url: "https://veltmark.example/17?a=1&b=2".to_owned(),
            title: if kind == Kind::Interview { "The minister answers".to_owned() } else { String::new() },
            retrieved: PartialDate::parse("2024-05-04"),
        },
        topics: Vec::new(),
        lang: "en".to_owned(),
        translation_of: None,
        completeness: Completeness::Full,
        note: if kind == Kind::Analysis { "Checked against a recording.".to_owned() } else { String::new() },
        to_fill_in: Vec::new(),
    }
}
