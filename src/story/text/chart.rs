//! Measured values over time, in dots of braille, with lines for their limits.

use super::Frame;
use super::row::Ink;
use crate::quantity::humanised;
use crate::story::axis::Values;
use crate::story::data::{Chart, Point};

/// Lines of a chart.
const HEIGHT: usize = 8;
/// Dots of one sign.
const ACROSS: usize = 2;
const DOWN: usize = 4;
/// The bits of a braille sign, by column and line of its dots.
const DOTS: [[u32; DOWN]; ACROSS] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
const BLANK: u32 = 0x2800;

struct Dots {
    columns: usize,
    signs: Vec<u32>,
}

impl Dots {
    fn set(&mut self, x: usize, y: usize) {
        let place = y / DOWN * self.columns + x / ACROSS;
        if let Some(sign) = self.signs.get_mut(place) {
            *sign |= DOTS[x % ACROSS][y % DOWN];
        }
    }
}

pub(super) fn push(out: &mut String, frame: &Frame, chart: &Chart) {
    let what = fitted(&chart.measured, frame.gutter + frame.columns);
    *out += &format!("  {}\n", Ink::Soft.paint(&what, frame.color));
    if chart.points.is_empty() {
        *out += &format!("  {:>1$} │ no data\n", "", frame.gutter);
        return;
    }
    let values = Values::of(chart, 4);
    let names = names(chart, &values);
    let dots = drawn(frame, chart, &values);
    for (line, name) in names.iter().enumerate() {
        let (name, edge) = match name {
            Some((name, true)) => (name.as_str(), '┼'),
            Some((name, false)) => (name.as_str(), '┤'),
            None => ("", '│'),
        };
        let mut row = frame.row(name);
        if chart.limits.iter().any(|limit| line_of(&values, limit.value) == line) {
            (0..frame.columns).for_each(|column| row.put(column, '╌', Ink::Pending));
        }
        for column in 0..frame.columns {
            let sign = dots.signs[line * frame.columns + column];
            if let Some(sign) = char::from_u32(BLANK + sign).filter(|_| sign > 0) {
                row.put(column, sign, Ink::Value);
            }
        }
        *out += &row.finish(edge, frame.color);
    }
}

/// From the top.
fn line_of(values: &Values, value: f64) -> usize {
    dot_of(values, value) / DOWN
}

fn dot_of(values: &Values, value: f64) -> usize {
    let most = (HEIGHT * DOWN - 1) as f64;
    ((1.0 - values.place(value)) * most).round() as usize
}

/// What stands beside each line: its limit (then `true`), else the value of a mark.
fn names(chart: &Chart, values: &Values) -> [Option<(String, bool)>; HEIGHT] {
    let mut names = [const { None }; HEIGHT];
    for limit in &chart.limits {
        let line = line_of(values, limit.value);
        // Of two limits on one line the name of the second stands beside it.
        let near = [line, line.saturating_sub(1), line + 1];
        if let Some(free) = near.into_iter().find(|line| names.get(*line).is_some_and(Option::is_none)) {
            names[free] = Some((limit.text.clone(), free == line));
        }
    }
    for mark in &values.marks {
        let line = line_of(values, *mark);
        if names[line].is_none() {
            names[line] = Some((humanised(*mark, chart.dimension), false));
        }
    }
    names
}

/// A line through the points; it breaks where there was no value.
fn drawn(frame: &Frame, chart: &Chart, values: &Values) -> Dots {
    let mut dots = Dots { columns: frame.columns, signs: vec![0; frame.columns * HEIGHT] };
    let (start, end) = (frame.story.start, frame.story.end);
    let last = (frame.columns * ACROSS - 1) as f64;
    let across = |at: i64| ((at - start) as f64 / (end - start).max(1) as f64 * last).round() as usize;
    let mut before: Option<(Point, usize)> = None;
    for point in chart.points.iter().filter(|point| !point.low.is_nan() && (start..=end).contains(&point.at))
    {
        let x = across(point.at);
        for y in dot_of(values, point.high)..=dot_of(values, point.low) {
            dots.set(x, y);
        }
        if let Some((earlier, from)) = before
            && point.at - earlier.at <= chart.step
        {
            join(&mut dots, (from, dot_of(values, earlier.last)), (x, dot_of(values, point.last)));
        }
        before = Some((*point, x));
    }
    dots
}

/// A straight line between two dots.
fn join(dots: &mut Dots, (x, y): (usize, usize), (to_x, to_y): (usize, usize)) {
    let steps = to_x.abs_diff(x).max(to_y.abs_diff(y)).max(1);
    for step in 0..=steps {
        let part = step as f64 / steps as f64;
        let between =
            |from: usize, to: usize| (from as f64 + (to as f64 - from as f64) * part).round() as usize;
        dots.set(between(x, to_x), between(y, to_y));
    }
}

fn fitted(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_string();
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}
