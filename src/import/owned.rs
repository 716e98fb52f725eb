//! A configuration that owns what it holds and knows where it was written, and the view of it that
//! lowering gives, too.

use crate::lower::{self, AlertmanagerConfig, Integrations, Matcher};
use crate::model::{Interval, Millis, Setting};
use crate::text::{Span, Spanned};
use crate::yaml::Node;

/// An `alertmanager.yml` that was read.
#[derive(Clone, Debug)]
pub struct Alertmanager {
    /// All of it as it is written; none where an object of the operator says the same in other words.
    pub document: Option<Node>,
    pub global: Vec<(String, Setting)>,
    /// The settings of `global` as they are written.
    pub global_node: Option<Node>,
    pub templates: Vec<String>,
    /// Where each of the templates stands.
    pub template_spans: Vec<Span>,
    pub route: Route,
    pub inhibit_rules: Vec<InhibitRule>,
    pub receivers: Vec<Receiver>,
    pub time_intervals: Vec<TimeInterval>,
}

/// A node of the routing tree.
#[derive(Clone, Debug)]
pub struct Route {
    /// The whole of it, with its children.
    pub span: Span,
    /// Its first key: a place to point at.
    pub head: Span,
    pub receiver: Option<Spanned<String>>,
    /// Each with its span.
    pub matchers: Vec<Matcher<'static>>,
    /// With the place of key and value.
    pub continues: Spanned<bool>,
    pub group_by: Option<Vec<Spanned<String>>>,
    pub group_wait: Option<Spanned<Millis>>,
    pub group_interval: Option<Spanned<Millis>>,
    pub repeat_interval: Option<Spanned<Millis>>,
    pub active_time_intervals: Vec<Spanned<String>>,
    pub mute_time_intervals: Vec<Spanned<String>>,
    pub routes: Vec<Route>,
}

#[derive(Clone, Debug)]
pub struct InhibitRule {
    pub span: Span,
    pub head: Span,
    pub name: String,
    pub source: Vec<Matcher<'static>>,
    pub target: Vec<Matcher<'static>>,
    pub equal: Vec<Spanned<String>>,
}

#[derive(Clone, Debug)]
pub struct Receiver {
    pub span: Span,
    pub name: Spanned<String>,
    pub integrations: Vec<OfKind>,
}

/// `slack_configs`: the integrations of one kind in a receiver.
#[derive(Clone, Debug)]
pub struct OfKind {
    /// `slack`
    pub kind: &'static str,
    /// `slack_configs`
    pub key: Span,
    /// The settings of each.
    pub settings: Vec<Vec<(String, Setting)>>,
    /// The same as they are written: `node.get("send_resolved")` has the place of a value.
    pub nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
pub struct TimeInterval {
    pub span: Span,
    pub name: Spanned<String>,
    /// Those of the entries that can hold.
    pub intervals: Vec<Interval>,
    /// Where each of `intervals` stands.
    pub places: Vec<IntervalPlace>,
    /// Entries that hold at no time, because a field of them is an empty list.
    pub never: Vec<Span>,
}

/// Where the parts of an interval stand, in the order of [`Interval`]'s lists.
#[derive(Clone, Debug)]
pub struct IntervalPlace {
    pub span: Span,
    pub head: Span,
    pub times: Vec<Span>,
    pub weekdays: Vec<Span>,
    pub days_of_month: Vec<Span>,
    pub months: Vec<Span>,
    pub years: Vec<Span>,
    pub location: Option<Span>,
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
        let names = |list: &[Spanned<String>]| list.iter().map(|name| name.value.clone()).collect();
        let length = |length: &Option<Spanned<Millis>>| length.as_ref().map(|length| length.value);
        lower::Route {
            receiver: self.receiver.as_ref().map(|name| name.value.clone()),
            matchers: self.matchers.iter().map(borrowed).collect(),
            continues: self.continues.value,
            group_by: self
                .group_by
                .as_ref()
                .map(|labels| labels.iter().map(|label| label.value.as_str()).collect()),
            group_wait: length(&self.group_wait),
            group_interval: length(&self.group_interval),
            repeat_interval: length(&self.repeat_interval),
            active_time_intervals: names(&self.active_time_intervals),
            mute_time_intervals: names(&self.mute_time_intervals),
            routes: self.routes.iter().map(Route::view).collect(),
            span: Some(self.head),
        }
    }
}

fn borrowed<'a>(matcher: &'a Matcher<'static>) -> Matcher<'a> {
    Matcher { span: matcher.span, ..Matcher::new(matcher.label.as_ref(), matcher.op, matcher.value.as_ref()) }
}

impl InhibitRule {
    fn view(&self) -> lower::InhibitRule<'_> {
        lower::InhibitRule {
            name: self.name.as_str().into(),
            source: self.source.iter().map(borrowed).collect(),
            target: self.target.iter().map(borrowed).collect(),
            equal: self.equal.iter().map(|label| label.value.as_str()).collect(),
            span: Some(self.head),
        }
    }
}

impl Receiver {
    fn view(&self) -> lower::Receiver<'_> {
        let integrations = self.integrations.iter().map(|of_kind| Integrations {
            kind: of_kind.kind,
            settings: of_kind.settings.iter().map(Vec::as_slice).collect(),
            channels: Vec::new(),
        });
        lower::Receiver {
            name: self.name.value.clone(),
            integrations: integrations.collect(),
            span: Some(self.name.span),
        }
    }
}

impl TimeInterval {
    fn view(&self) -> lower::TimeInterval<'_> {
        lower::TimeInterval {
            name: self.name.value.clone(),
            intervals: &self.intervals,
            span: Some(self.name.span),
        }
    }
}
