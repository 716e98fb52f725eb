//! What lowering makes: plain data in the shape of Prometheus' rule files and Alertmanager's
//! configuration. Text is borrowed from the model where it can be.

use super::RuleFile;
use crate::expr::MatchOp;
use crate::model::{Channel, Interval, Millis, Setting};
use crate::text::Span;
use std::borrow::Cow;

/// All that a program compiles to.
#[derive(Debug)]
pub struct Output<'m> {
    /// Sorted by name. Each makes its groups when asked, so that a big program is never whole in memory.
    pub rule_files: Vec<RuleFile<'m>>,
    pub alertmanager: AlertmanagerConfig<'m>,
}

/// A group of rules: evaluated one after the other, at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'m> {
    pub name: String,
    /// None: Prometheus' own.
    pub interval: Option<Millis>,
    pub rules: Vec<Rule<'m>>,
    /// What of the source it comes from.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rule<'m> {
    pub kind: RuleKind<'m>,
    /// The alertname, or the name of the recorded series.
    pub name: Cow<'m, str>,
    /// PromQL that the referee accepts.
    pub expr: String,
    pub labels: Vec<(&'m str, Cow<'m, str>)>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind<'m> {
    Record,
    Alert {
        /// `for`; 0 when none.
        pending: Millis,
        keep_firing_for: Millis,
        annotations: Vec<(&'m str, Cow<'m, str>)>,
    },
}

/// `alertmanager.yml`
#[derive(Clone, Debug, PartialEq)]
pub struct AlertmanagerConfig<'m> {
    pub global: &'m [(String, Setting)],
    pub templates: &'m [String],
    pub route: Route<'m>,
    pub inhibit_rules: Vec<InhibitRule<'m>>,
    /// Those that a route names; the names differ.
    pub receivers: Vec<Receiver<'m>>,
    /// Those that a route names; the names differ.
    pub time_intervals: Vec<TimeInterval<'m>>,
}

/// A node of the routing tree. What is None or empty is inherited, but for the intervals: those
/// hold for this node alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route<'m> {
    pub receiver: Option<String>,
    pub matchers: Vec<Matcher<'m>>,
    /// Its later siblings are asked as well.
    pub continues: bool,
    pub group_by: Option<Vec<&'m str>>,
    pub group_wait: Option<Millis>,
    pub group_interval: Option<Millis>,
    pub repeat_interval: Option<Millis>,
    pub active_time_intervals: Vec<String>,
    pub mute_time_intervals: Vec<String>,
    pub routes: Vec<Route<'m>>,
    pub span: Option<Span>,
}

/// `label="value"` and its like; a regex is anchored. Where it was written makes no other of it.
#[derive(Clone, Debug)]
pub struct Matcher<'m> {
    pub label: Cow<'m, str>,
    pub op: MatchOp,
    pub value: Cow<'m, str>,
    pub span: Option<Span>,
}

impl PartialEq for Matcher<'_> {
    fn eq(&self, other: &Self) -> bool {
        (&self.label, self.op, &self.value) == (&other.label, other.op, &other.value)
    }
}

impl<'m> Matcher<'m> {
    pub fn new(label: impl Into<Cow<'m, str>>, op: MatchOp, value: impl Into<Cow<'m, str>>) -> Matcher<'m> {
        Matcher { label: label.into(), op, value: value.into(), span: None }
    }

    pub fn at(self, span: Span) -> Matcher<'m> {
        Matcher { span: Some(span), ..self }
    }

    pub fn equal(label: impl Into<Cow<'m, str>>, value: impl Into<Cow<'m, str>>) -> Matcher<'m> {
        Matcher::new(label, MatchOp::Equal, value)
    }
}

/// While an alert of `source` fires, those of `target` with the same `equal` labels are quiet.
#[derive(Clone, Debug, PartialEq)]
pub struct InhibitRule<'m> {
    pub name: Cow<'m, str>,
    pub source: Vec<Matcher<'m>>,
    pub target: Vec<Matcher<'m>>,
    pub equal: Vec<&'m str>,
    pub span: Option<Span>,
}

/// A set of integrations that are told together.
#[derive(Clone, Debug, PartialEq)]
pub struct Receiver<'m> {
    pub name: String,
    /// In the order in which the kinds first appear.
    pub integrations: Vec<Integrations<'m>>,
    pub span: Option<Span>,
}

/// The channels of one kind in a receiver: `pagerduty_configs` and its entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Integrations<'m> {
    /// `pagerduty`
    pub kind: &'m str,
    pub settings: Vec<&'m [(String, Setting)]>,
    /// The names of the channels, one for each of `settings`; empty where they have none.
    pub channels: Vec<&'m str>,
}

impl<'m> Receiver<'m> {
    /// Tells `channels`, each of them once.
    pub fn new(
        name: String,
        channels: impl IntoIterator<Item = &'m Channel>,
        span: Option<Span>,
    ) -> Receiver<'m> {
        let mut told: Vec<&str> = Vec::new();
        let mut integrations: Vec<Integrations> = Vec::new();
        for channel in channels {
            if told.contains(&channel.name.as_str()) {
                continue;
            }
            told.push(&channel.name);
            match integrations.iter_mut().find(|of_kind| of_kind.kind == channel.kind) {
                Some(of_kind) => {
                    of_kind.settings.push(&channel.settings);
                    of_kind.channels.push(&channel.name);
                }
                None => integrations.push(Integrations {
                    kind: &channel.kind,
                    settings: vec![&channel.settings],
                    channels: vec![&channel.name],
                }),
            }
        }
        Receiver { name, integrations, span }
    }
}

/// A named time of the week and the year.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeInterval<'m> {
    pub name: String,
    pub intervals: &'m [Interval],
    pub span: Option<Span>,
}
