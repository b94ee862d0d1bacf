//! Who speaks, and for whom, read off a heading's words.
//!
//! Lives here: names beside an office or a possessive, and countries. Does not live here: people known beforehand; a
//! name counts only where the heading's grammar says who speaks. Linear in the heading for each of the tables.

use crate::kinds::{find_word, kind_of};
use crate::words::without_lead;

/// A person as a heading names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, in the order written.
    pub name: String,
    /// The office beside the name. May be empty.
    pub role: String,
    /// The country beside the office.
    pub country: Option<String>,
}

/// Offices, longest first, so that the fuller one is found. A further office is one more line here.
const ROLES: [&str; 24] = [
    "Deputy Minister of Foreign Affairs",
    "Minister of Foreign Affairs",
    "Deputy Permanent Representative",
    "Deputy Foreign Minister",
    "Permanent Representative",
    "Minister for Foreign Affairs",
    "Defence Minister",
    "Defense Minister",
    "Foreign Secretary",
    "Secretary of State",
    "Secretary-General",
    "Secretary General",
    "Foreign Minister",
    "Charge d'Affaires",
    "Prime Minister",
    "Vice President",
    "High Representative",
    "Press Secretary",
    "Spokeswoman",
    "Spokesperson",
    "Spokesman",
    "Chancellor",
    "Ambassador",
    "President",
];

/// Countries by the name shown, the adjective, and other forms. The possessive of any form counts as well.
const COUNTRIES: [(&str, &[&str]); 32] = [
    ("Russia", &["Russian", "Russian Federation"]),
    ("United States", &["US", "U.S.", "American", "USA", "United States of America"]),
    ("China", &["Chinese", "People’s Republic of China"]),
    ("Ukraine", &["Ukrainian"]),
    ("United Kingdom", &["UK", "British"]),
    ("France", &["French"]),
    ("Germany", &["German"]),
    ("Italy", &["Italian"]),
    ("Spain", &["Spanish"]),
    ("Poland", &["Polish"]),
    ("Switzerland", &["Swiss"]),
    ("Hungary", &["Hungarian"]),
    ("Serbia", &["Serbian"]),
    ("Belarus", &["Belarusian", "Republic of Belarus"]),
    ("Türkiye", &["Turkey", "Turkish", "Türkish"]),
    ("Iran", &["Iranian", "Islamic Republic of Iran"]),
    ("Israel", &["Israeli"]),
    ("Syria", &["Syrian", "Syrian Arab Republic"]),
    ("Egypt", &["Egyptian"]),
    ("Saudi Arabia", &["Saudi"]),
    ("India", &["Indian"]),
    ("Japan", &["Japanese"]),
    ("South Korea", &["South Korean", "Republic of Korea"]),
    ("North Korea", &["North Korean", "DPRK", "Democratic People’s Republic of Korea"]),
    ("Indonesia", &["Indonesian"]),
    ("Malaysia", &["Malaysian"]),
    ("Brazil", &["Brazilian"]),
    ("South Africa", &["South African"]),
    ("Kazakhstan", &["Kazakh", "Republic of Kazakhstan"]),
    ("Armenia", &["Armenian", "Republic of Armenia"]),
    ("Azerbaijan", &["Azerbaijani", "Republic of Azerbaijan"]),
    ("Georgia", &["Georgian"]),
];

/// Words of bodies that speak without being a person.
const BODIES: [&str; 35] = [
    "embassy",
    "ministry",
    "mission",
    "delegation",
    "government",
    "council",
    "representative",
    "office",
    "department",
    "committee",
    "center",
    "centre",
    "union",
    "kremlin",
    "house",
    "party",
    "state",
    "team",
    "foreign",
    "minister",
    "consulate",
    "parliament",
    "group",
    "nations",
    "federation",
    "republic",
    "agency",
    "head",
    "deputy",
    "director",
    "delegate",
    "envoy",
    "chairman",
    "secretary",
    "spokesperson",
];

/// The person whose words a heading announces: `Foreign Minister Ada Brandt’s remarks`, `Statement by Ada Brandt`.
pub fn speaker_of_heading(heading: &str) -> Option<Named> {
    let text = without_lead(heading);
    for (at, possessive) in text.match_indices(['’', '\'']) {
        let Some(after) = text[at + possessive.len()..].strip_prefix("s ") else { continue };
        // "opening remarks", "video address": at most two words between the possessive and the kind.
        let announced = after.split(' ').take(3).collect::<Vec<_>>().join(" ");
        if kind_of(&announced).is_some()
            && let Some(named) = person(&text[..at], true)
        {
            return Some(named);
        }
    }
    let (what, who) = text.split_once(" by ")?;
    let announced = what.split(' ').count() <= 4 && kind_of(what).is_some();
    announced.then(|| person(who, false))?
}

/// The person before the colon of a line such as `💬 Ada Brandt: We are glad …`.
pub fn speaker_of_line(line: &str) -> Option<Named> {
    let text = without_lead(line);
    if text.len() == line.trim().len() {
        return None;
    }
    let (who, _) = text.split_once(':')?;
    (who.chars().count() <= 80).then(|| person(who, true))?
}

/// The country for which a heading's author speaks: `Statement by the Delegation of the Russian Federation at …`.
pub fn country_of_heading(heading: &str) -> Option<&'static str> {
    let text = without_lead(heading);
    let (what, who) = text.split_once(" by ")?;
    kind_of(what)?;
    let end = [" at ", " in ", " on ", " to ", " during ", " following ", " with ", ","]
        .iter()
        .filter_map(|word| who.find(word))
        .min()
        .unwrap_or(who.len());
    last_country(who.get(..end)?)
}

/// A person in words such as `Russian Foreign Minister Sergey Lavrov`. `whole` demands that the name ends the text.
fn person(text: &str, whole: bool) -> Option<Named> {
    let text = text.trim().trim_start_matches("the ");
    let role = ROLES
        .iter()
        .filter_map(|role| find_word(&text.to_lowercase(), &role.to_lowercase()).map(|at| (at, role)))
        .filter(|(at, role)| text.get(*at..at + role.len()).is_some())
        .max_by_key(|(at, role)| (at + role.len(), role.len()));
    let Some((at, role)) = role else {
        let name = name_at_start(text, whole)?;
        let words: Vec<&str> = name.split(' ').collect();
        let body = words
            .iter()
            .any(|word| BODIES.contains(&word.to_lowercase().as_str()) || country(word).is_some());
        return (words.len() >= 2 && !body).then(|| Named {
            name: name.clone(),
            role: String::new(),
            country: None,
        });
    };
    let mut tail = text[at + role.len()..].trim_start();
    let mut of = None;
    if let Some(rest) = tail.strip_prefix("of ") {
        let rest = rest.trim_start_matches("the ");
        let (found, used) = country_at_start(rest)?;
        of = Some(found);
        tail = rest[used..].trim_start_matches([',', ' ']);
    }
    let name = name_at_start(tail, whole)?;
    let before = &text[..at];
    let country = of.or_else(|| last_country(before)).map(str::to_owned).or_else(|| possessor(before));
    Some(Named { name, role: (*role).to_owned(), country })
}

/// One to four capitalised words at the start of a text.
fn name_at_start(text: &str, whole: bool) -> Option<String> {
    let text = text.trim_start();
    let text = ["Mr ", "Mr. ", "Mrs ", "Ms ", "Ms. ", "Dr ", "H.E. "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .unwrap_or(text);
    let mut words: Vec<&str> = Vec::new();
    let mut all = true;
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches([',', ';', ':', '.']);
        let capital = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        let particle =
            !words.is_empty() && matches!(bare, "de" | "al" | "bin" | "von" | "van" | "el" | "ben" | "da");
        if !capital && !particle {
            // "Deputy Head of the Mission" is an office.
            if matches!(bare, "of" | "for") {
                return None;
            }
            all = false;
            break;
        }
        words.push(bare);
        if bare.len() != word.len() {
            all = text.ends_with(word);
            break;
        }
    }
    while words.last().is_some_and(|word| word.chars().next().is_some_and(char::is_lowercase)) {
        words.pop();
    }
    let fits = (1..=4).contains(&words.len()) && (all || !whole);
    fits.then(|| words.join(" "))
}

/// The country that a form stands for, its possessive included.
fn country(form: &str) -> Option<&'static str> {
    let form = form.strip_suffix("’s").or_else(|| form.strip_suffix("'s")).unwrap_or(form);
    let form = form.replace('\'', "’");
    COUNTRIES
        .iter()
        .find(|(name, forms)| *name == form || forms.contains(&form.as_str()))
        .map(|(name, _)| *name)
}

/// The country at the start of a text and the bytes that name it.
fn country_at_start(text: &str) -> Option<(&'static str, usize)> {
    let ends = text.match_indices(' ').map(|(at, _)| at).take(5).chain([text.len()]);
    ends.filter_map(|end| country(text[..end].trim_end_matches(',')).map(|found| (found, end))).last()
}

/// Whose office it is, in words that end with a possessive: `Veltmark’s`.
fn possessor(text: &str) -> Option<String> {
    let text = text.trim();
    let owner = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s"))?;
    name_at_start(owner, true)
}

/// The country named last in a text.
fn last_country(text: &str) -> Option<&'static str> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1).chain([0]);
    starts
        .filter_map(|start| country_at_start(&text[start..]).map(|found| (start, found.0)))
        .max()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heading: &str, expected: &str) {
        let shown = speaker_of_heading(heading)
            .or_else(|| speaker_of_line(heading))
            .map(|named| {
                format!("{} / {} / {}", named.name, named.role, named.country.as_deref().unwrap_or("-"))
            })
            .unwrap_or_default();
        assert_eq!(shown, expected, "{heading}");
    }

    #[test]
    fn the_speaker_is_whom_the_heading_says_speaks() {
        check("Foreign Minister Ada Brandt’s remarks at a forum", "Ada Brandt / Foreign Minister / -");
        check(
            "🎙 Russia's Foreign Minister Ada Brandt’s opening remarks",
            "Ada Brandt / Foreign Minister / Russia",
        );
        check(
            "🎙 Swiss Foreign Minister Ada Brandt's interview to a paper",
            "Ada Brandt / Foreign Minister / Switzerland",
        );
        check(
            "President of the Russian Federation Ada de Brandt’s address",
            "Ada de Brandt / President / Russia",
        );
        check("Veltmark’s Foreign Minister Ada Brandt’s remarks", "Ada Brandt / Foreign Minister / Veltmark");
        check("Statement by Ambassador Ko Son-min at a briefing", "Ko Son-min / Ambassador / -");
        check("Remarks by Ada Brandt, Port Alder", "Ada Brandt /  / -");
        check("💬 Ada Brandt: We are glad", "Ada Brandt /  / -");
    }

    #[test]
    fn no_name_is_guessed() {
        for heading in [
            "🗣Embassy comment",
            "Russian Embassy’s comment",
            "Statement by the Deputy Head of the Mission of the Russian Federation at a debate",
            "Veltmark’s Brandt meets her counterpart",
            "Ada Brandt meets Ko Son-min",
            "💬 Key points: first",
            "Ada Brandt: a portrait",
            "",
        ] {
            check(heading, "");
        }
    }

    #[test]
    fn a_delegation_names_its_country() {
        let heading =
            "Statement by the Deputy Head of the Mission of the Russian Federation at a debate on Georgia";
        assert_eq!(country_of_heading(heading), Some("Russia"));
        assert_eq!(country_of_heading("Talks on Georgia"), None);
    }
}
