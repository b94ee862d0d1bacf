//! One folder a screen; each shows its façade here and keeps its parts to itself. Screens do not use each other.

mod about;
mod browse;
mod cite;
mod compare;
mod event_accounts;
mod events;
mod for_paper;
mod header;
mod keyboard;
mod looks;
mod offline;
mod read;
mod share;
mod statement;

pub use about::About;
pub use browse::{BUTTON_ID, Browse, FILTERS_ID, provide_start};
pub use compare::{Compare, names as compared_names};
pub use events::{Event, Events};
pub use header::{Header, SEARCH_ID};
pub use keyboard::keyboard;
pub use offline::NewerEdition;
pub use read::Read;
