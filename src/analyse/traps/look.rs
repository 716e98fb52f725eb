//! A program as the traps are looked for in it: what is written beside what it means.

use super::coverage::Coverage;
use crate::channel::{self, Opens};
use crate::model::*;
use crate::syntax::ast::{self, EscalationStatement, Settings, Statement, StatementKind};
use crate::text::Span;
use std::collections::HashMap;

pub(super) struct Look<'a> {
    pub statements: &'a [Statement],
    pub model: &'a Model,
    /// The used escalations that have a statement of their own.
    pub escalations: Vec<Used<'a>>,
    pub coverage: Coverage<'a>,
    /// The statements of channels, as `Model::channels`.
    channels: Vec<Option<&'a ast::ChannelStatement>>,
}

/// An escalation with its statement, and the levels that escalate by it.
pub(super) struct Used<'a> {
    pub statement: &'a EscalationStatement,
    pub escalation: &'a Escalation,
    pub clauses: Vec<Clause<'a>>,
    pub levels: Vec<(&'a Alert, &'a Level)>,
}

/// One `notify`.
#[derive(Clone, Copy)]
pub(super) struct Clause<'a> {
    /// The first step is 0.
    pub step: usize,
    pub written: &'a ast::Notify,
    pub meant: &'a Notify,
}

impl<'a> Look<'a> {
    pub fn new(statements: &'a [Statement], model: &'a Model) -> Look<'a> {
        let mut levels: HashMap<EscalationId, Vec<_>> = HashMap::new();
        for alert in &model.alerts {
            for level in &alert.levels {
                levels.entry(level.escalation).or_default().push((alert, level));
            }
        }
        let by_name: HashMap<&str, EscalationId> =
            model.escalations.iter().enumerate().map(|(id, one)| (one.name.as_str(), id)).collect();
        let escalations = statements.iter().filter_map(|statement| {
            let StatementKind::Escalation(statement) = &statement.kind else { return None };
            let id = *by_name.get(statement.name.value.as_str())?;
            let escalation = &model.escalations[id];
            let levels = levels.remove(&id)?;
            Some(Used { statement, escalation, clauses: clauses(statement, escalation), levels })
        });
        let escalations = escalations.collect();
        let declared: HashMap<&str, &ast::ChannelStatement> = statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StatementKind::Channel(channel) => Some((channel.name.value.as_str(), channel)),
                _ => None,
            })
            .collect();
        let channels = model.channels.iter().map(|channel| declared.get(channel.name.as_str()).copied());
        let channels = channels.collect();
        Look { statements, model, escalations, coverage: Coverage::new(&model.windows), channels }
    }

    /// The statement of a channel.
    pub fn channel(&self, id: ChannelId) -> Option<&'a ast::ChannelStatement> {
        self.channels[id]
    }

    /// What a channel leaves open until it is told of the end.
    pub fn opens(&self, id: ChannelId) -> Opens {
        channel::opens(&self.model.channels[id])
    }

    /// The settings of `alertmanager { … }`.
    pub fn alertmanager(&self) -> Option<&'a Settings> {
        self.statements.iter().find_map(|statement| match &statement.kind {
            StatementKind::Alertmanager(settings) => Some(settings),
            _ => None,
        })
    }

    pub fn group_wait(&self, escalation: &Escalation) -> Millis {
        escalation.group_wait.unwrap_or(self.model.alertmanager.group_wait)
    }

    pub fn group_interval(&self, escalation: &Escalation) -> Millis {
        escalation.group_interval.unwrap_or(self.model.alertmanager.group_interval)
    }

    /// How often an alert is evaluated.
    pub fn interval(&self, alert: &Alert) -> Millis {
        alert.interval.unwrap_or(self.model.prometheus.evaluation_interval)
    }
}

/// The clauses of a statement beside those of the model: there, those before the first `after` are one
/// step, and nothing else is moved.
fn clauses<'a>(statement: &'a EscalationStatement, escalation: &'a Escalation) -> Vec<Clause<'a>> {
    let meant = escalation.steps.iter().enumerate();
    let meant = meant.flat_map(|(step, inner)| inner.notify.iter().map(move |notify| (step, notify)));
    let written = statement.steps.iter().flat_map(|item| &item.notify);
    written.zip(meant).map(|(written, (step, meant))| Clause { step, written, meant }).collect()
}

impl<'a> Used<'a> {
    /// The duration after `after`, with the step's index.
    pub fn later_steps(&self) -> impl Iterator<Item = (usize, Span)> + 'a {
        let later = self.statement.steps.iter().filter_map(|item| item.after.as_ref());
        later.enumerate().map(|(index, after)| (index + 1, after.span))
    }

    /// A setting of the escalation: its value's span.
    pub fn setting(&self, name: &str) -> Option<Span> {
        let setting = self.statement.settings.iter().find(|setting| setting.key.value == name)?;
        Some(setting.values.first().map_or(setting.key.span, |value| value.span))
    }
}

impl<'a> Clause<'a> {
    /// The channels with where they are named.
    pub fn channels(&self) -> impl Iterator<Item = (ChannelId, &'a ast::Name)> + 'a {
        self.meant.channels.iter().copied().zip(&self.written.channels)
    }
}

/// The span of a setting's value in a block.
pub(super) fn value_span(settings: &Settings, name: &str) -> Option<Span> {
    let setting = settings.get(name)?;
    Some(setting.values.first().map_or(setting.key.span, |value| value.span))
}
