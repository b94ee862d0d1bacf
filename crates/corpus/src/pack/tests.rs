//! Tests of the pack that need its layout: round trips, order, versions, messages, validation.
//!
//! Random and crafted damage, and the count of memory, are in `tests/damage.rs`.

use super::format::{BLOCK_TABLE, BODIES, BODY_TABLE, BlockTable, HEADER_LEN, INFO, STATEMENTS};
use super::generate::{any_corpus, any_text, small_corpus};
use super::*;
use crate::body::{Block, BlockKind, SpanKind};
use crate::date::PartialDate;
use crate::model::LinkedText;
use crate::source::Corpus;
use proptest::prelude::*;
use std::io::{Read as _, Write as _};

/// What is broken, and how.
type Break = (&'static str, fn(&mut Corpus));

/// The pack of the small corpus as version 3 wrote it.
const VERSION_3: &[u8] = include_bytes!("../../tests/fixtures/v3.pack");

/// The pack of a corpus with further sections, its blocks as they are.
fn write_stored(corpus: &Corpus, sections: &[(Tag, Vec<u8>)]) -> Vec<u8> {
    write(corpus, &Part::from(sections.to_vec()), Squeeze::Never)
}

/// Makes one gzip member of each block.
fn gzip(blocks: &[&[u8]]) -> Vec<Vec<u8>> {
    let member = |block: &&[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(block).and_then(|()| encoder.finish()).expect("memory takes all bytes")
    };
    blocks.iter().map(member).collect()
}

/// Everything a pack says, as the corpus it was made of.
fn corpus_of(pack: &Pack) -> Result<Corpus, PackError> {
    let mut statements = Vec::new();
    for (number, statement) in pack.statements().iter().enumerate() {
        let idx = StatementIdx(number as u32);
        assert_eq!(pack.find(&statement.id), Some(idx), "find agrees with the order");
        statements.push((statement.clone(), pack.body(idx)?));
    }
    Ok(Corpus { info: pack.info().clone(), statements })
}

/// What opening says to a corpus that breaks a promise somewhere.
fn refusal(break_it: impl FnOnce(&mut Corpus)) -> Option<String> {
    let mut corpus = small_corpus();
    break_it(&mut corpus);
    let refused = Pack::open(write_stored(&corpus, &[])).and_then(|pack| corpus_of(&pack)).err()?;
    Some(refused.to_string())
}

/// Where a section stands, by the table.
fn section_at(bytes: &[u8], tag: Tag) -> Range<usize> {
    let (_, rows) = format::parse(bytes).expect("an undamaged pack");
    rows.into_iter().find(|row| row.tag == tag).expect("a section of this tag").range
}

/// Where a block stands in the file.
fn block_at(bytes: &[u8], id: BlockId) -> Range<usize> {
    let (header, _) = format::parse(bytes).expect("an undamaged pack");
    let table = &bytes[section_at(bytes, BLOCK_TABLE)];
    let table = BlockTable::parse(table, header.blocks_len).expect("an undamaged pack");
    table.rows[id.0 as usize].range(header.head_len).expect("it fits")
}

/// Hands a head all its blocks, asking for each statement as the page does.
fn read_in_pieces(pieces: &Split) -> Result<Corpus, PackError> {
    let pack = Pack::open(pieces.head.clone())?;
    loop {
        match corpus_of(&pack) {
            Err(PackError::Absent { blocks }) => {
                for id in blocks {
                    assert!(!pack.is_here(id));
                    let name = pack.block_file(id).expect("it has a name");
                    let (_, stored) =
                        pieces.files.iter().find(|(file, _)| *file == name).expect("it has a file");
                    let mut decoded = Vec::new();
                    match name.ends_with(".gz") {
                        true => drop(flate2::read::GzDecoder::new(&stored[..]).read_to_end(&mut decoded)),
                        false => decoded.clone_from(stored),
                    }
                    pack.supply(id, decoded)?;
                    assert!(pack.is_here(id));
                }
            }
            other => return other,
        }
    }
}

proptest! {
    #[test]
    fn whole_or_in_pieces_squeezed_or_not_it_says_the_same(
        corpus in any_corpus(),
        blocks in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..200), 0..4),
        limit in prop_oneof![Just(None), Just(Some(0)), Just(Some(300))],
    ) {
        let part = Part { sections: Vec::new(), blocks: vec![(*b"POST", blocks.clone())] };
        let squeeze = limit.map_or(Squeeze::Never, |limit| Squeeze::Above { limit, gzip: &gzip });
        let bytes = write(&corpus, &part, squeeze);
        let pack = Pack::open(bytes.clone()).expect("a pack just written opens");
        prop_assert!(pack.is_whole());
        prop_assert_eq!(pack.verify(), Ok(()));
        prop_assert_eq!(corpus_of(&pack), Ok(corpus.clone()));
        let plain = Pack::open(write(&corpus, &part, Squeeze::Never)).expect("a pack just written opens");
        prop_assert_eq!(pack.checksum(), plain.checksum());
        let read: Vec<Vec<u8>> = pack
            .block_group(*b"POST")
            .map(|number| pack.block(BlockId(number)).expect("an undamaged pack").to_vec())
            .collect();
        prop_assert_eq!(read, blocks);
        pack.trim(0);
        prop_assert_eq!(corpus_of(&pack), Ok(corpus.clone()), "what was forgotten is read again");

        let pieces = split(&bytes).expect("an undamaged pack");
        prop_assert!(bytes.starts_with(&pieces.head));
        prop_assert_eq!(&split(&bytes), &Ok(pieces.clone()));
        prop_assert_eq!(read_in_pieces(&pieces), Ok(corpus));
    }

    #[test]
    fn what_was_written_is_read(corpus in any_corpus(), extra in prop::collection::vec(any::<u8>(), 0..50)) {
        let bytes = write_stored(&corpus, &[(*b"TRMS", extra.clone()), (*b"NONE", Vec::new())]);
        let pack = Pack::open(bytes).expect("a pack just written opens");
        prop_assert_eq!(pack.verify(), Ok(()));
        prop_assert_eq!(corpus_of(&pack), Ok(corpus));
        prop_assert_eq!(pack.section(*b"TRMS"), Ok(Some(extra.as_slice())));
        prop_assert_eq!(pack.section(*b"NONE"), Ok(Some(&[][..])));
        prop_assert_eq!(pack.section(*b"none"), Ok(None));
    }

    #[test]
    fn the_same_corpus_gives_the_same_bytes_in_whatever_order_it_comes(corpus in any_corpus()) {
        let mut reversed = corpus.clone();
        reversed.statements.reverse();
        let bytes = write_stored(&corpus, &[]);
        prop_assert_eq!(&write_stored(&corpus, &[]), &bytes);
        prop_assert_eq!(&write_stored(&reversed, &[]), &bytes);
    }

    #[test]
    fn whatever_markdown_gives_is_accepted(pieces in prop::collection::vec(any_markdown_piece(), 0..30)) {
        let mut corpus = small_corpus();
        corpus.statements[0].1 = crate::source::markdown::parse_markdown(&pieces.concat()).body;
        let pack = Pack::open(write_stored(&corpus, &[])).expect("a pack just written opens");
        prop_assert_eq!(pack.verify(), Ok(()));
        prop_assert_eq!(corpus_of(&pack), Ok(corpus));
    }

    #[test]
    fn an_unknown_id_is_not_found(corpus in any_corpus(), id in any_text()) {
        let pack = Pack::open(write_stored(&corpus, &[])).expect("a pack just written opens");
        let expected = corpus.statements.iter().position(|(statement, _)| statement.id == id);
        prop_assert_eq!(pack.find(&id), expected.map(|number| StatementIdx(number as u32)));
    }
}

#[test]
fn statements_stand_newest_first_then_by_id_and_undated_ones_last() {
    let statement = |(id, date): &(&str, &str)| {
        let (mut statement, body) = small_corpus().statements.remove(0);
        statement.id = (*id).to_owned();
        statement.date = PartialDate::parse(date);
        (statement, body)
    };
    let statements = [("u", ""), ("b", "2023-05-01"), ("y", "2023"), ("a", "2023-05-01"), ("m", "2023-05")]
        .iter()
        .chain(&[("c", "2024"), ("d", ""), ("n", "2023-04-30")])
        .map(statement)
        .collect();
    let corpus = Corpus { info: small_corpus().info, statements };
    let pack = Pack::open(write_stored(&corpus, &[])).expect("a pack just written opens");
    let ids: Vec<&str> = pack.statements().iter().map(|statement| statement.id.as_str()).collect();
    assert_eq!(ids, ["c", "a", "b", "m", "n", "y", "d", "u"]);
}

#[test]
fn opening_reads_metadata_only_and_damaged_words_stay_in_their_block() {
    let (first, mut body) = small_corpus().statements.remove(0);
    body.text.push_str(&" and on".repeat(1500));
    let statements =
        (0..10).map(|n| (Statement { id: format!("s{n}"), ..first.clone() }, body.clone())).collect();
    let mut bytes = write_stored(&Corpus { info: small_corpus().info, statements }, &[]);
    let undamaged = Pack::open(bytes.clone()).expect("an undamaged pack");
    let blocks: Vec<u32> =
        (0..10).filter_map(|number| undamaged.body_block(StatementIdx(number))).map(|id| id.0).collect();
    assert_eq!(
        blocks,
        [3, 2, 2, 2, 1, 1, 1, 0, 0, 0],
        "three fit in a block, the last statement comes first"
    );
    assert_eq!(undamaged.block_group(BODIES), 0..4);
    let damage = block_at(&bytes, BlockId(2)).start + 999;
    bytes[damage] ^= 0x10;
    let pack = Pack::open(bytes).expect("damage in the words does not keep a pack from opening");
    for number in 0..10 {
        let damaged = PackError::Damaged { section: format!("the words of s{number}") };
        let expected = if blocks[number as usize] == 2 { Err(damaged) } else { Ok(body.clone()) };
        assert_eq!(pack.body(StatementIdx(number)), expected, "{number}");
    }
    assert_eq!(pack.verify(), Err(PackError::Damaged { section: "the words of s3".to_owned() }));
    assert_eq!(pack.block(BlockId(2)).err(), Some(PackError::Damaged { section: "block 2".to_owned() }));
}

#[test]
fn a_damaged_further_section_is_refused_each_time_it_is_touched() {
    let mut bytes = write_stored(&small_corpus(), &[(*b"GOOD", vec![1, 2, 3]), (*b"TERM", vec![7; 100])]);
    let terms = section_at(&bytes, *b"TERM");
    bytes[terms.start + 50] = 8;
    let pack = Pack::open(bytes).expect("further sections are not checked on opening");
    let damaged = PackError::Damaged { section: "section TERM".to_owned() };
    assert_eq!(pack.section(*b"TERM"), Err(damaged.clone()));
    assert_eq!(pack.section(*b"TERM"), Err(damaged.clone()));
    assert_eq!(pack.section(*b"GOOD"), Ok(Some(&[1, 2, 3][..])));
    assert_eq!(pack.verify(), Err(damaged));
}

#[test]
fn sections_begin_at_multiples_of_eight() {
    let bytes = write_stored(&small_corpus(), &[(*b"ODD1", vec![1]), (*b"ODD2", vec![2, 2, 2])]);
    for tag in [INFO, STATEMENTS, BODY_TABLE, BLOCK_TABLE, *b"ODD1", *b"ODD2"] {
        assert_eq!(section_at(&bytes, tag).start % 8, 0);
    }
}

#[test]
fn the_pack_of_version_3_is_still_read() {
    assert_eq!(OLDEST_SUPPORTED, 3);
    let pack = Pack::open(VERSION_3).expect("the oldest supported version opens");
    assert_eq!(pack.verify(), Ok(()));
    assert_eq!(corpus_of(&pack), Ok(small_corpus()));
    assert_eq!(pack.section(*b"TERM"), Ok(Some(&b"a further section"[..])));
    assert_eq!(pack.block_group(*b"POST"), 1..3);
    assert_eq!(pack.block(BlockId(2)).expect("it is here").to_vec(), b"another block");
}

/// What the fixture holds besides the corpus.
fn further_part() -> Part {
    Part {
        sections: vec![(*b"TERM", b"a further section".to_vec())],
        blocks: vec![(*b"POST", vec![b"a further block".to_vec(), b"another block".to_vec()])],
    }
}

/// Fails when the layout or a stored type changed: then raise `FORMAT_VERSION`, keep the old fixture, and write
/// one of the new version with `DEMARCHE_WRITE_FIXTURES=1 cargo test -p demarche-corpus`.
#[test]
fn todays_writer_still_writes_version_3() {
    let bytes = write(&small_corpus(), &further_part(), Squeeze::Never);
    if std::env::var_os("DEMARCHE_WRITE_FIXTURES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/v3.pack");
        std::fs::write(path, &bytes).expect("the fixture can be written");
        return;
    }
    assert_eq!(FORMAT_VERSION, 3);
    assert!(bytes == VERSION_3, "the format changed: raise FORMAT_VERSION and add a fixture");
}

#[test]
fn the_checksum_is_that_of_the_corpus_in_every_form() {
    let checksum = |corpus: &Corpus, part: &Part, squeeze| {
        let pack = Pack::open(write(corpus, part, squeeze)).expect("a pack just written opens");
        assert_eq!(pack.verify(), Ok(()));
        pack.checksum().to_owned()
    };
    // Words that come often enough to be abbreviated.
    let mut corpus = small_corpus();
    corpus.statements[0].1.text.push_str(&" and the harbour is open".repeat(40));
    let squeezed = Squeeze::Above { limit: 0, gzip: &gzip };
    let plain = checksum(&corpus, &further_part(), Squeeze::Never);
    assert_eq!(checksum(&corpus, &further_part(), squeezed), plain);

    let differs = |corpus: &Corpus, part: &Part| assert_ne!(checksum(corpus, part, Squeeze::Never), plain);
    let mut others = vec![corpus.clone(); 3];
    others[0].info.title.push('!');
    others[1].statements[3].0.place.push('!');
    others[2].statements[0].1.text.push('!');
    others.iter().for_each(|other| differs(other, &further_part()));
    let mut parts = vec![further_part(); 2];
    parts[0].sections[0].1.push(0);
    parts[1].blocks[0].1[1].push(0);
    parts.iter().for_each(|part| differs(&corpus, part));
}

#[test]
fn every_way_to_fail_has_its_sentence() {
    let message = |bytes: &[u8]| Pack::open(bytes.to_vec()).expect_err("a refusal").to_string();
    let with = |at: usize, value: u8| {
        let mut bytes = VERSION_3.to_vec();
        bytes[at] = value;
        bytes
    };
    insta::assert_snapshot!(message(b"PK\x03\x04 a zip file"), @"this is not a Démarche pack: give a file that `demarche pack` has written");
    insta::assert_snapshot!(message(b""), @"the pack is cut short, it has 0 bytes of 72: copy or download it again, or pack the corpus anew");
    insta::assert_snapshot!(message(&VERSION_3[..30]), @"the pack is cut short, it has 30 bytes of 72: copy or download it again, or pack the corpus anew");
    let cut = message(&VERSION_3[..VERSION_3.len() - 1]);
    assert_eq!(
        cut,
        format!(
            "the pack is cut short, it has {} bytes of {}: copy or download it again, or pack the corpus anew",
            VERSION_3.len() - 1,
            VERSION_3.len()
        )
    );
    insta::assert_snapshot!(message(&with(8, 1)), @"the pack has format version 1, and this Démarche reads version 3: pack the corpus anew with this Démarche, or read the pack with the one that wrote it");
    insta::assert_snapshot!(message(&with(8, 2)), @"the pack has format version 2, and this Démarche reads version 3: pack the corpus anew with this Démarche, or read the pack with the one that wrote it");
    insta::assert_snapshot!(message(&with(8, 0)), @"the pack has format version 0, and this Démarche reads version 3: pack the corpus anew with this Démarche, or read the pack with the one that wrote it");
    insta::assert_snapshot!(message(&with(40, 0)), @"the pack is damaged in the header: copy or download it again, or pack the corpus anew");
    insta::assert_snapshot!(message(&with(HEADER_LEN + 3, 0)), @"the pack is damaged in the header: copy or download it again, or pack the corpus anew");
    insta::assert_snapshot!(message(&[VERSION_3, b"?"].concat()), @"the pack is damaged in its length, more bytes follow than it states: copy or download it again, or pack the corpus anew");
    insta::assert_snapshot!(message(&with(section_at(VERSION_3, INFO).start, 0)), @"the pack is damaged in section INFO: copy or download it again, or pack the corpus anew");
    insta::assert_snapshot!(message(&format::assemble(&[], &[], [0; 32])), @"the pack is damaged in the section table, which lacks INFO: copy or download it again, or pack the corpus anew");
    let pack = Pack::open(VERSION_3).expect("an undamaged pack");
    insta::assert_snapshot!(pack.block(BlockId(3)).expect_err("there are three"), @"the pack is damaged in the block table, which lacks block 3: copy or download it again, or pack the corpus anew");
    insta::assert_snapshot!(pack.supply(BlockId(1), vec![0; 3]).expect_err("too short"), @"the pack is damaged in block 1: copy or download it again, or pack the corpus anew");
    let head = Pack::open(split(VERSION_3).expect("an undamaged pack").head).expect("a head");
    insta::assert_snapshot!(head.body(StatementIdx(0)).expect_err("it is a head"), @"the words asked for are not loaded yet: wait until 1 piece of the pack has come, or open the pack as a whole");
    insta::assert_snapshot!(pack.body(StatementIdx(4)).expect_err("there are four"), @"the pack has no statement number 4, it holds 4: look the statement up by its id");
}

#[test]
fn what_matches_its_checksums_and_is_not_as_written_is_found_by_verify() {
    let mut bytes = VERSION_3.to_vec();
    // A zero byte between two sections belongs to neither.
    let info = section_at(&bytes, INFO);
    let gap = (info.end..section_at(&bytes, STATEMENTS).start).next().expect("the fixture has a gap here");
    bytes[gap] = 1;
    let pack = Pack::open(bytes).expect("what lies between sections is not read");
    insta::assert_snapshot!(pack.verify().expect_err("it is not zero"), @"the pack is damaged in the bytes between its sections, which are not zero: copy or download it again, or pack the corpus anew");

    let (_, rows) = format::parse(VERSION_3).expect("an undamaged pack");
    let sections: Vec<(Tag, &[u8])> = rows.into_iter().map(|row| (row.tag, &VERSION_3[row.range])).collect();
    let blocks: Vec<&[u8]> = (0..3).map(|number| &VERSION_3[block_at(VERSION_3, BlockId(number))]).collect();
    let other = Pack::open(format::assemble(&sections, &blocks, [7; 32])).expect("the hash is not looked at");
    insta::assert_snapshot!(other.verify().expect_err("the hash differs"), @"the pack is damaged in its content, which does not match the hash in the header: copy or download it again, or pack the corpus anew");
}

#[test]
fn metadata_that_breaks_a_promise_is_refused() {
    let event_date = |corpus: &mut Corpus| corpus.info.events[0].end = impossible_date();
    assert!(refusal(event_date).expect("a refusal").contains("section INFO"));
    let footer = |corpus: &mut Corpus| {
        let url = "javascript:alert(1)".to_owned();
        corpus.info.footer = vec![LinkedText { text: "here".to_owned(), url }];
    };
    assert!(refusal(footer).expect("a refusal").contains("section FOOT"));
    let breaks: [Break; 6] = [
        ("two statements of one id", |corpus| corpus.statements[3].0.id = corpus.statements[0].0.id.clone()),
        ("a day without month", |corpus| corpus.statements[1].0.date = impossible_date()),
        ("a fetch that never was", |corpus| corpus.statements[1].0.source.retrieved = impossible_date()),
        ("a script as address", |corpus| {
            corpus.statements[1].0.source.url = "javascript:alert(1)".to_owned()
        }),
        ("a mail address", |corpus| corpus.statements[1].0.source.url = "mailto:a@b.example".to_owned()),
        ("no scheme", |corpus| corpus.statements[1].0.source.url = "//gazette.example".to_owned()),
    ];
    for (what, break_it) in breaks {
        assert!(refusal(break_it).expect(what).contains("section STMT"), "{what}");
    }
}

#[test]
fn words_that_break_a_promise_are_refused() {
    /// Changes the block of the Russian statement with this number.
    fn block(corpus: &mut Corpus, number: usize) -> &mut Block {
        &mut corpus.statements[2].1.blocks[number]
    }
    let breaks: [Break; 16] = [
        ("beyond the text", |corpus| block(corpus, 2).range.end += 1),
        ("far beyond the text", |corpus| block(corpus, 2).range.end = u32::MAX),
        ("backwards", |corpus| block(corpus, 0).range = Range { start: 4, end: 2 }),
        ("inside a character", |corpus| block(corpus, 0).range.end = 1),
        ("overlap", |corpus| block(corpus, 1).range.start = 4),
        ("span before its block", |corpus| block(corpus, 1).spans[0].range.start = 0),
        ("span beyond its block", |corpus| block(corpus, 1).spans[0].range.end = 60),
        ("span inside a character", |corpus| block(corpus, 1).spans[0].range.end += 1),
        ("crossing spans", |corpus| {
            let start = block(corpus, 1).range.start;
            let mut crossing = block(corpus, 1).spans[0].clone();
            block(corpus, 1).spans[0].range = start..start + 6;
            crossing.range = start + 2..start + 8;
            block(corpus, 1).spans.push(crossing);
        }),
        ("a script as link", |corpus| {
            block(corpus, 2).spans[0].kind = SpanKind::Link { url: " javascript:alert(1)".to_owned() };
        }),
        ("an address that depends on the page", |corpus| {
            block(corpus, 2).spans[0].kind = SpanKind::Link { url: "https:evil".to_owned() };
        }),
        ("no such heading", |corpus| block(corpus, 1).heading = Some(9)),
        ("a passage as heading", |corpus| block(corpus, 2).heading = Some(1)),
        ("a heading under itself", |corpus| block(corpus, 0).heading = Some(0)),
        ("one anchor twice", |corpus| block(corpus, 2).anchor = block(corpus, 1).anchor.clone()),
        ("level 7", |corpus| block(corpus, 0).kind = BlockKind::Heading { level: 7 }),
    ];
    for (what, break_it) in breaks {
        assert!(refusal(break_it).expect(what).contains("the words of march-plan"), "{what}");
    }
    for anchor in ["", "x1", "p 1", "pя", "p\"onclick"] {
        let break_it = |corpus: &mut Corpus| block(corpus, 1).anchor = anchor.to_owned();
        assert!(refusal(break_it).is_some(), "{anchor}");
    }
}

#[test]
fn a_pack_is_shared_between_threads_and_named_in_few_words() {
    fn shared<T: Send + Sync>(value: T) -> T {
        value
    }
    let pack = shared(Pack::open(VERSION_3).expect("an undamaged pack"));
    assert!(format!("{pack:?}").starts_with("Pack { title: \"The harbour talks\", statements: 4, "));
}

/// Building blocks of Markdown, and words that come twice.
fn any_markdown_piece() -> impl Strategy<Value = &'static str> {
    let blocks = ["\n\n", "\n\n", "\n# ", "\n### ", "\n- ", "\n  - ", "\n2. ", "\n> ", "\n```\n", "\\\n"];
    let spans = [
        "*",
        "**",
        "`",
        "[",
        "](https://a.example)",
        "](MAILTO:a@b.example)",
        "](x:y)",
        "<http://c.example>",
    ];
    let words = ["same", "same", " ", "Ж", "🕊", "\u{301}", "&nbsp;", "<b>", "\\"];
    prop::sample::select([&blocks[..], &spans[..], &words[..]].concat())
}

/// A date that [`PartialDate::new`] refuses, as only a crafted file can hold it.
fn impossible_date() -> Option<PartialDate> {
    let date: PartialDate = postcard::from_bytes(&[200, 15, 13, 0]).expect("three numbers");
    assert_eq!(date.month(), Some(13));
    Some(date)
}
