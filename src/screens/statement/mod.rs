//! The words of a statement with their hits, their passages' menu and what is said of their completeness: what the screen
//! of a statement and the pane beside the results both show. Does not live here: what stands around the words on either.

mod article;
mod completeness;
mod elsewhere;
mod hits;
mod menu;
mod menu_view;
mod opened;
mod words;

pub use article::{Words, passage_beside, passage_named};
pub use completeness::completeness;
pub use hits::{HitStepper, step};
pub use menu::Menu;
pub use opened::{Opened, opened, shown};
