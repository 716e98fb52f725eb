//! `every 15s`, and below it a series a line, in the notation of tests; as a `series every 15s { … }` of a test, too.

use super::{InputFault, Stepped};
use crate::model::Millis;
use crate::quantity::parse_duration;
use crate::series::notation::parse;

pub(super) fn read(text: &str) -> Result<Vec<Stepped>, InputFault> {
    let mut every: Option<Millis> = None;
    let mut all = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "}" {
            continue;
        }
        if let Some(step) = step(trimmed) {
            let length =
                parse_duration(step).map_err(|error| InputFault::of_line(number, line, error.message))?;
            if length <= 0 {
                return Err(InputFault::of_line(number, line, "a step is longer than nothing"));
            }
            every = Some(length);
            continue;
        }
        let Some(every) = every else {
            let fault = InputFault::of_line(number, line, "the step between the values is not known yet");
            return Err(fault.help("write it above: `every 15s`"));
        };
        let base = line.len() - line.trim_start().len();
        let series = parse(trimmed).map_err(|fault| InputFault::of_notation(number, line, base, fault))?;
        all.push(Stepped { labels: series.labels, every, values: series.values });
    }
    Ok(all)
}

/// The duration of `every 15s`, `series every 15s {`.
fn step(line: &str) -> Option<&str> {
    let line = line.strip_prefix("series ").unwrap_or(line).trim_start();
    let step = line.strip_prefix("every ")?.trim();
    Some(step.strip_suffix('{').unwrap_or(step).trim())
}
