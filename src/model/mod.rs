//! What a program means: every name resolved, every default filled in, every expression
//! plain PromQL. Checked: lowering it cannot fail.

mod alert;
mod notify;
mod places;
pub mod policy;
mod policy_fields;
mod test;
mod time;

pub use alert::*;
pub use notify::*;
pub use places::*;
pub use policy_fields::{FieldType, POLICY_FIELDS, PolicyField};
pub use test::*;
pub use time::*;

use crate::expr::catalogue::Catalogue;
use crate::expr::types::Features;
use crate::expr::{Expr, Matcher};
use crate::quantity::Version;
use crate::text::Span;

/// Milliseconds.
pub type Millis = i64;

/// A whole program for one environment.
#[derive(Clone, Debug)]
pub struct Model {
    /// The name of the program's directory.
    pub name: String,
    pub prometheus: Prometheus,
    pub alertmanager: Alertmanager,
    pub channels: Vec<Channel>,
    pub windows: Vec<Window>,
    pub maintenances: Vec<Maintenance>,
    pub escalations: Vec<Escalation>,
    /// Most severe first.
    pub severities: Vec<Severity>,
    pub services: Vec<Service>,
    pub alerts: Vec<Alert>,
    pub records: Vec<Record>,
    pub inhibitions: Vec<Inhibition>,
    pub watchdogs: Vec<Watchdog>,
    /// What its alerts must keep, also those of the folders that it uses.
    pub policies: Vec<policy::Policy>,
    /// Those of this environment.
    pub tests: Vec<Test>,
    pub places: Places,
    pub versions: Versions,
    /// The metrics that the program declares.
    pub catalogue: Catalogue,
    /// What is switched on in Prometheus.
    pub features: Features,
}

/// Which versions the program declares that it is for; none: the newest that Larum knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Versions {
    pub prometheus: Option<Version>,
    pub alertmanager: Option<Version>,
}

/// Facts about the Prometheus that will evaluate the rules.
#[derive(Clone, Debug)]
pub struct Prometheus {
    pub scrape_interval: Millis,
    /// Whether the program says so; else it is the default of Prometheus.
    pub scrape_interval_is_said: bool,
    pub evaluation_interval: Millis,
    pub external_labels: Vec<(String, String)>,
    /// How long samples are kept; none: not said.
    pub retention: Option<Millis>,
}

/// A static label, an annotation, a setting: key and text.
pub type Pair = (String, String);

/// What is watched, who owns it, how its series are found. A fleet is a service with members.
#[derive(Clone, Debug)]
pub struct Service {
    pub name: String,
    pub span: Span,
    pub owner: Option<String>,
    /// Added to every selector of its alerts.
    pub select: Vec<Matcher>,
    pub depends_on: Vec<ServiceId>,
    pub labels: Vec<Pair>,
    /// Names of annotations that it gives to its alerts.
    pub annotations: Vec<Pair>,
    pub fleet: Option<Fleet>,
}

/// Like systems told apart by one label.
#[derive(Clone, Debug)]
pub struct Fleet {
    pub label: String,
    pub members: Vec<String>,
}

/// Matchers that select series.
pub type Matchers<'a> = &'a [Matcher];

/// An index into `Model::services`; likewise the others below.
pub type ServiceId = usize;
pub type ChannelId = usize;
pub type WindowId = usize;
pub type EscalationId = usize;
pub type SeverityId = usize;

/// A recording rule of its own.
#[derive(Clone, Debug)]
pub struct Record {
    pub name: String,
    pub expr: Expr,
    pub labels: Vec<Pair>,
    pub service: Option<ServiceId>,
    /// The group's interval, when it is not Prometheus' own.
    pub interval: Option<Millis>,
    pub span: Span,
}

/// While an alert that matches `source` fires, those that match `target` are quiet.
#[derive(Clone, Debug)]
pub struct Inhibition {
    pub name: String,
    pub source: Vec<Matcher>,
    pub target: Vec<Matcher>,
    pub equal: Vec<String>,
    pub span: Span,
}

/// The always-firing heartbeat.
#[derive(Clone, Debug)]
pub struct Watchdog {
    pub name: String,
    pub every: Millis,
    pub channels: Vec<ChannelId>,
    pub span: Span,
}
