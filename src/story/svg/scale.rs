//! Where a time stands on the drawing.

use super::{GUTTER, MARGIN, WIDE};
use crate::model::Millis;
use crate::story::data::Story;

pub(super) const LEFT: f64 = MARGIN + GUTTER;
pub(super) const RIGHT: f64 = MARGIN + WIDE;

/// The place of a time, inside the run.
pub(super) fn x(story: &Story, at: Millis) -> f64 {
    let part = (at - story.start) as f64 / (story.end - story.start).max(1) as f64;
    LEFT + part.clamp(0.0, 1.0) * (RIGHT - LEFT)
}
