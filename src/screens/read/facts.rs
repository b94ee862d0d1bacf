//! What is known about a statement: who, when, where, from what source.

use crate::messages;
use crate::routes::{BrowseState, Route};
use crate::state::use_library;
use demarche_corpus::Statement;
use demarche_search::Field;
use leptos::prelude::*;

/// The metadata as a list of terms; each value that can be filtered by leads to all statements that share it.
#[component]
pub fn Facts(
    /// Metadata of the statement.
    statement: Statement,
) -> impl IntoView {
    let library = use_library();
    let date = statement.date.map(|date| date.to_string()).unwrap_or_default();
    let participants = library.with_info(|info| {
        messages::joined(statement.participants.iter().map(|id| messages::participant(info, id)))
    });
    let rows = library.with_info(|info| {
        let topic = |id: &String| {
            info.topics.iter().find(|topic| topic.id == *id).map(|topic| (id.clone(), topic.name.clone()))
        };
        let speaker = |id: &String| {
            info.speakers.iter().find(|speaker| speaker.id == *id).map(|found| {
                let role = if found.role.is_empty() { String::new() } else { format!(", {}", found.role) };
                (id.clone(), format!("{}{role}", found.name))
            })
        };
        let side = |id: &String| {
            info.sides.iter().find(|side| side.id == *id).map(|side| (id.clone(), side.name.clone()))
        };
        let publisher = statement.publisher.clone().map(|id| (id, messages::publisher(info, &statement)));
        let place = Some(statement.place.clone())
            .filter(|place| !place.is_empty())
            .map(|place| (place.clone(), place));
        let kind = statement.kind.map(|kind| (kind.id().to_owned(), kind.label().to_owned()));
        vec![
            (Field::Speaker, statement.speakers.iter().filter_map(speaker).collect::<Vec<_>>()),
            (Field::Side, statement.sides.iter().filter_map(side).collect()),
            (Field::Kind, kind.into_iter().collect()),
            (Field::Place, place.into_iter().collect()),
            (Field::Publisher, publisher.into_iter().collect()),
            (Field::Topic, statement.topics.iter().filter_map(topic).collect()),
        ]
    });
    let own_lang = library.own_lang();
    let rows = rows.into_iter().filter(|(_, values)| !values.is_empty()).map(|(field, values)| {
        let lang = library.lang_of(field);
        let links = values.into_iter().map(|(id, name)| {
            let href = Route::Browse(BrowseState::default().toggle(field, &id, false)).href();
            view! { <dd><a href=href lang=lang.clone()>{name}</a></dd> }
        });
        view! { <div class="fact"><dt>{field.label()}</dt>{links.collect_view()}</div> }
    });
    view! {
        <section>
        <h2 class="aside-title">"About this statement"</h2>
        <dl class="facts">
            <div class="fact"><dt>"Date"</dt><dd><time datetime=date.clone() title=date>{messages::date(statement.date)}</time></dd></div>
            {rows.collect_view()}
            {(!participants.is_empty()).then(|| view! { <div class="fact"><dt>"Took part"</dt><dd lang=own_lang.clone()>{participants}</dd></div> })}
            <SourceLine statement=statement.clone() />
            <Translation statement=statement.clone() />
            {(!statement.note.is_empty()).then(|| view! { <div class="fact"><dt>"Note"</dt><dd lang=own_lang dir="auto">{statement.note.clone()}</dd></div> })}
        </dl>
        </section>
    }
}

/// Where the text was taken from.
#[component]
fn SourceLine(statement: Statement) -> impl IntoView {
    let source = statement.source;
    let title = if source.title.is_empty() { source.url.clone() } else { source.title.clone() };
    // An address is in no language.
    let lang = (!source.title.is_empty()).then(|| statement.lang.clone());
    let name = if source.url.is_empty() {
        view! { <bdi lang=lang>{title.clone()}</bdi> }.into_any()
    } else {
        view! { <a href=source.url.clone() rel="noopener noreferrer external" lang=lang dir="auto">{title.clone()}</a> }
            .into_any()
    };
    let retrieved = source.retrieved.map(|date| format!(", retrieved {}", date.display()));
    (!title.is_empty()).then(|| view! { <div class="fact"><dt>"Source"</dt><dd>{name}{retrieved}</dd></div> })
}

/// The statement that this one translates, and those that translate it.
#[component]
fn Translation(statement: Statement) -> impl IntoView {
    let linked = use_library().with_pack(|pack| {
        let linked = pack.statements().iter().filter(|other| {
            other.translation_of.as_ref() == Some(&statement.id)
                || statement.translation_of.as_ref() == Some(&other.id)
        });
        linked.map(|other| (other.id.clone(), other.title.clone(), other.lang.clone())).collect::<Vec<_>>()
    });
    (!linked.is_empty()).then(|| {
        let links = linked.into_iter().map(|(id, title, lang)| {
            view! { <dd><a href=Route::read(&id, "").href() lang=lang.clone() dir="auto">{title}</a>{format!(" ({lang})")}</dd> }
        });
        view! { <div class="fact"><dt>"Other language"</dt>{links.collect_view()}</div> }
    })
}
