//! Reading the texts and comparing them, in steps between which the page may draw and listen.
//!
//! Lives here: the order of the steps and the pauses. Does not live here: what is found (`demarche_compare`), what
//! becomes of it (`model`).

use super::Trouble;
use super::model::{Compared, Pairwise, Side};
use crate::browser;
use crate::state::{Lane, Library, OwnTexts};
use demarche_compare::witness::Words;
use demarche_compare::{Comparing, InCorpus, Setting, known_names};
use demarche_search::{Question, Reply};
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Texts of so many bytes together are worked through without a pause.
const AT_ONCE: usize = 40_000;

/// Of larger ones, the words of so many bytes are looked up between two pauses.
const BETWEEN_PAUSES: usize = 12_000;

/// Texts and what the comparison needs to know of their words.
#[derive(Debug)]
pub struct Loaded {
    /// The texts, A first.
    pub sides: Vec<Side>,
    /// How many statements the corpus has.
    statements: usize,
    /// The words of the texts, in order.
    words: Vec<String>,
    /// For each of them: how many statements hold it.
    counts: Vec<u32>,
    is_large: bool,
}

/// Reads the texts with these ids.
///
/// # Errors
/// Why they cannot be compared.
pub async fn load(library: Library, own: OwnTexts, ids: &[String]) -> Result<Loaded, Trouble> {
    let mut sides = Vec::new();
    for id in ids {
        let found = match own.find(id) {
            Some(found) => found,
            None => {
                let (idx, statement) = library.statement(id).ok_or_else(|| Trouble::Unknown(id.clone()))?;
                let question = Question::Read { text: String::new(), idx };
                match answer(library, question).await.map_err(Trouble::Unreadable)? {
                    Reply::Text(found) => (statement, found.0),
                    _ => return Err(Trouble::Unknown(id.clone())),
                }
            }
        };
        sides.push(Side::new(found));
    }
    let bytes: usize = sides.iter().flat_map(|side| &side.passages).map(|passage| passage.text.len()).sum();
    let is_large = bytes > AT_ONCE;
    let words = words(&sides, is_large).await;
    let counts = match answer(library, Question::Frequencies(words.clone())).await {
        Ok(Reply::Frequencies(counts)) => counts,
        Ok(_) => Vec::new(),
        Err(reason) => return Err(Trouble::Unreadable(reason)),
    };
    let statements = library.with_pack(|pack| pack.statements().len());
    Ok(Loaded { sides, statements, words, counts, is_large })
}

/// The words whose rarity the comparison asks for, each once, in order.
async fn words(sides: &[Side], is_large: bool) -> Vec<String> {
    let mut words = Words::default();
    let mut bytes = 0;
    for side in sides {
        for passage in &side.passages {
            words.read(&passage.text, &side.statement.lang);
            bytes += passage.text.len();
            if is_large && bytes > BETWEEN_PAUSES {
                bytes = 0;
                browser::pause().await;
            }
        }
    }
    words.found()
}

/// Compares every two of the texts. `None` where nobody wants it any more.
pub async fn compare(
    library: Library,
    loaded: &Loaded,
    least: Option<u8>,
    is_wanted: &dyn Fn() -> bool,
) -> Option<Compared> {
    let doc_freq = |word: &str| {
        let at = loaded.words.binary_search_by(|other| other.as_str().cmp(word)).ok();
        at.and_then(|at| loaded.counts.get(at)).copied().unwrap_or(0)
    };
    let rarity = InCorpus { statements: loaded.statements, doc_freq };
    let names = library.with_pack(|pack| known_names(pack.info()));
    let setting = Setting::of(&rarity, &names, least.map(|least| f64::from(least) / 100.0));
    let texts: Vec<_> = loaded.sides.iter().map(Side::text).collect();
    let mut pairs = Vec::new();
    for (first, a) in texts.iter().enumerate() {
        for (second, b) in texts.iter().enumerate().skip(first + 1) {
            let mut comparing = Comparing::new(a, b, setting);
            let comparison = loop {
                if loaded.is_large {
                    browser::pause().await;
                }
                if !is_wanted() {
                    return None;
                }
                if let Some(found) = comparing.step() {
                    break found;
                }
            };
            pairs.push(Pairwise { first, second, comparison });
        }
    }
    if loaded.is_large {
        browser::pause().await;
    }
    Some(Compared::new(loaded.sides.clone(), pairs, least))
}

/// What becomes of a question: the reply once it is there, and who waits for it.
type Slot = Rc<RefCell<(Option<Result<Reply, String>>, Option<Waker>)>>;

/// Asks, and waits for the reply.
async fn answer(library: Library, question: Question) -> Result<Reply, String> {
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
