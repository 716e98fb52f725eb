//! Whether alerts reach a channel in time, at all times that a policy names, for all labels that they may have.

mod findings;
mod imported;
mod program;

pub(super) use imported::OfFiles;
pub(super) use program::OfProgram;
pub use program::lags;

use super::failure::Failure;
use super::item::Item;
use super::routes::{Cell, Told};
use super::told::{Horizons, Way, in_time, later};
use crate::channel::INTEGRATIONS;
use crate::diag::{Diagnostic, codes};
use crate::model::Millis;
use crate::model::policy::Reaches;
use crate::reach::Times;
use crate::text::{Spanned, nearest};

/// Who answers for the alerts of a program, or of rule files.
pub(super) enum Reach<'c> {
    Program(OfProgram<'c>),
    Files(OfFiles<'c>),
    /// No configuration is known: nothing is said.
    Unknown,
}

impl Reach<'_> {
    /// Why an alert does not reach every target as it must.
    pub fn failures(&mut self, asked: &Reaches, item: &Item) -> Vec<Failure> {
        match self {
            Reach::Program(reach) => reach.failures(asked, item),
            Reach::Files(reach) => reach.failures(asked, item),
            Reach::Unknown => Vec::new(),
        }
    }

    /// Targets that are neither a channel nor a kind of channel.
    pub fn unknown_targets(&self, asked: &Reaches) -> Vec<Diagnostic> {
        let mut known: Vec<&str> = INTEGRATIONS.iter().map(|integration| integration.kind).collect();
        match self {
            Reach::Program(reach) => {
                known.extend(reach.model.channels.iter().map(|channel| channel.name.as_str()));
            }
            Reach::Files(reach) => known.extend(reach.routes.channels().map(|channel| channel.name)),
            Reach::Unknown => return Vec::new(),
        }
        let unknown = asked.targets.iter().filter(|target| !known.contains(&target.value.as_str()));
        let told = |target: &Spanned<String>| {
            let message = format!("there is no channel and no kind of channel `{}`", target.value);
            let help = match nearest(target, known.iter().copied()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => "name a channel, or a kind such as `pagerduty`".to_string(),
            };
            Diagnostic::new(codes::NAME_UNKNOWN, target.span, message).help(help)
        };
        unknown.map(told).collect()
    }
}

/// What is asked of one target.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// A channel, or a kind of channel.
    pub target: &'q str,
    /// Since the breach.
    pub within: Millis,
    /// When it may be seen.
    pub seen: &'q Times,
}

/// How long alerts take until Alertmanager has them.
#[derive(Clone, Debug)]
pub struct Lags {
    /// From the breach until it is seen, at most: scraped and evaluated.
    pub unseen: Millis,
    /// From there until the rule of each step fires.
    pub pending: Vec<Millis>,
}

/// What becomes of a question for one cell of labels.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Proven,
    /// No step tells it, at any time.
    Never,
    /// So long after the breach, at the soonest of its steps and the latest of its times.
    Late(Millis),
    /// What is seen at these times is not told in time.
    Gaps(Times),
}

pub fn verdict(cell: &Cell, lags: &Lags, question: &Question, horizons: &Horizons) -> Verdict {
    let ways: Vec<Way> = tellers(cell, lags, question.target).map(|(_, way)| way).collect();
    let Some(soonest) = ways.iter().map(|way| way.first).min() else { return Verdict::Never };
    let latest = soonest.saturating_add(lags.unseen);
    if latest > question.within {
        return Verdict::Late(latest);
    }
    let due = due(question.seen, soonest);
    let gaps = due.without(&in_time(&ways, question.within - lags.unseen, horizons));
    if gaps.is_never() { Verdict::Proven } else { Verdict::Gaps(gaps) }
}

/// What is seen in a window and first told outside of it is no matter of the window.
fn due(seen: &Times, first: Millis) -> Times {
    if seen.is_always() {
        return seen.clone();
    }
    let shifted = seen.ranges().iter().map(|range| later(range.start, -first)..later(range.end, -first));
    seen.intersection(&Times::from_ranges(shifted.collect(), seen.horizon()))
}

/// Those that tell the target, and how.
fn tellers<'a, 'c>(
    cell: &'a Cell<'c>,
    lags: &'a Lags,
    target: &'a str,
) -> impl Iterator<Item = (&'a Told<'c>, Way)> {
    let steps = cell.steps.iter().zip(&lags.pending);
    steps.flat_map(move |(told, pending)| {
        let is_target = move |told: &&Told| {
            told.channels.iter().any(|channel| channel.name == target || channel.kind == target)
        };
        told.iter().filter(is_target).map(move |told| {
            let first = pending.saturating_add(told.group_wait);
            (told, Way { times: told.times.clone(), first, again: told.group_interval })
        })
    })
}

/// When it may be seen, by the window of a requirement.
fn seen(asked: &Reaches, horizons: &Horizons) -> Times {
    match &asked.when {
        None => Times::always(&horizons.seen),
        Some(when) => {
            let inside = Times::of(&when.intervals, &horizons.seen);
            if when.outside { inside.complement() } else { inside }
        }
    }
}
