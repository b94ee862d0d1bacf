//! Marks at the beginning of lines, hashtags, and identifiers made of words.
//!
//! Does not live here: what a heading's words mean (`names`, `kinds`, `dates`).

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

#[cfg(test)]
mod tests {
    use super::*;

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
