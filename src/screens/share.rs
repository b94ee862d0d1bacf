//! What there is to share of a view: its address, and what it will show.

use crate::browser;
use crate::components::{Icon, IconName, dynamic, text, unfold_with};
use leptos::prelude::*;

/// Id of the button.
pub const SHARE_ID: &str = "share";
const LINK_ID: &str = "share-link";

/// Whether an address is the end of one: of a page opened from disk that does not say where it stands for all.
fn is_end(address: &str) -> bool {
    address.starts_with('#')
}

/// The beginning of the sentence that says what an address shows.
fn whoever(address: &str) -> String {
    let whoever = match is_end(address) {
        true => {
            "This site is a file, so only the end of its address is known. Put this behind the address of the file; whoever opens both together sees "
        }
        false => "Whoever opens this link sees ",
    };
    whoever.to_owned()
}

/// What is said of an address once it is copied.
pub fn copied_link(address: &str) -> &'static str {
    if is_end(address) { "Copied: put it behind the address of the file" } else { "Link copied" }
}

/// The button and what it opens. `shows` says in words what the address will show; it is asked again whenever what it
/// reads changes, and the address with it.
pub fn share(shows: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    share_at(text(shows), text(browser::shared_address))
}

/// The same for an address that need not be the present one.
pub fn share_at(shows: Signal<String>, shared: Signal<String>) -> AnyView {
    let route = crate::state::use_navigation().route();
    let told = RwSignal::new("");
    // What is shown and its address change together.
    let address = text(move || {
        shows.track();
        route.track();
        shared.get()
    });
    let copy = move |_| {
        browser::copy(address.get_untracked(), move |copied| {
            if !copied {
                browser::select_all(LINK_ID);
            }
            // Meanwhile the reader may have gone elsewhere.
            let _ = told.try_set(match copied {
                true => copied_link(&address.get_untracked()),
                false => "This browser does not let a page copy. The link is selected: copy it by hand.",
            });
        });
    };
    let pass_on = move |_| browser::pass_on(&shows.get_untracked(), &address.get_untracked());
    let further = browser::can_pass_on().then(|| {
        view! { <button type="button" class="button" on:click=pass_on>"Share…"</button> }
    });
    let inside = view! {
        <p>{text(move || whoever(&address.get()))}{move || shows.get()}"."</p>
        <input id=LINK_ID class="share__link" type="text" readonly aria-label="Link" prop:value=address />
        <button type="button" class="button" on:click=copy>"Copy link"</button>
        {further}
        <p class="export__told" aria-live="polite">{dynamic(move || told.get().into_any())}</p>
    };
    let face = view! { <Icon name=IconName::Share />"Share" };
    unfold_with(SHARE_ID, "export share", "button", face.into_any(), inside.into_any())
}
