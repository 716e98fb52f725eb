//! Prometheus and Alertmanager at work together: rules are evaluated, alerts sent, people told, on one clock.

mod plan;
mod record;

pub use plan::{Action, Options};
pub use record::{
    By, Failed, Instance, Look, Notice, Record, RulePlace, State, Stretch, Told, Why, Withheld,
};
