//! The style of what a page shows before its program runs.
//!
//! Lives here: putting the rules of the first screen into the page, and the links to the sheets behind that screen, where they
//! keep nobody from reading it; the program waits for them by itself. Does not live here: which rules ([`super::needed`]),
//! and hashes and policy ([`crate::site`], afterwards).

use super::needed::needed;
use super::single::{is_style_link, whole};
use crate::site::{Files, SiteError, apply, tags};
use std::ops::Range;

/// Around the links, once they stand behind the first screen.
const STYLE: &str = "<!--style-->";
const STYLE_END: &str = "<!--/style-->";

/// What a policy allows that knows of no style in the page, and what it allows then.
const LINKED: &str = "style-src 'self'";
const INLINE: &str = " 'sha256-INLINE'";

/// The page with the rules of its first screen, and with `own`, what is the corpus's own of them, before `mark`. Sheets
/// below `folder` are the corpus's own.
///
/// # Errors
/// When the page is not the app's.
pub(super) fn with_style(
    page: &str,
    files: &Files,
    folder: &str,
    own: Option<&str>,
    mark: &str,
) -> Result<String, SiteError> {
    let missing = SiteError::NoApp { missing: "the place of the style in index.html" };
    let (Some(place), Some(head)) = (page.find(STYLE), page.find(mark)) else { return Err(missing) };
    let (mut rules, mut moved, mut edits) = (String::new(), String::new(), Vec::new());
    for (range, href) in links(page) {
        moved.push_str(&page[range.clone()]);
        edits.push((range, String::new()));
        let name = href.trim_start_matches("./");
        if let Some(sheet) = files.get(name).filter(|_| !name.starts_with(folder)) {
            rules.push_str(&needed(&String::from_utf8_lossy(sheet), page));
        }
    }
    rules.push_str(own.unwrap_or_default());
    edits.push((head..head, format!("<style>{rules}</style>")));
    let place = place + STYLE.len();
    edits.push((place..place, moved));
    edits.extend(page.find(LINKED).map(|at| at + LINKED.len()).and_then(|at| {
        let has_room = page[at..].starts_with(" 'sha256-");
        (!has_room).then(|| (at..at, INLINE.to_owned()))
    }));
    edits.sort_by_key(|(range, _)| range.start);
    Ok(apply(page, edits))
}

/// The page with the links in its head again, as the app has them; the corpus's own are gone from it. The rules in the page
/// have to be gone already.
pub(super) fn without_style(page: &str, folder: &str) -> String {
    let region = page.find(STYLE).and_then(|at| {
        let start = at + STYLE.len();
        Some(start..start + page[start..].find(STYLE_END)?)
    });
    let (Some(region), Some(head)) = (region, page.find("</head>")) else { return page.to_owned() };
    let inside = &page[region.clone()];
    let is_app = |href: &str| !href.trim_start_matches("./").starts_with(folder);
    let back = links(inside).into_iter().filter(|(_, href)| is_app(href));
    let back: String = back.map(|(range, _)| &inside[range]).collect();
    apply(page, vec![(head..head, back), (region, String::new())])
}

/// The links to style sheets: where each stands, and what it names.
fn links(page: &str) -> Vec<(Range<usize>, &str)> {
    let found = tags(page);
    let sheets = found.iter().filter(|tag| is_style_link(page, tag));
    sheets.filter_map(|tag| Some((whole(tag), &page[tag.attribute("href")?]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><meta content=\"style-src 'self'; x\"><link rel=\"stylesheet\" href=\"./a.css\"/>\
        <link rel=\"stylesheet\" href=\"./own/b.css\"/><!--/site--></head><body><p>One</p><!--style--><!--/style--></body></html>";

    fn files() -> Files {
        [("a.css", "p{a:b}h1{c:d}"), ("own/b.css", "p{url(./c)}")]
            .into_iter()
            .map(|(name, css)| (name.to_owned(), css.into()))
            .collect()
    }

    #[test]
    fn rules_stand_in_the_page_and_links_behind_its_text() {
        let page = with_style(PAGE, &files(), "own/", Some("p{url(own/c)}"), "<!--/site-->").expect("a page");
        assert_eq!(
            page,
            "<html><head><meta content=\"style-src 'self' 'sha256-INLINE'; x\"><style>p {a:b}\np{url(own/c)}</style><!--/site-->\
             </head><body><p>One</p><!--style--><link rel=\"stylesheet\" href=\"./a.css\"/>\
             <link rel=\"stylesheet\" href=\"./own/b.css\"/><!--/style--></body></html>"
        );
        let app = without_style(&page.replace("<style>p {a:b}\np{url(own/c)}</style>", ""), "own/");
        assert!(app.contains("<!--/site--><link rel=\"stylesheet\" href=\"./a.css\"/></head>"), "{app}");
        assert!(app.contains("<!--style--><!--/style-->"), "{app}");
    }

    #[test]
    fn a_page_without_a_place_is_not_the_apps() {
        let check = |page: &str| assert!(with_style(page, &files(), "own/", None, "<!--/site-->").is_err());
        check(&PAGE.replace("<!--style-->", ""));
        check(&PAGE.replace("<!--/site-->", ""));
    }
}
