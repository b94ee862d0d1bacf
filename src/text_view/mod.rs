//! Byte ranges drawn as nodes: marked text, blocks, differences. No decisions live here, only drawing, and
//! never markup as text.

mod block;
mod compared;
mod marked;
mod nest;
mod segments;

pub use block::{BlockText, HitMark};
pub use compared::{CellMark, compared_text};
pub use marked::marked;
pub use nest::{Nested, nest};
pub use segments::{Segment, segments};
