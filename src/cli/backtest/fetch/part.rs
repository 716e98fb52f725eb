//! One part of the samples: from disk, or from the server and then to disk.

use super::Fetch;
use super::tasks::Task;
use crate::cli::Failure;
use crate::cli::backtest::server::Refusal;
use crate::model::Millis;
use crate::quantity::duration_text;

/// A part that is too much is halved, down to this.
const SMALLEST: Millis = 60_000;
/// What is younger may still grow.
const SETTLED: Millis = 10 * 60_000;

/// The messages of a part, in order of time, and whether all of them were on disk.
pub(super) fn part(how: &Fetch, task: &Task) -> Result<(Vec<Vec<u8>>, bool), Failure> {
    if let Some(message) = how.cache.and_then(|cache| cache.get(&task.selector, task.from, task.until)) {
        return Ok((vec![message], true));
    }
    match how.server.read(task.wanted, task.from, task.until) {
        Ok(message) => {
            if let Some(cache) = how.cache.filter(|_| task.until <= how.now - SETTLED) {
                let kept = cache.put(&task.selector, task.from, task.until, &message);
                kept.map_err(|error| Failure::io("write to", cache.folder(), &error))?;
            }
            Ok((vec![message], false))
        }
        Err(Refusal::TooMany(said)) => halves(how, task, &said),
        Err(Refusal::Failed(failure)) if how.cache.is_some() => {
            Err(Failure::new(format!("{failure}\nwhat came is kept: the same command goes on from there")))
        }
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
    let half = |from, until| Task {
        need: task.need,
        wanted: task.wanted,
        selector: task.selector.clone(),
        from,
        until,
    };
    let (mut messages, one) = part(how, &half(task.from, middle - 1))?;
    let (more, other) = part(how, &half(middle, task.until))?;
    messages.extend(more);
    Ok((messages, one && other))
}
