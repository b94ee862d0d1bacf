//! What is asked of the corpus to find where else a passage was said: its rarest words near each other.
//!
//! Plain words and counts. Does not live here: counting them and searching (`menu`). Costs the words of a passage times
//! those of a stretch.

use demarche_corpus::order;

/// Words this far apart still belong to one thing said, also where it is said a little differently.
const STRETCH: usize = 24;

/// So many words of a stretch are looked for at most, and so many at least.
const MOST: usize = 4;
const LEAST: usize = 2;

/// The rarest words of a stretch, each once, by place; first how much they are worth together.
fn rarest(stretch: &[(u32, String)]) -> (u32, Vec<usize>) {
    let mut rare: Vec<(u32, usize)> = Vec::new();
    for (at, one) in stretch.iter().enumerate() {
        if one.0 > 0 && !stretch[..at].contains(one) {
            rare.push((u32::MAX - one.0, at));
        }
    }
    order::sort(&mut rare);
    rare.truncate(MOST);
    (rare.iter().map(|(worth, _)| u32::MAX - worth).sum(), rare.into_iter().map(|(_, at)| at).collect())
}

/// Searches for a passage, the strictest last; none where too few of its words stand in other statements. `found` says
/// how many of the `statements` hold each word that may be asked for.
pub fn searches(text: &str, found: &[(String, u32)], statements: usize) -> Vec<String> {
    let mut all: Vec<(u32, String)> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let count = found.iter().find(|(other, _)| *other == word).map_or(0, |(_, count)| *count);
        let rarity = (statements.max(1) as f64 / f64::from(count.max(1))).ln();
        // What stands in one statement alone is said nowhere else.
        all.push((if count > 1 { (rarity * 1_000.0) as u32 } else { 0 }, word));
    }
    let (mut most, mut best, mut stretch) = (0, Vec::new(), all.as_slice());
    for from in 0..all.len() {
        let here = &all[from..(from + STRETCH).min(all.len())];
        let (worth, rare) = rarest(here);
        if worth > most {
            (most, best, stretch) = (worth, rare, here);
        }
    }
    if best.len() < LEAST {
        return Vec::new();
    }
    // The commonest of them is missed least.
    let mut searches = Vec::new();
    for without in 0..=if best.len() == MOST { MOST } else { 0 } {
        let mut places = best.clone();
        if best.len() == MOST && without < MOST {
            places.remove(without);
        }
        order::sort(&mut places);
        let words: Vec<&str> = places.into_iter().map(|at| stretch[at].1.as_str()).collect();
        searches.push(words.join(&format!(" NEAR/{STRETCH} ")));
    }
    searches
}

/// What leaves the statements of a title out of a search.
pub fn without_title(title: &str) -> String {
    format!(" -title:{}", plain(title))
}

/// How many of these titles [`without_title`] leaves out.
pub fn left_out<'a>(title: &str, all: impl Iterator<Item = &'a str>) -> usize {
    let spaced = |title: &str| format!(" {} ", plain(title).trim_matches('"').to_lowercase());
    let title = spaced(title);
    all.filter(|other| spaced(other).contains(&title)).count()
}

/// The words of a title as the phrase that finds them.
fn plain(title: &str) -> String {
    demarche_search::quoted(title, usize::MAX).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, found: &[(&str, u32)], expected: &[&str]) {
        let found: Vec<(String, u32)> =
            found.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
        let mut searches = searches(text, &found, 100);
        searches.reverse();
        assert_eq!(searches, expected, "{text}");
    }

    #[test]
    fn the_rarest_words_are_asked_for_together_then_all_but_one() {
        let found = [("herring", 2), ("quota", 4), ("ministers", 30), ("agreed", 50), ("alone", 1)];
        check(
            "Ministers agreed a herring quota alone.",
            &found,
            &[
                "ministers NEAR/24 agreed NEAR/24 herring NEAR/24 quota",
                "ministers NEAR/24 herring NEAR/24 quota",
                "agreed NEAR/24 herring NEAR/24 quota",
                "ministers NEAR/24 agreed NEAR/24 herring",
                "ministers NEAR/24 agreed NEAR/24 quota",
            ],
        );
        check("Herring quota, quota!", &found, &["herring NEAR/24 quota"]);
    }

    #[test]
    fn words_of_one_statement_alone_lead_nowhere() {
        check("A quota alone.", &[("quota", 4), ("alone", 1)], &[]);
        check("…", &[], &[]);
    }

    #[test]
    fn the_stretch_with_the_rarest_words_is_taken() {
        let text = format!("common words stand here {} herring quota boats", "of ".repeat(STRETCH));
        let found =
            [("common", 60), ("words", 70), ("stand", 80), ("herring", 2), ("quota", 3), ("boats", 4)];
        check(&text, &found, &["herring NEAR/24 quota NEAR/24 boats"]);
    }

    #[test]
    fn a_title_is_left_out_by_its_words() {
        assert_eq!(without_title("Remarks: “on” *ice*"), " -title:\"Remarks: on ice\"");
        let titles = ["On ice", "Remarks on ice", "Remarks on iceland"];
        assert_eq!(
            without_title("Talks with the U.S. #SafeHarbour"),
            " -title:\"Talks with the U.S. #SafeHarbour\""
        );
        assert_eq!(left_out("on ICE!", titles.into_iter()), 2);
        assert_eq!(left_out("Remarks on ice", titles.into_iter()), 1);
    }
}
