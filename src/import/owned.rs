//! A configuration that owns what it holds, and the view of it that lowering gives, too.

use crate::lower::{self, AlertmanagerConfig, Integrations, Matcher};
use crate::model::{Interval, Millis, Setting};

/// An `alertmanager.yml` that was read.
#[derive(Clone, Debug)]
pub struct Alertmanager {
    pub(super) global: Settings,
    pub(super) templates: Vec<String>,
    pub(super) route: Route,
    pub(super) inhibit_rules: Vec<InhibitRule>,
    pub(super) receivers: Vec<Receiver>,
    pub(super) time_intervals: Vec<TimeInterval>,
}

/// The settings of one integration.
type Settings = Vec<(String, Setting)>;

#[derive(Clone, Debug)]
pub(super) struct Route {
    pub receiver: Option<String>,
    pub matchers: Vec<Matcher<'static>>,
    pub continues: bool,
    pub group_by: Option<Vec<String>>,
    pub group_wait: Option<Millis>,
    pub group_interval: Option<Millis>,
    pub repeat_interval: Option<Millis>,
    pub active_time_intervals: Vec<String>,
    pub mute_time_intervals: Vec<String>,
    pub routes: Vec<Route>,
}

#[derive(Clone, Debug)]
pub(super) struct InhibitRule {
    pub name: String,
    pub source: Vec<Matcher<'static>>,
    pub target: Vec<Matcher<'static>>,
    pub equal: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Receiver {
    pub name: String,
    /// The kind of integration, and the settings of each.
    pub integrations: Vec<(&'static str, Vec<Settings>)>,
}

#[derive(Clone, Debug)]
pub(super) struct TimeInterval {
    pub name: String,
    pub intervals: Vec<Interval>,
}

impl Alertmanager {
    /// The same in the shape that lowering makes of a program.
    pub fn config(&self) -> AlertmanagerConfig<'_> {
        AlertmanagerConfig {
            global: &self.global,
            templates: &self.templates,
            route: self.route.view(),
            inhibit_rules: self.inhibit_rules.iter().map(InhibitRule::view).collect(),
            receivers: self.receivers.iter().map(Receiver::view).collect(),
            time_intervals: self.time_intervals.iter().map(TimeInterval::view).collect(),
        }
    }
}

impl Route {
    fn view(&self) -> lower::Route<'_> {
        lower::Route {
            receiver: self.receiver.clone(),
            matchers: self.matchers.iter().map(borrowed).collect(),
            continues: self.continues,
            group_by: self.group_by.as_ref().map(|labels| labels.iter().map(String::as_str).collect()),
            group_wait: self.group_wait,
            group_interval: self.group_interval,
            repeat_interval: self.repeat_interval,
            active_time_intervals: self.active_time_intervals.clone(),
            mute_time_intervals: self.mute_time_intervals.clone(),
            routes: self.routes.iter().map(Route::view).collect(),
            span: None,
        }
    }
}

fn borrowed<'a>(matcher: &'a Matcher<'static>) -> Matcher<'a> {
    Matcher::new(matcher.label.as_ref(), matcher.op, matcher.value.as_ref())
}

impl InhibitRule {
    fn view(&self) -> lower::InhibitRule<'_> {
        lower::InhibitRule {
            name: self.name.as_str().into(),
            source: self.source.iter().map(borrowed).collect(),
            target: self.target.iter().map(borrowed).collect(),
            equal: self.equal.iter().map(String::as_str).collect(),
            span: None,
        }
    }
}

impl Receiver {
    fn view(&self) -> lower::Receiver<'_> {
        let integrations = self.integrations.iter().map(|(kind, settings)| Integrations {
            kind,
            settings: settings.iter().map(Vec::as_slice).collect(),
            channels: Vec::new(),
        });
        lower::Receiver { name: self.name.clone(), integrations: integrations.collect(), span: None }
    }
}

impl TimeInterval {
    fn view(&self) -> lower::TimeInterval<'_> {
        lower::TimeInterval { name: self.name.clone(), intervals: &self.intervals, span: None }
    }
}
