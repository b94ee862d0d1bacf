//! Tests of the Markdown reader: what becomes which block, what is dropped, and what never comes out.

use super::*;
use proptest::prelude::*;

/// One line a block: anchor's letter, kind, text, spans.
fn outline(markdown: &str) -> String {
    let Markdown { body, findings } = parse_markdown(markdown);
    let mut lines = Vec::new();
    for block in &body.blocks {
        let kind = match block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "para".to_owned(),
            BlockKind::ListItem { depth, number, continued } => format!(
                "item {depth}{}{}",
                number.map(|n| format!(" #{n}")).unwrap_or_default(),
                if continued { " continued" } else { "" }
            ),
            BlockKind::Quote => "quote".to_owned(),
            BlockKind::Preformatted => "pre".to_owned(),
        };
        let spans: Vec<String> = block
            .spans
            .iter()
            .map(|span| {
                let words = &body.text[span.range.start as usize..span.range.end as usize];
                match &span.kind {
                    SpanKind::Link { url } => format!(" link({words} -> {url})"),
                    SpanKind::Emphasis => format!(" em({words})"),
                    SpanKind::Strong => format!(" strong({words})"),
                    SpanKind::Code => format!(" code({words})"),
                }
            })
            .collect();
        let under = block.heading.map(|index| format!(" <{index}>")).unwrap_or_default();
        lines.push(format!("{kind}{under}: {:?}{}", body.block_text(block), spans.concat()));
    }
    lines.extend(findings.iter().map(|finding| {
        format!("{:?} {:?}: {}", finding.severity, &markdown[finding.range.clone()], finding.message)
    }));
    lines.join("\n")
}

#[test]
fn blocks_of_all_kinds() {
    insta::assert_snapshot!(outline(
        "Intro with\na soft and a hard\\\nbreak.\n\n# Talks\n\n## Gas *and* oil\n\n- one\n- two\n\n  more of two\n  - nested\n\n3. three\n4. four\n\n> Said so.\n>\n> > Deeper.\n\n```\nkept  as\n\nis\n```\n\n    indented\n\n---\n\n## Next\n\nEnd.\n"
    ), @r#"
    para: "Intro with a soft and a hard\nbreak."
    h1: "Talks"
    h2 <1>: "Gas and oil" em(and)
    item 0 <2>: "one"
    item 0 <2>: "two"
    item 0 continued <2>: "more of two"
    item 1 <2>: "nested"
    item 0 #3 <2>: "three"
    item 0 #4 <2>: "four"
    quote <2>: "Said so."
    quote <2>: "Deeper."
    pre <2>: "kept  as\n\nis"
    pre <2>: "indented"
    h2 <1>: "Next"
    para <13>: "End."
    "#);
}

#[test]
fn inline_marks_nest_and_keep_their_order() {
    insta::assert_snapshot!(outline(
        "A *b **c** d* `e_f` [g *h*](https://example.org/?a=1&amp;b=2) <https://example.org> <me@example.org> ![a *map*](x.png) ~~no~~ | x"
    ), @r#"para: "A b c d e_f g h https://example.org me@example.org a map ~~no~~ | x" em(b c d) strong(c) code(e_f) link(g h -> https://example.org/?a=1&b=2) em(h) link(https://example.org -> https://example.org) link(me@example.org -> mailto:me@example.org)"#);
}

#[test]
fn html_is_dropped_and_said_once() {
    insta::assert_snapshot!(outline("<div onclick=\"x()\">\nlost\n</div>\n\nKept <b>bold</b>,<br>line two. A <...> stays.\n\n<script>alert(1)</script>\n"), @r#"
    para: "Kept bold,\nline two. A <...> stays."
    Warning "<div onclick=\"x()\">\n": HTML is dropped
    "#);
}

#[test]
fn links_of_other_schemes_lose_their_address() {
    let markdown = "[a](javascript:alert(1)) [b](JAVA&#115;cript:alert(1)) <javascript:alert(1)> [c](data:text/html,x) [d][r] [e](/local) [f](HTTPS://Example.org/x) [g](vbscript:x) [h](http:evil) [i](<http://a b>) [j](&#1;javascript:x)\n\n[r]: javascript&#58;alert(1)\n";
    insta::assert_snapshot!(outline(markdown), @r#"
    para: "a b javascript:alert(1) c d e f g h i j" link(f -> HTTPS://Example.org/x)
    Warning "[a](javascript:alert(1))": link to "javascript:alert(1)" is dropped, its text is kept
    Warning "[b](JAVA&#115;cript:alert(1))": link to "JAVAscript:alert(1)" is dropped, its text is kept
    Warning "<javascript:alert(1)>": link to "javascript:alert(1)" is dropped, its text is kept
    Warning "[c](data:text/html,x)": link to "data:text/html,x" is dropped, its text is kept
    Warning "[d][r]": link to "javascript:alert(1)" is dropped, its text is kept
    Warning "[e](/local)": link to "/local" is dropped, its text is kept
    Warning "[g](vbscript:x)": link to "vbscript:x" is dropped, its text is kept
    Warning "[h](http:evil)": link to "http:evil" is dropped, its text is kept
    Warning "[i](<http://a b>)": link to "http://a b" is dropped, its text is kept
    Warning "[j](&#1;javascript:x)": link to "\u{1}javascript:x" is dropped, its text is kept
    "#);
}

#[test]
fn entities_for_control_characters_are_an_error() {
    insta::assert_snapshot!(outline("Bell &#7; and next line &#133; and &#9; and &amp;.\n"), @r#"
    para: "Bell \u{7} and next line \u{85} and \t and &."
    Error "&#7;": an entity stands for the control character U+0007
    Error "&#133;": an entity stands for the control character U+0085
    "#);
}

#[test]
fn blocks_without_a_visible_character_are_dropped() {
    assert_eq!(parse_markdown("&nbsp;\n\n- \n\n> \n\n#\n\n![](x.png)\n").body, Body::default());
}

#[test]
fn anchors_survive_edits_elsewhere() {
    let anchors = |text: &str| -> Vec<Anchor> {
        parse_markdown(text).body.blocks.into_iter().map(|block| block.anchor).collect()
    };
    let before = anchors("# Gas\n\nFirst words.\n\nSecond words.\n\n- Third words.\n");
    let after = anchors("# Gas\n\nNew.\n\nFirst\nwords.\n\n- Third *words*.\n");
    assert_eq!(before.len(), 4);
    assert_eq!((&after[0], &after[2], &after[3]), (&before[0], &before[1], &before[3]));
    assert!(before[0].starts_with('h') && before[1].starts_with('p'));
    let equal = anchors("Same.\n\nOther.\n\nSame.\n\n* Same.\n");
    assert_eq!(equal[2], format!("{}-2", equal[0]));
    assert_eq!(equal[3], format!("{}-3", equal[0]));
}

/// The property that everything downstream relies on.
fn check_sound(markdown: &str) {
    let Markdown { body, findings } = parse_markdown(markdown);
    let mut end = 0;
    let mut names = std::collections::BTreeSet::new();
    for (index, block) in body.blocks.iter().enumerate() {
        let (from, to) = (block.range.start as usize, block.range.end as usize);
        let words = body.text.get(from..to).expect("ranges lie on character boundaries");
        assert!(!words.trim().is_empty());
        assert_eq!(from, if index == 0 { 0 } else { end + 2 }, "blocks are joined by a blank line");
        end = to;
        assert!(names.insert(block.anchor.clone()), "{} stands twice", block.anchor);
        assert!(block.anchor.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        assert!(block.heading.is_none_or(|heading| (heading as usize) < index));
        let mut last = from as u32;
        for span in &block.spans {
            assert!(span.range.start >= last && span.range.end <= to as u32 && !span.range.is_empty());
            assert!(body.text.get(span.range.start as usize..span.range.end as usize).is_some());
            last = span.range.start;
            if let SpanKind::Link { url } = &span.kind {
                let scheme = url.split(':').next().unwrap_or("").to_ascii_lowercase();
                assert!(["http", "https", "mailto"].contains(&scheme.as_str()), "{url}");
            }
        }
    }
    assert_eq!(end, body.text.len());
    for finding in findings {
        assert!(markdown.get(finding.range.clone()).is_some());
    }
}

/// Markdown made of its own building blocks.
fn random_markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "# ",
        "## ",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "```\n",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "](javascript:x)",
        "](https://a.b)",
        "][r]",
        "[r]: ",
        "javascript&#58;x",
        "<",
        ">",
        "<b>",
        "<br>",
        "<javascript:x>",
        "<https://a.b/c>",
        "<!--",
        "-->",
        "![",
        "&#32;",
        "&nbsp;",
        "&#7;",
        "word",
        " ",
        "Ж",
        "é",
        "👍🏽",
        "\u{301}",
        "---\n",
        "===\n",
        "\\",
        "&",
        "|",
        "~~",
        "\u{feff}",
        "same words",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_markdown_gives_a_sound_body(markdown in random_markdown()) {
        check_sound(&markdown);
    }

    #[test]
    fn any_text_gives_a_sound_body(text in "\\PC{0,80}") {
        check_sound(&text);
    }
}

#[test]
fn a_deep_nest_neither_overflows_nor_takes_long() {
    for piece in ["> ", "- ", "* ", "[", "*a ", "1. ", "![", "<b>"] {
        check_sound(&format!("{}x", piece.repeat(5_000)));
    }
}
