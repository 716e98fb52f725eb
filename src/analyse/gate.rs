//! Deployment gates: a confidence score from 0 to 1, the failing checks, and a no-go alert.

use super::alert::{labels, texts};
use super::annotate::{self, Facts};
use super::build::{camel_case, comparison, plain, recorded};
use super::context::{Clauses, Context};
use super::labels::merge;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::measure::build;
use crate::expr::{BinaryOp, Expr, ExprKind, MatchOp, Matcher};
use crate::model::{Alert, Level, Pair, Record, ServiceId};
use crate::quantity::{Dimension, Quantity, duration_text};
use crate::syntax::ast::{GateCheck, GateCheckKind, GateStatement, LevelClauses, Name};
use crate::text::{Span, Spanned};

const PASS: &str = "gate:check:pass";
const WEIGHT: &str = "gate:check:weight";
const CONFIDENCE: &str = "gate:confidence:ratio";
const FAILING: &str = "gate:failing:count";

pub(super) fn gate(
    statement: &GateStatement,
    context: &Context,
    findings: &mut Diagnostics,
) -> Option<Alert> {
    let service = context.service(&statement.on, findings);
    if statement.checks.is_empty() {
        let message = format!("gate `{}` requires nothing", statement.name.value);
        findings.push(
            Diagnostic::new(codes::FIELD_MISSING, statement.name.span, message)
                .help("say what must hold: `requires healthy when up == 1`"),
        );
    }
    let gate =
        Gate { statement, context, service, name: format!("{}NoGo", camel_case(&statement.name.value)) };
    let records = gate.records(findings);
    let level =
        statement.no_go.as_ref().and_then(|(severity, clauses)| gate.no_go(severity, clauses, findings));
    Some(Alert {
        service,
        interval: statement.extras.interval.as_ref().map(|interval| interval.milliseconds),
        records,
        levels: level.into_iter().collect(),
        says_down: false,
        objective: None,
        span: statement.name.span,
        name: gate.name,
    })
}

struct Gate<'a> {
    statement: &'a GateStatement,
    context: &'a Context<'a>,
    service: Option<ServiceId>,
    name: String,
}

impl Gate<'_> {
    fn identity(&self) -> Pair {
        ("gate".to_string(), self.statement.name.value.clone())
    }

    fn records(&self, findings: &mut Diagnostics) -> Vec<Record> {
        let mut records = Vec::new();
        let mut seen: Vec<Name> = Vec::new();
        let weighted = self.statement.checks.iter().any(|check| check.weight.is_some());
        for check in &self.statement.checks {
            let (name, expr) = match &check.kind {
                GateCheckKind::Holds(name, expr) => (name.clone(), self.holds(expr, findings)),
                GateCheckKind::Quiet { severity, on } => self.quiet(severity, on, check.span, findings),
            };
            if let Some(first) = seen.iter().find(|other| **other == name) {
                findings.push(super::names::duplicate("check", &name, first.span));
            }
            seen.push(name.clone());
            let Some(expr) = expr else { continue };
            let labels = || vec![self.identity(), ("check".to_string(), name.value.clone())];
            records.push(self.record(PASS, expr, labels(), check.span));
            if weighted {
                let weight = build::call("vector", vec![self.weight(check, findings)], check.span);
                records.push(self.record(WEIGHT, weight, labels(), check.span));
            }
        }
        let span = self.statement.name.span;
        let passes = || recorded(PASS.to_string(), &[self.identity()], span);
        let score = match weighted {
            false => build::aggregate("avg", vec![], None, passes(), span),
            true => self.weighted_score(passes(), span),
        };
        records.push(self.record(CONFIDENCE, score, vec![self.identity()], span));
        let failed = comparison(passes(), BinaryOp::Equal, Quantity::plain(0.0), span);
        let failing = build::aggregate("count", vec![], None, failed, span);
        records.push(self.record(FAILING, or_vector(failing, 0.0, span), vec![self.identity()], span));
        records
    }

    fn record(&self, name: &str, expr: Expr, labels: Vec<Pair>, span: Span) -> Record {
        Record { name: name.to_string(), expr, labels, service: self.service, interval: None, span }
    }

    /// 1 when every series on the left of the comparison satisfies it, and there is one; else 0.
    fn holds(&self, expr: &Expr, findings: &mut Diagnostics) -> Option<Expr> {
        let span = expr.span;
        let expr = self.context.expand(expr.clone(), Clauses::default(), self.service, findings);
        let mut expr = self.context.check(expr, findings)?.expr;
        let op = match &mut expr.kind {
            ExprKind::Binary(binary) if binary.op.value.is_comparison() => {
                binary.returns_bool = true;
                "min"
            }
            _ => "count",
        };
        let all = build::aggregate(op, vec![], None, expr, span);
        let all = match op {
            "count" => build::call("clamp_max", vec![all, build::number(1.0, span)], span),
            _ => all,
        };
        Some(or_vector(all, 0.0, span))
    }

    /// 1 while no such alert fires. The gate's own alert does not count, nor do later steps.
    fn quiet(
        &self,
        severity: &Name,
        on: &Option<Name>,
        span: Span,
        findings: &mut Diagnostics,
    ) -> (Name, Option<Expr>) {
        let known = self.context.severity(severity, findings);
        let service = self.context.service(on, findings);
        let place = on.as_ref().map(|on| format!("-on-{}", on.value)).unwrap_or_default();
        let name = Spanned::new(format!("no-{}-alerts{place}", severity.value), severity.span);
        if known.is_none() || on.is_some() && service.is_none() {
            return (name, None);
        }
        let mut labels = vec![
            ("alertstate".to_string(), "firing".to_string()),
            ("severity".to_string(), severity.value.clone()),
            ("escalation".to_string(), String::new()),
        ];
        labels.extend(on.as_ref().map(|on| ("service".to_string(), on.value.clone())));
        let mut alerts = recorded("ALERTS".to_string(), &labels, span);
        if let ExprKind::Selector(selector) = &mut alerts.kind {
            selector.matchers.push(Matcher {
                label: Spanned::new("alertname".to_string(), span),
                op: MatchOp::NotEqual,
                value: Spanned::new(self.name.clone(), span),
            });
        }
        let firing = build::aggregate("count", vec![], None, alerts, span);
        let zero = build::binary(firing, BinaryOp::Multiply, build::number(0.0, span), span);
        (name, Some(or_vector(zero, 1.0, span)))
    }

    fn weight(&self, check: &GateCheck, findings: &mut Diagnostics) -> Expr {
        let Some(weight) = &check.weight else { return build::number(1.0, check.span) };
        if weight.value.value <= 0.0 || weight.dimension.is_some() {
            findings.push(
                Diagnostic::new(codes::FIELD_TYPE, weight.span, "a weight is a number above zero")
                    .help("a check without `weight` weighs 1"),
            );
        }
        Expr::new(ExprKind::Number(weight.value.clone()), weight.span)
    }

    fn weighted_score(&self, passes: Expr, span: Span) -> Expr {
        let weights = || recorded(WEIGHT.to_string(), &[self.identity()], span);
        let product = build::binary(passes, BinaryOp::Multiply, weights(), span);
        let sum = |expr| build::aggregate("sum", vec![], None, expr, span);
        build::binary(sum(product), BinaryOp::Divide, sum(weights()), span)
    }

    fn no_go(&self, severity: &Name, clauses: &LevelClauses, findings: &mut Diagnostics) -> Option<Level> {
        let severity_id = self.context.severity(severity, findings)?;
        let span = severity.span;
        let limit = self.confidence(findings);
        let mut labels = self.context.severities[severity_id].labels.clone();
        merge(&mut labels, self::labels(&self.statement.extras, self.service, self.context, findings));
        let confidence = recorded(CONFIDENCE.to_string(), &[self.identity()], span);
        let condition = comparison(confidence, BinaryOp::Less, limit.clone(), span);
        let pending = clauses.hold.as_ref().map_or(0, |hold| hold.milliseconds);
        let annotations = self.annotations(&condition, severity, &limit, pending, &labels, findings);
        Some(Level {
            severity: severity_id,
            key: severity.value.replace('-', "_"),
            condition,
            hold: None,
            pending,
            keep_firing_for: clauses.keep_firing_for.as_ref().map_or(0, |keep| keep.milliseconds),
            escalation: self.context.escalation(clauses, self.service, severity_id, findings),
            labels,
            annotations,
            result_labels: Some(vec!["gate".to_string()]),
            dimension: None,
            span,
        })
    }

    /// The least score for a go; 100% when the gate names none.
    fn confidence(&self, findings: &mut Diagnostics) -> Quantity {
        let Some(confidence) = &self.statement.confidence else { return Quantity::plain(1.0) };
        if !(confidence.value.value > 0.0 && confidence.value.value <= 1.0) {
            findings.push(
                Diagnostic::new(
                    codes::GATE_CONFIDENCE,
                    confidence.span,
                    "a confidence lies between 0% and 100%",
                )
                .help("write `confidence 95%`"),
            );
        }
        confidence.value.clone()
    }

    fn annotations(
        &self,
        condition: &Expr,
        severity: &Name,
        limit: &Quantity,
        pending: i64,
        labels: &[Pair],
        findings: &mut Diagnostics,
    ) -> Vec<Pair> {
        let name = &self.statement.name;
        let mut texts = texts(&self.statement.extras, self.service, self.context, findings);
        let mut default = |key: &str, text: String| {
            if texts.iter().all(|(other, _)| other.value != key) {
                texts.push((Spanned::new(key.to_string(), name.span), Spanned::new(text, name.span)));
            }
        };
        let needed = (limit.value * 100.0).to_string();
        default("summary", format!("{}: no-go, confidence is ${{value}} ({needed}% needed)", name.value));
        default(
            "description",
            format!(
                "Failing checks:{{{{ range query \"{PASS}{{gate='{}'}} == 0\" }}}} {{{{ .Labels.check }}}}{{{{ end }}}}",
                name.value
            ),
        );
        let service = self.service.map(|id| &self.context.facts[id].service);
        let flow = crate::expr::labels::flow(condition, self.context.catalogue);
        let facts = Facts {
            alert: &self.name,
            service: service.map(|service| service.name.as_str()),
            owner: service.and_then(|service| service.owner.as_deref()),
            severity: &severity.value,
            pending: duration_text(pending),
            limit: None,
            overrides: None,
            dimension: Some(Dimension::Ratio),
            labels,
            flow: &flow,
        };
        annotate::annotations(&texts, &facts, findings)
    }
}

/// `expr or vector(number)`
fn or_vector(expr: Expr, number: f64, span: Span) -> Expr {
    let otherwise = build::call("vector", vec![build::number(number, span)], span);
    plain(expr, BinaryOp::Or, otherwise, span)
}
