//! The worker: the engine of a large corpus, behind a port.
//!
//! Lives here: taking questions in, fetching the blocks that an answer needs, leaving out what nobody waits for any
//! more. Does not live here: what an answer is (`demarche_search::service`) and the page's end (`crate::state`).
//!
//! Plan and run: a question is tried; what it lacks is fetched, all at once; it is tried again. Between tries, and
//! after each answer, messages are let in, so that a newer question of the same lane ends an older one. A question that
//! finds the worker idle is answered at once.
//!
//! In the lane of the list, statements whose words are not here yet are answered by the first of them as soon as their
//! words are; the page asks again for all, see `crate::screens::browse::asking`.

use crate::browser;
use crate::state::{Answered, Asked, Lane, PACK_SECTION};
use demarche_corpus::pack::BlockId;
use demarche_corpus::{Pack, PackError, order};
use demarche_search::{Engine, Question, Reply, service};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// Where the pieces of the corpus lie, seen from the worker's file.
const PIECES: &str = "corpus/";

/// So many statements are enough for a first answer.
const FEW: usize = 5;

/// So many bytes of inflated blocks are kept between questions.
const KEPT_BYTES: usize = 96 << 20;

/// What the worker has.
struct Worker {
    engine: Result<Engine, String>,
    waiting: RefCell<VecDeque<Asked>>,
    is_busy: Cell<bool>,
}

/// Runs the worker.
pub fn run() {
    let open = || {
        let bytes =
            browser::embedded_section(PACK_SECTION).ok_or("this copy of the app carries no corpus")?;
        let pack = Pack::open(bytes).map_err(|error| error.to_string())?;
        Engine::open(Arc::new(pack)).map(Engine::with_beginnings).map_err(|error| error.to_string())
    };
    let worker = Rc::new(Worker { engine: open(), waiting: RefCell::default(), is_busy: Cell::new(false) });
    browser::serve(move |bytes| {
        let Ok(asked) = postcard::from_bytes::<Asked>(&bytes) else { return };
        {
            let mut waiting = worker.waiting.borrow_mut();
            waiting.retain(|other| other.lane == Lane::Each || other.lane != asked.lane);
            waiting.push_back(asked);
        }
        if !worker.is_busy.replace(true) {
            browser::start(Rc::clone(&worker).work());
        }
    });
}

impl Worker {
    /// Answers what waits, one after another.
    async fn work(self: Rc<Self>) {
        loop {
            let Some(asked) = self.waiting.borrow_mut().pop_front() else { break };
            let reply = match &self.engine {
                Err(reason) => Some(Err(reason.clone())),
                Ok(engine) => self.answer(engine, &asked).await,
            };
            if let Some(reply) = reply
                && let Ok(bytes) = postcard::to_stdvec(&Answered { number: asked.number, reply })
            {
                browser::reply(&bytes);
            }
            if let Ok(engine) = &self.engine {
                engine.pack().trim(KEPT_BYTES);
            }
            browser::let_messages_in().await;
        }
        self.is_busy.set(false);
    }

    /// The reply to a question; `None` where a newer one has made it pointless.
    async fn answer(&self, engine: &Engine, asked: &Asked) -> Option<Result<Reply, String>> {
        let few = if asked.lane == Lane::List { first_few(&asked.question) } else { None };
        let mut question = &asked.question;
        loop {
            let mut blocks = match service::answer(engine, question) {
                Ok(reply) => return Some(Ok(reply)),
                Err(PackError::Absent { blocks }) => blocks,
                Err(error) => return Some(Err(error.to_string())),
            };
            // Where the first ones are all here, they are shown already.
            if let Some(few) = few.as_ref().filter(|_| std::ptr::eq(question, &raw const asked.question))
                && let Err(PackError::Absent { blocks: first }) = service::answer(engine, few)
            {
                (question, blocks) = (few, first);
            }
            if let Err(reason) = fetch(engine.pack(), &blocks).await {
                return Some(Err(reason));
            }
            let is_superseded = |other: &Asked| asked.lane != Lane::Each && other.lane == asked.lane;
            if self.waiting.borrow().iter().any(is_superseded) {
                return None;
            }
        }
    }
}

/// The same question for no more than a few statements; `None` where no more are asked for, or something else is.
fn first_few(question: &Question) -> Option<Question> {
    let is_long = matches!(question, Question::Search { rows, .. } if *rows > FEW);
    let mut few = is_long.then(|| question.clone())?;
    if let Question::Search { rows, .. } = &mut few {
        *rows = FEW;
    }
    Some(few)
}

/// Fetches blocks and hands them to the pack.
async fn fetch(pack: &Pack, blocks: &[BlockId]) -> Result<(), String> {
    let mut absent: Vec<BlockId> = blocks.iter().copied().filter(|block| !pack.is_here(*block)).collect();
    // Several statements may stand in one block.
    order::sort(&mut absent);
    absent.dedup();
    let name = |block: &BlockId| pack.block_file(*block).map(|name| format!("{PIECES}{name}"));
    let urls: Vec<String> = absent.iter().filter_map(name).collect();
    let pieces = browser::fetch_pieces(&urls).await.map_err(|is_gone| {
        if is_gone {
            browser::say_newer();
            "this site was published anew; load the page again"
        } else {
            "a piece of the corpus could not be loaded; check the connection and try again, or tell whoever runs this site"
        }
    })?;
    for (block, piece) in absent.iter().zip(pieces) {
        pack.supply(*block, piece).map_err(|error| error.to_string())?;
    }
    Ok(())
}
