//! The corpus as plain HTML: a list, a page a statement, and what crawlers and hosts look for beside them.
//!
//! Lives here: which pages there are, the frame around each, the list, 404.html. Does not live here: a statement's page
//! (`statement`), sitemap and robots.txt (`crawlers`), escaping ([`super::markup`]). No page has a script; the policy in
//! each allows none.
//!
//! Up to [`MOST_BYTES`] there is a page for each statement with all its words; above that the list has the titles
//! alone, and [`notes`] says so. The app loads none of these files. Cost: the words are read once.

mod crawlers;
mod statement;

use super::head::{INTERFACE, accent_rule, icon, picture_name};
use super::markup::{attribute, lang, linked, segment, text};
use super::single::data_address;
use super::{Publication, PublishError};
use crate::render::count;
use crate::site::Files;
use demarche_corpus::{Completeness, Statement, StatementIdx};

/// The folder of the plain pages.
const FOLDER: &str = "statements/";

/// The list of all statements.
pub(super) const LIST: &str = "statements/index.html";

/// The style sheet of the plain pages. No statement's page can be called so: those end in `.html`.
const STYLE: &str = "statements/statements.css";

/// The list of one year, where one list of all would be long. Ids hold no `/`, so no statement lies there.
const YEARS: &str = "statements/by-year/";

/// Shown for an address that leads nowhere, by most hosts.
const NOWHERE: &str = "404.html";

/// What pages with words may take in all. GitHub Pages hosts up to 1 GB; but nobody wants 200 MB twice.
pub const MOST_BYTES: usize = 40_000_000;

/// What a page takes besides the words.
const FRAME_BYTES: usize = 3_000;

/// How many statements one list names.
const LONGEST_LIST: usize = 1_000;

/// What a plain page may load: its style sheet, and the logo or the icon.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The address of a statement's page, from the site's first page.
pub(super) fn address(id: &str) -> String {
    format!("{FOLDER}{}.html", segment(&stem(id)))
}

/// The file of a statement's page.
fn file_name(id: &str) -> String {
    format!("{FOLDER}{}.html", stem(id))
}

/// A statement may be called `index`, as the list is; no id holds `~`.
fn stem(id: &str) -> String {
    if id.eq_ignore_ascii_case("index") { format!("{id}~") } else { id.to_owned() }
}

/// Whether there is a page with its words for each statement.
pub(super) fn has_words(publication: &Publication) -> bool {
    publication.text_bytes.saturating_add(publication.pack.statements().len().saturating_mul(FRAME_BYTES))
        <= MOST_BYTES
}

/// What whoever publishes should know, a sentence each.
pub fn notes(publication: &Publication) -> Vec<String> {
    let mut notes = Vec::new();
    if publication.site.url.is_none() {
        notes.push(
            "[site] in corpus.toml states no url: no sitemap is written, and previews of links have no address and no picture"
                .to_owned(),
        );
    }
    if !has_words(publication) {
        notes.push(format!(
            "the texts are too long for plain pages ({} MB, up to {} MB have them): statements/index.html lists the titles alone",
            publication.text_bytes / 1_000_000,
            MOST_BYTES / 1_000_000
        ));
    }
    notes
}

/// Adds all plain pages.
///
/// # Errors
/// When the words of a statement are damaged.
pub fn add(files: &mut Files, publication: &Publication) -> Result<(), PublishError> {
    files.retain(|name, _| !is_ours(name));
    let mut add = |name: &str, content: String| files.insert(name.to_owned(), content.into_bytes());
    let accent = publication.site.accent.as_ref().map(accent_rule).unwrap_or_default();
    add(STYLE, format!("{}\n{accent}", include_str!("plain.css")));
    let mut listed = vec![LIST.to_owned()];
    for (name, page) in lists(publication) {
        add(&name, page);
        if name != LIST {
            listed.push(name);
        }
    }
    if has_words(publication) {
        for number in 0..publication.pack.statements().len() {
            let idx = StatementIdx(number as u32);
            if let Some(page) = statement::page(publication, idx)? {
                add(&file_name(&page.id), page.html);
                listed.push(address(&page.id));
            }
        }
    }
    add(NOWHERE, nowhere(publication));
    for (name, content) in crawlers::files(publication, &listed) {
        add(&name, content);
    }
    Ok(())
}

/// Whether [`add`] wrote a file.
fn is_ours(name: &str) -> bool {
    name.starts_with(FOLDER) || name == NOWHERE || crawlers::is_ours(name)
}

/// A page without its frame.
struct Plain<'a> {
    /// The language that most of it is in.
    lang: &'a str,
    /// The title of the window, without the corpus's.
    title: &'a str,
    /// The title in escaped form is the first heading; this is what else the head says, as HTML.
    head: String,
    /// How to get from the page to the site's first page: `../`.
    root: &'a str,
    /// What stands in `main`, as HTML.
    main: String,
}

/// The frame around every plain page.
fn framed(publication: &Publication, page: &Plain<'_>) -> String {
    let info = publication.info();
    let Plain { lang: around, title, head, root, main } = page;
    let corpus = text(&info.title);
    let (own, english) = (lang(around, &info.language), lang(around, INTERFACE));
    let window = if *title == info.title {
        corpus.clone().into_owned()
    } else {
        format!("{} · {corpus}", text(title))
    };
    let picture = picture_name("logo", &icon(&publication.site));
    let logo = match &publication.site.logo {
        Some(_) => format!("<img src=\"{root}{picture}\" alt=\"\">\n"),
        None => String::new(),
    };
    let footer = linked(&info.footer);
    let said = [footer.as_str(), &text(&info.licence)].map(|words| match words {
        "" => String::new(),
        words => format!("<p{own}>{words}</p>\n"),
    });
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{window}</title>\n{head}<link rel=\"stylesheet\" href=\"{root}{STYLE}\">\n<link rel=\"icon\" href=\"{root}{picture}\">\n</head>\n<body>\n\
         <header>\n{logo}<a href=\"{root}index.html\"{own}>{corpus}</a>\n\
         <a href=\"{root}{LIST}\"{english}>All statements</a>\n</header>\n<main>\n{main}</main>\n<footer>\n{}\
         <p{english}>A plain page, without search. <a href=\"{root}index.html\">Search and compare these statements</a></p>\n\
         </footer>\n</body>\n</html>\n",
        attribute(around),
        said.concat(),
    )
}

/// The list, or a list for each year and one of those.
fn lists(publication: &Publication) -> Vec<(String, String)> {
    let info = publication.info();
    let statements = publication.pack.statements();
    let years: Vec<&[Statement]> = statements.chunk_by(|one, next| year(one) == year(next)).collect();
    let english = lang(&info.language, INTERFACE);
    let mut main = format!("<h1 dir=\"auto\">{}</h1>\n", text(&info.title));
    if !info.description.is_empty() {
        main.push_str(&format!("<p dir=\"auto\">{}</p>\n", text(&info.description)));
    }
    main.push_str(&format!("<p{english}>{}, the newest first.</p>\n", count(statements.len(), "statement")));
    let list = |title: &str, path: &str, root: &str, main: String| {
        let head = head(publication, title, &info.description, "website", path);
        framed(publication, &Plain { lang: &info.language, title, head, root, main })
    };
    let mut pages = Vec::new();
    if statements.len() <= LONGEST_LIST {
        for run in years {
            main.push_str(&format!("<h2>{}</h2>\n{}", heading(run, &english), rows(publication, run, "../")));
        }
    } else {
        main.push_str("<ul>\n");
        for run in years {
            let file = format!("{}.html", slug(run));
            main.push_str(&format!(
                "<li><a href=\"by-year/{file}\">{}</a> <span class=\"of\">({})</span></li>\n",
                heading(run, &english),
                run.len()
            ));
            let title = format!("{} · {}", slug(run), info.title);
            let rows = format!("<h1>{}</h1>\n{}", heading(run, &english), rows(publication, run, "../../"));
            let name = format!("{YEARS}{file}");
            let page = list(&title, &name, "../../", rows);
            pages.push((name, page));
        }
        main.push_str("</ul>\n");
    }
    pages.push((LIST.to_owned(), list(&info.title, LIST, "../", main)));
    pages
}

fn year(statement: &Statement) -> Option<u16> {
    statement.date.map(demarche_corpus::PartialDate::year)
}

/// The year of statements of one year, as a heading.
fn heading(run: &[Statement], english: &str) -> String {
    match run.first().and_then(year) {
        Some(year) => year.to_string(),
        None => format!("<span{english}>Without a date</span>"),
    }
}

/// The same in a file's name.
fn slug(run: &[Statement]) -> String {
    run.first().and_then(year).map_or_else(|| "undated".to_owned(), |year| format!("{year:04}"))
}

/// One line a statement.
fn rows(publication: &Publication, statements: &[Statement], root: &str) -> String {
    let info = publication.info();
    let own = &info.language;
    let english = lang(own, INTERFACE);
    let has_words = has_words(publication);
    let row = |statement: &Statement| {
        let address = match has_words {
            true => format!("{root}{}", address(&statement.id)),
            false => app_address(root, &statement.id),
        };
        let lang = lang(own, &statement.lang);
        let mut said: Vec<String> = Vec::new();
        if let Some(date) = statement.date {
            said.push(format!("<time datetime=\"{date}\"{english}>{}</time>", date.display()));
        }
        let mut names: Vec<&str> =
            statement::speakers(info, statement).into_iter().map(|(name, _)| name).collect();
        names.extend(statement::publisher(info, statement));
        said.extend(names.into_iter().map(|name| format!("<bdi>{}</bdi>", text(name))));
        if statement.completeness != Completeness::Unstated {
            said.push(format!("<span{english}>{}</span>", statement.completeness.label()));
        }
        format!(
            "<li><a href=\"{address}\"{lang} dir=\"auto\">{}</a> <span class=\"of\">{}</span></li>\n",
            text(&statement.title),
            said.join(" · ")
        )
    };
    format!("<ul>\n{}</ul>\n", statements.iter().map(row).collect::<String>())
}

/// A statement in the app.
fn app_address(root: &str, id: &str) -> String {
    format!("{root}index.html#/s/{}", segment(id))
}

/// Description, address and previews of a plain page.
fn head(publication: &Publication, title: &str, description: &str, kind: &str, path: &str) -> String {
    let mut out = String::new();
    let mut meta = |attribute_name: &str, name: &str, content: &str| {
        out.push_str(&format!("<meta {attribute_name}=\"{name}\" content=\"{}\">\n", attribute(content)));
    };
    if !description.is_empty() {
        meta("name", "description", description);
    }
    super::head::preview(&mut meta, publication, kind, title, description, path);
    if let Some(url) = &publication.site.url {
        out.push_str(&format!("<link rel=\"canonical\" href=\"{}{path}\">\n", attribute(url)));
    }
    out
}

/// 404.html is shown in the place of any missing file, however deep: only an address from the host's root is the same
/// everywhere. Where the site's is not known, the page can but say how to get there, and carries its icon itself.
fn nowhere(publication: &Publication) -> String {
    let info = publication.info();
    let own = lang(INTERFACE, &info.language);
    let corpus = text(&info.title);
    let root = publication.site.url.as_deref().and_then(|url| {
        let (_, rest) = url.split_once("://")?;
        rest.find('/').and_then(|at| rest.get(at..)).map(|path| attribute(path).into_owned())
    });
    let logo = icon(&publication.site);
    let name = picture_name("logo", &logo);
    let (policy, links, ways) = match root {
        Some(root) => (
            POLICY.to_owned(),
            format!(
                "<link rel=\"stylesheet\" href=\"{root}{STYLE}\">\n<link rel=\"icon\" href=\"{root}{name}\">\n"
            ),
            format!(
                "<p><a href=\"{root}\">Search all statements</a> or <a href=\"{root}{LIST}\">see the list</a>.</p>\n"
            ),
        ),
        None => (
            POLICY.replace("img-src 'self'", "img-src data:"),
            format!("<link rel=\"icon\" href=\"{}\">\n", data_address(&name, &logo.bytes)),
            "<p>Take the end of the address away, part by part, until you are back at the first page of the site.</p>\n"
                .to_owned(),
        ),
    };
    format!(
        "<!doctype html>\n<html lang=\"{INTERFACE}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>No such page</title>\n{links}</head>\n<body>\n<main>\n<h1>No such page</h1>\n\
         <p>This address leads nowhere on the site <cite{own}>{corpus}</cite>. It may be cut short.</p>\n{ways}</main>\n\
         </body>\n</html>\n"
    )
}
