//! What the command is made of; the app's build script uses `folder` and `packing` too.

#[cfg(feature = "site")]
pub mod site;
