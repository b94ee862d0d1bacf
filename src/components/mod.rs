//! Widgets that know no domain: they could stand in any app.

mod dynamic;
mod followed;
mod gradual;
mod icon;
mod notice;
mod pager;
mod select;
mod side_letter;
mod unfold;

pub use dynamic::{dynamic, flag, maybe, text, when};
pub use followed::followed;
pub use gradual::{Steps, draw_on};
pub use icon::{Icon, IconName};
pub use notice::{Notice, NoticeKind};
pub use pager::Pager;
pub use select::select;
pub use side_letter::{SIDE_LETTERS, side_letter};
pub use unfold::{unfold, unfold_with};
