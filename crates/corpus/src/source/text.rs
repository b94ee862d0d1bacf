//! Bytes as received → text to read, and offsets back: UTF-8, BOM, line ends, control characters.
//!
//! Lives here: what is forgiven (a BOM, CRLF) and what is not, and the way from an offset in the text read to the
//! byte in the file. Does not live here: what the text says. Linear in the file; an offset back costs O(log lines).

use crate::diagnostic::{Diagnostic, Severity};
use std::ops::Range;

/// One finding about a stretch of text; who reports it knows the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Byte range in the text given.
    pub range: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// How to mend it: one sentence.
    pub help: String,
}

impl Finding {
    /// A finding that keeps the corpus from being packed.
    pub fn error(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { severity: Severity::Error, range, message: message.into(), help: help.into() }
    }

    /// A finding that someone should look at.
    pub fn warning(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(range, message, help) }
    }
}

/// A file's text with `\n` line ends, no BOM and no control characters, and the way back to its bytes.
#[derive(Debug)]
pub(super) struct SourceText {
    path: String,
    pub(super) text: String,
    /// Bytes of the BOM before the text.
    bom: usize,
    /// Offsets in `text` of the line feeds that a carriage return preceded.
    returns: Vec<usize>,
    /// Offsets in `text` where lines begin.
    lines: Vec<usize>,
}

impl SourceText {
    /// Decodes a file. `None` where there is nothing to read on; the findings say why.
    pub(super) fn decode(path: &str, bytes: &[u8], out: &mut Vec<Diagnostic>) -> Option<SourceText> {
        if bytes.is_empty() {
            out.push(whole_file(path, "the file is empty", "Write something into it, or remove it."));
            return None;
        }
        let bom = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let rest = bytes.get(bom..).unwrap_or_default();
        let text = match std::str::from_utf8(rest) {
            Ok(text) => text,
            Err(error) => {
                out.push(not_utf8(path, rest, bom, &error));
                return None;
            }
        };
        let mut source = SourceText {
            path: path.to_owned(),
            text: String::with_capacity(text.len()),
            bom,
            returns: Vec::new(),
            lines: vec![0],
        };
        let mut controls: Vec<(usize, char)> = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let at = source.text.len();
            match c {
                '\r' if chars.peek() == Some(&'\n') => source.returns.push(at),
                '\n' => {
                    source.text.push('\n');
                    source.lines.push(at + 1);
                }
                // Replaced by a space of the same length, so that the rest of the file is still checked.
                c if c.is_control() && c != '\t' => {
                    controls.push((at, c));
                    source.text.push(if c.len_utf8() == 1 { ' ' } else { '\u{a0}' });
                }
                c => source.text.push(c),
            }
        }
        for finding in source.findings(&controls) {
            out.push(source.diagnostic(finding));
        }
        Some(source)
    }

    /// What is to be said about the bytes themselves.
    fn findings(&self, controls: &[(usize, char)]) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.bom > 0 {
            let help = "It is skipped; save the file as UTF-8 without it.";
            findings.push(Finding::warning(0..0, "the file begins with a byte order mark", help));
        }
        if let Some(first) = self.returns.first() {
            let help = "They are read as plain line feeds; convert the file, for instance with dos2unix.";
            findings.push(Finding::warning(
                *first..first + 1,
                "lines end in CR LF, as Windows writes them",
                help,
            ));
        }
        if let Some((at, c)) = controls.first() {
            let more = match controls.len() - 1 {
                0 => String::new(),
                more => format!(", and {more} more in this file"),
            };
            findings.push(Finding::error(
                *at..at + c.len_utf8(),
                format!("control character U+{:04X}{more}", *c as u32),
                match c {
                    '\r' => "Put a line feed in its place: lines end in LF or CR LF.",
                    // Windows-1252 has quotation marks and dashes there; so do texts that were decoded wrongly.
                    '\u{80}'..='\u{9f}' => {
                        "Replace it: where a quotation mark or a dash was meant, the text was read as Latin-1 and not as windows-1252."
                    }
                    _ => "Remove it: only tabs and line feeds may stand in a text.",
                },
            ));
        }
        findings
    }

    /// The finding with its place in the file as received.
    pub(super) fn diagnostic(&self, finding: Finding) -> Diagnostic {
        let Finding { severity, range, message, help } = finding;
        let line = self.lines.partition_point(|start| *start <= range.start);
        let line_start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(line_start..range.start).map_or(0, |before| before.chars().count()) + 1;
        let range = self.in_file(range.start)..self.in_file(range.end);
        Diagnostic { severity, path: self.path.clone(), range, line, column, message, help }
    }

    /// The byte in the file for an offset in the text. A place right at a line end is before its carriage return.
    pub(super) fn in_file(&self, offset: usize) -> usize {
        self.bom + offset + self.returns.partition_point(|at| *at < offset)
    }
}

/// An error about a file as a whole.
pub(super) fn whole_file(path: &str, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        path: path.to_owned(),
        range: 0..0,
        line: 0,
        column: 0,
        message: message.into(),
        help: help.into(),
    }
}

/// Says which byte cannot be read, and where.
fn not_utf8(path: &str, bytes: &[u8], bom: usize, error: &std::str::Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    let good = bytes.get(..at).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or("");
    let line_start = good.rfind('\n').map_or(0, |feed| feed + 1);
    let byte = bytes.get(at).copied().unwrap_or(0);
    Diagnostic {
        severity: Severity::Error,
        path: path.to_owned(),
        range: bom + at..bom + at + error.error_len().unwrap_or(bytes.len() - at),
        line: good.matches('\n').count() + 1,
        column: good.get(line_start..).unwrap_or("").chars().count() + 1,
        message: format!("the file is not UTF-8: byte {} is 0x{byte:02X}", bom + at),
        help: "Save it as UTF-8; it may be in windows-1251 or UTF-16.".to_owned(),
    }
}
