//! The app: screens over the libraries, in the reader's browser.
//!
//! Lives here: addresses ([`routes`]), shared state ([`state`]), screens, widgets, the drawing of ranges, the
//! worker that searches a large corpus, the glue to the platform. Does not live here: anything that thinks about texts; that is `demarche-search` and
//! `demarche-compare`. The view is a function of the address and the pack.

mod app;
pub mod browser;
pub mod components;
pub mod messages;
pub mod routes;
pub mod screens;
pub mod start;
pub mod state;
pub mod text_view;
pub mod worker;
