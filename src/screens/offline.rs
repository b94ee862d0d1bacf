//! What readers are told about reading offline: that a newer edition is ready, and what their browser keeps.
//!
//! The notice is quiet: it is read aloud when there is time, takes no focus, and nothing changes before the reader says so.

use crate::browser::{self, Kept};
use crate::components::{Notice, NoticeKind, text, when};
use crate::messages::number;
use crate::state::use_own_texts;
use leptos::prelude::*;

/// The id of the sentence on what is kept.
const FACT: &str = "offline";

/// Offers the newer edition of the site, once there is one.
#[component]
pub fn NewerEdition() -> impl IntoView {
    let own_texts = use_own_texts();
    let is_ready = RwSignal::new(browser::is_newer_ready());
    follow(move || is_ready.set(browser::is_newer_ready()));
    let is_put_off = RwSignal::new(false);
    view! {
        // The region is there before its words: only then are they read aloud.
        <div class="newer" aria-live="polite">
            {when(move || is_ready.get() && !is_put_off.get(), move || view! {
                <Notice kind=NoticeKind::Plain title="A newer edition of this site is ready.">
                    {when(move || !own_texts.all().is_empty(), || view! {
                        <p>"Reloading the page ends the texts that you pasted."</p>
                    }.into_any())}
                    <p class="newer__ways">
                        <button type="button" class="button button--strong" on:click=move |_| browser::show_newer()>"Reload"</button>
                        <button type="button" class="button" on:click=move |_| is_put_off.set(true)>"Later"</button>
                    </p>
                </Notice>
            }.into_any())}
        </div>
    }
}

/// What this browser keeps of the site, in a sentence; nothing where the site does not ask for it.
#[component]
pub fn OfflineFact() -> impl IntoView {
    let kept = RwSignal::new(browser::kept_offline());
    follow(move || kept.set(browser::kept_offline()));
    when(
        move || kept.get().is_some(),
        move || {
            view! {
                <div class="fact"><dt>"Offline"</dt><dd id=FACT tabindex="-1">
                    {text(move || kept.get().map(sentence).unwrap_or_default())}
                    {when(move || matches!(kept.get(), Some(Kept::Some(..))), move || view! {
                        " "<button type="button" class="button" on:click=move |_| {
                            browser::keep_all();
                            // The button goes; what comes in its place is read.
                            browser::focus(FACT);
                        }>{text(move || kept.get().map(offer).unwrap_or_default())}</button>
                    }.into_any())}
                </dd></div>
            }
            .into_any()
        },
    )
}

/// What the button says that has all of it kept.
fn offer(kept: Kept) -> String {
    let megabytes = if let Kept::Some(_, _, megabytes) = kept { megabytes } else { 0 };
    format!("Keep all of it for reading offline ({} MB)", number(megabytes))
}

/// Calls `listener` whenever the browser says something new, for as long as the component stands.
fn follow(listener: impl Fn() + 'static) {
    let listening = StoredValue::new_local(browser::on_offline(listener));
    on_cleanup(move || listening.dispose());
}

fn sentence(kept: Kept) -> String {
    match kept {
        Kept::Coming(None) => {
            "Your browser is storing this site, to read it without a connection.".to_owned()
        }
        Kept::Coming(Some((some, all))) => {
            format!("Your browser is storing all texts: {} of {} files.", number(some), number(all))
        }
        Kept::Whole => "Your browser keeps all of this site; it can be read without a connection.".to_owned(),
        Kept::Some(some, all, _) => format!(
            "Your browser keeps the program and {} of the {} files of texts, those read so far; the others need a connection.",
            number(some),
            number(all)
        ),
        Kept::Nothing => "Your browser does not keep this site, so it needs a connection.".to_owned(),
    }
}
