//! What a corpus says of names and subjects, in the form that the ledger and the structure read.
//!
//! Lives here: who of `corpus.toml` becomes what. Does not live here: how names are found (`ledger/known`), or the
//! built-in table of countries, capitals and bodies, which knows better than any corpus what bears a name it has. Cost:
//! O(names · aliases), once a corpus.

use demarche_corpus::{CorpusInfo, order};

use crate::model::{KnownName, LedgerClass};
use crate::structure::Topic;

/// People, places, bodies and subjects that the corpus names, each with all its spellings.
///
/// Speakers are people; publishers are bodies, and so are sides, unless the table of countries knows them; topics go by
/// their words. Aliases lend their spellings to whoever bears one of them.
#[must_use]
pub fn known_names(info: &CorpusInfo) -> Vec<KnownName> {
    let mut found: Vec<KnownName> = Vec::new();
    let mut add = |class: LedgerClass, name: &str, aliases: &[String]| {
        if name.chars().any(char::is_alphanumeric) {
            found.push(KnownName { class, name: name.to_owned(), aliases: aliases.to_vec() });
        }
    };
    for speaker in &info.speakers {
        add(LedgerClass::Person, &speaker.name, &speaker.spellings);
    }
    for name in info.sides.iter().map(|side| &side.name) {
        add(LedgerClass::Organisation, name, &[]);
    }
    for name in info.publishers.iter().map(|publisher| &publisher.name) {
        add(LedgerClass::Organisation, name, &[]);
    }
    for place in info.events.iter().flat_map(|event| event.place.split([',', ';', '/'])) {
        // "by telephone" is no place.
        let place = place.trim();
        if place.starts_with(char::is_uppercase) {
            add(LedgerClass::Place, place, &[]);
        }
    }
    for topic in &info.topics {
        add(LedgerClass::Topic, &topic.name, &topic.words);
    }
    for known in &mut found {
        for alias in &info.aliases {
            let bears = |spelling: &String| *spelling == known.name || known.aliases.contains(spelling);
            if alias.spellings.iter().any(bears) {
                known.aliases.extend(alias.spellings.iter().cloned());
            }
        }
        order::sort(&mut known.aliases);
        known.aliases.dedup();
        known.aliases.retain(|alias| *alias != known.name);
    }
    // Who speaks for a side and publishes too is listed once, as what is named first.
    order::sort_by(&mut found, |one, other| one.name.cmp(&other.name));
    found.dedup_by(|later, first| later.name == first.name && later.class != LedgerClass::Topic);
    found
}

/// The subjects of the corpus with the words that tell them.
#[must_use]
pub fn known_topics(info: &CorpusInfo) -> Vec<Topic> {
    let topic = |topic: &demarche_corpus::Topic| Topic {
        id: topic.id.clone(),
        label: topic.name.clone(),
        keywords: topic.words.clone(),
    };
    info.topics.iter().map(topic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_corpus::{Alias, Publisher, Side, Speaker};

    fn corpus() -> CorpusInfo {
        let text = str::to_owned;
        let publisher = |name: &str| Publisher { id: text("p"), name: text(name), kind: String::new() };
        CorpusInfo {
            sides: vec![Side { id: text("tarn"), name: text("Tarn Republic") }],
            speakers: vec![Speaker {
                id: text("koss"),
                name: text("Ilse Koss"),
                role: String::new(),
                side: None,
                spellings: vec![text("Ильзе Косс")],
            }],
            publishers: vec![publisher("Tarn Republic"), publisher("Harbour Gazette"), publisher("")],
            topics: vec![demarche_corpus::Topic {
                id: text("fishing"),
                name: text("Fishing"),
                hashtags: Vec::new(),
                words: vec![text("trout quota")],
            }],
            aliases: vec![Alias { id: text("koss"), spellings: vec![text("Koß"), text("Ilse Koss")] }],
            ..CorpusInfo::default()
        }
    }

    #[test]
    fn every_name_of_the_corpus_is_known_once_with_all_its_spellings() {
        let names = known_names(&corpus());
        let drawn: Vec<String> = names
            .iter()
            .map(|known| format!("{} {}: {}", known.class.id(), known.name, known.aliases.join(", ")))
            .collect();
        assert_eq!(
            drawn,
            [
                "topic Fishing: trout quota",
                "organisation Harbour Gazette: ",
                "person Ilse Koss: Koß, Ильзе Косс",
                "organisation Tarn Republic: ",
            ]
        );
    }

    #[test]
    fn subjects_keep_their_words() {
        let topics = known_topics(&corpus());
        assert_eq!(
            (topics[0].id.as_str(), topics[0].keywords.as_slice()),
            ("fishing", &["trout quota".to_owned()][..])
        );
    }
}
