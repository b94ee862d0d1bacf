//! What the command is made of; the app's build script uses `folder` and `packing` too.

pub mod folder;
pub mod packing;
#[cfg(feature = "site")]
pub mod site;
