//! Measured values over time, and their limits.

use super::scale::{LEFT, RIGHT, x};
use crate::picture::svg::canvas::Canvas;
use crate::picture::xml::{Text, put};
use crate::quantity::humanised;
use crate::story::axis::{Mark, Values};
use crate::story::data::{Chart, Limit, Point, Story};

const HIGH: f64 = 190.0;
/// Names of limits need so much room.
const NAME: f64 = 16.0;

/// Draws from `y` on and gives where it ends.
pub(super) fn push(canvas: &mut Canvas, story: &Story, chart: &Chart, marks: &[Mark], y: f64) -> f64 {
    canvas.rect("plot", (LEFT, y), (RIGHT - LEFT, HIGH), 3.0);
    if chart.points.is_empty() {
        canvas.text((LEFT + RIGHT) / 2.0, y + HIGH / 2.0, "soft middle", "no data");
        return y + HIGH;
    }
    let values = Values::of(chart, 4);
    let place = |value: f64| y + HIGH - values.place(value) * HIGH;
    for mark in marks {
        let at = x(story, mark.at);
        if at > LEFT + 1.0 && at < RIGHT - 1.0 {
            canvas.line("grid", (at, y + 1.0), (at, y + HIGH - 1.0));
        }
    }
    let last = values.marks.len().saturating_sub(1);
    for (index, mark) in values.marks.iter().enumerate() {
        let at = place(*mark);
        if index > 0 && index < last {
            canvas.line("grid", (LEFT + 1.0, at), (RIGHT - 1.0, at));
        }
        canvas.text(LEFT - 8.0, at + 4.0, "value", &humanised(*mark, chart.dimension));
    }
    for run in runs(chart) {
        curve(canvas, story, run, place);
    }
    limits(canvas, chart, place, (y, y + HIGH));
    y + HIGH
}

/// Points without a gap between them.
fn runs(chart: &Chart) -> impl Iterator<Item = &[Point]> {
    chart
        .points
        .chunk_by(|one, next| next.at - one.at <= chart.step && !one.last.is_nan() && !next.last.is_nan())
}

fn curve(canvas: &mut Canvas, story: &Story, run: &[Point], place: impl Fn(f64) -> f64) {
    let point = |at: i64, value: f64| format!("{:.1},{:.1}", x(story, at), place(value));
    if run.iter().any(|point| point.low != point.high && !point.low.is_nan()) {
        let above = run.iter().map(|own| point(own.at, own.high));
        let below = run.iter().rev().map(|own| point(own.at, own.low));
        let outline: Vec<String> = above.chain(below).collect();
        put!(canvas.out, "<polygon class=\"range\" points=\"{}\" />\n", outline.join(" "));
        // A peak between the last values of two points is as real as these.
        let peak = |own: &Point| {
            let (high, low) = (place(own.high), place(own.low));
            (low - high > 2.0).then(|| format!("M{:.1},{high:.1}V{low:.1}", x(story, own.at)))
        };
        let peaks: String = run.iter().filter_map(peak).collect();
        if !peaks.is_empty() {
            put!(canvas.out, "<path class=\"peak\" d=\"{peaks}\" />\n");
        }
    }
    if let [only] = run {
        if !only.last.is_nan() {
            let (x, y) = (x(story, only.at), place(only.last));
            put!(canvas.out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1.6\" fill=\"var(--accent)\" />\n");
        }
        return;
    }
    let line: Vec<String> = run.iter().map(|own| point(own.at, own.last)).collect();
    put!(canvas.out, "<polyline class=\"curve\" points=\"{}\" />\n", line.join(" "));
}

/// Each limit with its name above its line, or below where another name is there.
fn limits(canvas: &mut Canvas, chart: &Chart, place: impl Fn(f64) -> f64, (top, bottom): (f64, f64)) {
    let mut limits: Vec<(&Limit, f64)> =
        chart.limits.iter().map(|limit| (limit, place(limit.value))).collect();
    limits.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let mut taken: Vec<f64> = Vec::new();
    for (limit, at) in limits {
        let ends = if limit.ends { " ends" } else { "" };
        put!(canvas.out, "<g class=\"{}\">\n<title>{}</title>\n", limit.severity.class, Text(&limit.text));
        canvas.line(&format!("limit{ends}"), (LEFT, at), (RIGHT, at));
        let fits = |y: &f64| {
            (top + NAME - 4.0..bottom - 3.0).contains(y)
                && taken.iter().all(|other| (other - y).abs() >= NAME)
        };
        let spots = [at - 5.0, at + NAME - 1.0, at - 5.0 - NAME, at + 2.0 * NAME - 1.0];
        if let Some(spot) = spots.into_iter().find(fits) {
            canvas.text(RIGHT - 8.0, spot, "limit-name end", &limit.text);
            taken.push(spot);
        }
        canvas.out += "</g>\n";
    }
}
