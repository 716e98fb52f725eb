//! What is being done, for a person who has waited a second.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Before this much time nothing is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// So often the line is written anew.
const TICK: Duration = Duration::from_millis(200);

/// A line on the terminal that says what is being done; gone at the end. Nothing in a pipe.
pub(super) struct Progress {
    began: Instant,
    shown: bool,
    terminal: bool,
}

impl Progress {
    pub fn new() -> Progress {
        Progress { began: Instant::now(), shown: false, terminal: std::io::stderr().is_terminal() }
    }

    /// Says what comes now.
    pub fn now(&mut self, what: &str) {
        if self.terminal && self.began.elapsed() > PATIENCE {
            self.shown = true;
            eprint!("\r\x1b[K{what} … {}s", self.began.elapsed().as_secs());
            let _ = std::io::stderr().flush();
        }
    }

    /// Does some work, and says again and again what is being done.
    pub fn during<T>(&mut self, what: impl Fn() -> String + Send, work: impl FnOnce() -> T) -> T {
        if !self.terminal {
            return work();
        }
        let result = thread::scope(|scope| {
            // It is dropped when the work is over, also by a panic: nobody ticks on then.
            let (_working, over) = channel::<()>();
            let progress = &mut *self;
            scope.spawn(move || {
                while over.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    progress.now(&what());
                }
            });
            work()
        });
        self.clear();
        result
    }

    /// Takes the line away, so that something else can be printed.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            eprint!("\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
