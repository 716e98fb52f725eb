//! Who is told of the alerts of a compiled program: which receivers and channels, at which instants,
//! after how long, and what quiets them.
//!
//! ```text
//! let mut reach = Reach::new(&model, &output.alertmanager, horizon);
//! for step in reach.steps(alert, level) {       // as many as the escalation has
//!     for notice in &step.notices {             // one for each receiver
//!         notice.channels; notice.times; Delay::of(model, alert, level, step.number, wait);
//!     }
//!     reach.quieted_by(&step.labels);           // by which rules and alerts
//! }
//! ```
//!
//! What Prometheus does to alerts on their way (`alert_relabel_configs`) is not known here.

mod calendar;
mod delay;
mod inhibition;
mod labels;
mod others;
mod told;

pub use calendar::Calendar;
pub use delay::{Delay, Repeat};
pub use inhibition::{Inhibition, RuleId};
pub use labels::labels_of;
pub use others::Quieting;
pub use told::Told;

use super::concrete::Settings;
use super::symbolic::{Labels, NodeId, Tree, Walker};
use super::times::{Horizon, Times};
use crate::lower::AlertmanagerConfig;
use crate::model::{Alert, Level, Millis, Model};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::sync::Arc;

/// A program, prepared for many questions.
pub struct Reach<'c> {
    pub model: &'c Model,
    pub tree: Tree<'c>,
    pub inhibition: Inhibition<'c>,
    calendar: Calendar<'c>,
    walker: Walker,
    receivers: HashMap<&'c str, Arc<[Told<'c>]>>,
}

/// One step of the escalation of an alert's level.
#[derive(Clone, Debug)]
pub struct Step<'c> {
    /// The first is 1.
    pub number: usize,
    /// Since the alert fired.
    pub after: Millis,
    /// All labels that its alerts may have.
    pub labels: Labels,
    /// In the order in which Alertmanager finds the routes.
    pub notices: Vec<Notice<'c>>,
}

/// A receiver that is told.
#[derive(Clone, Debug)]
pub struct Notice<'c> {
    pub node: NodeId,
    pub receiver: &'c str,
    /// In the order in which the receiver has them.
    pub channels: Arc<[Told<'c>]>,
    pub settings: Settings<'c>,
    /// The labels that lead here: any of these. Only labels are named that some route asks for.
    pub labels: Vec<Labels>,
    /// Names of the intervals in which it is told; always when there are none.
    pub during: &'c [String],
    /// Names of the intervals in which it is not told.
    pub muted_by: &'c [String],
    /// When it is told, by both.
    pub times: Arc<Times>,
}

impl<'c> Reach<'c> {
    /// `config` is what `model` was lowered to; times are told within `horizon`.
    pub fn new(model: &'c Model, config: &'c AlertmanagerConfig<'c>, horizon: Horizon) -> Reach<'c> {
        Reach {
            model,
            tree: Tree::new(config),
            inhibition: Inhibition::new(config),
            calendar: Calendar::new(config, horizon),
            walker: Walker::default(),
            receivers: told::by_receiver(config),
        }
    }

    /// The steps of a level, with all that are told.
    pub fn steps(&mut self, alert: &Alert, level: &Level) -> Vec<Step<'c>> {
        let steps = &self.model.escalations[level.escalation].steps;
        let mut all = Vec::with_capacity(steps.len());
        for (number, step) in (1..).zip(steps) {
            let labels = labels_of(self.model, alert, level, number);
            all.push(Step { number, after: step.after, notices: self.notices(&labels), labels });
        }
        all
    }

    /// Who is told of alerts with these labels.
    pub fn notices(&mut self, labels: &Labels) -> Vec<Notice<'c>> {
        let walk = self.walker.walk(&self.tree, labels);
        let mut notices = Vec::with_capacity(walk.outcomes.len());
        for outcome in &walk.outcomes {
            let node = self.tree.node(outcome.node);
            let (route, receiver) = (node.route, node.settings.receiver.value);
            notices.push(Notice {
                node: outcome.node,
                receiver,
                channels: self.receivers.get(receiver).cloned().unwrap_or_default(),
                settings: node.settings,
                labels: outcome.labels.clone(),
                during: &route.active_time_intervals,
                muted_by: &route.mute_time_intervals,
                times: self.calendar.times(route),
            });
        }
        notices
    }

    /// The zone by whose clock people read when a notice is told: that of its intervals.
    pub fn zone(&self, notice: &Notice<'c>) -> TimeZone {
        self.calendar.zone(notice.during.iter().chain(notice.muted_by))
    }

    /// When a named interval holds.
    pub fn times_of(&mut self, interval: &str) -> Arc<Times> {
        self.calendar.named(interval)
    }
}
