//! What happened in a scenario, and when: what the test did, and who was told what.

use std::fmt::{self, Display, Formatter};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// All events since the scenario began, in the order in which they were seen.
pub struct Timeline {
    began: Instant,
    events: Mutex<Vec<Event>>,
}

/// A moment of a scenario: the time since it began.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Moment(pub Duration);

#[derive(Clone, Debug)]
pub struct Event {
    pub at: Moment,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    /// The test did it.
    Did(String),
    /// Somebody was told.
    Told(Notification),
}

/// What a receiver was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// The path of the webhook's address: the channel's name.
    pub channel: String,
    /// `firing` or `resolved`
    pub status: String,
    /// Name, step and status of each alert, sorted, each once: `Down` or `Down/2`.
    pub alerts: Vec<String>,
    /// The port of the Alertmanager that sent it.
    pub sender: u16,
}

impl Timeline {
    pub fn begin() -> Timeline {
        Timeline { began: Instant::now(), events: Mutex::default() }
    }

    pub fn now(&self) -> Moment {
        Moment(self.began.elapsed())
    }

    /// Notes something now.
    pub fn note(&self, what: What) -> Moment {
        let mut events = self.events.lock().expect("nobody panics with it");
        let at = self.now(); // under the lock: so the list is sorted
        events.push(Event { at, what });
        at
    }

    /// Notes what the test does.
    pub fn did(&self, what: impl Into<String>) -> Moment {
        self.note(What::Did(what.into()))
    }

    /// Everybody who was told so far, in order.
    pub fn told(&self) -> Vec<(Moment, Notification)> {
        let events = self.events.lock().expect("nobody panics with it");
        let told = events.iter().filter_map(|event| match &event.what {
            What::Told(notification) => Some((event.at, notification.clone())),
            What::Did(_) => None,
        });
        told.collect()
    }
}

impl Display for Notification {
    /// `oncall firing Down`
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.channel, self.status, self.alerts.join(" "))
    }
}

impl Display for Moment {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{:.1} s", self.0.as_secs_f64())
    }
}

impl Display for Timeline {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for Event { at, what } in self.events.lock().expect("nobody panics with it").iter() {
            let at = at.to_string();
            match what {
                What::Did(what) => writeln!(out, "{at:>8}  {what}")?,
                What::Told(told) => writeln!(out, "{at:>8}      -> {told}  [by :{}]", told.sender)?,
            }
        }
        Ok(())
    }
}

impl std::ops::Add<f64> for Moment {
    type Output = Moment;

    fn add(self, seconds: f64) -> Moment {
        Moment(self.0 + Duration::from_secs_f64(seconds))
    }
}
