//! The few glyphs of the interface, inlined. Paths after Lucide (ISC licence, see NOTICE).

use leptos::prelude::*;

/// Which glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconName {
    /// A magnifying glass.
    Search,
    /// A large letter and a small one.
    TextSize,
    /// A cross.
    Close,
    /// A circle with a bar: leave out.
    Exclude,
    /// Two arrows: exchange.
    Swap,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A funnel.
    Filter,
    /// Two columns.
    Compare,
    /// A chain link.
    Link,
    /// Three dots: more.
    More,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Three points joined: share.
    Share,
    /// A star: keep.
    Star,
}

impl IconName {
    /// SVG path data on a 24 × 24 grid.
    fn path(self) -> &'static str {
        match self {
            IconName::Search => "M21 21l-4.3-4.3M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0z",
            IconName::TextSize => {
                "m15 16 2.5-7.3a1 1 0 0 1 2 0L22 16M15.7 14h5.6M2 16l4-9.7a.5.5 0 0 1 1 0L11 16M3.3 13h6.4"
            }
            IconName::Close => "M18 6 6 18M6 6l12 12",
            IconName::Exclude => "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM8 12h8",
            IconName::Swap => "M8 3 4 7l4 4M4 7h16M16 21l4-4-4-4M20 17H4",
            IconName::Up => "M12 19V5M5 12l7-7 7 7",
            IconName::Down => "M12 5v14M19 12l-7 7-7-7",
            IconName::Filter => "M3 6h18M7 12h10M10 18h4",
            IconName::Star => "M12 3l2.8 5.7 6.2.9-4.5 4.4 1.1 6.2-5.6-2.9-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z",
            IconName::More => "M5 12h.01M12 12h.01M19 12h.01",
            IconName::Left => "m15 18-6-6 6-6",
            IconName::Right => "m9 18 6-6-6-6",
            IconName::Share => {
                "M21 5a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM9 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM21 19a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM8.6 13.5l6.8 4M15.4 6.5l-6.8 4"
            }
            IconName::Compare => "M12 3v18M3 5h18v14H3z",
            IconName::Link => {
                "M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7l-1.7 1.7M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7l1.7-1.7"
            }
        }
    }
}

/// A glyph beside or in place of words. It carries no name of its own: the control around it does.
#[component]
pub fn Icon(
    /// Which glyph.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=name.path() />
        </svg>
    }
}
