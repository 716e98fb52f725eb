//! The notation of series in Prometheus' tests: `up{job="api"} 0 1x5 _x3 0+10x60 stale`.
//! Source: `parseSeriesDesc` and the value sequences of its lexer in `promql/parser`.

mod cursor;
mod fault;
mod histogram;
mod labels;
mod number;
mod sequence;
#[cfg(test)]
mod tests;
mod values;

pub use fault::Fault;
pub use values::{HistogramStep, MOST_VALUES, Run, Values};

use super::Labels;
use crate::series::Histogram;
use cursor::Cursor;

/// A series and its values, one a step.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesLine {
    pub labels: Labels,
    pub values: Values,
}

/// Reads a whole line: a name, labels or both, and any number of values.
///
/// # Errors
/// Where Prometheus refuses it, and where a line has more than [`MOST_VALUES`] values.
pub fn parse(text: &str) -> Result<SeriesLine, Fault> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blanks();
    let labels = labels::read(&mut cursor, false)?;
    let values = sequence::read(&mut cursor)?;
    Ok(SeriesLine { labels, values })
}

/// Reads values alone: `0 1x5 _x3`.
///
/// # Errors
/// As [`parse`].
pub fn parse_values(text: &str) -> Result<Values, Fault> {
    // A blank stands before each value.
    let padded = format!(" {text}");
    let unpadded = |at: usize| at.saturating_sub(1);
    sequence::read(&mut Cursor::new(&padded))
        .map_err(|fault| Fault { place: unpadded(fault.place.start)..unpadded(fault.place.end), ..fault })
}

/// Reads labels alone, as `labels: 'up{job="api"}'` of a test file has them; blanks may stand before the brace.
///
/// # Errors
/// Where Prometheus refuses it. No text is no label.
pub fn parse_labels(text: &str) -> Result<Labels, Fault> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blanks();
    if cursor.at_end() {
        return Ok(Labels::default());
    }
    let labels = labels::read(&mut cursor, true)?;
    cursor.skip_blanks();
    match cursor.at_end() {
        true => Ok(labels),
        false => Err(Fault::new(cursor.here(), "nothing may stand behind the labels")),
    }
}

/// Reads one histogram: `{{schema:1 count:2 buckets:[1 1]}}`.
///
/// # Errors
/// Where Prometheus refuses it.
pub fn parse_histogram(text: &str) -> Result<Histogram, Fault> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blanks();
    let Some(histogram) = histogram::read(&mut cursor)? else {
        let found = cursor.found();
        return Err(
            Fault::new(cursor.here(), format!("a histogram stands here, not {found}")).help("`{{count:1}}`")
        );
    };
    cursor.skip_blanks();
    match cursor.at_end() {
        true => Ok(histogram),
        false => Err(Fault::new(cursor.here(), "nothing may stand behind the histogram")),
    }
}
