//! The change of histograms over a range.

use super::frame::Frame;
use crate::engine::promql::notes::Words;
use crate::series::histogram::Unlike;
use crate::series::{Histogram, ResetHint};
use std::sync::Arc;

/// The last histogram less the first, with what resets took away; none if they have no common buckets.
pub fn change(frame: &mut Frame, counter: bool) -> Option<Histogram> {
    let points: &[Arc<Histogram>] = frame.window.histograms;
    let [first, second, ..] = points else { return None };
    let last = points.last()?;
    let is_gauge = |histogram: &Histogram| histogram.hint == ResetHint::Gauge;
    if counter && points.iter().any(|point| is_gauge(point)) {
        frame.note(Words::HistogramNotCounter);
    }
    // What is before a reset need not have the buckets of what is after.
    let mut before = Arc::clone(first);
    if counter && second.is_reset_after(first) {
        before = Arc::new(Histogram {
            schema: second.schema,
            custom: second.custom.clone(),
            ..Histogram::default()
        });
    }
    let custom = before.is_custom();
    let between = if counter { &points[1..points.len() - 1] } else { &[] };
    if last.is_custom() != custom || between.iter().any(|point| point.is_custom() != custom) {
        frame.note(Words::MixedSchemas);
        return None;
    }
    let schema = between.iter().map(|point| point.schema).chain([before.schema, last.schema]).min()?;
    let mut change = Histogram::clone(last);
    change.reduce(schema);
    let result = change.subtract(&before).and_then(|()| {
        for point in points[1..].iter().filter(|_| counter) {
            if point.is_reset_after(&before) {
                change.add(&before)?;
            }
            before = Arc::clone(point);
        }
        Ok(())
    });
    if let Err(unlike) = result {
        frame.unlike(unlike);
        return None;
    }
    if !counter && [first, last].into_iter().any(|end| !is_gauge(end)) {
        frame.note(Words::HistogramNotGauge);
    }
    change.hint = ResetHint::Gauge;
    change.compact();
    Some(change)
}

impl Frame<'_> {
    /// Says why histograms do not go together.
    pub fn unlike(&mut self, unlike: Unlike) {
        self.note(match unlike {
            Unlike::Schema => Words::MixedSchemas,
            Unlike::Bounds => Words::IncompatibleCustomBuckets,
        });
    }
}
