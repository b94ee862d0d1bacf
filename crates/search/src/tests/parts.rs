//! Questions that are answered in several steps: lines being sorted, exports in parts, and what words of keyness open.

use super::fixture::{body, engine, small, statement};
use crate::export::{About, Export, LINE_COLUMNS, Notation, RESULT_COLUMNS, line_row, result_row};
use crate::service::answer;
use crate::{
    Engine, ExportRequest, Exported, KeynessRequest, LineSort, LinesRequest, Question, Reply, Request,
    keyness, lines,
};
use demarche_corpus::source::Corpus;

fn words(text: &str) -> Request {
    Request { text: text.to_owned(), ..Request::default() }
}

/// Statements enough for several parts.
fn many() -> Corpus {
    let texts =
        ["The ferry left, and the ferry came back; \"late\", they said.", "No ship.", "=A ferry, once."];
    let one = |n: usize| {
        let title = format!("Report {n}");
        (statement(&format!("s{n:03}"), &title, "2031-05-02"), body(&[texts[n % 3], texts[(n + 1) % 3]]))
    };
    Corpus { info: Default::default(), statements: (0..450).map(one).collect() }
}

/// All parts of an export put together.
fn file(engine: &Engine, rows: &Exported, notation: Notation) -> String {
    let about = About { query: "ferry".to_owned(), date: "2031-06-01".to_owned(), ..About::default() };
    let (mut text, mut first) = (String::new(), 0);
    loop {
        let request = ExportRequest { rows: rows.clone(), notation, about: about.clone(), first };
        let Ok(Reply::Part(part)) = answer(engine, &Question::Export(request)) else { panic!("a part") };
        text.push_str(&part.text);
        match part.next {
            Some(next) => first = next,
            None => return text,
        }
    }
}

fn at_once(engine: &Engine, notation: Notation, rows: &Exported) -> String {
    let about = About {
        query: "ferry".to_owned(),
        date: "2031-06-01".to_owned(),
        pack: engine.pack().checksum().to_owned(),
        ..About::default()
    };
    let pack = engine.pack();
    match rows {
        Exported::Lines(request) => {
            let mut export = Export::new(notation, about, LINE_COLUMNS);
            let all = lines(engine, &LinesRequest { limit: u32::MAX, ..request.clone() }).expect("sound");
            all.lines.iter().for_each(|line| export.row(line_row(pack, line)));
            export.finish()
        }
        Exported::List(request) => {
            let mut export = Export::new(notation, about, RESULT_COLUMNS);
            let page = engine.page(request, 0..usize::MAX, 1).expect("sound");
            page.rows.iter().for_each(|row| export.row(result_row(pack, row.idx, row.score, &row.snippets)));
            export.finish()
        }
        _ => panic!("made in one part"),
    }
}

#[test]
fn parts_put_together_are_the_file() {
    let engine = engine(&many());
    for text in ["ferry", "", "nowhere"] {
        let by_word =
            LinesRequest { request: words(text), sort: LineSort::After(1), ..LinesRequest::default() };
        for rows in [Exported::List(words(text)), Exported::Lines(by_word)] {
            for notation in [Notation::Csv, Notation::Json] {
                assert_eq!(
                    file(&engine, &rows, notation),
                    at_once(&engine, notation, &rows),
                    "{text} {rows:?}"
                );
            }
        }
    }
}

#[test]
fn two_sorts_go_on_in_turn_and_a_third_drops_the_older() {
    let engine = engine(&many());
    let ask = |sort: LineSort, offset: u32| {
        let request =
            LinesRequest { request: words("ferry"), sort, offset, limit: 5, ..LinesRequest::default() };
        answer(&engine, &Question::Lines(request)).expect("sound")
    };
    let begun = |sort: LineSort| match ask(sort, 0) {
        Reply::Sorting(progress) => progress,
        other => panic!("more lines than are read at once: {other:?}"),
    };
    let (before, other) = (begun(LineSort::Before(1)), begun(LineSort::After(1)));
    assert_eq!(before, other);
    let Reply::Lines(known) = ask(LineSort::Newest, 7) else { panic!("sorted by what is known") };
    assert_eq!((known.total, known.lines.len()), (before.total, 5));
    // What needs no sort takes the place of one all the same.
    assert_eq!(begun(LineSort::Before(1)), before, "begun anew");
    let other = begun(LineSort::After(1));
    // A table and a file ask in turn; both get on, and both are done.
    let mut done = [before.done, other.done];
    let sorts = [LineSort::Before(1), LineSort::After(1)];
    let mut replies = [None, None];
    while replies.iter().any(Option::is_none) {
        for (at, sort) in sorts.into_iter().enumerate() {
            if replies[at].is_some() {
                continue;
            }
            match ask(sort, 0) {
                Reply::Sorting(now) => {
                    assert!(now.done > done[at], "{sort:?} stands at {now:?}");
                    done[at] = now.done;
                }
                reply => replies[at] = Some(reply),
            }
        }
    }
    for (sort, reply) in sorts.into_iter().zip(replies) {
        let request = LinesRequest { request: words("ferry"), sort, limit: 5, ..LinesRequest::default() };
        assert_eq!(reply, Some(Reply::Lines(lines(&engine, &request).expect("sound"))));
    }
    // The third takes the place of the one that was asked for longest ago.
    let _ = begun(LineSort::Match);
    assert_eq!(begun(LineSort::Before(1)), before, "begun anew");
}

#[test]
fn a_distinctive_word_opens_as_many_lines_as_it_counts() {
    for corpus in [small(), many()] {
        let engine = engine(&corpus);
        let [target, reference] = ["report OR readout", "-readout"].map(words);
        let request = KeynessRequest { target, reference, limit: u32::MAX, ..KeynessRequest::default() };
        let found = keyness(&engine, &request).expect("sound");
        let all = found.of_target.iter().chain(&found.of_reference);
        for keyword in all {
            for (group, count) in [(&request.target, keyword.target), (&request.reference, keyword.reference)]
            {
                let focus = Some(format!("={}", keyword.form));
                let request = LinesRequest { request: group.clone(), focus, ..LinesRequest::default() };
                assert_eq!(lines(&engine, &request).expect("sound").total, count, "{}", keyword.form);
            }
        }
    }
}

#[test]
fn neighbours_are_those_of_the_list() {
    let engine = engine(&many());
    for request in
        [words("ferry"), Request { sort: crate::Sort::Oldest, ..words("ship") }, Request::default()]
    {
        let listed = engine.page(&request, 0..usize::MAX, 0).expect("sound").rows;
        let at = |place: usize| listed.get(place).map(|row| row.idx);
        for place in [0, 1, 149, listed.len() - 1] {
            let idx = at(place).expect("listed");
            let Ok(Reply::Around(Some(around))) =
                answer(&engine, &Question::Around { request: request.clone(), idx })
            else {
                panic!("a place")
            };
            let expected = (place, listed.len(), place.checked_sub(1).and_then(at), at(place + 1));
            assert_eq!((around.place, around.total, around.previous, around.next), expected);
        }
    }
    let none = Question::Around {
        request: words("zeppelin"),
        idx: engine.page(&words("ship"), 0..1, 0).expect("sound").rows[0].idx,
    };
    assert_eq!(answer(&engine, &none), Ok(Reply::Around(None)));
}
