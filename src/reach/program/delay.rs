//! How long it takes from a breach to the notification, if nothing mutes it.

use crate::model::{Alert, Level, Millis, Model};
use crate::reach::concrete::Settings;

/// From the moment at which the condition becomes true to the notification. A clustered Alertmanager
/// waits longer when peers fail, 15s for each before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// Until the sample is scraped, at most.
    pub scrape: Millis,
    /// Until the rule is evaluated, at most.
    pub evaluation: Millis,
    /// `for` of the step's rule, until the evaluation at which it is over.
    pub pending: Millis,
    /// Until the new group is told.
    pub group_wait: Millis,
}

impl Delay {
    /// Of step `number` of a level, the first is 1, told by a route with this `group_wait`.
    pub fn of(model: &Model, alert: &Alert, level: &Level, number: usize, group_wait: Millis) -> Delay {
        let evaluation = alert.interval.unwrap_or(model.prometheus.evaluation_interval);
        let steps = &model.escalations[level.escalation].steps;
        let after = steps.get(number.wrapping_sub(1)).map_or(0, |step| step.after);
        let rounded = |time: Millis| next_multiple(time, evaluation);
        // A later step of an alert that is kept firing waits on the alert, not on the condition.
        let pending = match level.keep_firing_for > 0 {
            true => rounded(level.pending) + rounded(after),
            false => rounded(level.pending + after),
        };
        let scrape = model.prometheus.scrape_interval;
        Delay { scrape, evaluation, pending, group_wait }
    }

    /// The sample was scraped, and the rule evaluated, at once.
    pub fn best(&self) -> Millis {
        self.pending + self.group_wait
    }

    /// On average.
    pub fn typical(&self) -> Millis {
        (self.scrape + self.evaluation) / 2 + self.best()
    }

    /// The sample just missed a scrape, and that an evaluation.
    pub fn worst(&self) -> Millis {
        self.scrape + self.evaluation + self.best()
    }
}

/// How often a group that goes on firing is told again: Alertmanager asks at each multiple of
/// `group_interval` whether the last time is over `repeat_interval` ago. When it is a multiple itself,
/// the time that sending took decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    pub soonest: Millis,
    pub latest: Millis,
}

impl Repeat {
    pub fn of(settings: &Settings) -> Repeat {
        let (repeat, group) = (settings.repeat_interval.value, settings.group_interval.value);
        Repeat {
            soonest: next_multiple(repeat, group),
            latest: next_multiple(repeat.saturating_add(1), group),
        }
    }
}

/// The least multiple of `unit` that is not under `time`.
fn next_multiple(time: Millis, unit: Millis) -> Millis {
    let unit = unit.max(1);
    time.div_euclid(unit).saturating_add(Millis::from(time.rem_euclid(unit) > 0)).saturating_mul(unit)
}
