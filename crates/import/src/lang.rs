//! Which script and which language a text is in, by its letters and its commonest words. Unsure means none.

/// A script, as far as statements in two languages are told apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
}

/// Commonest words of languages written in Latin letters. No word may stand in two lists.
const LATIN: [(&str, &[&str]); 4] = [
    ("en", &["the", "of", "and", "to", "is", "was", "with", "that", "for", "our", "we", "by", "at", "from"]),
    ("fr", &["le", "les", "des", "et", "dans", "pour", "est", "une", "nous", "avec"]),
    ("de", &["der", "die", "das", "und", "ist", "nicht", "mit", "von", "für", "wir"]),
    ("es", &["el", "los", "las", "y", "del", "por", "con", "para", "una", "nuestro"]),
];

/// Letters of one script and of the other in a text; addresses and hashtags do not count.
pub fn letters(text: &str) -> (usize, usize) {
    let mut counted = (0, 0);
    for word in text.split_whitespace() {
        if word.starts_with('#') || word.contains("://") || word.contains('@') {
            continue;
        }
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            match c {
                '\u{0400}'..='\u{052F}' => counted.1 += 1,
                'A'..='Z' | 'a'..='z' | '\u{00C0}'..='\u{024F}' => counted.0 += 1,
                _ => {}
            }
        }
    }
    counted
}

/// The script that most letters of a text belong to.
pub fn script(text: &str) -> Option<Script> {
    match letters(text) {
        (0, 0) => None,
        (latin, cyrillic) if latin >= cyrillic => Some(Script::Latin),
        _ => Some(Script::Cyrillic),
    }
}

/// BCP 47 tag of the language of some lines.
pub fn language<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    let (latin, cyrillic) =
        lines.clone().map(letters).fold((0, 0), |(l, c), (more_l, more_c)| (l + more_l, c + more_c));
    if latin + cyrillic == 0 {
        return None;
    }
    if cyrillic > latin {
        let has = |letters: &[char]| lines.clone().any(|line| line.to_lowercase().contains(letters));
        return match () {
            () if has(&['ђ', 'ћ', 'џ', 'љ', 'њ']) => None,
            () if has(&['ы', 'э', 'ё']) && !has(&['ў']) => Some("ru"),
            () if has(&['ї', 'є', 'ґ']) => Some("uk"),
            () if has(&['і', 'ў']) => None,
            // Bulgarian writes ъ inside nearly every sentence and neither ы nor э.
            () if has(&['ъ']) => None,
            () => Some("ru"),
        };
    }
    let mut best: Option<(&str, usize)> = None;
    for (tag, common) in LATIN {
        let count = lines
            .clone()
            .flat_map(|line| line.split(|c: char| !c.is_alphabetic()))
            .filter(|word| common.contains(&word.to_lowercase().as_str()))
            .count();
        if count > best.map_or(0, |(_, most)| most) {
            best = Some((tag, count));
        }
    }
    best.map(|(tag, _)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(language(text.lines()), expected, "{text}");
    }

    #[test]
    fn languages_are_told_apart_or_left_open() {
        check("The envoys of Veltmark met and agreed to talk.", Some("en"));
        check("Посланники встретились и договорились.", Some("ru"));
        check("Сьогодні її делегація є в місті.", Some("uk"));
        check("Les envoyés et le ministre sont dans la salle.", Some("fr"));
        check("Die Gesandten und das Ministerium sprachen mit uns.", Some("de"));
        check("12:30 — 45", None);
        check("Veltmark", None);
    }
}
