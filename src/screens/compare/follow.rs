//! Which texts are read and compared when: the address's, anew when it changes.
//!
//! Does not live here: reading and comparing (`load`), or what is shown of it.

use super::{Trouble, Work, forms, load};
use crate::browser::{self, History};
use crate::routes::CompareState;
use crate::state::{use_library, use_navigation, use_own_texts};
use leptos::prelude::*;
use std::sync::Arc;

/// Reads the texts that the address names and compares them, anew when it names others or another least score.
pub fn follow(work: Work) {
    let Work { state, loaded, compared, usual, trouble, .. } = work;
    let (library, own) = (use_library(), use_own_texts());
    // After a reload the address may name a text that the reader then pastes again: how many are there counts too.
    let ids = Memo::new(move |_| {
        let ids = state.with(CompareState::ids);
        let own_here = ids.iter().filter(|id| own.title(id).is_some()).count();
        (ids, own_here, state.with(|state| state.is_pasting))
    });
    let least = Memo::new(move |_| state.with(|state| state.least));
    let navigation = use_navigation();
    Effect::new(move |before: Option<()>| {
        let wanted = ids.get();
        // Other texts are read from their beginning, unless the browser brings back a place in them.
        if before.is_some() && !navigation.has_come_back() {
            browser::scroll_to_top();
        }
        loaded.set(None);
        compared.set(None);
        usual.set(None);
        if let Some(route) = forms::meant(library, &state.get_untracked()) {
            trouble.set(None);
            return navigation.visit(route, History::Replace);
        }
        let chosen: Vec<String> = wanted.0.iter().filter(|id| !id.is_empty()).cloned().collect();
        let unchosen = wanted.0.iter().take(2).any(String::is_empty);
        if unchosen {
            // A single side that does not exist is a broken link, not half a choice.
            let one = chosen.first().cloned();
            let is_known =
                one.as_ref().is_none_or(|id| library.statement(id).is_some() || own.title(id).is_some());
            trouble.set(Some(match one {
                Some(id) if !is_known => Trouble::Unknown(id),
                _ if wanted.2 => Trouble::Pasting,
                one => Trouble::Unchosen(one),
            }));
            browser::start(load::warm_up());
            return;
        }
        trouble.set(None);
        browser::start(async move {
            let found = load::load(library, own, &chosen).await;
            // Meanwhile the reader may have gone on to other texts, or away.
            if ids.try_get_untracked().as_ref() == Some(&wanted) {
                match found {
                    Ok(texts) => loaded.set(Some(Arc::new(texts))),
                    Err(reason) => trouble.set(Some(reason)),
                }
            }
        });
    });
    Effect::new(move |_| {
        let (Some(texts), score) = (loaded.get(), least.get()) else { return };
        browser::start(async move {
            let is_wanted = || {
                let is_here =
                    loaded.try_get_untracked().flatten().is_some_and(|other| Arc::ptr_eq(&other, &texts));
                is_here && least.try_get_untracked() == Some(score)
            };
            let early = |rows| {
                if is_wanted() {
                    compared.set(Some(rows));
                }
            };
            let found = match load::compare(library, &texts, score, &is_wanted, Some(&early)).await {
                _ if !is_wanted() => return,
                Ok(Some(found)) => found,
                Ok(None) => return,
                Err(reason) => return trouble.set(Some(reason)),
            };
            let now = (found.paired(), found.applied());
            compared.set(Some(Arc::new(found)));
            if score.is_none() {
                usual.set(Some(now));
            } else if usual.get_untracked().is_none() {
                // What the score changes can only be told beside what is usual.
                browser::pause().await;
                let found = load::compare(library, &texts, None, &is_wanted, None).await;
                if let Ok(Some(found)) = found
                    && is_wanted()
                {
                    usual.set(Some((found.paired(), found.applied())));
                }
            }
        });
    });
}
