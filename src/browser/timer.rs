//! A pause that begins anew whenever something happens, such as a letter typed.

use std::cell::Cell;
use std::rc::Rc;

/// Waits for a pause. Copies made by `clone` are the same timer.
#[derive(Clone, Default)]
pub struct Timer(Rc<Cell<u32>>);

impl Timer {
    /// Runs `then` after so many milliseconds, unless the timer is begun again, or stopped, before.
    pub fn begin(&self, ms: i32, then: impl FnOnce() + 'static) {
        let turn = self.stop();
        let timer = self.clone();
        super::after(ms, move || {
            if timer.0.get() == turn {
                then();
            }
        });
    }

    /// Waits for nothing any more.
    pub fn stop(&self) -> u32 {
        let turn = self.0.get().wrapping_add(1);
        self.0.set(turn);
        turn
    }
}
