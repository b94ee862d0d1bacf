//! Findings about source files, drawn as compilers draw them: message, place, source line, caret, remedy.
//!
//! Lives here: what the drawing library is told. Does not live here: the findings (`demarche_corpus::source`) and
//! where the drawing goes. Only the line in question is shown, cut to what fits: a statement's paragraph is one
//! long line. Nothing from a file reaches the terminal as a control character.

use demarche_corpus::source::{SourceContent, SourceFile};
use demarche_corpus::{Diagnostic, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceSpan, SpanContents};
use std::collections::BTreeMap;
use std::fmt;
use std::io::IsTerminal;

/// How wide a finding is drawn, in characters, whatever the terminal: output stays the same in a log.
const WIDTH: usize = 100;

/// How much of a long line is shown on either side of a finding's first character.
const CONTEXT_BYTES: usize = 60;

/// Whether to use colours on this stream: on a terminal, unless `NO_COLOR` is set.
pub fn wants_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Draws findings one below the other, in the order given.
pub fn render(diagnostics: &[Diagnostic], files: &[SourceFile], colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(WIDTH).with_context_lines(0).with_links(false);
    let files: BTreeMap<&str, &SourceFile> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let finding = Finding::new(diagnostic, files.get(diagnostic.path.as_str()).copied());
        // Writing to a string cannot fail; a finding the library cannot draw is still told in one line.
        if handler.render_report(&mut out, &finding).is_err() {
            out.push_str(&format!("{}:{}: {}\n", diagnostic.path, diagnostic.line, diagnostic.message));
        }
        out.push('\n');
    }
    out
}

/// The line that sums up: `2 errors and 1 warning in 3 files`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let mut paths: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let warnings = diagnostics.len() - errors;
    let counts = match (errors, warnings) {
        (_, 0) => count(errors, "error"),
        (0, _) => count(warnings, "warning"),
        _ => format!("{} and {}", count(errors, "error"), count(warnings, "warning")),
    };
    format!("{counts} in {}", count(paths.len(), "file"))
}

/// `640 bytes`, `57 KB`, `1.8 MB`; a kilobyte is 1000 bytes.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => count(bytes, "byte"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// One finding in the library's terms.
#[derive(Debug)]
struct Finding<'a> {
    diagnostic: &'a Diagnostic,
    /// `None` where the whole file is meant.
    line: Option<Line>,
}

/// The line a finding points at, cut to what is shown.
#[derive(Debug)]
struct Line {
    name: String,
    text: String,
    /// Where `text` begins in the file.
    start: usize,
    /// What the caret points at: its place if `text` stood in the file as it is drawn.
    label: SourceSpan,
    /// From 0.
    number: usize,
    /// From 0.
    column: usize,
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, file: Option<&SourceFile>) -> Finding<'a> {
        let line = match file.map(|file| &file.content) {
            Some(SourceContent::Bytes(bytes)) if diagnostic.line > 0 => Line::find(diagnostic, bytes),
            _ => None,
        };
        Finding { diagnostic, line }
    }
}

impl Line {
    /// Cuts the line out of the file. `None` where the place does not lie in it.
    fn find(diagnostic: &Diagnostic, bytes: &[u8]) -> Option<Line> {
        let at = diagnostic.range.start;
        let before = bytes.get(..at)?;
        let after = bytes.get(at..)?;
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |feed| feed + 1);
        let line_end = at + after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
        let is_boundary = |offset: &usize| bytes.get(*offset).is_none_or(|byte| byte & 0xC0 != 0x80);
        let start = (at.saturating_sub(CONTEXT_BYTES).max(line_start)..=at).find(is_boundary)?;
        let limit = (at + CONTEXT_BYTES).min(line_end);
        let end = (limit..=line_end).find(is_boundary)?;
        let label = at..diagnostic.range.end.clamp(at, end);
        let [lead, pointed, rest] = [start..at, label, diagnostic.range.end.clamp(at, end)..end]
            .map(|range| bytes.get(range).unwrap_or_default());
        // A carriage return is the one sign of a line end that is worth pointing at.
        let pointed = if pointed == b"\r" { "␍".to_owned() } else { printable(pointed) };
        let lead = printable(lead);
        Some(Line {
            name: printable(diagnostic.path.as_bytes()),
            label: SourceSpan::from((start + lead.len(), pointed.len())),
            text: lead + &pointed + &printable(rest),
            start,
            number: diagnostic.line - 1,
            column: diagnostic.column.saturating_sub(1),
        })
    }
}

/// Text for a terminal: bytes that are not UTF-8 and control characters become a sign of their own.
fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_suffix('\r').unwrap_or(&text);
    let sign = |c: char| if c.is_control() && c != '\t' { '\u{fffd}' } else { c };
    text.chars().map(sign).collect()
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = printable(self.diagnostic.message.as_bytes());
        match self.line {
            Some(_) => f.write_str(&message),
            None => write!(f, "{}: {message}", printable(self.diagnostic.path.as_bytes())),
        }
    }
}

impl std::error::Error for Finding<'_> {}

impl miette::Diagnostic for Finding<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        (!self.diagnostic.help.is_empty()).then(|| Box::new(printable(self.diagnostic.help.as_bytes())) as _)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.line.as_ref().map(|line| line as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let line = self.line.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, line.label))))
    }
}

/// Whatever is asked for, the one line is what there is.
impl miette::SourceCode for Line {
    fn read_span<'b>(
        &'b self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let span = SourceSpan::from((self.start, self.text.len()));
        let contents = miette::MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            span,
            self.number,
            self.column,
            1,
        );
        Ok(Box::new(contents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_corpus::source::read_corpus;

    fn check(statement: &[u8]) -> String {
        let file = |path: &str, bytes: &[u8]| SourceFile {
            path: path.to_owned(),
            content: SourceContent::Bytes(bytes.to_vec()),
        };
        let info = b"title = \"T\"\n[[speaker]]\nid = \"anna-azul\"\nname = \"Anna Azul\"\n";
        let files = [file("corpus.toml", info), file("statements/a.md", statement)];
        let (_, diagnostics) = read_corpus(&files);
        format!("{}{}", render(&diagnostics, &files, false), summary(&diagnostics))
    }

    #[test]
    fn findings_show_their_line_and_a_remedy() {
        let statement = "---\r\ntitle: Встреча в порту\ndate: 2024-02-30\nspeaker: [anna-asul, x]\n---\nWords <b>in bold</b>.\n";
        insta::assert_snapshot!(check(statement.as_bytes()), @r#"
      ⚠ lines end in CR LF, as Windows writes them
       ╭─[statements/a.md:1:4]
     1 │ ---␍
       ·    ─
       ╰────
      help: They are read as plain line feeds; convert the file, for instance with dos2unix.

      × there is no date "2024-02-30"
       ╭─[statements/a.md:3:7]
     3 │ date: 2024-02-30
       ·       ──────────
       ╰────
      help: Write a day (2024-11-05), a month (2024-11) or a year (2024).

      × unknown speaker "anna-asul"
       ╭─[statements/a.md:4:11]
     4 │ speaker: [anna-asul, x]
       ·           ─────────
       ╰────
      help: Did you mean "anna-azul"? Otherwise declare it in corpus.toml under [[speaker]].

      × unknown speaker "x"
       ╭─[statements/a.md:4:22]
     4 │ speaker: [anna-asul, x]
       ·                      ─
       ╰────
      help: Declare it in corpus.toml under [[speaker]].

      ⚠ HTML is dropped
       ╭─[statements/a.md:6:7]
     6 │ Words <b>in bold</b>.
       ·       ───
       ╰────
      help: Write it as Markdown; a "<" that is meant as such is written "\<".

    3 errors and 2 warnings in 1 file
    "#);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let statement = format!(
            "---\ntitle: A\ndate: 2024\n---\n{} <i>там</i> {}\n",
            "Длинный ".repeat(90),
            "ряд ".repeat(90)
        );
        insta::assert_snapshot!(check(statement.as_bytes()), @r#"
      ⚠ HTML is dropped
       ╭─[statements/a.md:5:722]
     5 │ линный Длинный Длинный Длинный  <i>там</i> ряд ряд ряд ряд ряд ряд ря
       ·                                 ───
       ╰────
      help: Write it as Markdown; a "<" that is meant as such is written "\<".

    1 warning in 1 file
    "#);
    }

    #[test]
    fn whole_files_and_foreign_bytes() {
        insta::assert_snapshot!(check(b""), @r#"
      × statements/a.md: the file is empty
      help: Write something into it, or remove it.

    1 error in 1 file
    "#);
        insta::assert_snapshot!(check(b"---\ntitle: Caf\xe9 talks\n---\nWords.\n"), @r#"
      × the file is not UTF-8: byte 14 is 0xE9
       ╭─[statements/a.md:2:11]
     2 │ title: Caf� talks
       ·           ─
       ╰────
      help: Save it as UTF-8; it may be in windows-1251 or UTF-16.

    1 error in 1 file
    "#);
        insta::assert_snapshot!(check("---\ntitle: A\ndate: 2024\n---\nRed \u{1b}[31malert.\n".as_bytes()), @r#"
      × control character U+001B
       ╭─[statements/a.md:5:5]
     5 │ Red �[31malert.
       ·     ─
       ╰────
      help: Remove it: only tabs and line feeds may stand in a text.

    1 error in 1 file
    "#);
    }

    #[test]
    fn the_caret_stands_right_behind_wide_and_replaced_characters() {
        let statement = "---\ntitle: A\ndate: 2024\nspeaker: [\"漢字 🎙\u{7}\u{92}\", x]\n---\nWords.\n";
        insta::assert_snapshot!(check(statement.as_bytes()), @r#"
      × unknown speaker "漢字 🎙 \u{a0}"
       ╭─[statements/a.md:4:11]
     4 │ speaker: ["漢字 🎙��", x]
       ·           ──────────
       ╰────
      help: Declare it in corpus.toml under [[speaker]].

      × control character U+0007, and 1 more in this file
       ╭─[statements/a.md:4:16]
     4 │ speaker: ["漢字 🎙��", x]
       ·                  ─
       ╰────
      help: Remove it: only tabs and line feeds may stand in a text.

      × unknown speaker "x"
       ╭─[statements/a.md:4:21]
     4 │ speaker: ["漢字 🎙��", x]
       ·                       ─
       ╰────
      help: Declare it in corpus.toml under [[speaker]].

    3 errors in 1 file
    "#);
    }

    #[test]
    fn sums_are_in_words() {
        let finding = |severity, path: &str| Diagnostic {
            severity,
            path: path.to_owned(),
            range: 0..0,
            line: 0,
            column: 0,
            message: String::new(),
            help: String::new(),
        };
        let [a, b, c] = [(Severity::Error, "a"), (Severity::Error, "b"), (Severity::Warning, "b")]
            .map(|(s, p)| finding(s, p));
        assert_eq!(summary(&[a.clone(), b.clone(), c.clone()]), "2 errors and 1 warning in 2 files");
        assert_eq!(summary(&[a]), "1 error in 1 file");
        assert_eq!(summary(&[c.clone(), c]), "2 warnings in 1 file");
    }
}
