//! How rare the words of the texts are in the corpus: asked of the engine in between, wherever it stands.
//!
//! Does not live here: what rarity is worth (`demarche_compare`), or the steps of the comparison (`load`).

use super::Trouble;
use crate::state::{Lane, Library};
use demarche_compare::Rarity;
use demarche_search::{Question, Reply};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Mutex;
use std::task::{Poll, Waker};

/// How many statements of the corpus hold a word: looked up when a comparison knows which words it will ask for.
#[derive(Debug, Default)]
pub struct Frequencies {
    statements: usize,
    known: Mutex<FxHashMap<String, u32>>,
    wanted: Mutex<Vec<String>>,
}

impl Frequencies {
    /// Nothing is known yet.
    pub fn new(library: Library) -> Frequencies {
        let statements = library.with_pack(|pack| pack.statements().len());
        Frequencies { statements, ..Frequencies::default() }
    }

    /// Looks up what is wanted.
    ///
    /// # Errors
    /// Why it cannot be looked up.
    pub async fn look_up(&self, library: Library) -> Result<(), Trouble> {
        let wanted = self.wanted.lock().map(|mut wanted| std::mem::take(&mut *wanted)).unwrap_or_default();
        if wanted.is_empty() {
            return Ok(());
        }
        let found = answer(library, Question::Frequencies(wanted.clone())).await;
        if let (Reply::Frequencies(counts), Ok(mut known)) =
            (found.map_err(Trouble::Unreadable)?, self.known.lock())
        {
            known.extend(wanted.into_iter().zip(counts));
        }
        Ok(())
    }
}

impl Rarity for Frequencies {
    fn expect(&self, words: &mut dyn Iterator<Item = &str>) {
        if let (Ok(known), Ok(mut wanted)) = (self.known.lock(), self.wanted.lock()) {
            wanted.extend(words.filter(|word| !known.contains_key(*word)).map(str::to_owned));
        }
    }

    fn doc_freq(&self, word: &str) -> u32 {
        self.known.lock().ok().and_then(|known| known.get(word).copied()).unwrap_or(0)
    }

    fn statements(&self) -> u32 {
        u32::try_from(self.statements).unwrap_or(u32::MAX)
    }
}

/// What becomes of a question: the reply once it is there, and who waits for it.
type Slot = Rc<RefCell<(Option<Result<Reply, String>>, Option<Waker>)>>;

/// Asks, and waits for the reply.
///
/// # Errors
/// Why there is none.
pub async fn answer(library: Library, question: Question) -> Result<Reply, String> {
    let slot = Slot::default();
    let filled = Rc::clone(&slot);
    library.ask(Lane::Each, question, move |reply| {
        let waker = {
            let mut slot = filled.borrow_mut();
            slot.0 = Some(reply);
            slot.1.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    poll_fn(move |context| {
        let mut slot = slot.borrow_mut();
        slot.0.take().map_or_else(
            || {
                slot.1 = Some(context.waker().clone());
                Poll::Pending
            },
            Poll::Ready,
        )
    })
    .await
}
