//! The head of the ledger: how much there is, of which class and in which text. It stands there however the panel is.

use super::Desk;
use super::jump::link;
use super::ledger::{CLASSES, class_name, is_shown, shown_name, table_id};
use super::open::{Opened, Shown};
use super::sheet::Way;
use crate::components::maybe;
use crate::messages::{counted, number};
use leptos::prelude::*;

/// Links to all facts, to those of both, to those of one text alone, and to each class.
pub fn head(desk: Desk) -> AnyView {
    let Desk { ways, opened, whole, .. } = desk;
    let Some(whole) = whole.get() else { return ().into_any() };
    let rows = whole.ledger();
    if rows.is_empty() {
        return view! { <p class="panel__hint">"No name, number, date or quotation was found in these texts."</p> }
            .into_any();
    }
    let chip = |shown: Shown| {
        // The reader is there already.
        let way = Way::Panel(shown.id(), String::new());
        let count = rows.iter().filter(|row| is_shown(row, shown)).count();
        let current =
            maybe(move || opened.with(|opened: &Opened| (opened.ledger == Some(shown)).then_some("true")));
        view! {
            <li>
                <a class="chip" href=ways.href(&way) data-way=way.write() aria-current=current>
                    {shown_name(whole.texts(), shown)}" "<span class="figure">{number(count)}</span>
                </a>
            </li>
        }
    };
    let chips = Shown::offered(whole.texts()).map(chip).collect_view();
    let class = |class| {
        let count = rows.iter().filter(|row| row.class == class).count();
        let (one, many) = class_name(class);
        let way = Way::Panel(Shown::All.id(), table_id(class));
        (count > 0).then(|| view! { <li>{link(ways, counted(count, one, many), String::new(), &way)}</li> })
    };
    let classes = CLASSES.into_iter().filter_map(class).collect_view();
    view! {
        <ul class="chips" aria-label="Facts shown">{chips}</ul>
        <ul class="panel__classes" aria-label="Facts by class">{classes}</ul>
    }
    .into_any()
}
