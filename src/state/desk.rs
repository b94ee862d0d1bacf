//! Where questions to the corpus go: to the engine in this thread, or through a port to a worker.
//!
//! Lives here: sending questions, keeping who waits for which reply, and dropping what nobody waits for any more. Does
//! not live here: what is asked (`demarche_search::service`), the platform's ports ([`crate::browser`]), the other end
//! (`crate::worker`).
//!
//! A small corpus is answered at once, in this thread: the page draws its first words with no more than one file
//! loaded. A large one would make typing stutter, so that its pack is a head alone and its engine stands in a worker.

use crate::browser::Port;
use demarche_corpus::Pack;
use demarche_search::{Catalog, Engine, Question, Reply, service};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// What a question is for. A newer question of a lane makes the older ones of that lane pointless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lane {
    /// Statements that are offered, all of them at once.
    Search,
    /// What is offered while typing.
    Suggest,
    /// The lines of the concordance.
    Lines,
    /// The chart.
    Chart,
    /// The comparison of two groups.
    Groups,
    /// Questions that do not make each other pointless.
    Each,
    /// The counts and the list of the Browse screen. While words of its statements are not here, a worker answers with
    /// the first of them alone; who wants all asks again.
    List,
}

/// A question on its way to the worker.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Which one: the reply names it.
    pub number: u32,
    /// What it is for.
    pub lane: Lane,
    /// What is asked.
    pub question: Question,
}

/// A reply on its way back.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answered {
    /// To which question.
    pub number: u32,
    /// The reply, or a sentence on why there is none.
    pub reply: Result<Reply, String>,
}

/// What happens with a reply.
type Then = Box<dyn FnOnce(Result<Reply, String>)>;

/// Who waits: number and lane of the question, and what to do with its reply.
type Waiting = Rc<RefCell<Vec<(u32, Lane, Then)>>>;

/// Said when the worker is gone.
const STOPPED: &str = "the part of this page that searches has stopped; reload the page";

/// The corpus and the way to its engine.
pub enum Desk {
    /// The engine is in this thread.
    Here(Box<Engine>),
    /// The engine is in a worker; this thread has the metadata.
    There(Box<There>),
}

/// The way to a worker.
pub struct There {
    pack: Arc<Pack>,
    catalog: Catalog,
    port: Port,
    waiting: Waiting,
    next: Cell<u32>,
}

impl Desk {
    /// Opens the engine of a pack: of a whole one here, of a head alone in a worker that fetches the blocks.
    ///
    /// # Errors
    /// A sentence that says why the pack cannot be used.
    pub fn open(pack: Pack) -> Result<Desk, String> {
        let pack = Arc::new(pack);
        if pack.is_whole() {
            return Ok(Desk::Here(Box::new(
                Engine::open(pack).map_err(|error| error.to_string())?.with_beginnings(),
            )));
        }
        let waiting = Waiting::default();
        let replies = Rc::clone(&waiting);
        let stopped = Rc::clone(&waiting);
        let port = Port::open(
            move |bytes| {
                // Bytes that are no reply come from nobody: page and worker are the same build.
                let Ok(Answered { number, reply }) = postcard::from_bytes(&bytes) else { return };
                let at = replies.borrow().iter().position(|(other, ..)| *other == number);
                let found = at.map(|at| replies.borrow_mut().remove(at));
                if let Some((.., then)) = found {
                    then(reply);
                }
            },
            move || {
                let all = std::mem::take(&mut *stopped.borrow_mut());
                all.into_iter().for_each(|(.., then)| then(Err(STOPPED.to_owned())));
            },
        )?;
        let catalog = Catalog::new(pack.info(), pack.statements());
        Ok(Desk::There(Box::new(There { pack, catalog, port, waiting, next: Cell::new(0) })))
    }

    /// The corpus as far as this thread has it: the metadata always, the words only where the engine is here.
    pub fn pack(&self) -> &Pack {
        match self {
            Desk::Here(engine) => engine.pack(),
            Desk::There(there) => &there.pack,
        }
    }

    /// The values that can be chosen.
    pub fn catalog(&self) -> &Catalog {
        match self {
            Desk::Here(engine) => engine.catalog(),
            Desk::There(there) => &there.catalog,
        }
    }

    /// Asks; `then` is called at once or later, or never where a newer question of the lane came first.
    pub fn ask(&self, lane: Lane, question: Question, then: Then) {
        match self {
            Desk::Here(engine) => {
                then(service::answer(engine, &question).map_err(|error| error.to_string()));
            }
            Desk::There(there) => there.ask(lane, question, then),
        }
    }
}

impl There {
    fn ask(&self, lane: Lane, question: Question, then: Then) {
        let number = self.next.replace(self.next.get().wrapping_add(1));
        let Ok(bytes) = postcard::to_stdvec(&Asked { number, lane, question }) else { return };
        let mut waiting = self.waiting.borrow_mut();
        if lane != Lane::Each {
            waiting.retain(|(_, other, _)| *other != lane);
        }
        waiting.push((number, lane, then));
        self.port.send(&bytes);
    }
}
