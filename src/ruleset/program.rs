//! The rules of a program: one for each level of an alert, as its first step is written, and its records.

use super::{AlertFields, Clause, Field, Group, Origin, Rule, RuleKind, RuleSet};
use crate::model::{Alert, Level, Millis, Model, Pair, Record};
use crate::text::{Located, Span, Spanned};

/// What the linter looks at in a program. Labels and annotations stand where their level stands.
pub fn of_model(model: &Model) -> RuleSet {
    let mut groups: Vec<Group> = Vec::new();
    for record in &model.records {
        groups.push(group(&record.name, record.interval, record.span, vec![of_record(record)]));
    }
    for alert in &model.alerts {
        let records = alert.records.iter().map(of_record);
        let levels = alert.levels.iter().map(|level| of_level(model, alert, level));
        groups.push(group(&alert.name, alert.interval, alert.span, records.chain(levels).collect()));
    }
    RuleSet { groups }
}

fn group(name: &str, interval: Option<Millis>, span: Span, rules: Vec<Rule>) -> Group {
    Group {
        name: Spanned::new(name.to_string(), span),
        origin: Origin::Program,
        interval: interval.map(|interval| clause(interval, span)),
        query_offset: None,
        limit: None,
        labels: Vec::new(),
        source_tenants: Vec::new(),
        partial_response_strategy: None,
        rules,
        span,
    }
}

fn clause<T>(value: T, span: Span) -> Clause<T> {
    Clause { key: span, value, span }
}

fn field((name, value): (&str, &str), span: Span) -> Field {
    Field { name: Spanned::new(name.to_string(), span), value: Located::whole(value.to_string(), span) }
}

fn fields(pairs: &[Pair], span: Span) -> impl Iterator<Item = Field> {
    pairs.iter().map(move |(name, value)| field((name, value), span))
}

fn of_record(record: &Record) -> Rule {
    Rule {
        kind: RuleKind::Record,
        name: Spanned::new(record.name.clone(), record.span),
        expr: record.expr.clone(),
        labels: fields(&record.labels, record.span).collect(),
        span: record.span,
    }
}

fn of_level(model: &Model, alert: &Alert, level: &Level) -> Rule {
    let span = level.span;
    let service = alert.service.map(|id| field(("service", &model.services[id].name), span));
    let severity = field(("severity", &model.severities[level.severity].name), span);
    let policy = field(("escalation_policy", &model.escalations[level.escalation].name), span);
    let when = |millis: Millis| (millis > 0).then(|| clause(millis, span));
    Rule {
        kind: RuleKind::Alert(Box::new(AlertFields {
            pending: when(level.pending),
            keep_firing_for: when(level.keep_firing_for),
            annotations: fields(&level.annotations, span).collect(),
        })),
        name: Spanned::new(alert.name.clone(), alert.span),
        expr: level.condition.clone(),
        labels: [severity]
            .into_iter()
            .chain(service)
            .chain([policy])
            .chain(fields(&level.labels, span))
            .collect(),
        span,
    }
}
