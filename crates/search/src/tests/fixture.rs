//! Corpora for tests, packed and opened.

use crate::{Answer, Engine, FilterSet, Request, Sort, build_sections};
use demarche_corpus::source::Corpus;
use demarche_corpus::{
    Alias, Block, BlockKind, Body, Completeness, CorpusInfo, Event, Kind, Pack, PartialDate, Publisher, Side,
    SourceDocument, Speaker, Statement, StatementIdx, Topic, pack,
};
use std::sync::Arc;

/// A statement with nothing but an id, a title, a date and a language.
pub fn statement(id: &str, title: &str, date: &str) -> Statement {
    Statement {
        id: id.to_owned(),
        title: title.to_owned(),
        date: PartialDate::parse(date),
        speakers: Vec::new(),
        sides: Vec::new(),
        kind: None,
        event: None,
        place: String::new(),
        participants: Vec::new(),
        publisher: None,
        source: SourceDocument::default(),
        topics: Vec::new(),
        lang: "en".to_owned(),
        translation_of: None,
        completeness: Completeness::Full,
        note: String::new(),
        to_fill_in: Vec::new(),
    }
}

/// A body of paragraphs; a line that begins with `# ` is a heading.
pub fn body(blocks: &[&str]) -> Body {
    let mut body = Body::default();
    for (n, block) in blocks.iter().enumerate() {
        if n > 0 {
            body.text.push_str("\n\n");
        }
        let (kind, words) = match block.strip_prefix("# ") {
            Some(words) => (BlockKind::Heading { level: 2 }, words),
            None => (BlockKind::Paragraph, *block),
        };
        let start = body.text.len() as u32;
        body.text.push_str(words);
        body.blocks.push(Block {
            kind,
            anchor: format!("p{n}"),
            range: start..body.text.len() as u32,
            spans: Vec::new(),
            heading: None,
            topics: Vec::new(),
        });
    }
    body
}

/// A corpus packed and opened.
pub fn engine(corpus: &Corpus) -> Engine {
    let bytes = pack::write(corpus, &build_sections(corpus), pack::Squeeze::Never);
    let pack = Pack::open(bytes).expect("just written");
    Engine::open(Arc::new(pack)).expect("just written")
}

/// The answer to words alone.
pub fn ask(engine: &Engine, text: &str) -> Answer {
    ask_with(engine, text, FilterSet::default())
}

/// The answer to words and filters.
pub fn ask_with(engine: &Engine, text: &str, filters: FilterSet) -> Answer {
    engine
        .evaluate(&Request { text: text.to_owned(), filters, sort: Sort::Relevance })
        .expect("the pack is whole")
}

/// The ids of the matched statements, in order.
pub fn ids(engine: &Engine, answer: &Answer) -> Vec<String> {
    let id = |idx: StatementIdx| engine.pack().statement(idx).map(|statement| statement.id.clone());
    answer.matched.iter().filter_map(|one| id(one.idx)).collect()
}

/// Five statements about an invented dispute over an invented strait.
pub fn small() -> Corpus {
    let alias = |id: &str, spellings: &[&str]| Alias {
        id: id.to_owned(),
        spellings: spellings.iter().map(|spelling| (*spelling).to_owned()).collect(),
    };
    let side = |id: &str, name: &str| Side { id: id.to_owned(), name: name.to_owned() };
    let speaker = |id: &str, name: &str, side: &str, spellings: &[&str]| Speaker {
        id: id.to_owned(),
        name: name.to_owned(),
        role: String::new(),
        side: Some(side.to_owned()),
        spellings: spellings.iter().map(|spelling| (*spelling).to_owned()).collect(),
    };
    let topic = |id: &str, name: &str| Topic {
        id: id.to_owned(),
        name: name.to_owned(),
        hashtags: vec!["SafeHarbour".to_owned()],
        words: if id == "passage" { vec!["right of way".to_owned()] } else { Vec::new() },
    };
    let info = CorpusInfo {
        title: "The strait".to_owned(),
        language: "en".to_owned(),
        sides: vec![side("norland", "Norland"), side("sudia", "Südia")],
        speakers: vec![
            speaker("varga", "Ilona Varga", "norland", &["Илона Варга"]),
            speaker("okoye", "Daniel Okoye", "sudia", &[]),
        ],
        publishers: vec![Publisher {
            id: "mfa".to_owned(),
            name: "Ministry".to_owned(),
            kind: String::new(),
        }],
        events: vec![Event {
            id: "talks".to_owned(),
            title: "Harbour talks".to_owned(),
            date: None,
            end: None,
            place: String::new(),
            participants: Vec::new(),
        }],
        topics: vec![topic("passage", "Free passage"), topic("fish", "Fishing")],
        aliases: vec![
            alias("capital", &["Norport", "Норпорт", "Old Harbour"]),
            alias("pact", &["FPT", "free passage treaty"]),
        ],
        ..CorpusInfo::default()
    };
    let mut statements = Vec::new();
    let mut one = statement("norland-readout", "Readout of the harbour talks", "2031-05-02");
    one.speakers = vec!["varga".to_owned()];
    one.sides = vec!["norland".to_owned()];
    one.kind = Some(Kind::Readout);
    one.event = Some("talks".to_owned());
    one.place = "New Quay".to_owned();
    one.publisher = Some("mfa".to_owned());
    one.topics = vec!["passage".to_owned()];
    statements.push((
        one,
        body(&[
            "# Passage",
            "Minister Varga said the sanctions had to end before any treaty.",
            "The root causes of the dispute were named twice: root causes, and nothing else.",
        ]),
    ));
    let mut two = statement("sudia-readout", "Südia on the talks", "2031-05-02");
    two.speakers = vec!["okoye".to_owned()];
    two.sides = vec!["sudia".to_owned()];
    two.kind = Some(Kind::Readout);
    two.event = Some("talks".to_owned());
    two.place = "New Quay".to_owned();
    two.topics = vec!["passage".to_owned(), "fish".to_owned()];
    statements.push((
        two,
        body(&[
            "Okoye rejected a sanction on fishing and spoke of causes at the root of mistrust.",
            "#SafeHarbour remains open; the free passage treaty holds.",
        ]),
    ));
    let mut three = statement("joint-report", "What both sides said in Norport", "2031-05");
    three.speakers = vec!["varga".to_owned(), "okoye".to_owned()];
    three.sides = vec!["norland".to_owned(), "sudia".to_owned()];
    three.kind = Some(Kind::Report);
    statements.push((three, body(&["Neither side mentioned fishermen. The ministry’s note is silent."])));
    let mut four = statement("norland-ru", "Заявление в Норпорте", "2030");
    four.speakers = vec!["varga".to_owned()];
    four.kind = Some(Kind::PressStatement);
    four.lang = "ru".to_owned();
    statements.push((four, body(&["Санкции отменены, сказала Варга. Ёмкое слово о FPT."])));
    statements
        .push((statement("undated-note", "A note", ""), body(&["No date, no sanctions, cease-fire only."])));
    Corpus { info, statements }
}
