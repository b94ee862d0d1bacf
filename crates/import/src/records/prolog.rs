//! What a document of mark-up calls itself: the element it begins with, behind declarations and comments.
//!
//! Does not live here: reading any of it (`feed_xml`, `page`).

/// The beginning of a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Prolog {
    /// The name of the first element, in small letters and without what stands before a colon.
    pub root: String,
    /// The name of its type, in small letters; empty where it states none.
    pub doctype: String,
    /// Whether it says that it is XML.
    pub is_xml: bool,
}

/// Reads the beginning; nothing where the document does not begin as mark-up does.
pub fn prolog(text: &str) -> Option<Prolog> {
    let mut rest = text.trim_start();
    let mut found = Prolog { root: String::new(), doctype: String::new(), is_xml: rest.starts_with("<?xml") };
    rest.starts_with('<').then_some(())?;
    loop {
        if let Some(tail) = rest.strip_prefix("<!--") {
            rest = tail.split_once("-->").map_or("", |(_, tail)| tail);
        } else if let Some(tail) = rest.strip_prefix("<?") {
            rest = tail.split_once("?>").map_or("", |(_, tail)| tail);
        } else if let Some(tail) = rest.strip_prefix("<!") {
            let (name, tail) = doctype(tail);
            found.doctype = name;
            rest = tail;
        } else {
            break;
        }
        rest = rest.trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || "/><".contains(c)).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default().to_lowercase();
    found.root = name.rsplit(':').next().unwrap_or_default().to_owned();
    Some(found)
}

/// The name of the type, and what follows the declaration.
fn doctype(text: &str) -> (String, &str) {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || "[>".contains(c)).take(2).collect();
    let name = words.get(1).copied().unwrap_or_default().to_lowercase();
    let close = text.find('>');
    let subset = text.find('[').filter(|open| close.is_none_or(|close| *open < close));
    let from = subset.and_then(|open| text[open..].find(']').map(|at| open + at)).unwrap_or(0);
    let rest = text.get(from..).and_then(|tail| tail.split_once('>')).map_or("", |(_, tail)| tail);
    (name, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_say_what_they_are() {
        for (text, expected) in [
            ("<!DOCTYPE html>\n<!-- saved -->\n<html lang=en>", Some(("html", "html"))),
            ("  <HTML><p>", Some(("html", ""))),
            (
                "<?xml version=\"1.0\"?><!DOCTYPE rss [ <!ENTITY a \"b\"> ]><rss version=\"2.0\">",
                Some(("rss", "rss")),
            ),
            ("<?xml version='1.0'?>\n<?pi?><rdf:RDF>", Some(("rdf", ""))),
            ("<feed/>", Some(("feed", ""))),
            ("<", Some(("", ""))),
            ("<!", Some(("", ""))),
            ("<!--", Some(("", ""))),
            ("Words <html>", None),
        ] {
            let found = prolog(text);
            let found = found.as_ref().map(|found| (found.root.as_str(), found.doctype.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
