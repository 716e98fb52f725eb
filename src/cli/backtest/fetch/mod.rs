//! All samples that are needed, in parts of a few hours, some at once, each written to disk when it has come.
//!
//! ```text
//!  needs ── tasks ──┬── part ── cache or server ──┐
//!                   ├── part …                    ├── in order of time ── Store
//!                   └── pace: not too far ahead ──┘
//! ```

mod cache;
mod pace;
mod part;
mod tasks;

pub(super) use cache::Cache;

use super::super::Failure;
use super::super::progress::Progress;
use super::server::Server;
use super::wire;
use crate::model::Millis;
use crate::series::Store;
use crate::story::{Need, Own};
use pace::Pace;
use part::part;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;
use tasks::{Task, tasks};

/// Parts that may wait for an earlier one, for each connection.
const AHEAD: usize = 4;

/// What came.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    pub parts: usize,
    /// Of them, those that were on disk.
    pub kept: usize,
    pub bytes: usize,
    pub samples: usize,
    /// Native histograms that the server did not give exactly.
    pub left_out: usize,
    /// The time of the first sample.
    pub first: Option<Millis>,
    /// How many samples came for each need.
    pub of_need: Vec<usize>,
}

/// How it is to be fetched.
pub(super) struct Fetch<'a> {
    pub server: &'a Server,
    pub cache: Option<&'a Cache>,
    pub connections: usize,
    pub now: Millis,
    /// Series that rules write: those of the server are of its rules.
    pub own: &'a Own,
    /// Labels that the server puts on all series.
    pub external: &'a [(String, String)],
}

/// The messages of a part, in order of time.
struct Part {
    index: usize,
    messages: Vec<Vec<u8>>,
    kept: bool,
}

/// Puts all samples that are needed into the store.
///
/// # Errors
/// The first thing that does not come. What came before is on disk.
pub(super) fn fetch(
    how: &Fetch,
    needs: &[Need],
    store: &mut Store,
    progress: &mut Progress,
) -> Result<Came, Failure> {
    let tasks = tasks(needs, how.now);
    let next = AtomicUsize::new(0);
    let pace = Pace::default();
    let connections = how.connections.clamp(1, tasks.len().max(1));
    let (send, receive) = channel::<Result<Part, Failure>>();
    thread::scope(|scope| {
        for _ in 0..connections {
            let (send, tasks, next, pace) = (send.clone(), &tasks, &next, &pace);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(index) else { return };
                    if !pace.wait(index, connections * AHEAD) {
                        return;
                    }
                    let part = part(how, task).map(|(messages, kept)| Part { index, messages, kept });
                    // Nobody listens any more after a failure.
                    if send.send(part).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let came = take(how, &receive, &tasks, &pace, store, progress);
        pace.stop();
        came
    })
}

fn take(
    how: &Fetch,
    receive: &Receiver<Result<Part, Failure>>,
    tasks: &[Task],
    pace: &Pace,
    store: &mut Store,
    progress: &mut Progress,
) -> Result<Came, Failure> {
    let parts = tasks.len();
    let needs = tasks.iter().map(|task| task.need + 1).max().unwrap_or(0);
    let mut came = Came { of_need: vec![0; needs], ..Came::default() };
    let mut early: BTreeMap<usize, Part> = BTreeMap::new();
    let mut next = 0;
    while came.parts < parts {
        match receive.recv_timeout(Duration::from_millis(200)) {
            Ok(part) => {
                let part = part?;
                came.parts += 1;
                came.kept += usize::from(part.kept);
                came.bytes += part.messages.iter().map(Vec::len).sum::<usize>();
                early.insert(part.index, part);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Failure::new("internal error: a connection ended before all was fetched"));
            }
        }
        // Samples of a series must come in order of time.
        while let Some(part) = early.remove(&next) {
            for message in &part.messages {
                came.of_need[tasks[next].need] += put(how, message, store, &mut came)?;
            }
            next += 1;
            pace.done(next);
        }
        let size = came.bytes as f64 / f64::from(1 << 20);
        progress.now(&format!("fetched {} of {parts} parts, {size:.1} MiB", came.parts));
    }
    Ok(came)
}

/// Gives how many samples the message holds.
fn put(how: &Fetch, message: &[u8], store: &mut Store, came: &mut Came) -> Result<usize, Failure> {
    let mut held = 0;
    let all = wire::series(message)
        .map_err(|_| Failure::new("a part on disk is damaged: remove the folder of `--cache`"))?;
    for fetched in all {
        if how.own.has(fetched.labels.name()) {
            continue;
        }
        came.left_out += fetched.left_out;
        held += fetched.samples.len() + fetched.left_out;
        let Some((first, _)) = fetched.samples.first() else { continue };
        came.first = Some(came.first.map_or(*first, |known| known.min(*first)));
        let external = |name: &str| {
            let value = fetched.labels.get(name);
            how.external.iter().any(|(own, text)| own == name && text == value)
        };
        let labels = match how.external.iter().any(|(name, _)| external(name)) {
            true => fetched.labels.filter(|name| !external(name)),
            false => fetched.labels,
        };
        let id = store.series_of(&labels);
        for (at, reading) in fetched.samples {
            // Another selector has brought what is refused.
            came.samples += usize::from(store.append(id, at, &reading).is_ok());
        }
    }
    Ok(held)
}
