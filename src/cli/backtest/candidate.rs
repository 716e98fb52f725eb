//! A program that is tried on the history, as it is or with other values.

use super::options::BacktestOptions;
use super::part_of;
use super::span::{Span, length};
use super::warm_up::warm_up;
use crate::cli::Failure;
use crate::cli::progress::Progress;
use crate::cli::simulate::{groups, world_options};
use crate::engine::rules::Group;
use crate::engine::world::{Record, World};
use crate::lower::{Output, lower};
use crate::model::{Millis, Model};
use crate::quantity::duration_text;
use crate::series::Store;
use crate::story::{Asked, Run, Story, tell};

/// Progress is shown after so much of the simulated time.
const SHOWN_EVERY: Millis = 6 * 3_600_000;

pub(super) struct Candidate<'m> {
    pub model: &'m Model,
    output: Output<'m>,
    pub groups: Vec<Group>,
}

impl<'m> Candidate<'m> {
    pub fn new(model: &'m Model, options: &BacktestOptions) -> Result<Candidate<'m>, Failure> {
        let output = lower(model);
        let mut groups = groups(&output, model)?;
        if let Some(only) = &options.story.only {
            groups = part_of::groups_for(groups, only);
        }
        if let Some(step) = &options.step {
            let step = length("--step", step)?;
            groups.iter_mut().for_each(|group| group.interval = Some(step));
        }
        Ok(Candidate { model, output, groups })
    }

    pub fn lookback(&self) -> Millis {
        world_options(self.model, 0).rules.promql.lookback
    }

    /// How often its groups are evaluated.
    pub fn intervals(&self) -> impl Iterator<Item = Millis> {
        let own = self.model.prometheus.evaluation_interval;
        self.groups.iter().map(move |group| group.interval.unwrap_or(own).max(1))
    }

    /// How long it has to run before what it says is what it would be had it always run. Who is told of an alert is
    /// told after the waits of its group.
    pub fn warm_up(&self) -> Millis {
        let routing = &self.model.alertmanager;
        let own = self.model.escalations.iter();
        let waits =
            |wait: Option<Millis>, interval: Option<Millis>| wait.unwrap_or(0) + interval.unwrap_or(0);
        let longest = own.map(|escalation| waits(escalation.group_wait, escalation.group_interval)).max();
        let longest = longest.unwrap_or(0).max(routing.group_wait + routing.group_interval);
        warm_up(&self.groups, self.lookback()) + longest + self.intervals().max().unwrap_or(0)
    }

    /// Runs it from an instant on; what it says counts from the start of the span on.
    pub fn run(
        &self,
        store: Store,
        (from, span): (Millis, Span),
        progress: &mut Progress,
    ) -> Result<(Record, Store), Failure> {
        let options = world_options(self.model, from);
        let world = World::new(self.groups.clone(), &self.output.alertmanager, store, options);
        let mut world = world.map_err(|error| Failure::new(error.to_string()))?;
        let mut at = from;
        while at < span.end {
            at = (at + SHOWN_EVERY).min(span.end);
            world.run(at).map_err(Failure::new)?;
            let done = duration_text((at - from) / 60_000 * 60_000);
            progress.now(&format!("evaluated {done} of {}", duration_text(span.end - from)));
        }
        let (mut record, store) = world.finish();
        record.since = span.start;
        Ok((record, store))
    }

    pub fn tell(&self, record: &Record, store: &mut Store, asked: Asked) -> Story {
        let options = world_options(self.model, record.start).rules.promql;
        tell(Run { model: self.model, groups: &self.groups, record, store, options: &options }, asked)
    }
}
