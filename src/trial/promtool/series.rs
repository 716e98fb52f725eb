//! The input series of a test: samples that come into the store as time passes.

use super::file::Input;
use crate::diag::{Diagnostic, codes};
use crate::model::Millis;
use crate::series::notation::{self, Fault, SeriesLine};
use crate::series::{Reading, SeriesId, Store};
use crate::text::{Located, Span};
use std::collections::HashMap;

/// The lines that promtool's loader sees: it joins series and values, and stops at the first empty line.
///
/// # Errors
/// Where a notation is wrong.
pub(super) fn read(inputs: &[Input]) -> Result<Vec<SeriesLine>, Box<Diagnostic>> {
    let mut lines: Vec<SeriesLine> = Vec::new();
    let mut places = HashMap::new();
    for input in inputs {
        let joined = format!("{} {}", input.series.value, input.values.value);
        let mut at = 0;
        for line in joined.split('\n') {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                return Ok(lines);
            }
            let start = at + (line.len() - line.trim_start().len());
            let parsed = notation::parse(trimmed).map_err(|fault| Box::new(finding(input, start, fault)))?;
            at += line.len() + 1;
            // Of two with the same labels the later counts.
            match places.get(&parsed.labels) {
                Some(place) => lines[*place] = parsed,
                None => {
                    places.insert(parsed.labels.clone(), lines.len());
                    lines.push(parsed);
                }
            }
        }
    }
    Ok(lines)
}

/// A fault of the line that begins at `start`. Where labels have no end, they are at fault, and not the values behind them.
fn finding(input: &Input, start: usize, fault: Fault) -> Diagnostic {
    let (start, end) = (start + fault.place.start, start + fault.place.end);
    let behind = input.series.value.len();
    let unclosed = notation::parse_labels(&input.series.value).err().filter(|own| own.place.start >= behind);
    let (span, fault) = match unclosed {
        Some(own) if start > behind => (input.series.span_of(behind..behind), own),
        _ => (place(input, start, end), fault),
    };
    let mut finding = Diagnostic::new(codes::TEST_NOTATION, span, fault.message);
    finding.help = fault.help;
    finding
}

/// Where a part of the joined line stands in the file.
fn place(input: &Input, start: usize, end: usize) -> Span {
    let behind = input.series.value.len();
    let within = |text: &Located, start: usize, end: usize| {
        let length = text.value.len();
        text.span_of(start.min(length)..end.min(length))
    };
    if start < behind {
        within(&input.series, start, end)
    } else {
        within(&input.values, start.saturating_sub(behind + 1), end.saturating_sub(behind + 1))
    }
}

/// Gives the samples of all series up to a time; later ones do not exist yet.
pub(super) struct Loader<'l> {
    waiting: Vec<Waiting<'l>>,
    interval: Millis,
}

struct Waiting<'l> {
    id: SeriesId,
    values: Box<dyn Iterator<Item = Option<Reading>> + 'l>,
    /// When the next value is due.
    next: Millis,
}

impl<'l> Loader<'l> {
    pub fn new(lines: &'l [SeriesLine], interval: Millis, start: Millis, store: &mut Store) -> Loader<'l> {
        let waiting = lines.iter().map(|line| Waiting {
            id: store.series_of(&line.labels),
            values: Box::new(line.values.iter()),
            next: start,
        });
        Loader { waiting: waiting.collect(), interval }
    }

    /// # Errors
    /// In Prometheus' words, when a rule has written to the series already.
    pub fn load(&mut self, until: Millis, store: &mut Store) -> Result<(), String> {
        let interval = self.interval;
        let mut outcome = Ok(());
        self.waiting.retain_mut(|series| {
            while series.next <= until {
                let Some(value) = series.values.next() else { return false };
                if let Some(reading) = value
                    && store.append(series.id, series.next, &reading).is_err()
                {
                    outcome =
                        Err(format!("sample at {} is refused: a rule writes this series, too", series.next));
                }
                series.next = series.next.saturating_add(interval);
            }
            true
        });
        outcome
    }
}
