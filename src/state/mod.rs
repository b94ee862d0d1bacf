//! What screens share: the corpus and the address. Each is a private type behind one accessor.

mod desk;
mod library;
mod navigation;

pub use desk::{Answered, Asked, Desk, Lane};
pub use library::{Library, PACK_SECTION, provide_library, use_library};
pub use navigation::{Navigation, provide_navigation, use_navigation};
