//! What the command is made of; the app's build script uses `folder` and `packing` too.

#[cfg(feature = "command")]
pub mod args;
#[cfg(feature = "command")]
pub mod commands;
pub mod folder;
#[cfg(feature = "command")]
pub mod output;
pub mod packing;
#[cfg(feature = "command")]
pub mod publishing;
#[cfg(feature = "command")]
pub mod render;
#[cfg(feature = "serving")]
pub mod serving;
#[cfg(feature = "site")]
pub mod site;
pub mod squeeze;
