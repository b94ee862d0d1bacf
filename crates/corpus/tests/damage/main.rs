//! Damaged, foreign and crafted packs: a clean error or the right content; never a panic, never an endless loop,
//! never memory beyond a small multiple of the file.
//!
//! Lives here and not beside the pack, because counting memory needs an allocator of its own. The layout that
//! crafted files follow is written down in `src/pack/format.rs`.

mod craft;

use craft::{reseal, section, varint, with_section, with_words};
use demarche_corpus::pack::{BlockId, FORMAT_VERSION, Part, Squeeze, split, write};
use demarche_corpus::source::Corpus;
use demarche_corpus::{
    Block, BlockKind, Body, Completeness, CorpusInfo, Event, Kind, LinkedText, Pack, PackError, PartialDate,
    SourceDocument, Span, SpanKind, Statement, StatementIdx,
};
use proptest::prelude::*;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::io::Write as _;

// Layout of version 3.
const HEADER_LEN: usize = 72;
const ROW_LEN: usize = 32;
const BLOCK_ROW_LEN: usize = 20;

/// Rows of the section table in the order they are written.
const INFO: usize = 0;
const STATEMENTS: usize = 1;
const BODY_TABLE: usize = 2;
const BLOCK_TABLE: usize = 3;

/// Stands for the blocks where a row of a section is asked for: they follow the last section.
const BLOCKS: usize = usize::MAX;

/// What a damaged file may cost at the most, opened and decoded as a whole, as a multiple of its size. No more
/// than an undamaged one: no length in it is believed before its checksum matched.
const DAMAGED_MULTIPLE: usize = 8;

/// What a crafted file may cost, plus [`MEMORY_BASE`]: its metadata can be all empty strings, each 1 byte stored
/// and 24 decoded, in a list that has grown by doubling and holds its old place while it moves.
const CRAFTED_MULTIPLE: usize = 64;

/// What inflating a crafted file may cost besides: blocks of 1,032 times their stored length, which is all that
/// deflate can do.
const INFLATED_MULTIPLE: usize = 1032;

/// serde reserves up to 1 MiB on the strength of a stated length, in each of three nested lists.
const MEMORY_BASE: usize = 3 << 20;

/// The system's allocator, counting what each thread holds.
struct Counting;

thread_local! {
    /// Bytes held now and at the most; tests run on threads of their own, so that they do not count each other.
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

/// Notes a change. Saturates: a thread may free what another one allocated.
fn note(added: usize, removed: usize) {
    // An allocation may come while a thread ends and its variables are gone: then nobody counts any more.
    let _ = HELD.try_with(|held| {
        held.set(held.get().saturating_add(added).saturating_sub(removed));
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held.get())));
    });
}

#[expect(unsafe_code, reason = "an allocator cannot be written without; every call goes on to the system's")]
// SAFETY: all four functions hand their arguments on to `System` unchanged and return what it returned; counting
// touches two thread-local numbers that need no allocation.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(layout.size(), 0);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // Both places may exist while the bytes move.
        note(new_size, 0);
        note(0, layout.size());
        unsafe { System.realloc(at, layout, new_size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        note(0, layout.size());
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What a computation returned, and how many bytes it held at the most beyond what was held before.
fn peak_of<T>(compute: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    PEAK.set(before);
    let value = compute();
    (value, PEAK.get().saturating_sub(before))
}

/// A corpus of invented statements: `n_statements` of them, each with `n_paragraphs` paragraphs.
fn corpus(n_statements: usize, n_paragraphs: usize) -> Corpus {
    let sentences = [
        "The ferry left before the fog did.",
        "Паром ушёл раньше тумана.",
        "Three buoys are missing 🛟 since Monday.",
        "",
    ];
    let statement = |number: usize| Statement {
        id: format!("ferry-{number:05}"),
        title: format!("Ferry report {number}"),
        date: PartialDate::new(2000 + (number % 20) as u16, Some(1 + (number % 12) as u8), None),
        speakers: vec!["ada-north".to_owned()],
        sides: vec!["northland".to_owned(), "southland".to_owned()],
        kind: Some(Kind::Report),
        event: number.is_multiple_of(3).then(|| "ferry-day".to_owned()),
        place: "Pier Seven".to_owned(),
        participants: Vec::new(),
        publisher: None,
        source: SourceDocument { url: "https://ferry.example/".to_owned(), ..SourceDocument::default() },
        topics: vec!["ferries".to_owned()],
        lang: "en".to_owned(),
        translation_of: None,
        completeness: Completeness::Full,
        note: String::new(),
        to_fill_in: Vec::new(),
    };
    let body = |number: usize| {
        let mut body = Body::default();
        for paragraph in 0..n_paragraphs {
            if paragraph > 0 {
                body.text.push_str("\n\n");
            }
            let start = body.text.len() as u32;
            body.text.push_str(sentences[(number + paragraph) % sentences.len()]);
            let range = start..body.text.len() as u32;
            let span =
                Span { range: range.clone(), kind: SpanKind::Link { url: "mailto:a@b.example".to_owned() } };
            body.blocks.push(Block {
                kind: if paragraph == 0 { BlockKind::Heading { level: 1 } } else { BlockKind::Paragraph },
                anchor: format!("{}{paragraph}", if paragraph == 0 { "h" } else { "p" }),
                range,
                spans: vec![span],
                heading: (paragraph > 0).then_some(0),
                topics: Vec::new(),
            });
        }
        body
    };
    let event = Event {
        id: "ferry-day".to_owned(),
        title: "Ferry day".to_owned(),
        date: PartialDate::new(2024, None, None),
        end: None,
        place: String::new(),
        participants: vec!["northland".to_owned()],
    };
    let footer = vec![LinkedText { text: "The pier".to_owned(), url: "https://pier.example/".to_owned() }];
    let info =
        CorpusInfo { title: "Ferries".to_owned(), events: vec![event], footer, ..CorpusInfo::default() };
    let pairs = (0..n_statements).map(|number| (statement(number), body(number)));
    Corpus { info, statements: pairs.collect() }
}

/// The pack that is damaged in all ways below; about 2 KB.
fn small_pack() -> Vec<u8> {
    pack_of(&corpus(8, 3), Squeeze::Never)
}

/// The same, its texts abbreviated and its blocks compressed.
fn squeezed_pack() -> Vec<u8> {
    pack_of(&corpus(10, 12), Squeeze::Above { limit: 0, gzip: &gzip })
}

fn pack_of(corpus: &Corpus, squeeze: Squeeze<'_>) -> Vec<u8> {
    let part = Part {
        sections: vec![(*b"TERM", (0..=255).collect())],
        blocks: vec![(*b"POST", vec![vec![7; 90], (0..100).collect()])],
    };
    write(corpus, &part, squeeze)
}

/// Makes one gzip member of each block.
fn gzip(blocks: &[&[u8]]) -> Vec<Vec<u8>> {
    let member = |block: &&[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(block).and_then(|()| encoder.finish()).expect("memory takes all bytes")
    };
    blocks.iter().map(member).collect()
}

/// Does with an opened pack what its readers do, and returns what it says. A promise that does not hold panics
/// here, as it would in a reader.
fn use_everything(pack: &Pack) -> (Corpus, Vec<PackError>) {
    let mut errors = Vec::new();
    let mut statements = Vec::new();
    for event in &pack.info().events {
        event.date.into_iter().chain(event.end).for_each(|date| drop(date.display()));
    }
    for (number, statement) in pack.statements().iter().enumerate() {
        let idx = StatementIdx(number as u32);
        assert_eq!(pack.find(&statement.id), Some(idx));
        statement.date.into_iter().chain(statement.source.retrieved).for_each(|date| drop(date.display()));
        match pack.body(idx) {
            Ok(body) => {
                use_body(&body);
                statements.push((statement.clone(), body));
            }
            Err(error) => errors.push(error),
        }
    }
    for tag in [*b"INFO", *b"STMT", *b"BTAB", *b"BLKS", *b"ABBR", *b"FOOT", *b"TERM"] {
        errors.extend(pack.section(tag).err());
    }
    for number in pack.block_group(*b"POST") {
        errors.extend(pack.block(BlockId(number)).err());
        assert!(pack.block_file(BlockId(number)).is_some());
    }
    let beyond = StatementIdx(pack.statements().len() as u32);
    assert!(matches!(pack.body(beyond), Err(PackError::NoSuchStatement { .. })));
    (Corpus { info: pack.info().clone(), statements }, errors)
}

/// Slices every range and walks every heading chain.
fn use_body(body: &Body) {
    for block in &body.blocks {
        let text = &body.text[block.range.start as usize..block.range.end as usize];
        assert_eq!(text, body.block_text(block));
        for span in &block.spans {
            let _ = &body.text[span.range.start as usize..span.range.end as usize];
        }
        let mut heading = block.heading;
        while let Some(number) = heading {
            heading = body.blocks[number as usize].heading;
        }
    }
}

/// Damaged bytes either do not open, or say what the undamaged ones say wherever they say anything.
fn check_damaged(damaged: Vec<u8>, original: &[u8]) {
    let (whole, undamaged_peak) =
        peak_of(|| use_everything(&Pack::open(original.to_vec()).expect("the undamaged pack opens")).0);
    // Of a small pack an inflater costs more than all the rest.
    let limit = undamaged_peak.max(DAMAGED_MULTIPLE * damaged.len().max(original.len()));
    let is_whole = damaged == original;
    let (opened, peak) = peak_of(|| Pack::open(damaged).map(|pack| (use_everything(&pack), pack)));
    assert!(peak <= limit, "{peak} bytes for damage that may cost {limit}");
    let Ok(((read, _), pack)) = opened else { return };
    assert_eq!(read.info, whole.info);
    for pair in &read.statements {
        assert!(whole.statements.contains(pair), "damage changed {}", pair.0.id);
    }
    assert_eq!(pack.verify().is_ok(), is_whole, "verify finds all damage and nothing else");
}

/// Whether the pack's blocks are compressed.
fn is_squeezed(bytes: &[u8]) -> bool {
    section(bytes, BLOCK_TABLE)
        .and_then(|table| bytes.get(table))
        .is_some_and(|table| table.first() == Some(&1))
}

/// Crafted bytes, whose checksums are right, may say anything but must not panic a reader or eat its memory.
fn check_crafted(mut crafted: Vec<u8>) -> Result<(), PackError> {
    reseal(&mut crafted);
    let multiple = CRAFTED_MULTIPLE + if is_squeezed(&crafted) { INFLATED_MULTIPLE } else { 0 };
    let limit = MEMORY_BASE + multiple * crafted.len();
    let (result, peak) = peak_of(|| {
        Pack::open(crafted).inspect(|pack| {
            for number in 0..pack.statements().len() {
                if let Ok(body) = pack.body(StatementIdx(number as u32)) {
                    use_body(&body);
                }
            }
        })
    });
    assert!(peak <= limit, "{peak} bytes for a crafted file that may cost {limit}");
    result.map(|pack| {
        let _ = pack.verify();
        use_everything(&pack);
    })
}

#[test]
fn a_pack_cut_anywhere_is_an_error() {
    for original in [small_pack(), squeezed_pack()] {
        let head_len = split(&original).expect("an undamaged pack").head.len();
        for len in (0..original.len()).filter(|len| *len != head_len) {
            let error = Pack::open(original[..len].to_vec()).expect_err("a cut pack");
            assert!(
                matches!(error, PackError::Truncated { actual, .. } if actual == len as u64),
                "{len}: {error}"
            );
            check_crafted_cut(&original[..len]);
        }
        // A head alone is sound, and says that its words are elsewhere.
        let head = Pack::open(original[..head_len].to_vec()).expect("a head");
        assert!(matches!(head.body(StatementIdx(0)), Err(PackError::Absent { .. })));
        assert!(matches!(head.verify(), Err(PackError::Absent { .. })));
    }
}

/// A cut pack whose header claims the shorter length.
fn check_crafted_cut(cut: &[u8]) {
    if cut.len() >= HEADER_LEN {
        let mut cut = cut.to_vec();
        let len = cut.len() as u64;
        cut[24..32].copy_from_slice(&len.to_le_bytes());
        assert!(check_crafted(cut.clone()).is_err());
        cut[16..24].copy_from_slice(&len.to_le_bytes());
        assert!(check_crafted(cut).is_err());
    }
}

#[test]
fn any_single_flipped_bit_is_found_or_harmless() {
    for original in [small_pack(), squeezed_pack()] {
        for at in 0..original.len() {
            // All bits where each has a meaning of its own, one bit elsewhere.
            let bits = if at < HEADER_LEN + 5 * ROW_LEN { 0..8 } else { at % 8..at % 8 + 1 };
            for bit in bits {
                let mut damaged = original.clone();
                damaged[at] ^= 1 << bit;
                check_damaged(damaged, &original);
            }
        }
    }
}

#[test]
fn any_single_byte_crafted_with_right_checksums_leaves_readers_standing() {
    let original = small_pack();
    for row in [INFO, STATEMENTS, BODY_TABLE, BLOCK_TABLE, BLOCKS] {
        for at in section(&original, row).expect("an undamaged pack") {
            // Small ones are lengths, tags of options and months that do not exist; 0x80 opens a longer number.
            for value in [0, 1, 2, 13, 32, 0x7F, 0x80, 0xFF, original[at].wrapping_add(1)] {
                let mut crafted = original.clone();
                crafted[at] = value;
                let _ = check_crafted(crafted);
            }
        }
    }
}

#[test]
fn an_undamaged_pack_says_everything() {
    let (original, expected) = (small_pack(), corpus(8, 3));
    check_damaged(original.clone(), &original);
    let (read, errors) = use_everything(&Pack::open(original).expect("an undamaged pack"));
    assert_eq!(errors, []);
    assert_eq!(read.statements.len(), expected.statements.len());
    assert!(read.statements.iter().all(|pair| expected.statements.contains(pair)));
}

#[test]
fn every_other_version_is_refused_as_such() {
    let mut bytes = small_pack();
    for version in [0, FORMAT_VERSION + 1, 0x0001_0000, u32::MAX] {
        bytes[8..12].copy_from_slice(&version.to_le_bytes());
        let refusal = PackError::Version { found: version, supported: FORMAT_VERSION };
        assert_eq!(Pack::open(bytes.clone()).err(), Some(refusal.clone()));
        // Another version may have another header: twelve bytes are enough to say so.
        assert_eq!(Pack::open(bytes[..12].to_vec()).err(), Some(refusal));
    }
}

#[test]
fn stated_lengths_allocate_nothing_by_themselves() {
    let original = small_pack();
    for length in [1 << 20, u64::from(u32::MAX), 1 << 40, u64::MAX >> 1, u64::MAX] {
        let length = varint(length);
        // A list of so many statements; a title of so many bytes; a first text of so many bytes.
        for row in [INFO, STATEMENTS, BLOCKS] {
            let kept = &original[section(&original, row).expect("an undamaged pack")];
            for tail in [&kept[1..], &[], &[0; 5000]] {
                let crafted = match row {
                    BLOCKS => with_words(&[&[1][..], &length, tail].concat()),
                    _ => with_section(&original, row, &[&length, tail].concat()),
                };
                let (result, peak) = peak_of(|| {
                    Pack::open(crafted.clone()).and_then(|pack| pack.body(StatementIdx(0)).map(drop))
                });
                assert!(result.is_err(), "row {row}");
                assert!(peak <= MEMORY_BASE, "{peak} bytes for a stated length");
            }
        }
        // A number of sections, and a place and a length of each section.
        let rows = (0..5).flat_map(|row| [8, 16].map(|at| HEADER_LEN + row * ROW_LEN + at));
        for at in [12, 16, 24].into_iter().chain(rows) {
            for width in [4, 8] {
                let mut crafted = original.clone();
                crafted[at..at + width].fill(0xFF);
                assert!(check_crafted(crafted).is_err(), "byte {at}");
            }
        }
        // The length of the first statement's words; how many groups of blocks, how many blocks, how long they are.
        for (row, at) in
            [(BODY_TABLE, 0), (BLOCK_TABLE, 4), (BLOCK_TABLE, 12), (BLOCK_TABLE, 24), (BLOCK_TABLE, 28)]
        {
            let table = section(&original, row).expect("an undamaged pack").start;
            let mut crafted = original.clone();
            crafted[table + at..table + at + 4].fill(0xFF);
            assert!(check_crafted(crafted).is_err());
        }
    }
}

#[test]
fn a_crafted_file_costs_a_fixed_multiple_of_itself() {
    let original = small_pack();
    // Metadata of nothing but empty strings: five empty strings, then so many sides, or aliases of so many
    // spellings; each takes as few bytes as it can. Then one statement of so many speakers.
    for n_elements in [1000_usize, 40_000, 300_000] {
        let count = varint(n_elements as u64);
        let sides = [&[0; 4][..], &count, &vec![0; 2 * n_elements], &[0; 5]].concat();
        let spellings = [&[0; 9][..], &[1, 0], &count, &vec![0; n_elements]].concat();
        for (row, content) in [(INFO, sides), (INFO, spellings)] {
            assert_eq!(check_crafted(with_section(&original, row, &content)), Ok(()));
        }
        // Equal ids: decoded in full, then refused.
        let statements = [&count[..], &vec![0; 20 * n_elements]].concat();
        assert!(check_crafted(with_section(&original, STATEMENTS, &statements)).is_err());
        // Blocks without words, of seven bytes each; their names are all of one hash.
        let blocks = [&[1][..], &count, &[1, 0, 0, 0, 0, 0, 0].repeat(n_elements)].concat();
        assert_eq!(check_crafted(with_words(&blocks)), Ok(()));
        // Paragraphs of one letter, and those of none.
        for line in ["x\n\n", "\n\n"] {
            let text = line.repeat(n_elements) + "x";
            let lines = [&[0][..], &varint(text.len() as u64), text.as_bytes()].concat();
            assert_eq!(check_crafted(with_words(&lines)), Ok(()));
            let too_long = [&[0][..], &varint(30 * text.len() as u64), text.as_bytes()].concat();
            assert_eq!(check_crafted(with_words(&too_long)), Ok(()));
        }
    }
}

#[test]
fn a_block_that_inflates_to_more_than_it_may_is_refused() {
    let original = squeezed_pack();
    let table = section(&original, BLOCK_TABLE).expect("an undamaged pack").start;
    // Two groups before the rows; the decoded length is a row's second number.
    let at = table + 24 + 4;
    let len = u32::from_le_bytes(original[at..at + 4].try_into().expect("four bytes"));
    for other in [0, 1, len - 1, len + 1, 2 * len, u32::MAX] {
        let mut crafted = original.clone();
        crafted[at..at + 4].copy_from_slice(&other.to_le_bytes());
        assert!(check_crafted(crafted).is_err(), "{other} bytes for {len}");
    }
}

#[test]
fn opening_costs_memory_by_metadata_and_not_by_texts() {
    let opened = |n_paragraphs: usize| {
        let bytes = write(&corpus(200, n_paragraphs), &Part::default(), Squeeze::Never);
        let len = bytes.len();
        let (pack, peak) = peak_of(|| Pack::open(bytes));
        assert!(pack.is_ok());
        (len, peak)
    };
    let ((short_len, short_peak), (long_len, long_peak)) = (opened(1), opened(200));
    assert!(long_len > 50 * short_len / 4, "{short_len} and {long_len} bytes");
    // A block of 64 KB costs a row in two tables.
    let more = long_peak.saturating_sub(short_peak);
    assert!(more < long_len / 256, "{more} bytes more for {long_len}");
}

proptest! {
    #[test]
    fn random_bytes_anywhere(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let original = if changes.len() % 2 == 0 { squeezed_pack() } else { small_pack() };
        let mut damaged = original.clone();
        for (at, value) in changes {
            damaged[at.index(original.len())] = value;
        }
        check_damaged(damaged, &original);
    }

    #[test]
    fn stretches_lost_doubled_or_put_in(
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        put_in in prop::collection::vec(any::<u8>(), 0..40),
        doubled in any::<bool>(),
    ) {
        let original = small_pack();
        let (from, to) = (from.index(original.len()), to.index(original.len()));
        let (from, to) = (from.min(to), from.max(to));
        let middle = if doubled { &original[from..to] } else { &[] };
        let damaged = [&original[..from], middle, &put_in, middle, &original[to..]].concat();
        check_damaged(damaged, &original);
    }

    #[test]
    fn foreign_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Pack::open(bytes).is_err());
    }

    #[test]
    fn foreign_bytes_behind_a_right_beginning(bytes in prop::collection::vec(any::<u8>(), 60..400)) {
        let original = small_pack();
        let mut bytes = [&original[..12], &bytes].concat();
        prop_assert!(Pack::open(bytes.clone()).is_err());
        bytes[12..16].copy_from_slice(&4_u32.to_le_bytes());
        let len = bytes.len() as u64;
        bytes[16..24].copy_from_slice(&len.to_le_bytes());
        bytes[24..32].copy_from_slice(&len.to_le_bytes());
        prop_assert!(check_crafted(bytes).is_err());
    }

    #[test]
    fn crafted_bytes_with_right_checksums(
        row in prop::sample::select(vec![INFO, STATEMENTS, BODY_TABLE, BLOCK_TABLE, 4, BLOCKS]),
        squeezed in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut crafted = if squeezed { squeezed_pack() } else { small_pack() };
        let range = section(&crafted, row).expect("an undamaged pack");
        for (at, value) in changes {
            crafted[range.start + at.index(range.len())] = value;
        }
        let _ = check_crafted(crafted);
    }

    #[test]
    fn crafted_sections_with_right_checksums(row in prop::sample::select(vec![INFO, STATEMENTS, BODY_TABLE, BLOCK_TABLE, 4, BLOCKS]), squeezed in any::<bool>(), content in prop::collection::vec(any::<u8>(), 0..300)) {
        let original = if squeezed { squeezed_pack() } else { small_pack() };
        let _ = check_crafted(with_section(&original, row, &content));
    }

    #[test]
    fn crafted_headers_with_right_checksums(
        changes in prop::collection::vec((12..HEADER_LEN + 5 * ROW_LEN, any::<u8>()), 1..4),
    ) {
        let mut crafted = small_pack();
        for (at, value) in changes {
            crafted[at] = value;
        }
        let _ = check_crafted(crafted);
    }
}
