//! Silences. Source: the package `silence`.

use super::options::{Options, last_round};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::model::Millis;
use crate::regexes::{RegexError, compile_for_alertmanager};
use crate::series::Labels;
use std::fmt;

/// A silence of one dispatcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SilenceId(pub u32);

/// Why Alertmanager does not take a silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadSilence {
    NoMatchers,
    /// It would silence everything: all of its matchers hold for a label that is missing.
    MatchesEverything,
    EndsBeforeItStarts,
    InThePast,
    Regex(RegexError),
}

impl fmt::Display for BadSilence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadSilence::NoMatchers => out.write_str("a silence has at least one matcher"),
            BadSilence::MatchesEverything => {
                out.write_str("at least one matcher must not match the empty string")
            }
            BadSilence::EndsBeforeItStarts => out.write_str("the silence ends before it starts"),
            BadSilence::InThePast => out.write_str("the silence ends in the past"),
            BadSilence::Regex(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for BadSilence {}

#[derive(Clone, Debug, Default)]
pub(super) struct Silences {
    all: Vec<Silence>,
}

#[derive(Clone, Debug)]
struct Silence {
    tests: Vec<Test>,
    made_at: Millis,
    starts_at: Millis,
    ends_at: Millis,
    /// When somebody ended it early.
    expired_at: Option<Millis>,
    /// Lost with the machine that knew of it.
    lost: bool,
}

#[derive(Clone, Debug)]
struct Test {
    label: String,
    op: MatchOp,
    value: String,
    regex: Option<regex::Regex>,
}

impl Test {
    fn new(matcher: &Matcher) -> Result<Test, BadSilence> {
        let regex = match matcher.op {
            MatchOp::Equal | MatchOp::NotEqual => None,
            MatchOp::Regex | MatchOp::NotRegex => {
                Some(compile_for_alertmanager(&matcher.value).map_err(BadSilence::Regex)?)
            }
        };
        let (label, value) = (matcher.label.to_string(), matcher.value.to_string());
        Ok(Test { label, op: matcher.op, value, regex })
    }

    fn holds(&self, value: &str) -> bool {
        let found = self.regex.as_ref().map_or(self.value == value, |regex| regex.is_match(value));
        found == matches!(self.op, MatchOp::Equal | MatchOp::Regex)
    }
}

impl Silences {
    /// A new one. It cannot start before `now`.
    pub fn add(
        &mut self,
        now: Millis,
        matchers: &[Matcher],
        starts_at: Millis,
        ends_at: Millis,
    ) -> Result<SilenceId, BadSilence> {
        let tests = matchers.iter().map(Test::new).collect::<Result<Vec<Test>, BadSilence>>()?;
        if tests.is_empty() {
            return Err(BadSilence::NoMatchers);
        }
        if tests.iter().all(|test| test.holds("")) {
            return Err(BadSilence::MatchesEverything);
        }
        if ends_at < starts_at {
            return Err(BadSilence::EndsBeforeItStarts);
        }
        if ends_at < now {
            return Err(BadSilence::InThePast);
        }
        let id = SilenceId(self.all.len() as u32);
        let starts_at = starts_at.max(now);
        self.all.push(Silence { tests, made_at: now, starts_at, ends_at, expired_at: None, lost: false });
        Ok(id)
    }

    /// Ends one now. False when there is none, or it has ended.
    pub fn expire(&mut self, now: Millis, id: SilenceId) -> bool {
        match self.all.get_mut(id.0 as usize) {
            Some(silence) if silence.expired_at.is_none() && silence.ends_at >= now && !silence.lost => {
                silence.expired_at = Some(now);
                true
            }
            _ => false,
        }
    }

    /// Those that silence an alert.
    pub fn of(&self, labels: &Labels, now: Millis) -> Vec<SilenceId> {
        let holds = |silence: &Silence| {
            silence.is_active(now) && silence.tests.iter().all(|test| test.holds(labels.get(&test.label)))
        };
        let all = self.all.iter().enumerate().filter(|(_, silence)| holds(silence));
        all.map(|(index, _)| SilenceId(index as u32)).collect()
    }

    /// All Alertmanagers are lost at `now`: what is known is what was saved last.
    pub fn forget_unsaved(&mut self, started_at: Millis, now: Millis, options: &Options) {
        let saved = last_round(started_at, options.maintenance_interval, now);
        for silence in &mut self.all {
            silence.lost |= silence.made_at > saved;
            silence.expired_at = silence.expired_at.filter(|at| *at <= saved);
        }
    }
}

impl Silence {
    fn is_active(&self, now: Millis) -> bool {
        let expired = self.expired_at.is_some_and(|at| at <= now);
        self.starts_at <= now && now <= self.ends_at && !expired && !self.lost
    }
}
