//! Who speaks, for whom, and what sort of text it is, read off a heading's words.
//!
//! Lives here: names beside an office or a possessive, countries, kinds, hashtags, and identifiers made from names.
//! Does not live here: people known beforehand; a name counts only where the heading's grammar says who speaks.

use demarche_corpus::Kind;

/// A person as a heading names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, in the order written.
    pub name: String,
    /// The office beside the name. May be empty.
    pub role: String,
    /// The country beside the office.
    pub country: Option<&'static str>,
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

/// Words that headings use for a kind. The one that stands first in the heading decides.
const KINDS: [(&str, Kind); 27] = [
    ("remarks", Kind::Remarks),
    ("answers to", Kind::Remarks),
    ("press conference", Kind::Remarks),
    ("interview", Kind::Interview),
    ("speech", Kind::Speech),
    ("address", Kind::Speech),
    ("readout", Kind::Readout),
    ("joint statement", Kind::Communique),
    ("joint communique", Kind::Communique),
    ("communique", Kind::Communique),
    ("communiqué", Kind::Communique),
    ("joint declaration", Kind::Communique),
    ("press statement", Kind::PressStatement),
    ("press release", Kind::PressStatement),
    ("statement", Kind::PressStatement),
    ("comment", Kind::Post),
    ("интервью", Kind::Interview),
    ("вступительное слово", Kind::Remarks),
    ("ответы на вопросы", Kind::Remarks),
    ("ответ на вопрос", Kind::Remarks),
    ("пресс-конференция", Kind::Remarks),
    ("выступление", Kind::Speech),
    ("речь", Kind::Speech),
    ("совместное заявление", Kind::Communique),
    ("коммюнике", Kind::Communique),
    ("заявление", Kind::PressStatement),
    ("комментарий", Kind::Post),
];

/// Where a statement is delivered as a speech rather than handed to the press.
const FLOORS: [&str; 9] = [
    "discussion",
    "session",
    "debate",
    "committee",
    "meeting",
    "council",
    "assembly",
    "conference",
    "briefing",
];

/// Words of bodies that speak without being a person.
const BODIES: [&str; 27] = [
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
];

/// The kind that a heading's words give.
pub fn kind_of(heading: &str) -> Option<Kind> {
    let text = heading.to_lowercase();
    let (at, _, kind) = KINDS
        .iter()
        .filter_map(|(word, kind)| find_word(&text, word).map(|at| (at, usize::MAX - word.len(), *kind)))
        .min_by_key(|(at, shorter, _)| (*at, *shorter))?;
    let delivered = text.get(at..).is_some_and(|tail| {
        tail.split_once(" at ")
            .is_some_and(|(_, place)| FLOORS.iter().any(|floor| find_word(place, floor).is_some()))
    });
    Some(if kind == Kind::PressStatement && text[at..].starts_with("statement") && delivered {
        Kind::Speech
    } else {
        kind
    })
}

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

/// A heading without the emoji, bullets and spaces before its first letter, digit, quotation mark or bracket.
pub fn without_lead(line: &str) -> &str {
    line.trim().trim_start_matches(|c: char| !(c.is_alphanumeric() || "“\"«'‘[(#<".contains(c)))
}

/// Whether a line begins with a pictograph.
pub fn starts_with_emoji(line: &str) -> bool {
    line.trim_start().chars().next().is_some_and(|c| {
        matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
    })
}

/// Hashtags of a line, without `#`, in order.
pub fn hashtags(line: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    for (at, _) in line.match_indices('#') {
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '&' | '_' | '#')) {
            continue;
        }
        let rest = &line[at + 1..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let tag = &rest[..end];
        if tag.chars().any(char::is_alphabetic) {
            tags.push(tag);
        }
    }
    tags
}

/// Whether a line is nothing but hashtags.
pub fn is_hashtag_line(line: &str) -> bool {
    let mut words = line.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| word.strip_prefix('#').is_some_and(|tag| hashtags(word) == [tag]))
}

/// A hashtag as words: `MiddleEast` is `Middle East`, `UNCharterIsOurRules` is `UN Charter Is Our Rules`.
pub fn hashtag_words(tag: &str) -> String {
    let chars: Vec<char> = tag.chars().collect();
    let mut words = String::new();
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        let begins = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase() || (b.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
            });
        if *c == '_' {
            words.push(' ');
            continue;
        }
        if begins {
            words.push(' ');
        }
        words.push(*c);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An identifier from words: lower-case ASCII letters and digits joined by `-`, cut at a word near `max` bytes.
/// Empty where the text has no letter or digit that can be written so.
pub fn slug(text: &str, max: usize) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\''))) {
        let word: String = word.chars().flat_map(char::to_lowercase).map(ascii_from_letter).collect();
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() && slug.len() + 1 + word.len() > max {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(max));
    }
    slug
}

/// A lower-case letter in ASCII; nothing for apostrophes, signs and letters of scripts that are not listed.
fn ascii_from_letter(c: char) -> &'static str {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(at) = PLAIN.find(c) {
        return PLAIN.get(at..at + 1).unwrap_or("");
    }
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'а' => "a",
        'б' => "b",
        'ç' | 'ć' | 'č' => "c",
        'д' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'е' | 'э' | 'ё' => "e",
        'ф' => "f",
        'г' | 'ґ' | 'ğ' => "g",
        'х' => "kh",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'и' | 'і' => "i",
        'ж' => "zh",
        'к' => "k",
        'л' | 'ł' => "l",
        'м' => "m",
        'ñ' | 'ń' | 'ň' | 'н' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'о' => "o",
        'п' => "p",
        'р' | 'ř' => "r",
        'с' | 'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'т' | 'ť' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'у' | 'ў' => "u",
        'в' => "v",
        'й' | 'ы' | 'ý' | 'ÿ' => "y",
        'ї' => "yi",
        'є' => "ye",
        'з' | 'ź' | 'ż' | 'ž' => "z",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'æ' => "ae",
        'œ' => "oe",
        _ => "",
    }
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
    let country = of.or_else(|| last_country(&text[..at]));
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

/// The country named last in a text.
fn last_country(text: &str) -> Option<&'static str> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1).chain([0]);
    starts
        .filter_map(|start| country_at_start(&text[start..]).map(|found| (start, found.0)))
        .max()
        .map(|(_, name)| name)
}

/// Where a word or phrase stands in a text, not inside a longer word (a plural `s` may follow).
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let tail = &text[at + word.len()..];
        let tail = tail.strip_prefix('s').unwrap_or(tail);
        !text[..*at].ends_with(char::is_alphanumeric) && !tail.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heading: &str, expected: &str) {
        let shown = speaker_of_heading(heading)
            .or_else(|| speaker_of_line(heading))
            .map(|named| format!("{} / {} / {}", named.name, named.role, named.country.unwrap_or("-")))
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
        check("Statement by Ambassador Ko Son-min at a briefing", "Ko Son-min / Ambassador / -");
        check("Remarks by Ada Brandt, Port Alder", "Ada Brandt /  / -");
        check("💬 Ada Brandt: We are glad", "Ada Brandt /  / -");
    }

    #[test]
    fn no_name_is_guessed() {
        for heading in [
            "🗣Embassy comment",
            "Russian Embassy’s comment",
            "Statement by the Representative of the Delegation of the Russian Federation at the debate",
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
    fn kinds_follow_the_words() {
        for (heading, kind) in [
            ("Ada Brandt’s opening remarks during talks", Some(Kind::Remarks)),
            (
                "Statement by the delegate at the Thematic Discussion in the First Committee",
                Some(Kind::Speech),
            ),
            ("Statement by the ministry", Some(Kind::PressStatement)),
            ("Joint statement of the parties", Some(Kind::Communique)),
            ("Embassy comment", Some(Kind::Post)),
            ("Комментарий посольства", Some(Kind::Post)),
            ("Understatements", None),
            ("Dear friends!", None),
        ] {
            assert_eq!(kind_of(heading), kind, "{heading}");
        }
    }

    #[test]
    fn a_delegation_names_its_country() {
        let heading = "Statement by the Representative of the Delegation of the Russian Federation at the debate on Georgia";
        assert_eq!(country_of_heading(heading), Some("Russia"));
        assert_eq!(country_of_heading("Talks on Georgia"), None);
    }

    #[test]
    fn hashtags_become_words_and_identifiers() {
        for (tag, words, id) in [
            ("MiddleEast", "Middle East", "middle-east"),
            ("UNCharterIsOurRules", "UN Charter Is Our Rules", "un-charter-is-our-rules"),
            ("BRICS", "BRICS", "brics"),
            ("RussiaUS", "Russia US", "russia-us"),
            ("UNGA80", "UNGA80", "unga80"),
            ("МИДРоссии", "МИД России", "mid-rossii"),
        ] {
            assert_eq!((hashtag_words(tag).as_str(), slug(&hashtag_words(tag), 60).as_str()), (words, id));
        }
        assert_eq!(hashtags("see #One, (#Two) and a#b or x/#c #3"), ["One", "Two"]);
        assert!(is_hashtag_line("#One #Two") && !is_hashtag_line("#One two") && !is_hashtag_line(""));
    }
}
