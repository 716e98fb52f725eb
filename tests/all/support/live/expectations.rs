//! What a test says must be told, and when.

use super::Stage;
use super::timeline::Moment;
use std::thread;
use std::time::Duration;

/// A step may come so much later than its earliest time, in seconds: the scrape, the evaluation, the group and
/// the notification need some of it (up to 5 s here), a busy machine the rest. Steps lie further apart.
pub const ALLOWANCE: f64 = 11.0;

/// What is told first, and from when to when.
pub struct First {
    pub told: String,
    pub earliest: Moment,
    pub latest: Moment,
}

impl Stage {
    /// The next notifications are these, in any order, none earlier than so many seconds since a moment, and
    /// none later than that by more than the allowance.
    #[track_caller]
    pub fn expect(&mut self, since: Moment, seconds: f64, expected: &[&str]) {
        self.expect_within(since, seconds, ALLOWANCE, expected);
    }

    /// `expect` with an allowance of its own, in seconds.
    #[track_caller]
    pub fn expect_within(&mut self, since: Moment, seconds: f64, allowance: f64, expected: &[&str]) {
        let (earliest, latest) = (since + seconds, since + seconds + allowance);
        while self.timeline.told().len() < self.seen + expected.len() && self.timeline.now() < latest {
            thread::sleep(Duration::from_millis(50));
        }
        let told = self.timeline.told();
        let next: Vec<_> = told[self.seen..].iter().take(expected.len()).collect();
        let mut names: Vec<String> = next.iter().map(|(_, told)| told.to_string()).collect();
        let mut wanted: Vec<String> = expected.iter().map(|one| one.to_string()).collect();
        names.sort();
        wanted.sort();
        assert_eq!(names, wanted, "{}: told from {earliest} to {latest}", self.scenario);
        for (at, told) in next {
            let in_time = earliest <= *at && *at <= latest;
            assert!(in_time, "{}: {told} at {at}, not from {earliest} to {latest}", self.scenario);
        }
        self.seen += expected.len();
    }

    /// Nobody is told anything until a moment.
    #[track_caller]
    pub fn quiet_until(&self, end: Moment) {
        thread::sleep(end.0.saturating_sub(self.timeline.now().0));
        let told = self.timeline.told();
        let unasked: Vec<String> =
            told[self.seen..].iter().map(|(at, told)| format!("{told} at {at}")).collect();
        assert!(unasked.is_empty(), "{}: {} was told unasked", self.scenario, unasked.join(", "));
    }

    /// Nobody is told anything for so many seconds.
    #[track_caller]
    pub fn quiet_for(&self, seconds: f64) {
        self.quiet_until(self.timeline.now() + seconds);
    }

    /// These are told, each for the first time within its own times, and nothing else. They may be told again.
    #[track_caller]
    pub fn expect_firsts(&self, expected: &[First]) {
        let firsts = || {
            let mut firsts: Vec<(Moment, String)> = Vec::new();
            for (at, told) in self.timeline.told() {
                let told = told.to_string();
                if firsts.iter().all(|(_, known)| *known != told) {
                    firsts.push((at, told));
                }
            }
            firsts
        };
        let end = expected.iter().map(|first| first.latest.0).max().unwrap_or_default();
        while self.timeline.now().0 < end && firsts().len() < expected.len() {
            thread::sleep(Duration::from_millis(100));
        }
        let firsts = firsts();
        let mut told: Vec<&str> = firsts.iter().map(|(_, told)| told.as_str()).collect();
        let mut wanted: Vec<&str> = expected.iter().map(|first| first.told.as_str()).collect();
        told.sort();
        wanted.sort();
        assert_eq!(told, wanted, "{}", self.scenario);
        for First { told, earliest, latest } in expected {
            let (at, _) = firsts.iter().find(|(_, known)| known == told).expect("it is among them");
            let in_time = earliest <= at && at <= latest;
            assert!(in_time, "{}: {told} at {at}, not from {earliest} to {latest}", self.scenario);
        }
    }
}
