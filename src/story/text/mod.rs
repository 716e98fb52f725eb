//! The story for a terminal: measured values in braille, states as bands, messages as marks.

mod chart;
mod compared;
mod counts;
mod row;

use super::axis;
use super::data::{AlertStory, ChannelRow, Lane, Panel, Story};
use super::events::{self, EventKind};
use crate::engine::rules::State;
use crate::model::Millis;
use row::{Ink, Row};

/// The widest drawing: the eye should not wander.
const WIDEST: usize = 140;
/// Names stand left of the axis.
const GUTTER: std::ops::RangeInclusive<usize> = 8..=30;
/// So many events of a panel are told.
const MOST_EVENTS: usize = 40;

/// Where the drawing goes.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    pub width: usize,
    pub color: bool,
}

/// The columns of the axis of time.
struct Frame<'a> {
    story: &'a Story,
    gutter: usize,
    columns: usize,
    color: bool,
}

impl Frame<'_> {
    /// The column of a time; none when it is not in the run.
    fn column(&self, at: Millis) -> Option<usize> {
        let (start, end) = (self.story.start, self.story.end);
        if !(start..=end).contains(&at) {
            return None;
        }
        let room = i128::from((end - start).max(1));
        let column = i128::from(at - start) * self.columns as i128 / room;
        Some((column as usize).min(self.columns - 1))
    }

    fn row(&self, name: &str) -> Row {
        Row::new(name, self.gutter, self.columns)
    }
}

/// The whole story.
pub fn text(story: &Story, screen: Screen) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line(&Ink::Strong.paint(&story.title, screen.color));
    let day = axis::day(story.start, &story.clock);
    let notes: Vec<&str> = day.iter().chain(&story.notes).map(String::as_str).collect();
    if !notes.is_empty() {
        line(&Ink::Soft.paint(&notes.join(" · "), screen.color));
    }
    for failure in &story.failures {
        line(&Ink::Bad.paint(&super::failure_text(story, failure), screen.color));
    }
    for alert in &story.alerts {
        self::alert(&mut out, story, alert, screen);
    }
    counts::push(&mut out, story, screen);
    if let Some(compared) = &story.compared {
        compared::push(&mut out, story, compared, screen);
    }
    if !story.quiet.is_empty() {
        out += "\n";
        for line in wrapped(&format!("never active: {}", story.quiet.join(", ")), screen.width) {
            out += &Ink::Soft.paint(&line, screen.color);
            out += "\n";
        }
    }
    out
}

/// Lines no longer than `width`, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("  {word}")),
            None => lines.push(word.to_string()),
        }
    }
    lines
}

fn alert(out: &mut String, story: &Story, alert: &AlertStory, screen: Screen) {
    let service = alert.service.as_ref().map(|name| format!(" on {name}")).unwrap_or_default();
    *out += &format!("\n{}{service}\n", Ink::Strong.paint(&alert.name, screen.color));
    for panel in &alert.panels {
        self::panel(out, story, panel, screen);
    }
    if alert.more > 0 {
        *out += &format!("\n  and {} more sets of labels\n", alert.more);
    }
}

fn panel(out: &mut String, story: &Story, panel: &Panel, screen: Screen) {
    let frame = frame(story, panel, screen);
    if !panel.labels.is_empty() {
        *out += &format!("  {}\n", super::labels_text(&panel.labels));
    }
    for chart in &panel.charts {
        chart::push(out, &frame, chart);
    }
    for lane in &panel.lanes {
        self::lane(out, &frame, lane);
    }
    for channel in &panel.channels {
        self::channel(out, &frame, channel);
    }
    time_axis(out, &frame);
    let events = events::of(panel);
    let times: Vec<String> = events.iter().map(|event| story.time(event.at)).collect();
    let wide = times.iter().map(|time| time.chars().count()).max().unwrap_or(0);
    for (event, time) in events.iter().zip(&times).take(MOST_EVENTS) {
        let ink = match event.kind {
            EventKind::Firing => Ink::Bad,
            EventKind::Told => Ink::Strong,
            _ => Ink::Soft,
        };
        *out += &format!("  {time:>wide$}  {}\n", ink.paint(&event.text, screen.color));
    }
    if events.len() > MOST_EVENTS {
        *out += &format!("  … and {} more\n", events.len() - MOST_EVENTS);
    }
}

fn frame<'a>(story: &'a Story, panel: &Panel, screen: Screen) -> Frame<'a> {
    let lanes = panel.lanes.iter().map(events::name);
    let channels = panel.channels.iter().map(|row| row.name.clone());
    let limits = panel.charts.iter().flat_map(|chart| &chart.limits).map(|limit| limit.text.clone());
    let widest = lanes.chain(channels).chain(limits).map(|name| name.chars().count()).max().unwrap_or(0);
    let width = screen.width.clamp(40, WIDEST);
    let gutter = widest.clamp(*GUTTER.start(), *GUTTER.end()).min(width / 2);
    Frame { story, gutter, columns: width - gutter - 4, color: screen.color }
}

fn lane(out: &mut String, frame: &Frame, lane: &Lane) {
    let mut row = frame.row(&events::name(lane));
    for stretch in &lane.stretches {
        let (sign, ink) = match stretch.state {
            State::Inactive => continue,
            State::Pending => ('░', Ink::Pending),
            State::Firing => ('█', Ink::Bad),
        };
        let end = stretch.end.unwrap_or(frame.story.end);
        let (Some(first), Some(last)) = (frame.column(stretch.start), frame.column(end)) else { continue };
        // A band ends where the next one begins.
        for column in first..last.max(first + 1) {
            row.put(column, sign, ink);
        }
    }
    *out += &row.finish('┤', frame.color);
    let mut why: Vec<&str> = lane.withheld.iter().map(|withheld| withheld.why.as_str()).collect();
    why.sort_unstable();
    why.dedup();
    for why in why {
        let mut row = frame.row(why);
        for withheld in lane.withheld.iter().filter(|withheld| withheld.why == why) {
            if let Some(column) = frame.column(withheld.at) {
                row.put(column, '×', Ink::Soft);
            }
        }
        *out += &row.finish('┤', frame.color);
    }
}

fn channel(out: &mut String, frame: &Frame, channel: &ChannelRow) {
    let mut row = frame.row(&channel.name);
    let mut counts = vec![0_usize; frame.columns];
    for mark in &channel.marks {
        let Some(column) = frame.column(mark.at) else { continue };
        counts[column] += 1;
        let (sign, ink) = match (mark.is_end(), mark.why) {
            (true, _) => ('✓', Ink::Good),
            (false, crate::engine::world::Why::Repeat) => ('↻', Ink::Bad),
            _ => ('●', Ink::Bad),
        };
        match counts[column] {
            1 => row.put(column, sign, ink),
            count @ 2..=9 => row.put(column, (b'0' + count as u8) as char, Ink::Bad),
            _ => row.put(column, '#', Ink::Bad),
        }
    }
    *out += &row.finish('┤', frame.color);
}

fn time_axis(out: &mut String, frame: &Frame) {
    let story = frame.story;
    let marks = axis::times(story.start, story.end, &story.clock, (frame.columns / 10).clamp(2, 12));
    let mut line = frame.row("");
    for column in 0..frame.columns {
        line.put(column, '─', Ink::Soft);
    }
    let mut below = frame.row("");
    let mut free = 0;
    for mark in marks {
        let Some(column) = frame.column(mark.at) else { continue };
        line.put(column, '┬', Ink::Soft);
        let wide = mark.text.chars().count();
        let first = column.saturating_sub(wide / 2).min(frame.columns.saturating_sub(wide));
        if first >= free {
            mark.text.chars().zip(first..).for_each(|(sign, column)| below.put(column, sign, Ink::Soft));
            free = first + wide + 1;
        }
    }
    *out += &line.finish('└', frame.color);
    *out += &below.finish(' ', frame.color);
}
