//! Blocks of a page as Markdown, each with the words that the reader of the file sees.
//!
//! Lives here: marks of headings, lists, quotations, emphasis and links. Does not live here: how a line without marks is
//! escaped (`demarche_corpus::source::markdown`). What is written is read back at once: where marks would change a word,
//! which Markdown's rules for asterisks beside punctuation can bring about, the words are written without them.

use super::blocks::{Block, BlockKind, Look, Run};
use demarche_corpus::SpanKind;
use demarche_corpus::source::markdown::{escape_heading, escape_line, parse_markdown};

/// A block as a statement holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its words.
    pub text: String,
    /// What stands in the file; nothing where the words do, escaped.
    pub markdown: Option<String>,
    /// Whether it heads what follows.
    pub heading: bool,
    /// The line that it begins in; 0 where only the lines of its record are known.
    pub line: usize,
}

impl Passage {
    /// A paragraph without marks.
    pub fn plain(text: String) -> Passage {
        Passage { text, markdown: None, heading: false, line: 0 }
    }
}

/// The blocks as passages.
pub fn passages(blocks: &[Block]) -> Vec<Passage> {
    let mut points = Points::default();
    blocks.iter().map(|block| passage(block, &mut points)).collect()
}

fn passage(block: &Block, points: &mut Points) -> Passage {
    let text = block.text();
    let inline = inline(&block.runs, &text);
    let heading = matches!(block.kind, BlockKind::Heading(_));
    let marked = inline.is_some();
    let words = inline.unwrap_or_else(|| if heading { escape_heading(&text) } else { escape_line(&text) });
    if !matches!(block.kind, BlockKind::Point { .. }) {
        points.above.clear();
    }
    let markdown = match block.kind {
        BlockKind::Paragraph => marked.then_some(words),
        // The page's title is the statement's; what its body holds stands below it.
        BlockKind::Heading(level) => Some(format!("{} {words}", "#".repeat(usize::from(level.clamp(2, 6))))),
        BlockKind::Quote => Some(format!("> {words}")),
        BlockKind::Point { depth, list, number, continued } => {
            Some(points.written(&words, depth, list, number, continued))
        }
    };
    Passage { text, markdown, heading, line: 0 }
}

/// The points that the next one may stand in.
#[derive(Debug, Default)]
struct Points {
    /// For each depth the list, and the column that the words of its last point begin in.
    above: Vec<(usize, usize)>,
    /// For each depth the last list.
    lists: Vec<LastList>,
}

/// The list that a point may go on with.
#[derive(Debug, Default, Clone, Copy)]
struct LastList {
    list: usize,
    /// The number that Markdown would count on with.
    next: Option<u32>,
    /// Which of two signs it has.
    other_sign: bool,
}

impl Points {
    fn written(
        &mut self,
        words: &str,
        depth: usize,
        list: usize,
        number: Option<u32>,
        continued: bool,
    ) -> String {
        // Deeper than the points above it, a point would be read as preformatted.
        let goes_on = continued && self.above.get(depth).is_some_and(|(above, _)| *above == list);
        self.above.truncate(if goes_on { depth + 1 } else { depth });
        let indent = self.above.last().map_or(0, |(_, column)| *column);
        if goes_on {
            return format!("{}{words}", " ".repeat(indent));
        }
        let mark = self.mark(depth, list, number);
        self.above.push((list, indent + mark.len()));
        format!("{}{mark}{words}", " ".repeat(indent))
    }

    /// The sign of a point. Two lists that follow each other have different signs, or they would be one; so has a list
    /// that leaves out numbers, or its points would be counted through.
    fn mark(&mut self, depth: usize, list: usize, number: Option<u32>) -> String {
        if self.lists.len() <= depth {
            self.lists.resize(depth + 1, LastList::default());
        }
        let last = &mut self.lists[depth];
        let known = last.list > 0;
        let same = last.list == list && (number.is_none() || number == last.next);
        let other_sign = last.other_sign != (known && !same);
        *last = LastList { list, next: number.map(|number| number.saturating_add(1)), other_sign };
        match (number, other_sign) {
            (Some(number), true) => format!("{number}) "),
            (Some(number), false) => format!("{number}. "),
            (None, true) => "* ".to_owned(),
            (None, false) => "- ".to_owned(),
        }
    }
}

/// Words with emphasis and links, where there are any that can be written.
fn inline(runs: &[Run], text: &str) -> Option<String> {
    let without_emphasis: Vec<Run> = runs
        .iter()
        .map(|run| Run {
            text: run.text.clone(),
            look: Look { link: run.look.link.clone(), ..Look::default() },
        })
        .collect();
    let marked = |runs: &&[Run]| runs.iter().any(|run| run.look != Look::default());
    [runs, without_emphasis.as_slice()].into_iter().filter(marked).find_map(|runs| {
        let written = written(runs);
        reads_as(&written, text, runs).then_some(written)
    })
}

/// Whether Markdown reads as one paragraph with these words and these links.
fn reads_as(written: &str, text: &str, runs: &[Run]) -> bool {
    let read = parse_markdown(written);
    let links = read.body.blocks.iter().flat_map(|block| &block.spans).filter_map(|span| match &span.kind {
        SpanKind::Link { url } => Some(url.as_str()),
        _ => None,
    });
    read.body.text == text
        && read.findings.is_empty()
        && matches!(read.body.blocks.as_slice(), [only] if only.kind == demarche_corpus::BlockKind::Paragraph)
        && links.eq(linked(runs).iter().filter_map(|(link, _)| *link))
}

/// Runs that lead to the same place, together.
fn linked(runs: &[Run]) -> Vec<(Option<&str>, Vec<&Run>)> {
    let mut found: Vec<(Option<&str>, Vec<&Run>)> = Vec::new();
    for run in runs {
        let link = run.look.link.as_deref();
        match found.last_mut() {
            Some((last, runs)) if *last == link => runs.push(run),
            _ => found.push((link, vec![run])),
        }
    }
    found
}

fn written(runs: &[Run]) -> String {
    let mut out = String::new();
    for (link, runs) in linked(runs) {
        let mut words = String::new();
        for run in runs {
            let mark = match (run.look.strong, run.look.emphasis) {
                (true, true) => "***",
                (true, false) => "**",
                (false, true) => "*",
                (false, false) => "",
            };
            let begins = out.is_empty() && words.is_empty() && link.is_none() && mark.is_empty();
            hug(&mut words, &escaped(&run.text, begins), (mark, mark));
        }
        match link {
            Some(link) => {
                // It would make a picture of the link.
                if out.ends_with('!') {
                    out.truncate(out.len() - 1);
                    out.push_str("\\!");
                }
                hug(&mut out, &words, ("[", &format!("]({})", destination(link))));
            }
            None => out.push_str(&words),
        }
    }
    out
}

/// Puts signs right around words, and white space outside.
fn hug(out: &mut String, words: &str, (before, behind): (&str, &str)) {
    let inner = words.trim_matches(' ');
    if inner.is_empty() {
        out.push_str(words);
        return;
    }
    let start = words.len() - words.trim_start_matches(' ').len();
    let (head, tail) = (&words[..start], &words[start + inner.len()..]);
    out.extend([head, before, inner, behind, tail]);
}

/// Words among marks. Here more is escaped than where a line has none: what stands beside them is not looked at.
fn escaped(text: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let marks = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' => true,
            '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            // At the end of a heading it would be its end.
            '#' if after.is_none() => true,
            '#' | '>' | '+' | '-' | '=' | '~' => begins && at == 0,
            '.' | ')' => begins && at > 0 && at == digits,
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address inside the brackets of a link.
fn destination(url: &str) -> String {
    let url = url.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E");
    let url = if url.contains(';') { url.replace('&', "&amp;") } else { url };
    if url.contains(['(', ')']) { format!("<{url}>") } else { url }
}

#[cfg(test)]
mod tests {
    use super::super::fragment;

    /// The Markdown of a stretch of mark-up, a blank line between any two blocks.
    fn check(html: &str, expected: &str) {
        let read = fragment(html, None);
        let told: Vec<String> = read
            .passages
            .iter()
            .map(|passage| passage.markdown.clone().unwrap_or_else(|| format!("plain: {}", passage.text)))
            .collect();
        assert_eq!(told.join("\n"), expected, "{html}");
    }

    #[test]
    fn marks_are_written_where_markdown_reads_them_back() {
        check("<p>They <em>met</em> and <b>agreed </b>today.", "They *met* and **agreed** today.");
        check(
            "<p>See <a href='https://example.org/a'>the <i>paper</i></a>!",
            "See [the *paper*](https://example.org/a)!",
        );
        check(
            "<p><a href='https://example.org/a_(b)?c=1&amp;d=2'>x</a>",
            "[x](<https://example.org/a_(b)?c=1&d=2>)",
        );
        check("<p>Look!<a href='https://example.org/'>here</a>", "Look\\![here](https://example.org/)");
        check("<p>1. <b>Not</b> a list #", "1\\. **Not** a list \\#");
        check("<p>- <i>a</i> [b](c) &lt;p&gt; &amp;amp; _d_", "\\- *a* \\[b\\](c) \\<p> \\&amp; \\_d\\_");
        // Between a letter and a sign, asterisks are no emphasis.
        check("<p>word<b>«said»</b>word", "plain: word«said»word");
        check(
            "<p>word<b>«said»</b>word <a href='mailto:a@example.org'>to us</a>",
            "word«said»word [to us](mailto:a@example.org)",
        );
    }

    #[test]
    fn blocks_have_their_signs() {
        check(
            "<h1>One</h1><h3>Two <br> lines</h3><p>Three<br>four",
            "## One\n### Two lines\nplain: Three\nplain: four",
        );
        check("<blockquote><p>One<p>Two</blockquote>three", "> One\n> Two\nplain: three");
        check("<pre>a  b\n  c</pre>", "plain: a b\nplain: c");
        check("<ul><li>One<p>and more<li>Two</ul><ul><li>Other</ul>", "- One\n  and more\n- Two\n* Other");
        check(
            "<ol start=9><li>Nine<li>Ten<ul><li>in it</ul>more<li value=20>Twenty</ol>",
            "9. Nine\n10. Ten\n    - in it\n    more\n20) Twenty",
        );
        // A point without one above it stands at the margin.
        check("<ul><li><ul><li>deep</ul></ul>", "- deep");
        check("<table><tr><td>a<td>b</table>", "plain: a\nplain: b");
    }

    #[test]
    fn addresses_that_lead_nowhere_leave_their_words() {
        check(
            "<p><a href='javascript:alert(1)'>a</a> <a href='#b'>b</a> <a href='/c'>c</a> <a>d</a>",
            "plain: a b c d",
        );
        assert_eq!(
            fragment("<a href='javascript:x'>a</a><a href='#b'>b</a><a href='/c'>c</a>", None).lost_links,
            2
        );
    }
}
