//! What happens around a search: results come into view, a pause is told from typing, recent searches are kept. Asking
//! for the answer does not live here.

use crate::browser::{self, Timer};
use crate::routes::BrowseState;
use crate::state::{Kept, use_navigation, use_searches};
use demarche_search::Request;
use leptos::prelude::*;

/// So many milliseconds after the last letter the reader pauses: then what was typed is spoken of.
const PAUSE: i32 = 600;

/// So many after which a search is one that the reader made, and kept as recent.
const MADE: i32 = 2_000;

/// Follows what is asked for: brings the results into view, tells a pause from typing, and keeps recent searches.
pub(super) fn follow(
    state: Memo<BrowseState>,
    request: Memo<Request>,
    is_settled: RwSignal<bool>,
    is_typed: RwSignal<bool>,
) {
    let (navigation, searches) = (use_navigation(), use_searches());
    let (pause, made) = (Timer::default(), Timer::default());
    let ended = StoredValue::new_local((pause.clone(), made.clone()));
    Effect::new(move |before: Option<Request>| {
        let now = request.get();
        let is_change = before.as_ref().is_some_and(|before| *before != now);
        if is_change {
            let is_typing =
                before.is_some_and(|before| before.text != now.text) && browser::focused_id() == "search";
            is_typed.set(is_typing);
            is_settled.set(!is_typing);
            if !is_typing {
                navigation.typing().set(false);
            }
            if is_typing {
                pause.begin(PAUSE, move || {
                    navigation.typing().set(false);
                    is_settled.set(true);
                });
            }
            if !navigation.has_come_back() {
                browser::scroll_up_to("found");
            }
        }
        made.begin(MADE, move || searches.add(Kept::Recent, &state.get_untracked()));
        now
    });
    on_cleanup(move || {
        ended.with_value(|(pause, made)| (pause.stop(), made.stop()));
        searches.add(Kept::Recent, &navigation.browse_untracked());
    });
}
