//! What of a program the tests have exercised.
//!
//! | | exercised when a test |
//! |---|---|
//! | alert | has seen one of its levels fire |
//! | level | has seen it fire |
//! | step | has seen the rule of this step of the level's escalation fire |
//! | route | has heard a message by this node of the routing tree |
//! | escalation | has heard a message by one of its routes |
//!
//! promtool's tests see rules, and no messages.

mod alerts;
mod routes;

use crate::engine::world::Record;
use crate::lower::AlertmanagerConfig;
use crate::model::Model;
use crate::series::Labels;
use crate::text::Span;
use alerts::Alerts;
use routes::Routes;

/// Takes down what tests exercise.
pub struct Coverage<'c> {
    alerts: Alerts<'c>,
    routes: Routes<'c>,
}

/// Something that a test can exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub kind: Kind,
    /// `HighMemory warning, step 2`
    pub name: String,
    pub span: Option<Span>,
    pub exercised: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Alert,
    Level,
    Step,
    Route,
    Escalation,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Alert, Kind::Level, Kind::Step, Kind::Route, Kind::Escalation];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Alert => "alert",
            Kind::Level => "level",
            Kind::Step => "step",
            Kind::Route => "route",
            Kind::Escalation => "escalation",
        }
    }

    pub fn plural(self) -> &'static str {
        match self {
            Kind::Alert => "alerts",
            Kind::Level => "levels",
            Kind::Step => "steps",
            Kind::Route => "routes",
            Kind::Escalation => "escalations",
        }
    }
}

impl<'c> Coverage<'c> {
    /// `config` is what `model` was lowered to. Nothing is exercised yet.
    pub fn new(model: &'c Model, config: &'c AlertmanagerConfig<'c>) -> Coverage<'c> {
        Coverage { alerts: Alerts::new(model), routes: Routes::new(model, config) }
    }

    /// An alert with these labels fires, or a test expects it to.
    pub fn fires(&mut self, labels: &Labels) {
        self.alerts.fires(labels);
    }

    /// The alerts that a run has seen.
    pub fn saw(&mut self, record: &Record) {
        for instance in record.instances.iter().filter(|instance| instance.fired().next().is_some()) {
            self.fires(&instance.labels);
        }
    }

    /// All that a run has seen: alerts and messages.
    pub fn ran(&mut self, record: &Record) {
        self.saw(record);
        for notice in &record.notices {
            for told in &notice.alerts {
                self.routes.told(&notice.receiver, &told.labels);
            }
        }
    }

    /// Everything that can be exercised, by kind and in source order.
    pub fn items(&self) -> Vec<Item> {
        self.alerts.items().into_iter().chain(self.routes.items()).collect()
    }
}

/// How many of some items are exercised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub exercised: usize,
    pub all: usize,
}

impl Share {
    pub fn of<'i>(items: impl Iterator<Item = &'i Item>) -> Share {
        let mut share = Share { exercised: 0, all: 0 };
        for item in items {
            share.all += 1;
            share.exercised += usize::from(item.exercised);
        }
        share
    }

    /// 100 when there is nothing to exercise.
    pub fn percent(self) -> f64 {
        if self.all == 0 { 100.0 } else { self.exercised as f64 * 100.0 / self.all as f64 }
    }
}
