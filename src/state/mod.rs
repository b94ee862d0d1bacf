//! What screens share: the corpus, the address and the reader's own texts. Each is a private type behind one accessor.

mod desk;
mod library;
mod navigation;
mod own_texts;
mod searches;

pub use desk::{Answered, Asked, Desk, Lane};
pub use library::{Library, PACK_SECTION, provide_library, use_library};
pub use navigation::{Navigation, provide_navigation, use_navigation};
pub use own_texts::{OWN_PREFIX, OwnTexts, provide_own_texts, too_long, use_own_texts};
pub use searches::{Kept, Searches, provide_searches, use_searches};
