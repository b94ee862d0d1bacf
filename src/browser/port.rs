//! The two ends of the way between page and worker. Bytes only; what they mean is not known here.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, Event, MessageChannel, MessageEvent, MessagePort, Worker, WorkerOptions,
    WorkerType,
};

/// The page's end. Messages wait until the worker's program has started.
pub struct Port {
    worker: Worker,
    /// What waits; `None` once the worker takes messages.
    held: Rc<RefCell<Option<Vec<Uint8Array>>>>,
}

/// The file beside the page that starts the program as a worker.
const WORKER_FILE: &str = "./worker.js";

/// What selects the element that names the program's JavaScript.
const PROGRAM: &str = "link[rel=modulepreload]";

impl Port {
    /// Starts the worker. `receive` is called with each message, `stopped` when the worker has failed.
    ///
    /// # Errors
    /// A sentence where this browser or page cannot have a worker.
    pub fn open(receive: impl Fn(Vec<u8>) + 'static, stopped: impl Fn() + 'static) -> Result<Port, String> {
        let no_worker = || "this browser cannot run the part of the page that searches".to_owned();
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(WORKER_FILE, &options).map_err(|_| no_worker())?;
        let held: Rc<RefCell<Option<Vec<Uint8Array>>>> = Rc::new(RefCell::new(Some(Vec::new())));
        let waiting = Rc::clone(&held);
        let outbox = worker.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().dyn_into::<Uint8Array>() {
                Ok(bytes) => receive(bytes.to_vec()),
                // Anything else says that the program has started; or that the site was published anew since.
                Err(said) => {
                    if said.is_falsy() {
                        super::offline::note_newer();
                    }
                    for bytes in waiting.borrow_mut().take().unwrap_or_default() {
                        let _ = outbox.post_message(&bytes);
                    }
                }
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        let on_error = Closure::<dyn Fn(Event)>::new(move |_: Event| stopped());
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        on_error.forget();
        let page = web_sys::window().and_then(|window| window.document());
        let link = page.and_then(|page| page.query_selector(PROGRAM).ok().flatten());
        let glue = link.and_then(|link| Reflect::get(&link, &"href".into()).ok()).ok_or_else(no_worker)?;
        let first = Object::new();
        let is_set = [("glue", glue), ("module", wasm_bindgen::module())]
            .iter()
            .all(|(name, value)| Reflect::set(&first, &(*name).into(), value).is_ok());
        if !is_set || worker.post_message(&first).is_err() {
            return Err(no_worker());
        }
        Ok(Port { worker, held })
    }

    /// Sends bytes to the worker.
    pub fn send(&self, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        match self.held.borrow_mut().as_mut() {
            Some(held) => held.push(bytes),
            // A worker that is gone has told so by its error.
            None => drop(self.worker.post_message(&bytes)),
        }
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = demarcheFetch)]
    fn fetch_piece(url: &str) -> Promise;
    #[wasm_bindgen(js_name = demarcheYield)]
    fn yield_once() -> Promise;
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Whether this program runs as a worker.
pub fn is_worker() -> bool {
    web_sys::window().is_none()
}

/// The worker's end: calls `receive` with each message from now on, and tells the page so.
pub fn serve(receive: impl Fn(Vec<u8>) + 'static) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
            receive(bytes.to_vec());
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope().post_message(&JsValue::TRUE);
}

/// Sends bytes from the worker to the page.
pub fn reply(bytes: &[u8]) {
    let _ = scope().post_message(&Uint8Array::from(bytes));
}

/// Fetches files that lie beside the page, all at once, inflated.
///
/// # Errors
/// Where any cannot be had: whether the site has it no more.
pub async fn fetch_pieces(urls: &[String]) -> Result<Vec<Vec<u8>>, bool> {
    let promises: Array = urls.iter().map(|url| fetch_piece(url)).collect();
    let pieces = JsFuture::from(Promise::all(&promises)).await.map_err(|thrown| thrown == JsValue::TRUE)?;
    Ok(Array::from(&pieces).iter().map(|piece| Uint8Array::new(&piece).to_vec()).collect())
}

/// Tells the page that the site was published anew.
pub fn say_newer() {
    let _ = scope().post_message(&JsValue::FALSE);
}

/// Lets messages in that have come meanwhile.
pub async fn let_messages_in() {
    let _ = JsFuture::from(yield_once()).await;
}

thread_local! {
    /// The one way by which pauses end, and what waits at its other end. Making a channel takes longer than most pauses.
    static PAUSES: (MessagePort, Rc<RefCell<VecDeque<Function>>>) = pauses();
}

fn pauses() -> (MessagePort, Rc<RefCell<VecDeque<Function>>>) {
    let waiting: Rc<RefCell<VecDeque<Function>>> = Rc::default();
    let ending = Rc::clone(&waiting);
    let end = Closure::<dyn Fn()>::new(move || {
        let first = ending.borrow_mut().pop_front();
        if let Some(resolve) = first {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let channel = MessageChannel::new().expect("every browser that runs this program has channels");
    channel.port1().set_onmessage(Some(end.as_ref().unchecked_ref()));
    end.forget();
    (channel.port2(), waiting)
}

/// Lets the page draw and listen before going on.
pub async fn pause() {
    // A message comes as soon as nothing else waits; a timer takes 4 ms once timers follow one another.
    let pause = PAUSES.with(|(port, waiting)| {
        Promise::new(&mut |resolve, _| {
            waiting.borrow_mut().push_back(resolve);
            let _ = port.post_message(&JsValue::NULL);
        })
    });
    let _ = JsFuture::from(pause).await;
}

/// Lets the page draw what there is before going on.
pub async fn pause_to_draw() {
    let drawn = Promise::new(&mut |resolve, _| {
        super::drawn(move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    let _ = JsFuture::from(drawn).await;
}

/// Runs something in the background of this thread.
pub fn start(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
