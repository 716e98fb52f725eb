//! One alert statement to one alert of the model.

use super::annotate::{self, Facts};
use super::condition::{self, narrow, with_overrides};
use super::context::{Checked, Clauses, Context};
use super::fields;
use super::labels::merge;
use super::level_checks::{
    check_interval, check_levels, check_mute_labels, check_templated_labels, refuse_lost_value,
};
use super::threshold::Limit;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind, MatchOp};
use crate::model::{Alert, Level, Millis, Pair, ServiceId};
use crate::quantity::{Dimension, duration_text};
use crate::syntax::ast::{AlertStatement, ConditionKind, Extras, LevelItem, MeasureItem, Name};
use crate::text::Spanned;

/// None when the statement is too broken to mean anything; why was reported.
pub(super) fn alert(
    statement: &AlertStatement,
    context: &Context,
    findings: &mut Diagnostics,
) -> Option<Alert> {
    let service = context.service(&statement.on, findings);
    if statement.levels.is_empty() {
        let message = format!("alert `{}` has no level", statement.name.value);
        findings.push(
            Diagnostic::new(codes::FIELD_MISSING, statement.name.span, message)
                .help("say when it is bad: `critical when > 5% for 5m`"),
        );
    }
    let measure = statement.measure.as_ref().map(|item| measure(item, service, context, findings));
    let shared = Shared {
        statement,
        service,
        context,
        measure: measure.as_ref().and_then(|checked| checked.as_ref()),
        measure_is_broken: matches!(measure, Some(None)),
        texts: texts(&statement.extras, service, context, findings),
        labels: labels(&statement.extras, service, context, findings),
    };
    check_levels(statement, context, findings);
    let mut levels = Vec::new();
    for item in &statement.levels {
        levels.extend(shared.level(item, findings));
    }
    check_mute_labels(statement, &levels, findings);
    levels.iter().for_each(|level| check_templated_labels(statement, level, context, findings));
    check_interval(statement, &levels, context, findings);
    // They stay until everything is written.
    levels.shrink_to_fit();
    Some(Alert {
        name: statement.name.value.clone(),
        service,
        interval: statement.extras.interval.as_ref().map(|interval| interval.milliseconds),
        records: vec![],
        says_down: false,
        objective: None,
        levels,
        span: statement.name.span,
    })
}

fn measure(
    item: &MeasureItem,
    service: Option<ServiceId>,
    context: &Context,
    findings: &mut Diagnostics,
) -> Option<Checked> {
    let by = by_labels(item, service, context);
    // The fleet's label is put in for them; that nothing sums by it is no fault of theirs.
    let its_own = item.by.is_some() || by.is_empty();
    let clauses = Clauses { in_measure: true, over: item.over.as_ref(), by: &by, its_own };
    let expr = context.expand(item.expr.clone(), clauses, service, findings);
    context.check(expr, findings)
}

/// The `by` of a measure; on a fleet the members stay apart.
pub(super) fn by_labels(item: &MeasureItem, service: Option<ServiceId>, context: &Context) -> Vec<Name> {
    let mut by = item.by.clone().unwrap_or_default();
    let fleet = service.and_then(|id| context.facts[id].service.fleet.as_ref());
    if let Some(fleet) = fleet
        && by.iter().all(|label| label.value != fleet.label)
    {
        by.insert(0, Spanned::new(fleet.label.clone(), item.span));
    }
    by
}

/// The service's texts first, so that the alert's own replace them.
pub(super) fn texts(
    extras: &Extras,
    service: Option<ServiceId>,
    context: &Context,
    findings: &mut Diagnostics,
) -> Vec<(Name, Spanned<String>)> {
    let mut own = extras.texts.clone();
    for block in &extras.annotations {
        own.extend(fields::pairs(block, findings));
    }
    let inherited = service.map_or(&[][..], |id| &context.facts[id].annotations);
    let missing = inherited.iter().filter(|(key, _)| own.iter().all(|(other, _)| other != key));
    let missing: Vec<_> = missing.cloned().collect();
    own.extend(missing);
    own
}

/// Static labels: the service's, then the alert's own.
pub(super) fn labels(
    extras: &Extras,
    service: Option<ServiceId>,
    context: &Context,
    findings: &mut Diagnostics,
) -> Vec<Pair> {
    let mut labels = service.map_or(vec![], |id| context.facts[id].service.labels.clone());
    for block in &extras.labels {
        merge(&mut labels, fields::labels(block, findings));
    }
    labels
}

/// What the levels of one alert share.
struct Shared<'a> {
    statement: &'a AlertStatement,
    service: Option<ServiceId>,
    context: &'a Context<'a>,
    measure: Option<&'a Checked>,
    measure_is_broken: bool,
    texts: Vec<(Name, Spanned<String>)>,
    labels: Vec<Pair>,
}

impl Shared<'_> {
    fn level(&self, item: &LevelItem, findings: &mut Diagnostics) -> Vec<Level> {
        let measure = self.measure.map(|checked| &checked.expr);
        let uses_measure = match &item.when.kind {
            ConditionKind::Expr(expr) => expr.has_measure(),
            _ => true,
        };
        let severity = self.context.severity(&item.severity, findings);
        if uses_measure && self.measure_is_broken {
            return vec![];
        }
        let clauses = self.clauses();
        let Some(condition) = condition::whole(&item.when, measure, findings) else { return vec![] };
        let Some(severity) = severity else { return vec![] };
        let fleet = self.service.and_then(|id| self.context.facts[id].service.fleet.as_ref());
        let condition = match &item.when.kind {
            ConditionKind::Expr(_) => self.context.expand(condition, clauses, self.service, findings),
            _ => condition,
        };
        let key = key(&item.severity.value);
        match (&item.when.kind, fleet) {
            (ConditionKind::Missing, Some(fleet)) => fleet
                .members
                .iter()
                .filter_map(|member| {
                    let mut one = condition.clone();
                    let span = item.when.span;
                    let catalogue = self.context.catalogue;
                    narrow(&mut one, &fleet.label, MatchOp::Equal, member, span, catalogue, findings);
                    let key = format!("{key}:missing:{}", self::key(member));
                    let member = (fleet.label.clone(), member.clone());
                    self.finish(item, one, severity, key, Some(member), findings)
                })
                .collect(),
            (ConditionKind::Missing, None) => self
                .finish(item, condition, severity, format!("{key}:missing"), None, findings)
                .into_iter()
                .collect(),
            (_, fleet) => {
                let condition = match fleet {
                    Some(fleet) => {
                        with_overrides(condition, &item.overrides, fleet, self.context.catalogue, findings)
                    }
                    None => {
                        self.refuse_overrides(item, findings);
                        condition
                    }
                };
                self.finish(item, condition, severity, key, None, findings).into_iter().collect()
            }
        }
    }

    fn clauses(&self) -> Clauses<'_> {
        let measure = self.statement.measure.as_ref();
        Clauses {
            in_measure: measure.is_some(),
            over: measure.and_then(|item| item.over.as_ref()),
            by: measure.and_then(|item| item.by.as_deref()).unwrap_or(&[]),
            its_own: false,
        }
    }

    fn refuse_overrides(&self, item: &LevelItem, findings: &mut Diagnostics) {
        if let Some(first) = item.overrides.first() {
            findings.push(
                Diagnostic::new(
                    codes::ALERT_OVERRIDE,
                    first.member.span,
                    "only alerts on a fleet have members to override",
                )
                .because(self.statement.name.span, "this alert is on no fleet")
                .help("write `alert NAME on FLEET`"),
            );
        }
    }

    fn finish(
        &self,
        item: &LevelItem,
        condition: Expr,
        severity: usize,
        key: String,
        member: Option<Pair>,
        findings: &mut Diagnostics,
    ) -> Option<Level> {
        let context = self.context;
        let checked = context.check(condition, findings)?;
        let hold = item.until.as_ref().and_then(|until| {
            let measure = self.measure.map(|checked| &checked.expr);
            let expr = condition::hold(until, &item.when, measure, findings)?;
            let expr = context.expand(expr, self.clauses(), self.service, findings);
            context.check(expr, findings).map(|checked| checked.expr)
        });
        let pending = item.clauses.hold.as_ref().map_or(0, |hold| hold.milliseconds);
        let missing = matches!(item.when.kind, ConditionKind::Missing);
        let mut labels = context.severities[severity].labels.clone();
        merge(&mut labels, self.labels.clone());
        if missing && !carries_its_matchers(&checked.expr) {
            merge(&mut labels, self.selected_labels());
        }
        merge(&mut labels, member);
        let facts = self.facts(item, &checked, &labels, pending);
        let annotations = annotate::annotations(&self.texts, &facts, findings);
        let dimension = facts.dimension;
        let escalation = context.escalation(&item.clauses, self.service, severity, findings);
        let result_labels: Option<Vec<String>> =
            checked.flow.known_labels().map(|labels| labels.into_iter().map(Into::into).collect());
        if result_labels.is_none() && context.escalations[escalation].steps.len() > 1 {
            refuse_lost_value(item, &annotations, findings);
        }
        Some(Level {
            severity,
            key,
            hold,
            pending,
            keep_firing_for: item.clauses.keep_firing_for.as_ref().map_or(0, |keep| keep.milliseconds),
            escalation,
            labels,
            annotations,
            result_labels,
            dimension,
            condition: checked.expr,
            span: item.severity.span,
        })
    }

    fn facts<'f>(
        &'f self,
        item: &'f LevelItem,
        checked: &'f Checked,
        labels: &'f [Pair],
        pending: Millis,
    ) -> Facts<'f> {
        let service = self.service.map(|id| &self.context.facts[id].service);
        let missing = matches!(item.when.kind, ConditionKind::Missing);
        let dimension: Option<Dimension> = match self.measure {
            _ if missing => None,
            Some(measure) => measure.dimension,
            None => checked.dimension,
        };
        // `> 80%` says what the value is when the metrics do not.
        let limit = Limit::of(&item.when);
        let dimension = dimension.or_else(|| limit.as_ref().filter(|_| !missing).and_then(Limit::dimension));
        let fleet = service.and_then(|service| service.fleet.as_ref());
        let members =
            || item.overrides.iter().map(|entry| (entry.member.value.as_str(), entry.limit.text.to_string()));
        Facts {
            alert: &self.statement.name.value,
            service: service.map(|service| service.name.as_str()),
            owner: service.and_then(|service| service.owner.as_deref()),
            severity: &item.severity.value,
            pending: duration_text(pending),
            limit,
            overrides: fleet.map(|fleet| (fleet.label.as_str(), members().collect())),
            dimension,
            labels,
            flow: &checked.flow,
        }
    }

    /// The labels that the service's `select` fixes, for results that have lost them.
    fn selected_labels(&self) -> Vec<Pair> {
        let fixed = self.context.select(self.service).iter().filter(|matcher| matcher.op == MatchOp::Equal);
        fixed.map(|matcher| (matcher.label.value.clone(), matcher.value.value.clone())).collect()
    }
}

/// `absent` of a plain selector keeps the labels that its matchers fix.
fn carries_its_matchers(expr: &Expr) -> bool {
    let ExprKind::Call(call) = &expr.kind else { return false };
    call.arguments.first().is_some_and(|argument| matches!(argument.kind, ExprKind::Selector(_)))
}

/// A part of a recorded name.
fn key(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect()
}
