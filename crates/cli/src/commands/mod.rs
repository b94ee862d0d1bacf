//! The subcommands, one file each: its arguments with their help, and `run`, which gives the exit code.
//!
//! Exit codes are the same for all: 0 it worked, 1 it worked and the answer is no (the corpus has errors, nothing
//! was found), 2 it could not be done.

pub mod check;
pub mod cite;
pub mod compare;
pub mod import;
pub mod new;
mod opening;
pub mod pack;
mod preparing;
mod progress;
pub mod search;
pub mod serve;
pub mod site;
