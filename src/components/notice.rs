//! A boxed sentence with a way on: nothing found, a broken link, a query not understood.

use leptos::prelude::*;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know.
    Plain,
    /// Something is not as the reader asked.
    Warning,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            NoticeKind::Plain => "notice",
            NoticeKind::Warning => "notice notice--warning",
        }
    }
}

/// A boxed sentence. What follows it is the way on.
#[component]
pub fn Notice(
    /// How it is meant.
    kind: NoticeKind,
    /// The sentence.
    #[prop(into)]
    title: String,
    /// What the reader can do next.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=kind.class()>
            <p class="notice__title">{title}</p>
            {children()}
        </div>
    }
}
