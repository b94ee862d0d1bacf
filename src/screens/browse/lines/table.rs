//! The lines in sight, as rows of a table.

use super::window::{self, Window};
use super::{Lines, Loaded};
use crate::browser;
use crate::components::{dynamic, flag, text};
use crate::messages::{counted, date, line_of, number, publisher, speakers};
use crate::routes::{BrowseState, ReadState, Route};
use demarche_corpus::Completeness;
use demarche_search::{Line, LineSort, Request};
use leptos::prelude::*;

/// The id of the element that scrolls.
pub(super) const SCROLLER: &str = "lines";
/// The id of the element that is as high as all rows.
const ROWS: &str = "lines-rows";
/// What the ids of links in rows begin with.
const ROW: &str = "line-";
/// Paper has no more lines than this.
const MOST_PRINTED: u32 = 1000;

/// The table.
pub(super) fn table(lines: Lines, state: Memo<BrowseState>) -> AnyView {
    let total =
        Memo::new(move |_| lines.loaded.with(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.total)));
    // Rows are drawn anew when others come in sight, not with each pixel.
    let drawn = Memo::new(move |_| lines.window.with(|window| (window.first, window.len)));
    let measure = move || {
        // Asked for later, this may come when another table stands in the place of this one.
        let (Some(total), Some(before)) = (total.try_get_untracked(), lines.window.try_get_untracked())
        else {
            return;
        };
        let Some(place) = browser::scrolled(SCROLLER, ROWS) else { return };
        let now = window::window(place, total);
        if now == before {
            return;
        }
        // The rows' elements are used again for other rows: the focus goes along with its row.
        let focused = browser::focused_id();
        lines.window.set(now);
        if let Some(row) = focused.strip_prefix(ROW).and_then(|row| row.parse::<u32>().ok())
            && now.first != before.first
        {
            let is_drawn = (now.first..now.first + now.len).contains(&row);
            browser::start(async move {
                // The rows are drawn anew in this pause, and no key comes in between.
                leptos::task::tick().await;
                browser::focus(if is_drawn { &focused } else { SCROLLER });
            });
        }
    };
    Effect::new(move |_| {
        total.track();
        state.with(|state| state.lines.width);
        browser::later(measure);
    });
    let resized = StoredValue::new_local(browser::on_resize(measure));
    on_cleanup(move || drop(resized.try_update_value(Option::take)));
    let printing =
        StoredValue::new_local(browser::on_print(move |is_on| if is_on { print(lines) } else { measure() }));
    on_cleanup(move || printing.dispose());

    let rows = move || {
        let (first, len) = drawn.get();
        let Some(loaded) = lines.loaded.get() else { return ().into_any() };
        let q = loaded.base.focus.clone().unwrap_or_else(|| loaded.base.request.text.clone());
        let end = first.saturating_add(len).min(loaded.total);
        (first..end).map(|at| row(lines, &loaded, at, &q)).collect_view().into_any()
    };
    let shift = text(move || format!("translateY({}px)", lines.window.with(|window| window.shift)));
    let is_tall = move |from: u8| state.with(|state| state.lines.width >= from);
    view! {
        <p class="lines__seen">
            {text(move || seen(lines))}
            <span class="lines__printed">{text(move || left_out(lines))}</span>
        </p>
        <div id=SCROLLER class="lines" class:lines--two=flag(move || is_tall(12)) class:lines--four=flag(move || is_tall(20)) class:lines--seven=flag(move || is_tall(40))
            tabindex="0" role="region" aria-label="Lines, scrolling" on:scroll=move |_| measure()>
            <div role="table" aria-label="Concordance" aria-rowcount=text(move || (total.get() + 1).to_string())>
                <div role="rowgroup" class="lines__head">
                    <div role="row" class="line" aria-rowindex="1">
                        <div role="columnheader" class="line__before">"Before"</div>
                        <div role="columnheader" class="line__match">"Match"</div>
                        <div role="columnheader" class="line__after">"After"</div>
                        <div role="columnheader" class="line__place">"Statement"</div>
                    </div>
                </div>
                <div role="presentation" id=ROWS class="lines__rows" style:--rows=text(move || window::height(total.get()).to_string())>
                    <div role="rowgroup" class="lines__window" style:transform=shift>{dynamic(rows)}</div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Puts all lines into the page, as far as paper takes them.
fn print(lines: Lines) {
    let total = lines.loaded.with_untracked(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.total));
    let len = total.min(MOST_PRINTED);
    let all = Window { first: 0, len, shift: 0, seen_from: 0, seen_to: len };
    lines.ask_for(lines.base.get_untracked(), all);
    let shown = lines.loaded.with_untracked(|loaded| match loaded {
        // Those of a large corpus come later than paper waits: what is here is printed.
        Some(loaded) if !loaded.has(all) => {
            let (first, len) = (loaded.first, loaded.lines.len() as u32);
            Window { first, len, seen_from: first, seen_to: first + len, ..all }
        }
        _ => all,
    });
    lines.window.set(shown);
}

/// Which lines are in sight, of how many.
fn seen(lines: Lines) -> String {
    lines.loaded.with(|loaded| {
        let Some(loaded) = loaded else { return String::new() };
        let Window { seen_from, seen_to, .. } = lines.window.get();
        let all = counted(loaded.total as usize, "line", "lines");
        let mut sentence = match seen_to {
            0 => all,
            _ => format!("Lines {}–{} of {all}", number(seen_from as usize + 1), number(seen_to as usize)),
        };
        // One group alone is named by its chip.
        if loaded.base.only_group.is_none()
            && let Some(group) = loaded.group(seen_from)
        {
            sentence.push_str(&format!(" · {}", group.label));
        }
        sentence
    })
}

/// What paper leaves out, and where it is.
fn left_out(lines: Lines) -> String {
    let total = lines.loaded.with(|loaded| loaded.as_ref().map_or(0, |loaded| loaded.total));
    let Window { seen_from, seen_to, .. } = lines.window.get();
    match total.saturating_sub(seen_to - seen_from.min(seen_to)) {
        0 => String::new(),
        rest => {
            format!(". {} left out here; an export has all", counted(rest as usize, "line is", "lines are"))
        }
    }
}

/// One row; an empty one while its line is on its way.
fn row(lines: Lines, loaded: &Loaded, at: u32, q: &str) -> AnyView {
    let begins_group = at > 0
        && loaded.base.only_group.is_none()
        && loaded.group(at).map(|group| &group.id) != loaded.group(at - 1).map(|group| &group.id);
    let no_line = Line {
        statement: demarche_corpus::StatementIdx(u32::MAX),
        anchor: String::new(),
        before: String::new(),
        matched: String::new(),
        after: String::new(),
        cut_before: false,
        cut_after: false,
        start: 0,
        end: 0,
    };
    let line = loaded.line(at).cloned().unwrap_or(no_line);
    let Place { lead, name, whole, lang, href } = place(lines, &line, q);
    // Each a part with a direction of its own, and cut by itself: a title from right to left after a speaker from left
    // to right in one stretch of text would be cut where it begins.
    let lead = lead.into_iter().enumerate().filter(|(_, words)| !words.is_empty());
    let lead = lead.map(|(at, words)| {
        view! { <span class="line__lead" class:line__who={at == WHO} dir="auto">{words}</span>" " }
    });
    let lead = lead.collect_view();
    // Blanks at the edge of an element are not drawn; without one, the match and its neighbour are one stretch of text.
    let is_apart = [line.before.ends_with(char::is_whitespace), line.after.starts_with(char::is_whitespace)];
    view! {
        <div role="row" class="line" class:line--begins=begins_group aria-rowindex=(at + 2).to_string()>
            <div role="cell" class="line__before" class:line__apart=is_apart[0] class:line__cut=line.cut_before lang=lang.clone()><bdi>{line.before}</bdi></div>
            <div role="cell" class="line__match" lang=lang.clone()><mark>{line.matched}</mark></div>
            <div role="cell" class="line__after" class:line__apart=is_apart[1] class:line__cut=line.cut_after lang=lang.clone()><bdi>{line.after}</bdi></div>
            <div role="cell" class="line__place">{lead}<a id=format!("{ROW}{at}") class="line__title" href=(!href.is_empty()).then_some(href) title=whole lang=lang dir="auto">{name}</a></div>
        </div>
    }
    .into_any()
}

/// Which part of what leads a title is who speaks: it gives way where there is little room.
const WHO: usize = 2;

/// Where a line stands.
#[derive(Default)]
struct Place {
    /// That it is of a digest or an excerpt; the date, if lines are sorted by it; who speaks. Any may be empty.
    lead: [String; 3],
    /// How the statement is called.
    name: String,
    /// All of it, of which the row may show the beginning alone.
    whole: String,
    /// The language of the statement.
    lang: String,
    /// The address of the line in it; empty while the line is on its way.
    href: String,
}

fn place(lines: Lines, line: &Line, q: &str) -> Place {
    lines.library.with_pack(|pack| {
        let Some(statement) = pack.statement(line.statement) else {
            return Place { name: "…".to_owned(), ..Place::default() };
        };
        let who = speakers(pack.info(), statement);
        let who = if who.is_empty() { publisher(pack.info(), statement) } else { who };
        let (title, day) = (statement.title.clone(), date(statement.date));
        let whole = line_of([title.clone(), who.clone(), day.clone()]);
        // What is cut at the end is said elsewhere too; what the lines are sorted by is not, nor who speaks, unless the
        // title begins with it.
        let sort = lines.base.with_untracked(|base| base.sort);
        let is_dated = matches!(sort, LineSort::Newest | LineSort::Oldest);
        let is_led = sort == LineSort::Speaker || !begins_with_name(&title, &who);
        let (day, last) = if is_dated { (day, String::new()) } else { (String::new(), day) };
        let (who, then) = if is_led { (who, String::new()) } else { (String::new(), who) };
        let name = line_of([title, then, last]);
        // Nor is it cut that the line is not of the words as they were said.
        let how = match statement.completeness {
            Completeness::Digest | Completeness::Excerpt => statement.completeness.label().to_owned(),
            Completeness::Full | Completeness::Unstated => String::new(),
        };
        let passage = Some(line.anchor.clone()).filter(|anchor| !anchor.is_empty());
        let filters = lines.base.with_untracked(|base| base.request.filters.clone());
        let found = Request { text: q.to_owned(), filters, ..Request::default() };
        let read = ReadState { id: statement.id.clone(), found, passage, hit: None };
        Place {
            lead: [how, day, who],
            name,
            whole,
            lang: statement.lang.clone(),
            href: Route::Read(read).href(),
        }
    })
}

/// Whether one of the first words of a title is a name's last.
fn begins_with_name(title: &str, name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(3);
    words.any(|word| word == last)
}
