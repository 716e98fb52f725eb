//! One panel: charts, states, messages, and the axis of time below them.

use super::scale::{LEFT, RIGHT, x};
use super::{MARGIN, WIDE, chart, lanes};
use crate::picture::measure::width;
use crate::picture::svg::canvas::{Canvas, SMALL};
use crate::story::axis::{self, Mark};
use crate::story::data::{Panel, Story};
use crate::story::labels_text;

/// Draws from `y` on and gives where it ends.
pub(super) fn push(canvas: &mut Canvas, story: &Story, panel: &Panel, mut y: f64) -> f64 {
    if !panel.labels.is_empty() {
        y += 20.0;
        canvas.fitted((MARGIN, y), "soft", &labels_text(&panel.labels), SMALL, WIDE);
    }
    let marks = axis::times(story.start, story.end, &story.clock, 9);
    for chart in &panel.charts {
        y += 20.0;
        canvas.fitted((MARGIN, y), "code", &chart.measured, 11.5, WIDE);
        y = chart::push(canvas, story, chart, &marks, y + 12.0);
    }
    let top = y;
    y += 10.0;
    // Lines of time lie behind what they measure.
    let mut rows = Canvas::default();
    for lane in &panel.lanes {
        y = lanes::lane(&mut rows, story, lane, y);
    }
    for channel in &panel.channels {
        y = lanes::channel(&mut rows, story, channel, top, y);
    }
    for mark in &marks {
        canvas.line("grid", (x(story, mark.at), top), (x(story, mark.at), y));
    }
    canvas.out += &rows.out;
    times(canvas, story, &marks, y + 4.0)
}

fn times(canvas: &mut Canvas, story: &Story, marks: &[Mark], y: f64) -> f64 {
    canvas.line("edge", (LEFT, y), (RIGHT, y));
    let mut free = 0.0;
    for mark in marks {
        let at = x(story, mark.at);
        canvas.line("edge", (at, y), (at, y + 5.0));
        let half = width(&mark.text, SMALL) / 2.0;
        if at - half < free {
            continue;
        }
        free = at + half;
        let class = if at + half > RIGHT + super::MARGIN { "when end" } else { "when middle" };
        canvas.text(at, y + 19.0, class, &mark.text);
    }
    y + 24.0
}
