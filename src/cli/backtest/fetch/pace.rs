//! Who fetches waits for who puts away: memory holds a few parts, however many there are.

use std::sync::{Condvar, Mutex, PoisonError};

/// How far the parts are that have been put away.
#[derive(Default)]
pub(super) struct Pace {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    done: usize,
    stopped: bool,
}

impl Pace {
    /// Waits until a part is less than `ahead` parts ahead of what was put away; false when all is to stop.
    pub fn wait(&self, part: usize, ahead: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let far = |state: &mut State| !state.stopped && part >= state.done + ahead;
        let state = self.moved.wait_while(state, far).unwrap_or_else(PoisonError::into_inner);
        !state.stopped
    }

    /// So many parts have been put away.
    pub fn done(&self, parts: usize) {
        self.change(|state| state.done = parts);
    }

    /// Nobody is to go on.
    pub fn stop(&self) {
        self.change(|state| state.stopped = true);
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn nobody_runs_ahead_and_nobody_waits_for_ever() {
        let (pace, passed) = (Pace::default(), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| {
                for part in 0..10 {
                    if !pace.wait(part, 3) {
                        return part;
                    }
                    passed.fetch_add(1, Ordering::SeqCst);
                }
                10
            });
            for done in 0..=4 {
                pace.done(done);
                while passed.load(Ordering::SeqCst) < done + 3 {
                    std::thread::yield_now();
                }
                assert_eq!(passed.load(Ordering::SeqCst), done + 3);
            }
            pace.stop();
            assert_eq!(worker.join().expect("it ends"), 7);
        });
    }
}
