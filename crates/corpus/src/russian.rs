//! Russian words that a stemmer takes for something else.
//!
//! Lives here: nouns on -ав, whose ending Snowball's stemmer takes for that of a gerund (`устав` would become `уста`, its
//! cases `устав`), so that search and comparison say the same of them. Does not live here: the stemmers.

/// Such nouns, and names; genitives of the plural among them. Folded.
const NOUNS: &str = "устав состав сустав рукав удав анклав эксклав конклав держав сверхдержав застав расправ переправ \
канав ярослав владислав вячеслав станислав святослав мстислав ростислав изяслав";

/// Whether a folded form is its own stem.
pub fn is_stem(form: &str) -> bool {
    form.ends_with("ав") && NOUNS.split(' ').any(|noun| noun == form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_told_from_gerunds() {
        for (form, expected) in [
            ("устав", true),
            ("уставав", false),
            ("послав", false),
            ("прав", false),
            ("", false),
            ("ав", false),
        ] {
            assert_eq!(is_stem(form), expected, "{form}");
        }
    }
}
