//! Comparing before it is asked for: two long texts, one or both of the reader's own, while the hand is on its way to the
//! button.
//!
//! Lives here: when that begins, what ends it, and what came of it until somebody asks. Does not live here: comparing
//! (`load`). Nothing of it is shown. It goes on in slices, as every comparison does, and ends when the reader types on, leaves
//! the form, or asks.

use super::Trouble;
use super::load::{self, Loaded};
use super::model::Pairwise;
use super::texts::Side;
use crate::browser;
use crate::state::{Library, OwnTexts};
use std::cell::{Cell, RefCell};

/// So many milliseconds without a letter are taken as the end of typing.
const PAUSE: i32 = 300;

/// A text with more bytes than this is not even read before it is asked for: reading it takes a moment by itself.
const MOST_BYTES: usize = 400_000;

/// A text of a comparison that may be asked for.
#[derive(Debug, Clone)]
pub enum Likely {
    /// A text that is chosen already, by its id.
    Chosen(String),
    /// Words that stand in a form.
    Written(String),
}

thread_local! {
    /// Which beginning is the last.
    static TURN: Cell<u32> = const { Cell::new(0) };
    static MADE: RefCell<Option<(Vec<Side>, Pairwise)>> = const { RefCell::new(None) };
}

/// Compares two texts in a while, unless this is asked again before, or for what is wanted indeed.
pub fn compare_soon(library: Library, own: OwnTexts, texts: impl FnOnce() -> Vec<Likely> + 'static) {
    let turn = next_turn();
    browser::after(PAUSE, move || {
        if TURN.get() == turn {
            browser::start(async move {
                // What cannot be compared is told when the reader asks for it.
                let _ = compare(library, own, texts(), turn).await;
            });
        }
    });
}

/// What was compared already, if it is these very texts. It is handed out once, and all else is forgotten.
pub fn taken(sides: &[Side]) -> Option<Pairwise> {
    next_turn();
    let (texts, pair) = MADE.take()?;
    let is_same = |(one, other): (&Side, &Side)| {
        one.statement.lang == other.statement.lang && one.passages == other.passages
    };
    (texts.len() == sides.len() && texts.iter().zip(sides).all(is_same)).then_some(pair)
}

/// Ends what is being compared; what was compared is kept for who asks for it.
pub fn end() {
    next_turn();
}

fn next_turn() -> u32 {
    TURN.set(TURN.get().wrapping_add(1));
    TURN.get()
}

async fn compare(library: Library, own: OwnTexts, texts: Vec<Likely>, turn: u32) -> Result<(), Trouble> {
    if texts.len() != 2 {
        return Ok(());
    }
    let mut sides = Vec::new();
    for text in texts {
        sides.push(match text {
            Likely::Chosen(id) => load::side(library, own, &id).await?,
            Likely::Written(words) if words.len() > MOST_BYTES => return Ok(()),
            Likely::Written(words) => match own.read(words) {
                Ok(read) => Side::new(read),
                Err(_) => return Ok(()),
            },
        });
        browser::pause().await;
    }
    let loaded = Loaded::new(library, sides).await?;
    let is_wanted = || TURN.get() == turn;
    // Others are compared at once when they are asked for.
    if loaded.is_large
        && let Some((pairs, _)) = load::pairs(library, &loaded, None, &is_wanted, None).await?
    {
        MADE.set(pairs.into_iter().next().map(|pair| (loaded.sides, pair)));
    }
    Ok(())
}
