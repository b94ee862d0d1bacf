//! What the page shows without the app and before it: what this corpus is, and its newest statements.
//!
//! Lives here: the two lists in `index.html`, one for who cannot run the app (its links lead to plain pages), one until
//! the app stands (its links are the app's own addresses, so whoever follows one early is where they wanted to be). Does
//! not live here: where they go in the page ([`super::head`]), and when the second one shows (`index.html` itself).

use super::head::INTERFACE;
use super::markup::{lang, segment, text};
use super::{Options, Publication, pages};
use demarche_corpus::Statement;

/// How many statements are named.
const NEWEST: usize = 20;

/// What somebody reads who cannot run the app: where the statements stand as plain pages, and the newest of them.
pub(super) fn without_script(publication: &Publication, options: &Options) -> String {
    let info = publication.info();
    let own = lang(INTERFACE, &info.language);
    let mut out = format!("\n      <main class=\"page\">\n        <h1{own}>{}</h1>\n", text(&info.title));
    if !info.description.is_empty() {
        out.push_str(&format!("        <p{own}>{}</p>\n", text(&info.description)));
    }
    out.push_str(
        "        <p>Searching and comparing happen inside your browser, and that needs JavaScript and WebAssembly. Please switch them on for this page; it asks for nothing else and sends nothing anywhere.</p>\n",
    );
    if !options.is_one_file {
        let has_words = pages::has_words(publication);
        let plain = |one: &Statement| has_words.then(|| format!("./{}", pages::address(&one.id)));
        out.push_str(&newest(publication, plain));
        let (all, count) = (pages::LIST, publication.pack.statements().len());
        out.push_str(&format!(
            "        <p><a href=\"./{all}\">All statements</a> ({count}) without JavaScript</p>\n"
        ));
    }
    out.push_str("      </main>\n    ");
    out
}

/// What everybody reads until the app stands, where the address asks for nothing more: the first text need not wait for
/// the program. One file has its program in it, and waits for nothing.
pub(super) fn before_start(publication: &Publication, options: &Options) -> String {
    if options.is_one_file {
        return String::new();
    }
    let info = publication.info();
    let own = lang(INTERFACE, &info.language);
    let title = text(&info.title);
    // The classes are those of the app's header and first screen, so that what both have stays where it is. What is typed
    // here the app takes over (`EARLY_ID` in `src/start.rs`).
    let mut out = format!(
        "<div class=\"first\">
      <div class=\"header\">
        <span class=\"header__brand\"><span class=\"header__name\">Démarche</span><span class=\"header__corpus\"{own}>{title}</span></span>
        <div class=\"search\" role=\"search\"><input id=\"early\" class=\"search__box\" type=\"search\" aria-label=\"Search statements\" placeholder=\"Search statements\" autocomplete=\"off\" spellcheck=\"false\"></div>
      </div>
      <main class=\"page start\">
        <div>
          <h1 class=\"start__title\"{own}>{title}</h1>\n"
    );
    if !info.description.is_empty() {
        let description = text(&info.description);
        out.push_str(&format!("          <p class=\"start__description\"{own}>{description}</p>\n"));
    }
    out.push_str("        </div>\n        <div>\n");
    out.push_str(&newest(publication, |one| Some(format!("#/s/{}", segment(&one.id)))));
    out.push_str("        </div>\n      </main>\n    </div>");
    out
}

/// The newest statements, each a link where it has an address.
fn newest(publication: &Publication, address: impl Fn(&Statement) -> Option<String>) -> String {
    let mut out = "        <h2>Newest statements</h2>\n        <ul>\n".to_owned();
    for statement in publication.pack.statements().iter().take(NEWEST) {
        let title = text(&statement.title);
        let lang = lang(INTERFACE, &statement.lang);
        let date = statement.date.map(|date| format!(", {}", date.display())).unwrap_or_default();
        let title = match address(statement) {
            Some(address) => format!("<a href=\"{address}\"{lang}>{title}</a>"),
            None => format!("<span{lang}>{title}</span>"),
        };
        out.push_str(&format!("          <li>{title}{date}</li>\n"));
    }
    out + "        </ul>\n"
}
