//! Topics that section headings name.
//!
//! Lives here: when a heading names a topic, and what that gives the passages beneath it. Does not live here: how
//! headings are recognised ([`super::markdown`]). Linear in the blocks.
//!
//! A heading names a topic when its whole text, without a leading `#`, is the topic's id, name, hashtag or one of
//! its words, whatever the case; or when it consists of hashtags only, each of which may name one. A passage has
//! the topics of its heading and of the headings above that one.

use crate::body::{Block, Body};
use crate::model::Topic;
use std::collections::BTreeMap;

/// What may name a topic, folded, with the ids it names.
#[derive(Debug, Default)]
pub(super) struct TopicNames(BTreeMap<String, Vec<String>>);

impl TopicNames {
    /// The names of all topics.
    pub(super) fn new(topics: &[Topic]) -> TopicNames {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for topic in topics {
            for name in [&topic.id, &topic.name].into_iter().chain(&topic.hashtags).chain(&topic.words) {
                let ids = names.entry(fold(name)).or_default();
                if !ids.contains(&topic.id) {
                    ids.push(topic.id.clone());
                }
            }
        }
        TopicNames(names)
    }

    /// Fills in the topics of all blocks; returns those that any heading names, in order.
    pub(super) fn assign(&self, body: &mut Body) -> Vec<String> {
        let Body { text, blocks } = body;
        let mut seen: Vec<String> = Vec::new();
        for index in 0..blocks.len() {
            let (before, rest) = blocks.split_at_mut(index);
            let Some(block) = rest.first_mut() else { break };
            if let Some(above) = block.heading.and_then(|heading| before.get(heading as usize)) {
                block.topics = above.topics.clone();
            }
            if !block.is_passage() {
                let words = text.get(block.range.start as usize..block.range.end as usize).unwrap_or("");
                for id in self.named_by(words) {
                    add(&mut seen, &id);
                    add_to_block(block, &id);
                }
            }
        }
        seen
    }

    fn named_by(&self, heading: &str) -> Vec<String> {
        let heading = heading.trim();
        let whole = fold(heading.trim_start_matches('#'));
        if let Some(ids) = self.0.get(&whole) {
            return ids.clone();
        }
        let words: Vec<&str> = heading.split_whitespace().collect();
        if !words.iter().all(|word| word.starts_with('#')) {
            return Vec::new();
        }
        let tags = words.iter().map(|word| fold(word.trim_matches(|c| c == '#' || c == ',')));
        tags.flat_map(|tag| self.0.get(&tag).cloned().unwrap_or_default()).collect()
    }
}

fn add_to_block(block: &mut Block, id: &str) {
    add(&mut block.topics, id);
}

fn add(ids: &mut Vec<String>, id: &str) {
    if !ids.iter().any(|known| known == id) {
        ids.push(id.to_owned());
    }
}

/// Lower case, single spaces.
fn fold(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::markdown::parse_markdown;

    fn check(markdown: &str, expected: &str) {
        let topic = |id: &str, name: &str, hashtags: &[&str]| Topic {
            id: id.to_owned(),
            name: name.to_owned(),
            hashtags: hashtags.iter().map(|&tag| tag.to_owned()).collect(),
            words: vec![format!("the {name} file")],
        };
        let names = TopicNames::new(&[
            topic("grain", "Grain trade", &["Grain", "Wheat"]),
            topic("straits", "Straits", &[]),
        ]);
        let mut body = parse_markdown(markdown).body;
        let seen = names.assign(&mut body);
        let passages: Vec<String> = body.passages().map(|(_, block)| block.topics.join("+")).collect();
        assert_eq!(format!("{} / {}", seen.join(" "), passages.join(" ")), expected, "{markdown}");
    }

    #[test]
    fn headings_give_topics_to_the_passages_beneath() {
        check("a\n\n## grain TRADE\n\nb\n\n### Prices\n\nc\n\n## Else\n\nd\n", "grain /  grain grain ");
        check("## #Wheat #straits\n\na\n", "grain straits / grain+straits");
        check("## The Straits file\n\na\n\n### #wheat\n\nb\n", "straits grain / straits straits+grain");
        check("## Grain and straits\n\na\n\n## #Grain talks\n\nb\n", " /  ");
    }
}
