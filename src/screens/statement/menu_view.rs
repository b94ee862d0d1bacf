//! The menu of a passage as it is drawn, and its keys.

use super::menu::{MENU_ID, Menu};
use super::words::PHRASE_WORDS;
use crate::browser;
use crate::components::dynamic;
use crate::messages::counted;
use crate::routes::{BrowseState, CompareState, Route};
use crate::screens::cite::{CitedPassage, place_of};
use crate::screens::share::copied_link;
use leptos::prelude::*;

impl Menu {
    /// The menu and the sentence on what came of it.
    pub fn view(self) -> AnyView {
        let left = move |event: leptos::ev::FocusEvent| {
            if browser::leaves(&event) {
                self.shut(false);
            }
        };
        let pressed = move |event: leptos::ev::KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => self.shut(true),
                // The focus goes on from where the menu was opened.
                "Tab" => return self.shut(true),
                "ArrowDown" => browser::focus_item(MENU_ID, "next"),
                "ArrowUp" => browser::focus_item(MENU_ID, "previous"),
                "Home" => browser::focus_item(MENU_ID, "first"),
                "End" => browser::focus_item(MENU_ID, "last"),
                _ => return,
            }
            event.prevent_default();
        };
        let menu = move || {
            let Some(passage) = self.at.get() else { return ().into_any() };
            let y = format!("{}px", browser::offset_of(&passage.anchor) + 32);
            let name = format!("Passage {}", passage.number);
            view! {
                <div id=MENU_ID class="menu" role="menu" aria-label=name lang="en" dir="ltr" style:--y=y
                    on:keydown=pressed on:focusout=left>
                    {self.items(&passage)}
                </div>
            }
            .into_any()
        };
        let told = move || match self.told.get() {
            said if said.is_empty() => ().into_any(),
            said => said.into_any(),
        };
        view! { {dynamic(menu)}<p class="told" role="status" lang="en" dir="ltr">{dynamic(told)}</p> }
            .into_any()
    }

    fn items(self, passage: &CitedPassage) -> AnyView {
        let button = |name: &'static str, work: fn(Menu, &CitedPassage)| {
            let passage = passage.clone();
            let press = move |_| {
                self.shut(true);
                work(self, &passage);
            };
            view! { <button type="button" role="menuitem" tabindex="-1" on:click=press>{name}</button> }
                .into_any()
        };
        let link = |name: String, route: Route| {
            view! { <a role="menuitem" tabindex="-1" href=route.href()>{name}</a> }.into_any()
        };
        let copies = self.is_citable().then(|| {
            let copy_link = |menu: Menu, passage: &CitedPassage| {
                let place =
                    menu.statement.with_value(|statement| place_of(&statement.id, Some(&passage.anchor)));
                let address = browser::address_of(&place).unwrap_or(place);
                let done = copied_link(&address);
                menu.copy(
                    address,
                    done,
                    "This browser does not let a page copy. The link is in the address bar.",
                );
            };
            vec![
                button("Copy link", copy_link),
                button("Copy as quotation", |menu, passage| menu.quote(passage)),
            ]
        });
        let id = self.statement.with_value(|statement| statement.id.clone());
        let beside = CompareState {
            passage: Some(passage.anchor.clone()),
            ..CompareState::of(std::slice::from_ref(&id))
        };
        let (phrase, count) = demarche_search::quoted(&passage.words, PHRASE_WORDS);
        let search = (count > 0).then(|| {
            let name = format!("Search for its first {} as they stand", counted(count, "word", "words"));
            link(name, Route::Browse(BrowseState::default().with_text(&phrase)))
        });
        view! {
            {copies}
            {link("Compare with…".to_owned(), Route::Compare(beside))}
            {button("Said elsewhere: its rare words near each other", |menu, passage| menu.said_elsewhere(passage))}
            {search}
        }
        .into_any()
    }
}
