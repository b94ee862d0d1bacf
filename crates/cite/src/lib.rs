//! Citations: a statement, a passage of it, or a comparison as text in one of seven notations.
//!
//! Lives here: what a citation says ([`Work`]), the notations ([`Style`]), and a passage as a quotation
//! ([`quotation`]). Does not live here: addresses (they are handed in), the clock (so is the day of access), files and
//! the clipboard.
//!
//! What holds in every notation:
//!
//! - A digest is cited as a digest in the words of the corpus, an excerpt as an excerpt.
//! - A part that is not known leaves no trace: no empty field, no stray comma.
//! - No value can break out of its place. Line ends, control characters and invisible signs that turn the direction
//!   of writing are taken out of all of them first; each notation escapes the rest. A quotation alone keeps such
//!   signs, where each that opens is closed inside it.
//! - A name is turned round ("Brandt, Ada") only where the corpus itself shows which of its words are the family name
//!   (`names`). All others stand as they are.
//!
//! Why no library writes them. Looked at in November 2026: `hayagriva` 0.10.1 with `citationberg` 0.7.0 (MIT or
//! Apache-2.0, maintained) formats by CSL files, but brings a reader of XML, one of YAML, the collation data of ICU and
//! the styles themselves: many times the 15 KB that the page has for this. `biblatex` 0.12.0 (the same licences and
//! people) writes `\{` for a brace, which BibTeX and biber count as a brace, so that a title with a single one breaks
//! the file. `biblib` 0.10.0 (the same licences) writes no RIS for statements. The first two are readers in the tests.

mod apa;
mod bibtex;
mod chicago;
mod csl;
mod key;
mod line;
mod names;
mod quotation;
mod record;
mod ris;
mod words;

use demarche_corpus::{CorpusInfo, PartialDate, Statement};
pub use quotation::quotation;

/// A notation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// A note after the Chicago Manual of Style, 17th edition.
    #[default]
    ChicagoNote,
    /// An entry of a reference list after the APA Publication Manual, 7th edition.
    Apa,
    /// Entries of a `.bib` file for biblatex and biber; classic BibTeX reads them too.
    BibTex,
    /// Records for reference managers.
    Ris,
    /// Items as citation processors and Zotero read them.
    CslJson,
    /// A line of Markdown with links.
    Markdown,
    /// A line of plain text.
    Plain,
}

impl Style {
    /// All, in the order they are offered.
    pub const ALL: [Style; 7] = [
        Style::ChicagoNote,
        Style::Apa,
        Style::BibTex,
        Style::Ris,
        Style::CslJson,
        Style::Markdown,
        Style::Plain,
    ];

    /// The name used on the command line and in the page.
    pub fn id(self) -> &'static str {
        match self {
            Style::ChicagoNote => "chicago",
            Style::Apa => "apa",
            Style::BibTex => "bibtex",
            Style::Ris => "ris",
            Style::CslJson => "csl-json",
            Style::Markdown => "markdown",
            Style::Plain => "plain",
        }
    }

    /// The words shown to a reader.
    pub fn label(self) -> &'static str {
        match self {
            Style::ChicagoNote => "Chicago note",
            Style::Apa => "APA",
            Style::BibTex => "BibTeX",
            Style::Ris => "RIS",
            Style::CslJson => "CSL-JSON",
            Style::Markdown => "Markdown",
            Style::Plain => "Plain text",
        }
    }

    /// The notation with this id.
    pub fn from_id(id: &str) -> Option<Style> {
        Style::ALL.into_iter().find(|style| style.id() == id)
    }
}

/// What is cited. `link` is the address at which a reader sees it; empty where there is none.
#[derive(Debug, Clone, Copy)]
pub enum Work<'w> {
    /// A whole statement.
    Statement {
        /// Its metadata.
        statement: &'w Statement,
        /// Its address.
        link: &'w str,
    },
    /// One passage of a statement.
    Passage {
        /// Metadata of the statement.
        statement: &'w Statement,
        /// The address of the passage.
        link: &'w str,
        /// Which passage of the statement, counted from 1; headings do not count.
        number: usize,
    },
    /// A comparison of two to four statements.
    Comparison {
        /// Metadata of each, with its own address.
        statements: &'w [(&'w Statement, &'w str)],
        /// The address of the comparison.
        link: &'w str,
    },
}

/// What a citation says besides the work.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    /// What the corpus says: its title and all names.
    pub info: &'s CorpusInfo,
    /// The day on which the reader saw the work.
    pub accessed: Option<PartialDate>,
}

/// The citation of a work. Ends without a line end, but for RIS, whose records end in one.
pub fn cite(work: &Work<'_>, setting: &Setting<'_>, style: Style) -> String {
    let records = record::records(work, setting);
    match style {
        Style::ChicagoNote => chicago::notes(&records),
        Style::Apa => apa::references(&records),
        Style::BibTex => bibtex::entries(&records),
        Style::Ris => ris::records(&records),
        Style::CslJson => csl::items(&records),
        Style::Markdown => line::lines(&records, line::Form::Markdown),
        Style::Plain => line::lines(&records, line::Form::Plain),
    }
}
