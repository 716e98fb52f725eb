//! All samples that are needed, in parts of a few hours, some at once, each written to disk when it has come.

use super::super::Failure;
use super::super::progress::Progress;
use super::cache::Cache;
use super::server::{Refusal, Server};
use super::wire;
use crate::model::Millis;
use crate::quantity::duration_text;
use crate::series::{Reading, Store};
use crate::story::{Need, Own, wanted_text};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Parts begin at multiples of it, so that another run finds them again.
const PART: Millis = 6 * 3_600_000;
/// A part that is too much is halved, down to this.
const SMALLEST: Millis = 60_000;
/// What is younger may still grow.
const SETTLED: Millis = 10 * 60_000;

/// What came.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Came {
    pub parts: usize,
    /// Of them, those that were on disk.
    pub kept: usize,
    pub bytes: usize,
    pub samples: usize,
    /// Series of native histograms, which are left out.
    pub histograms: usize,
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

/// A part of the time of one selector.
struct Task<'a> {
    need: &'a Need,
    selector: String,
    from: Millis,
    until: Millis,
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
    let stopped = AtomicBool::new(false);
    let (send, receive) = channel::<Result<Part, Failure>>();
    thread::scope(|scope| {
        for _ in 0..how.connections.clamp(1, tasks.len().max(1)) {
            let (send, tasks, next, stopped) = (send.clone(), &tasks, &next, &stopped);
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(index) else { return };
                    let part = part(how, task).map(|(messages, kept)| Part { index, messages, kept });
                    // Nobody listens any more after a failure.
                    if send.send(part).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let came = take(how, &receive, tasks.len(), store, progress);
        stopped.store(true, Ordering::Relaxed);
        came
    })
}

/// Earlier parts first.
fn tasks(needs: &[Need], now: Millis) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    for need in needs {
        let selector = wanted_text(&need.wanted);
        let last = need.until.min(now);
        let mut from = need.from.div_euclid(PART) * PART;
        while from <= last {
            let until = (from + PART - 1).min(last);
            tasks.push(Task { need, selector: selector.clone(), from, until });
            from += PART;
        }
    }
    tasks.sort_by_key(|task| task.from);
    tasks
}

fn take(
    how: &Fetch,
    receive: &Receiver<Result<Part, Failure>>,
    parts: usize,
    store: &mut Store,
    progress: &mut Progress,
) -> Result<Came, Failure> {
    let mut came = Came::default();
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
                put(how, message, store, &mut came)?;
            }
            next += 1;
        }
        let size = came.bytes as f64 / f64::from(1 << 20);
        progress.now(&format!("fetched {} of {parts} parts, {size:.1} MiB", came.parts));
    }
    Ok(came)
}

fn put(how: &Fetch, message: &[u8], store: &mut Store, came: &mut Came) -> Result<(), Failure> {
    let all = wire::series(message)
        .map_err(|_| Failure::new("a part on disk is damaged: remove the folder of `--cache`"))?;
    for fetched in all {
        if how.own.has(fetched.labels.name()) {
            continue;
        }
        came.histograms += usize::from(fetched.histograms > 0);
        if fetched.samples.is_empty() {
            continue;
        }
        let external = |name: &str| {
            let value = fetched.labels.get(name);
            how.external.iter().any(|(own, text)| own == name && text == value)
        };
        let labels = match how.external.iter().any(|(name, _)| external(name)) {
            true => fetched.labels.filter(|name| !external(name)),
            false => fetched.labels,
        };
        let id = store.series_of(&labels);
        for (at, value) in fetched.samples {
            // Another selector has brought what is refused.
            came.samples += usize::from(store.append(id, at, &Reading::Float(value)).is_ok());
        }
    }
    Ok(())
}

/// From disk, or from the server and then to disk.
fn part(how: &Fetch, task: &Task) -> Result<(Vec<Vec<u8>>, bool), Failure> {
    if let Some(message) = how.cache.and_then(|cache| cache.get(&task.selector, task.from, task.until)) {
        return Ok((vec![message], true));
    }
    match how.server.read(&task.need.wanted, task.from, task.until) {
        Ok(message) => {
            if let Some(cache) = how.cache.filter(|_| task.until <= how.now - SETTLED) {
                let kept = cache.put(&task.selector, task.from, task.until, &message);
                kept.map_err(|error| Failure::io("write to", cache.folder(), &error))?;
            }
            Ok((vec![message], false))
        }
        Err(Refusal::TooMany(said)) => halves(how, task, &said),
        Err(Refusal::Failed(failure)) => Err(failure),
    }
}

fn halves(how: &Fetch, task: &Task, said: &str) -> Result<(Vec<Vec<u8>>, bool), Failure> {
    let length = task.until - task.from + 1;
    if length <= SMALLEST {
        return Err(Failure::new(format!(
            "{} has more samples of {} in {} than one answer may hold: {said}",
            how.server.address(),
            task.selector,
            duration_text(length)
        )));
    }
    let middle = task.from + length / 2;
    let half = |from, until| Task { need: task.need, selector: task.selector.clone(), from, until };
    let (mut messages, one) = part(how, &half(task.from, middle - 1))?;
    let (more, other) = part(how, &half(middle, task.until))?;
    messages.extend(more);
    Ok((messages, one && other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_begin_where_every_run_finds_them() {
        let need = Need { wanted: vec![], from: PART + 5, until: 3 * PART + 7 };
        let needs = [need];
        let parts = |now| -> Vec<(Millis, Millis)> {
            tasks(&needs, now).iter().map(|task| (task.from, task.until)).collect()
        };
        let whole = [(PART, 2 * PART - 1), (2 * PART, 3 * PART - 1)];
        assert_eq!(parts(Millis::MAX), [&whole[..], &[(3 * PART, 3 * PART + 7)]].concat());
        assert_eq!(parts(3 * PART - 1), whole);
        assert!(parts(0).is_empty());
    }
}
