//! What a page says of itself: title, date, address, language, publisher.
//!
//! Lives here: the places where pages say it, the surest first: elements of the head, data for search engines (JSON-LD),
//! the mark that browsers leave when they save a page, elements of the page. Does not live here: its text (`page`).

use super::columns::{date_of, tag_of};
use crate::draft::bare_link;
use crate::html::{Content, NodeIdx, ROOT, Tree, one_line};
use demarche_corpus::PartialDate;
use serde_json::Value;
use std::collections::BTreeSet;
use url::Url;

/// Names of `meta` that state when a page was published.
const DATES: [&str; 14] = [
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "citation_publication_date",
    "parsely-pub-date",
    "publish-date",
    "publishdate",
    "publication_date",
    "pubdate",
    "date",
];

/// Names of `meta` that state the language.
const LANGUAGES: [&str; 4] = ["dcterms.language", "dc.language", "content-language", "og:locale"];

/// Signs between a title and the name of the site.
const BEFORE_SITE: [char; 9] = ['|', '-', '–', '—', '·', ':', '»', '/', '•'];

/// What a page says of itself. Empty where it does not.
#[derive(Debug, Default)]
pub struct PageMetadata {
    /// Its title, where it is not the first heading of the text that says it.
    pub title: Option<Stated<String>>,
    /// When it was published.
    pub date: Option<Stated<PartialDate>>,
    /// Where it stands.
    pub url: Option<Stated<String>>,
    /// BCP 47 tag.
    pub lang: Option<Stated<String>>,
    /// Whose site it stands on.
    pub publisher: Option<Stated<String>>,
    /// What addresses in it are meant from.
    pub base: Option<Url>,
}

/// What is stated, and the lines that state it.
#[derive(Debug)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Lines, counted from 1.
    pub lines: BTreeSet<usize>,
}

impl<T> Stated<T> {
    fn new(value: T, line: usize) -> Stated<T> {
        Stated { value, lines: BTreeSet::from([line]) }
    }
}

impl PageMetadata {
    /// Reads what a page says of itself. `main` holds its text.
    pub fn of(tree: &Tree, main: NodeIdx) -> PageMetadata {
        let page = Page::of(tree);
        let url = page.address();
        let stated_base = page.named("base").find_map(|idx| tree.attribute(idx, "href"));
        let address = url.as_ref().and_then(|url| Url::parse(&url.value).ok());
        let base = match (stated_base, &address) {
            (Some(href), Some(address)) => address.join(href).ok(),
            (Some(href), None) => Url::parse(href).ok(),
            (None, _) => None,
        };
        let publisher = page.publisher();
        PageMetadata {
            title: page.title(publisher.as_ref().map(|publisher| publisher.value.as_str())),
            date: page.date(main),
            url,
            lang: page.lang(),
            publisher,
            base: base.or(address),
        }
    }
}

/// A page with what stands in its head.
struct Page<'t> {
    tree: &'t Tree,
    nodes: Vec<NodeIdx>,
    /// Name, content and line of each `meta`, names in small letters.
    meta: Vec<(String, &'t str, usize)>,
    /// Data for search engines, with the node that holds it.
    data: Vec<(Value, NodeIdx)>,
}

impl<'t> Page<'t> {
    fn of(tree: &'t Tree) -> Page<'t> {
        let nodes = tree.below(ROOT);
        let mut meta = Vec::new();
        let mut data = Vec::new();
        for idx in &nodes {
            match tree.name(*idx) {
                "meta" => {
                    let keys = ["property", "name", "itemprop", "http-equiv"];
                    let Some(content) =
                        tree.attribute(*idx, "content").filter(|content| !content.trim().is_empty())
                    else {
                        continue;
                    };
                    let names = keys.iter().filter_map(|key| tree.attribute(*idx, key));
                    meta.extend(names.map(|name| (name.to_lowercase(), content, tree.node(*idx).line)));
                }
                "script" if tree.attribute(*idx, "type") == Some("application/ld+json") => {
                    data.extend(serde_json::from_str(&tree.text(*idx)).ok().map(|value| (value, *idx)));
                }
                _ => {}
            }
        }
        Page { tree, nodes, meta, data }
    }

    fn named(&self, name: &'static str) -> impl Iterator<Item = NodeIdx> + '_ {
        self.nodes.iter().copied().filter(move |idx| self.tree.name(*idx) == name)
    }

    /// What the first of these names states, in one line.
    fn meta(&self, names: &[&str]) -> Option<Stated<String>> {
        names.iter().find_map(|name| {
            let (_, content, line) = self.meta.iter().find(|(known, ..)| known == name)?;
            Some(Stated::new(one_line(content), *line))
        })
    }

    /// What the data for search engines says under a key, or under a key of what stands there.
    fn datum(&self, path: &[&str]) -> Option<Stated<String>> {
        self.data.iter().find_map(|(value, idx)| {
            let (key, rest) = path.split_first()?;
            let mut found = find(value, key)?;
            for key in rest {
                found = find(found, key)?;
            }
            let text = found.as_str().filter(|text| !text.trim().is_empty())?;
            let first = self.tree.children(*idx).first().map_or(1, |child| self.tree.node(*child).line);
            let written = self.tree.text(*idx);
            let at = written.find(text).map_or(0, |at| written[..at].matches('\n').count());
            Some(Stated::new(one_line(text), first + at))
        })
    }

    /// The words of an element, in one line.
    fn words(&self, idx: NodeIdx) -> Option<Stated<String>> {
        let value = Some(one_line(&self.tree.text(idx))).filter(|words| !words.is_empty())?;
        let texts = self.tree.below(idx).into_iter().filter_map(|idx| match &self.tree.node(idx).content {
            Content::Text(text) => Some((text, self.tree.node(idx).line)),
            _ => None,
        });
        let lines = texts.flat_map(|(text, first)| {
            text.split('\n')
                .enumerate()
                .filter(|(_, words)| !words.trim().is_empty())
                .map(move |(at, _)| first + at)
        });
        Some(Stated { value, lines: lines.collect() })
    }

    fn title(&self, site: Option<&str>) -> Option<Stated<String>> {
        let heading = || {
            let mut headings = self.named("h1").filter_map(|idx| self.words(idx));
            let only = headings.next().filter(|heading| Some(heading.value.as_str()) != site)?;
            headings.next().is_none().then_some(only)
        };
        let found = self
            .meta(&["og:title", "dcterms.title", "dc.title"])
            .or_else(|| self.datum(&["headline"]))
            .or_else(heading)
            .or_else(|| self.named("title").find_map(|idx| self.words(idx)))?;
        Some(Stated { value: without_site(&found.value, site), lines: found.lines })
    }

    fn date(&self, main: NodeIdx) -> Option<Stated<PartialDate>> {
        let dated = |stated: Stated<String>| {
            date_of(&stated.value).map(|date| Stated { value: date, lines: stated.lines })
        };
        let of_element = |idx: NodeIdx| {
            let attribute = ["datetime", "content"].iter().find_map(|key| self.tree.attribute(idx, key));
            let stated = attribute.map(|value| Stated::new(one_line(value), self.tree.node(idx).line));
            stated.and_then(dated).or_else(|| self.words(idx).and_then(dated))
        };
        let marked = |idx: &NodeIdx| self.tree.attribute(*idx, "itemprop") == Some("datePublished");
        DATES
            .iter()
            .find_map(|name| self.meta(&[*name]).and_then(dated))
            .or_else(|| self.datum(&["datePublished"]).and_then(dated))
            .or_else(|| self.nodes.iter().copied().filter(marked).find_map(of_element))
            .or_else(|| {
                let mut times =
                    self.tree.below(main).into_iter().filter(|idx| self.tree.name(*idx) == "time");
                times.find_map(of_element)
            })
    }

    /// Where the page says that it stands, or else where it was saved from.
    fn address(&self) -> Option<Stated<String>> {
        let saved = self.nodes.iter().find_map(|idx| match &self.tree.node(*idx).content {
            Content::Comment(text) => saved_from(text).map(|url| Stated::new(url, self.tree.node(*idx).line)),
            _ => None,
        });
        let canonical = self.named("link").find_map(|idx| {
            let is_canonical =
                self.tree.attribute(idx, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
            let href = self.tree.attribute(idx, "href").filter(|_| is_canonical)?;
            Some(Stated::new(href.trim().to_owned(), self.tree.node(idx).line))
        });
        let stated = canonical.into_iter().chain(self.meta(&["og:url"])).find_map(|stated| {
            let base = saved.as_ref().and_then(|saved| Url::parse(&saved.value).ok());
            let whole = match base {
                Some(base) => base.join(&stated.value).ok()?,
                None => Url::parse(&stated.value).ok()?,
            };
            let value = bare_link(whole.as_str())?.to_owned();
            Some(Stated { value, lines: stated.lines })
        });
        stated.or(saved)
    }

    fn lang(&self) -> Option<Stated<String>> {
        let of_page = self.named("html").find_map(|idx| {
            let tag = ["lang", "xml:lang"].iter().find_map(|key| self.tree.attribute(idx, key))?;
            Some(Stated::new(tag.trim().to_owned(), self.tree.node(idx).line))
        });
        let mut stated = of_page.into_iter().chain(LANGUAGES.iter().filter_map(|name| self.meta(&[*name])));
        stated.find_map(|stated| tag_of(&stated.value).map(|value| Stated { value, lines: stated.lines }))
    }

    fn publisher(&self) -> Option<Stated<String>> {
        self.meta(&["og:site_name", "dcterms.publisher", "dc.publisher"])
            .or_else(|| self.datum(&["publisher", "name"]))
    }
}

/// The value of a key, wherever it stands first.
fn find<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(fields) => {
            fields.get(key).or_else(|| fields.values().find_map(|value| find(value, key)))
        }
        Value::Array(values) => values.iter().find_map(|value| find(value, key)),
        _ => None,
    }
}

/// `saved from url=(0024)https://example.org/a`, as browsers write it, and `url: https://example.org/a`, as SingleFile does.
fn saved_from(comment: &str) -> Option<String> {
    let browser = comment
        .split_once("saved from url=(")
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(_, rest)| rest);
    let single_file =
        comment.contains("SingleFile").then(|| comment.split_once("url:").map(|(_, rest)| rest)).flatten();
    let url = browser.or(single_file)?.split_whitespace().next()?;
    bare_link(url).map(str::to_owned)
}

/// A title without the name of the site behind it.
fn without_site(title: &str, site: Option<&str>) -> String {
    let head = site.and_then(|site| title.strip_suffix(site)).map(str::trim_end);
    let cut = head.and_then(|head| head.strip_suffix(BEFORE_SITE)).map(str::trim_end);
    cut.filter(|cut| !cut.is_empty()).unwrap_or(title).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, date, address, language and publisher.
    fn check(html: &str, expected: [&str; 5]) {
        let read = PageMetadata::of(&Tree::parse(html), ROOT);
        let told = |stated: Option<Stated<String>>| stated.map(|stated| stated.value).unwrap_or_default();
        let date = read.date.map(|date| date.value.to_string()).unwrap_or_default();
        assert_eq!(
            [told(read.title), date, told(read.url), told(read.lang), told(read.publisher)],
            expected,
            "{html}"
        );
    }

    #[test]
    fn pages_state_their_metadata_in_many_places() {
        check(
            "<html lang=en-GB><meta property=og:title content='On nets | Velm Gazette'><meta property=og:site_name \
             content='Velm Gazette'><link rel=canonical href=https://example.org/nets>\
             <meta property=article:published_time content=2031-05-03T23:30:00+03:00>",
            ["On nets", "2031-05-03", "https://example.org/nets", "en-GB", "Velm Gazette"],
        );
        check(
            "<!-- saved from url=(0024)https://example.org/a/b --><html><title>On boats</title><base href='/'>\
             <link rel=canonical href=c><meta property=og:locale content=pt_BR><p><time datetime=2031-06>June</time>",
            ["On boats", "2031-06", "https://example.org/a/c", "pt-BR", ""],
        );
        check(
            "<script type=application/ld+json>{\"@graph\": [{\"publisher\": {\"name\": \"Tarn Post\"}}, {\"headline\": \"On tar\",\
             \"datePublished\": \"2031-05-04\"}]}</script>",
            ["On tar", "2031-05-04", "", "", "Tarn Post"],
        );
        check(
            "<title>Home</title><h1>On rope</h1><span itemprop=datePublished>3 May 2031</span>",
            ["On rope", "2031-05-03", "", "", ""],
        );
        check(
            "<!--\n Page saved with SingleFile\n url: https://example.org/s\n-->",
            ["", "", "https://example.org/s", "", ""],
        );
        // What is no date, address or tag is not stated.
        check(
            "<html lang=English><meta name=date content=soon><link rel=canonical href='file:///a'>",
            ["", "", "", "", ""],
        );
    }
}
