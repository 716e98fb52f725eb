//! What a picture of a run shows: plain data, with everything that is text written out.

use crate::engine::world::{Stretch, Why};
use crate::model::Millis;
use crate::quantity::Dimension;

/// One run of a program.
#[derive(Clone, Debug)]
pub struct Story {
    /// The name of the program.
    pub title: String,
    /// What else is to be known: the environment, where the series come from.
    pub notes: Vec<String>,
    pub start: Millis,
    /// Rules ran from here on; what happened before the start is not told.
    pub evaluated_from: Millis,
    pub end: Millis,
    pub clock: Clock,
    /// Those that were active at any time, and those that were asked for.
    pub alerts: Vec<AlertStory>,
    /// Those that were never active.
    pub quiet: Vec<String>,
    /// A line for each step of each level.
    pub tally: Vec<Tally>,
    pub totals: Vec<Total>,
    /// What the program without the change gives for the same time.
    pub compared: Option<Compared>,
    /// Rules that could not be evaluated: when first, how often, why.
    pub failures: Vec<Failure>,
}

/// A program as it is, when the story is one of the program with other values.
#[derive(Clone, Debug)]
pub struct Compared {
    /// `limit = 10%`
    pub change: String,
    pub tally: Vec<Tally>,
    pub totals: Vec<Total>,
}

/// How times are written.
#[derive(Clone, Debug)]
pub enum Clock {
    /// Since the start of the run.
    Elapsed,
    /// By the clock of a place.
    Wall(jiff::tz::TimeZone),
}

/// One alert: a panel for each set of labels.
#[derive(Clone, Debug)]
pub struct AlertStory {
    pub name: String,
    pub service: Option<String>,
    pub panels: Vec<Panel>,
    /// How many more sets of labels were active, which have no panel.
    pub more: usize,
}

/// What was measured for one set of labels, and what came of it.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What tells it apart from others of the alert.
    pub labels: Vec<(String, String)>,
    pub charts: Vec<Chart>,
    /// Most severe first; the steps of a level one after the other.
    pub lanes: Vec<Lane>,
    /// In the order in which they were first told.
    pub channels: Vec<ChannelRow>,
}

/// Measured values and their limits.
#[derive(Clone, Debug)]
pub struct Chart {
    /// PromQL
    pub measured: String,
    pub dimension: Option<Dimension>,
    /// In order of time.
    pub points: Vec<Point>,
    /// The time that a point stands for: where points are further apart, there was nothing between them.
    pub step: Millis,
    pub limits: Vec<Limit>,
}

/// The values around an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub at: Millis,
    pub low: f64,
    pub high: f64,
    pub last: f64,
}

/// A line that the value has to cross.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub severity: Severity,
    /// `critical > 5%`, `critical until < 3%`
    pub text: String,
    pub value: f64,
    /// It ends the alert, and does not begin it.
    pub ends: bool,
}

/// A severity, with the class of its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severity {
    pub name: String,
    pub class: &'static str,
}

/// The states of one step of a level.
#[derive(Clone, Debug)]
pub struct Lane {
    pub severity: Severity,
    /// What tells the level apart from others of its severity: `page_fast`, the member of a fleet.
    pub part: Option<String>,
    /// The first is 1.
    pub step: usize,
    /// The first state is older than the story.
    pub already: bool,
    pub stretches: Vec<Stretch>,
    /// When the alert would have been told of, and was not.
    pub withheld: Vec<Withheld>,
}

/// A time in which somebody was not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub at: Millis,
    /// `silenced`, `inhibited`, `muted by nightly`
    pub why: String,
}

/// The messages to a channel that told of the panel's alerts.
#[derive(Clone, Debug)]
pub struct ChannelRow {
    pub name: String,
    pub kind: String,
    pub marks: Vec<Mark>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Millis,
    /// How many alerts of this panel fire in it, and how many are over.
    pub firing: usize,
    pub resolved: usize,
    pub why: Why,
    /// The severities and steps that it tells of: `critical`, `critical, step 2`
    pub about: String,
}

/// How often one step of a level fired, and what came of it.
#[derive(Clone, Debug)]
pub struct Tally {
    pub alert: String,
    pub severity: Severity,
    pub part: Option<String>,
    pub step: usize,
    /// Sets of labels that fired.
    pub series: usize,
    pub fired: usize,
    /// The time in which it fired for any of them.
    pub firing: Millis,
    /// The longest time for one of them.
    pub longest: Millis,
    /// How often one fired again within 15 minutes after it was over.
    pub flaps: usize,
    /// Messages that say something new of it, by channel.
    pub messages: Vec<(String, usize)>,
}

/// The messages to a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub name: String,
    pub kind: String,
    /// Those that say that something more fires.
    pub news: usize,
    /// Those that say that nothing changed.
    pub repeats: usize,
    /// Those that say only that something is over.
    pub ends: usize,
}

/// A rule that could not be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub rule: String,
    pub first: Millis,
    pub times: usize,
    pub message: String,
}

impl Total {
    pub fn all(&self) -> usize {
        self.news + self.repeats + self.ends
    }
}

impl Mark {
    /// Whether all that it tells is that something is over.
    pub fn is_end(&self) -> bool {
        self.firing == 0
    }

    /// `critical fires`, `critical is over`
    pub fn words(&self) -> String {
        let what = match (self.firing, self.resolved) {
            (_, 0) => "fires",
            (0, _) => "is over",
            _ => "fires and is over",
        };
        let again = if self.why == Why::Repeat { " still" } else { "" };
        format!("{}{again} {what}", self.about)
    }
}

impl Story {
    /// Says what came of the program without the change.
    pub fn compare(&mut self, before: Story, change: String) {
        self.notes.push(format!("with {change}"));
        self.compared = Some(Compared { change, tally: before.tally, totals: before.totals });
    }

    /// `4m30s` since the start; `2026-03-01 01:34:30` by a clock.
    pub fn time(&self, at: Millis) -> String {
        match &self.clock {
            Clock::Elapsed => crate::quantity::duration_text(at - self.start),
            Clock::Wall(zone) => match jiff::Timestamp::from_millisecond(at) {
                Ok(time) => time.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
                Err(_) => at.to_string(),
            },
        }
    }
}
