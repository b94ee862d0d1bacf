//! Long work in slices: the one way in which a comparison lets a page draw and listen meanwhile.
//!
//! Lives here: counting work, and stopping when enough is done. Does not live here: any work, or what happens between
//! two slices (the caller of [`Comparing::step`](crate::Comparing::step)). Work is written as a future that waits for
//! nothing but its caller, so that it may stop anywhere in a loop without the loop being taken apart by hand. Results
//! do not depend on where it stops.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Work done between two stops, in words read: some 10 ms in a browser built for size.
const SLICE: usize = 3_000;

/// Counts work, and stops when a slice is done.
pub(crate) struct Slices {
    left: Cell<usize>,
    size: usize,
}

impl Slices {
    /// Stops now and then.
    pub fn new() -> Slices {
        Slices { left: Cell::new(SLICE), size: SLICE }
    }

    /// Never stops.
    pub fn endless() -> Slices {
        Slices { left: Cell::new(usize::MAX), size: usize::MAX }
    }

    /// So much more is done, in words read. Call it wherever the work may stop.
    pub async fn done(&self, words: usize) {
        match self.left.get().checked_sub(words) {
            Some(left) => self.left.set(left),
            None => {
                self.left.set(self.size);
                self.stop().await;
            }
        }
    }

    /// Ends a slice, however much it holds.
    pub async fn stop(&self) {
        let mut has_stopped = self.size == usize::MAX;
        poll_fn(
            move |_| if std::mem::replace(&mut has_stopped, true) { Poll::Ready(()) } else { Poll::Pending },
        )
        .await;
    }
}

/// Works until the next stop; the result when all is done.
pub(crate) fn go_on<F: Future + Unpin>(work: &mut F) -> Option<F::Output> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(found) => Some(found),
        Poll::Pending => None,
    }
}

/// Does all of it.
pub(crate) fn at_once<F: Future>(work: F) -> F::Output {
    let mut work = pin!(work);
    loop {
        if let Some(found) = go_on(&mut work) {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_stops_when_a_slice_is_done_and_goes_on_where_it_stopped() {
        let check = |slices: &Slices, steps: &[usize], stops: usize| {
            let mut work = Box::pin(async {
                let mut sum = 0;
                for step in steps {
                    sum += step;
                    slices.done(*step).await;
                }
                sum
            });
            let mut stopped = 0;
            let sum = loop {
                match go_on(&mut work) {
                    Some(sum) => break sum,
                    None => stopped += 1,
                }
            };
            assert_eq!((sum, stopped), (steps.iter().sum(), stops), "{steps:?}");
        };
        check(&Slices::new(), &[], 0);
        check(&Slices::new(), &[SLICE, 1], 1);
        check(&Slices::new(), &[SLICE + 1, SLICE + 1], 2);
        check(&Slices::new(), &[1; 10 * SLICE + 10], 10);
        check(&Slices::endless(), &[usize::MAX / 4; 3], 0);
    }

    #[test]
    fn at_once_is_all_of_it() {
        let slices = Slices::new();
        let work = async {
            slices.stop().await;
            slices.done(7 * SLICE).await;
            "done"
        };
        assert_eq!(at_once(work), "done");
    }
}
