//! Corpora for the tests of the pack: random ones for proptest, and a small fixed one in our own words.
//!
//! Every corpus made here keeps the promises of [`crate::model`] and [`crate::body`]; tests break them one by one.

use crate::body::{Block, BlockKind, Body, Span, SpanKind};
use crate::date::PartialDate;
use crate::model::{
    Alias, Completeness, CorpusInfo, Event, Kind, LinkedText, Publisher, Side, SourceDocument, Speaker,
    Statement, Topic,
};
use crate::source::Corpus;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Any corpus of at most 12 statements, in pack order.
pub(super) fn any_corpus() -> impl Strategy<Value = Corpus> {
    let statements = btree_map("[a-z0-9-]{1,12}", (any_statement(), any_body()), 0..12);
    (any_info(), statements).prop_map(|(info, by_id)| {
        let mut statements: Vec<(Statement, Body)> =
            by_id.into_iter().map(|(id, (statement, body))| (Statement { id, ..statement }, body)).collect();
        statements.sort_by(|(one, _), (other, _)| super::pack_order(one, other));
        Corpus { info, statements }
    })
}

/// Words of several scripts, and what must not matter: markup, quotes, controls, nothing at all.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "\\PC{0,30}", 2 => "[а-яё ]{0,20}", 1 => any::<String>(), 1 => Just("<script>".to_owned())]
}

/// Any date of any precision.
fn any_date() -> impl Strategy<Value = PartialDate> {
    let month = option::of((1..=12u8, option::of(1..=28u8)));
    (1..=9999u16, month).prop_filter_map("dates that exist", |(year, month)| {
        PartialDate::new(year, month.map(|(month, _)| month), month.and_then(|(_, day)| day))
    })
}

fn any_info() -> impl Strategy<Value = CorpusInfo> {
    let events = vec((any_text(), option::of(any_date()), option::of(any_date())), 0..4);
    (any_text(), vec(any_text(), 0..4), events).prop_map(|(title, names, events)| CorpusInfo {
        description: title.clone(),
        licence: String::new(),
        language: "en".to_owned(),
        sides: names.iter().map(|name| Side { id: name.clone(), name: name.clone() }).collect(),
        speakers: names
            .iter()
            .map(|name| Speaker {
                id: name.clone(),
                name: name.clone(),
                role: title.clone(),
                side: names.first().cloned(),
                spellings: names.clone(),
            })
            .collect(),
        publishers: names
            .iter()
            .map(|name| Publisher { id: name.clone(), name: name.clone(), kind: "archive".to_owned() })
            .collect(),
        events: events
            .into_iter()
            .map(|(id, date, end)| Event {
                title: id.clone(),
                id,
                date,
                end,
                place: String::new(),
                participants: names.clone(),
            })
            .collect(),
        topics: vec![Topic {
            id: "talks".to_owned(),
            name: title.clone(),
            hashtags: names.clone(),
            words: vec![],
        }],
        footer: names
            .iter()
            .map(|name| LinkedText { text: name.clone(), url: "https://foot.example/".to_owned() })
            .collect(),
        aliases: vec![Alias { id: "alias".to_owned(), spellings: names }],
        title,
    })
}

/// Any metadata; the id is the caller's.
fn any_statement() -> impl Strategy<Value = Statement> {
    let completeness =
        [Completeness::Full, Completeness::Excerpt, Completeness::Digest, Completeness::Unstated];
    let url = prop_oneof![Just(String::new()), "https?://[a-z]{1,8}\\.example/[a-zа-я?&=]{0,8}"];
    (
        any_text(),
        option::weighted(0.8, any_date()),
        vec(any_text(), 0..3),
        option::of(select(Kind::ALL.to_vec())),
        option::of(any_text()),
        select(completeness.to_vec()),
        url,
        option::of(any_date()),
    )
        .prop_map(|(title, date, ids, kind, id, completeness, url, retrieved)| Statement {
            id: String::new(),
            date,
            speakers: ids.clone(),
            sides: ids.clone(),
            kind,
            event: id.clone(),
            place: title.clone(),
            participants: ids.clone(),
            publisher: id.clone(),
            source: SourceDocument { url, title: title.clone(), retrieved },
            topics: ids.clone(),
            lang: "en".to_owned(),
            translation_of: id,
            completeness,
            note: String::new(),
            to_fill_in: ids,
            title,
        })
}

fn any_kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        (1..=6u8).prop_map(|level| BlockKind::Heading { level }),
        Just(BlockKind::Paragraph),
        Just(BlockKind::Quote),
        Just(BlockKind::Preformatted),
        (any::<u8>(), any::<Option<u32>>(), any::<bool>())
            .prop_map(|(depth, number, continued)| BlockKind::ListItem { depth, number, continued }),
    ]
}

/// Any body: blocks of any kind, each with up to two spans, the second inside the first.
fn any_body() -> impl Strategy<Value = Body> {
    let cuts = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3usize);
    vec((any_kind(), any_text(), cuts), 0..6).prop_map(|blocks| {
        let mut builder = BodyBuilder::default();
        for (kind, text, (one, other, n_spans)) in blocks {
            builder.push(kind, &text);
            let places: Vec<u32> =
                text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
            let (one, other) = (*one.get(&places), *other.get(&places));
            let outer = SpanKind::Link { url: "mailto:desk@office.example".to_owned() };
            for (kind, start) in
                [(outer, one.min(other)), (SpanKind::Strong, one.max(other))].into_iter().take(n_spans)
            {
                builder.mark(start, text.len() as u32, kind);
            }
        }
        builder.body
    })
}

/// A body made block by block.
#[derive(Default)]
pub(super) struct BodyBuilder {
    pub(super) body: Body,
    heading: Option<u32>,
}

impl BodyBuilder {
    /// Appends a block under the last heading.
    pub(super) fn push(&mut self, kind: BlockKind, text: &str) {
        let number = self.body.blocks.len();
        if number > 0 {
            self.body.text.push_str("\n\n");
        }
        let start = self.body.text.len() as u32;
        self.body.text.push_str(text);
        let mut block = Block {
            kind,
            anchor: format!("p{number}"),
            range: start..self.body.text.len() as u32,
            spans: Vec::new(),
            heading: self.heading,
            topics: Vec::new(),
        };
        if !block.is_passage() {
            block.anchor = format!("h{number}");
            block.heading = None;
            block.topics.push("talks".to_owned());
            self.heading = Some(number as u32);
        }
        self.body.blocks.push(block);
    }

    /// Marks bytes of the last block, counted from its start.
    pub(super) fn mark(&mut self, start: u32, end: u32, kind: SpanKind) {
        if let Some(block) = self.body.blocks.last_mut() {
            let range = block.range.start + start..block.range.start + end;
            block.spans.push(Span { range, kind });
        }
    }
}

/// A small corpus that has one of everything. The fixture `tests/fixtures/v3.pack` holds it: change it only
/// together with [`super::FORMAT_VERSION`].
pub(super) fn small_corpus() -> Corpus {
    let date = |text: &str| Some(PartialDate::parse(text).expect("a date that exists"));
    let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let info = CorpusInfo {
        title: "The harbour talks".to_owned(),
        description: "Invented statements on an invented harbour.".to_owned(),
        licence: "CC0-1.0".to_owned(),
        language: "en".to_owned(),
        sides: vec![
            Side { id: "northland".to_owned(), name: "Northland".to_owned() },
            Side { id: "southland".to_owned(), name: "Southland".to_owned() },
        ],
        speakers: vec![Speaker {
            id: "ada-north".to_owned(),
            name: "Ada North".to_owned(),
            role: "harbour minister".to_owned(),
            side: Some("northland".to_owned()),
            spellings: list(&["Ада Норт"]),
        }],
        publishers: vec![Publisher {
            id: "gazette".to_owned(),
            name: "Harbour Gazette".to_owned(),
            kind: "news outlet".to_owned(),
        }],
        events: vec![Event {
            id: "pier-meeting".to_owned(),
            title: "Meeting on the pier".to_owned(),
            date: date("2024-03"),
            end: None,
            place: "Pier Seven".to_owned(),
            participants: list(&["ada-north", "southland"]),
        }],
        topics: vec![Topic {
            id: "talks".to_owned(),
            name: "Talks".to_owned(),
            hashtags: list(&["Talks"]),
            words: list(&["round of talks"]),
        }],
        aliases: vec![Alias { id: "pier".to_owned(), spellings: list(&["pier", "quay"]) }],
        footer: Vec::new(),
    };
    let statement = |id: &str, date: Option<PartialDate>| Statement {
        id: id.to_owned(),
        title: format!("On the harbour: {id}"),
        date,
        speakers: list(&["ada-north"]),
        sides: list(&["northland"]),
        kind: Some(Kind::PressStatement),
        event: Some("pier-meeting".to_owned()),
        place: "Pier Seven".to_owned(),
        participants: list(&["southland"]),
        publisher: Some("gazette".to_owned()),
        source: SourceDocument {
            url: "https://gazette.example/pier?id=7&lang=en".to_owned(),
            title: "The pier, day by day".to_owned(),
            retrieved: None,
        },
        topics: list(&["talks"]),
        lang: "en".to_owned(),
        translation_of: None,
        completeness: Completeness::Digest,
        note: String::new(),
        to_fill_in: Vec::new(),
    };
    let words = |lines: [&str; 3]| {
        let mut builder = BodyBuilder::default();
        builder.push(BlockKind::Heading { level: 2 }, lines[0]);
        builder.push(BlockKind::Paragraph, lines[1]);
        builder.mark(0, 2, SpanKind::Strong);
        builder.push(BlockKind::ListItem { depth: 0, number: Some(1), continued: false }, lines[2]);
        builder.mark(0, 2, SpanKind::Link { url: "https://harbour.example/".to_owned() });
        builder.body
    };
    Corpus {
        info,
        statements: vec![
            (
                statement("lamps-lit", date("2024-03-07")),
                words(["Lamps", "The lamps on the pier burn again.", "Oil is enough for one winter."]),
            ),
            (
                statement("zeal-at-dawn", date("2024-03-07")),
                words(["Dawn", "Both crews row out before dawn.", "Nobody counts the boats twice."]),
            ),
            (
                statement("march-plan", date("2024-03")),
                words(["План", "Вёсла ждут на берегу.", "Канат длиннее причала."]),
            ),
            (
                statement("a-note-without-date", None),
                words(["Note", "Who wrote this never said when.", "Gulls were heard 🕊 nearby."]),
            ),
        ],
    }
}
