//! Blocks: the stretches of a pack that are read one by one, and those that are at hand.
//!
//! Lives here: [`Bytes`], [`BlockId`], and the shelf of decoded blocks. Does not live here: where blocks stand
//! (`format`) and what they hold (`read`; the crates that wrote them).
//!
//! A block comes from the pack itself, or from whoever fetched it ([`Pack::supply`](super::Pack::supply)). Blocks
//! stored as they are cost no memory beyond the pack; decoded ones are kept. Finding one costs a lock and an index;
//! forgetting one costs a pass over the table of blocks.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Number of a block, counted through the whole pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlockId(pub u32);

/// Bytes that several hold in common. Cloning copies none of them.
#[derive(Clone)]
pub struct Bytes {
    owner: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl Bytes {
    /// A stretch of bytes that are held already; empty where there is no such stretch.
    pub(super) fn part_of(owner: &Arc<Cow<'static, [u8]>>, range: Range<usize>) -> Bytes {
        Bytes { owner: Arc::clone(owner), range }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        let range = 0..bytes.len();
        Bytes { owner: Arc::new(Cow::Owned(bytes)), range }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.owner.get(self.range.clone()).unwrap_or_default()
    }
}

/// Says how many; the bytes would drown every message.
impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

/// The blocks at hand.
pub(super) struct Shelf(Mutex<Places>);

#[derive(Default)]
struct Places {
    /// By number of the block.
    places: Vec<Option<Place>>,
    /// Bytes of all that cost memory.
    held: usize,
    /// Rises with every touch.
    clock: u64,
}

struct Place {
    bytes: Bytes,
    /// What forgetting it would free.
    cost: usize,
    touched: u64,
}

impl Shelf {
    /// Room for so many blocks.
    pub(super) fn new(n_blocks: usize) -> Shelf {
        let places = (0..n_blocks).map(|_| None).collect();
        Shelf(Mutex::new(Places { places, ..Places::default() }))
    }

    /// The block, if it is here; touching it keeps it.
    pub(super) fn take(&self, number: usize) -> Option<Bytes> {
        let mut places = self.lock();
        places.clock += 1;
        let clock = places.clock;
        let place = places.places.get_mut(number)?.as_mut()?;
        place.touched = clock;
        Some(place.bytes.clone())
    }

    /// Whether the block is here.
    pub(super) fn holds(&self, number: usize) -> bool {
        self.lock().places.get(number).is_some_and(Option::is_some)
    }

    /// Puts a block here. `cost` is the memory that is freed when it is forgotten: nothing for a part of the pack.
    pub(super) fn put(&self, number: usize, bytes: Bytes, cost: usize) {
        let mut places = self.lock();
        places.forget(number);
        places.clock += 1;
        let touched = places.clock;
        if let Some(place) = places.places.get_mut(number) {
            *place = Some(Place { bytes, cost, touched });
            places.held += cost;
        }
    }

    /// Forgets those not touched for longest until the others hold at most so many bytes.
    pub(super) fn trim(&self, keep: usize) {
        let mut places = self.lock();
        while places.held > keep {
            let costly = |(number, place): (usize, &Option<Place>)| {
                place.as_ref().filter(|place| place.cost > 0).map(|place| (place.touched, number))
            };
            let Some((_, oldest)) = places.places.iter().enumerate().filter_map(costly).min() else { break };
            places.forget(oldest);
        }
    }

    /// A thread that panicked while it held the lock has left whole entries: every change is one assignment.
    fn lock(&self) -> MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    fn forget(&mut self, number: usize) {
        if let Some(place) = self.places.get_mut(number).and_then(Option::take) {
            self.held -= place.cost;
        }
    }
}
