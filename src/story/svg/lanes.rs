//! States as bands, and messages as marks.

use super::scale::{LEFT, RIGHT, x};
use super::{GUTTER, MARGIN};
use crate::engine::rules::State;
use crate::engine::world::Why;
use crate::picture::kind::sign;
use crate::picture::measure::width;
use crate::picture::svg::canvas::Canvas;
use crate::picture::xml::{Text, put};
use crate::quantity::duration_text;
use crate::story::data::{ChannelRow, Lane, Mark, Story};
use crate::story::events;

const ROW: f64 = 24.0;
const BAND: f64 = 14.0;
/// A band is never narrower, so that nobody overlooks it.
const NARROWEST: f64 = 2.5;

type Sign = fn(&mut Canvas, (f64, f64));

/// The signs with their words, and the room that they take.
pub(super) const LEGEND: [(Sign, &str, f64); 6] = [
    (|canvas, (x, y)| canvas.rect("pending", (x - 8.0, y - 6.0), (16.0, 12.0), 2.0), "pending", 100.0),
    (|canvas, (x, y)| canvas.rect("firing", (x - 8.0, y - 6.0), (16.0, 12.0), 2.0), "firing", 90.0),
    (told, "somebody is told", 150.0),
    (again, "told again", 110.0),
    (over, "told that it is over", 170.0),
    (withheld, "silenced, inhibited or muted", 220.0),
];

/// Draws from `y` on and gives where it ends.
pub(super) fn lane(canvas: &mut Canvas, story: &Story, lane: &Lane, y: f64) -> f64 {
    let name = events::name(lane);
    let middle = y + ROW / 2.0;
    canvas.fitted((LEFT - 10.0, middle + 4.0), "name", &name, 12.5, GUTTER - 30.0);
    put!(canvas.out, "<g class=\"{}\">\n", lane.severity.class);
    canvas.rect("severity", (MARGIN + 2.0, middle - 4.5), (9.0, 9.0), 2.0);
    canvas.rect("lane", (LEFT, middle - BAND / 2.0), (RIGHT - LEFT, BAND), 3.0);
    for stretch in &lane.stretches {
        let class = match stretch.state {
            State::Inactive => continue,
            State::Pending => "pending",
            State::Firing => "firing",
        };
        let end = stretch.end.unwrap_or(story.end);
        let (left, right) = (x(story, stretch.start), x(story, end));
        let until = match stretch.end {
            Some(end) => format!("to {}", story.time(end)),
            None => "to the end".to_string(),
        };
        let lasted = duration_text(end - stretch.start);
        let title = format!("{name} {class} from {} {until}: {lasted}", story.time(stretch.start));
        put!(canvas.out, "<g><title>{}</title>", Text(&title));
        let size = ((right - left).max(NARROWEST), BAND);
        canvas.rect(class, (left, middle - BAND / 2.0), size, 2.0);
        canvas.out += "</g>\n";
    }
    for own in &lane.withheld {
        let title = format!("{name} at {}: {}, nobody is told", story.time(own.at), own.why);
        put!(canvas.out, "<g><title>{}</title>", Text(&title));
        withheld(canvas, (x(story, own.at), middle));
        canvas.out += "</g>\n";
    }
    canvas.out += "</g>\n";
    y + ROW
}

/// The same for messages to a channel; thin lines lead up to `top`.
pub(super) fn channel(canvas: &mut Canvas, story: &Story, channel: &ChannelRow, top: f64, y: f64) -> f64 {
    let middle = y + ROW / 2.0;
    let kind = width(&channel.kind, 11.0) + 6.0;
    canvas.text(LEFT - 10.0, middle + 4.0, "kind", &channel.kind);
    let room = (GUTTER - 34.0 - kind).max(30.0);
    canvas.fitted((LEFT - 10.0 - kind, middle + 4.0), "name", &channel.name, 12.5, room);
    put!(
        canvas.out,
        "<use class=\"sign\" href=\"#{}\" x=\"{MARGIN:.1}\" y=\"{:.1}\" width=\"13\" height=\"13\" />\n",
        sign(&channel.kind),
        middle - 6.5
    );
    canvas.line("edge", (LEFT, middle), (RIGHT, middle));
    let size = size(story, &channel.marks);
    let mut marks: Vec<&Mark> = channel.marks.iter().collect();
    if size < 1.0 {
        // Where they overlap, what begins is seen before what ends.
        marks.sort_by_key(|mark| (!mark.is_end(), mark.why != Why::Repeat));
    }
    for mark in marks {
        let at = x(story, mark.at);
        if mark.why == Why::New && !mark.is_end() {
            canvas.line("guide", (at, top), (at, middle - 6.0));
        }
        let title = format!("{} told at {}: {}", channel.name, story.time(mark.at), mark.words());
        put!(canvas.out, "<g><title>{}</title>", Text(&title));
        self::mark(canvas, mark, (at, middle), size);
        canvas.out += "</g>\n";
    }
    y + ROW
}

/// Marks are smaller where they are many; 1 where they have room.
fn size(story: &Story, marks: &[Mark]) -> f64 {
    let gaps = marks.windows(2).map(|pair| x(story, pair[1].at) - x(story, pair[0].at));
    if gaps.fold(f64::INFINITY, f64::min) < 12.0 { 0.6 } else { 1.0 }
}

fn mark(canvas: &mut Canvas, mark: &Mark, (x, y): (f64, f64), size: f64) {
    let at = (x, y);
    if size < 1.0 {
        let class = match (mark.is_end(), mark.why) {
            (true, _) => "over",
            (false, Why::Repeat) => "again",
            (false, _) => "told",
        };
        let radius = 7.0 * size;
        put!(canvas.out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" />\n");
        return;
    }
    match (mark.is_end(), mark.why) {
        (true, _) => over(canvas, at),
        (false, Why::Repeat) => again(canvas, at),
        (false, _) => told(canvas, at),
    }
}

fn told(canvas: &mut Canvas, (x, y): (f64, f64)) {
    put!(canvas.out, "<circle class=\"told\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" />\n");
}

fn again(canvas: &mut Canvas, (x, y): (f64, f64)) {
    put!(canvas.out, "<circle class=\"again\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.6\" />\n");
}

fn over(canvas: &mut Canvas, (x, y): (f64, f64)) {
    put!(canvas.out, "<circle class=\"over\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" />\n");
    let (left, right) = (x - 3.0, x + 3.2);
    put!(
        canvas.out,
        "<path class=\"tick\" d=\"M{left:.1} {:.1} L{:.1} {:.1} L{right:.1} {:.1}\" />\n",
        y + 0.2,
        x - 0.8,
        y + 2.6,
        y - 2.6
    );
}

fn withheld(canvas: &mut Canvas, (x, y): (f64, f64)) {
    for class in ["halo", "withheld"] {
        canvas.line(class, (x - 4.0, y - 4.0), (x + 4.0, y + 4.0));
        canvas.line(class, (x - 4.0, y + 4.0), (x + 4.0, y - 4.0));
    }
}
