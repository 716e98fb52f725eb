//! Objectives: multi-window, multi-burn-rate alerts as in chapter 5 of the SRE workbook.
//!
//! Four tiers; each fires when a long and a short window both burn the error budget faster
//! than its factor. A factor is the share of the budget spent in the long window, times the
//! period over that window: 2 % in 1h of 30d is 14.4. All of it in exact decimals.

use super::alert::{labels, texts};
use super::annotate::{self, Facts};
use super::build::{comparison, conjunction, recorded, sum_rate};
use super::context::{Clauses, Context};
use super::labels::merge;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::measure::build;
use crate::expr::{BinaryOp, Duration, Expr};
use crate::model::{Alert, Level, Millis, Objective, Pair, Record, ServiceId};
use crate::quantity::{Dimension, Quantity, duration_text};
use crate::syntax::ast::{LevelClauses, SloLevel, SloStatement};
use crate::text::{Span, Spanned};
use rust_decimal::Decimal;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// One row of the workbook's table.
struct Tier {
    name: &'static str,
    pages: bool,
    short: Millis,
    long: Millis,
    /// The share of the period's budget, in percent, that the long window may spend.
    budget_percent: i64,
}

const TIERS: [Tier; 4] = [
    Tier { name: "page_fast", pages: true, short: 5 * MINUTE, long: HOUR, budget_percent: 2 },
    Tier { name: "page_slow", pages: true, short: 30 * MINUTE, long: 6 * HOUR, budget_percent: 5 },
    Tier { name: "ticket_fast", pages: false, short: 2 * HOUR, long: DAY, budget_percent: 10 },
    Tier { name: "ticket_slow", pages: false, short: 6 * HOUR, long: 3 * DAY, budget_percent: 10 },
];

pub(super) fn slo(statement: &SloStatement, context: &Context, findings: &mut Diagnostics) -> Option<Alert> {
    let service = context.service(&statement.on, findings);
    let objective = objective(statement, findings);
    let events = events(statement, findings);
    if statement.page.is_none() && statement.ticket.is_none() {
        missing(statement, "no `page` and no `ticket`", "say who is told: `page critical`", findings);
    }
    let ((budget, period), (events, total)) = (objective?, events?);
    let slo = Slo { statement, context, service, budget, period, events, total };
    let (records, result_labels) = slo.records(findings);
    let levels = TIERS.iter().filter_map(|tier| slo.level(tier, &result_labels, findings)).collect();
    Some(Alert {
        name: slo.alert_name(),
        service,
        interval: statement.extras.interval.as_ref().map(|interval| interval.milliseconds),
        records,
        levels,
        says_down: false,
        objective: statement.objective.as_ref().map(|(target, _)| Objective {
            text: target.value.text.to_string(),
            budget,
            period,
        }),
        span: statement.name.span,
    })
}

fn missing(statement: &SloStatement, what: &str, remedy: &str, findings: &mut Diagnostics) {
    let message = format!("slo `{}` has {what}", statement.name.value);
    findings.push(Diagnostic::new(codes::FIELD_MISSING, statement.name.span, message).help(remedy));
}

/// The error budget as a fraction, and the period.
fn objective(statement: &SloStatement, findings: &mut Diagnostics) -> Option<(Decimal, Millis)> {
    let Some((objective, period)) = &statement.objective else {
        missing(statement, "no `objective`", "write `objective 99.9% over 30d`", findings);
        return None;
    };
    let share = objective.exact.filter(|share| *share > Decimal::ZERO && *share < Decimal::ONE);
    let Some(share) = share else {
        findings.push(
            Diagnostic::new(codes::SLO_OBJECTIVE, objective.span, "an objective lies between 0% and 100%")
                .help("100% leaves no error budget: write `99.9%`"),
        );
        return None;
    };
    if period.milliseconds < 3 * DAY {
        findings.push(
            Diagnostic::new(
                codes::SLO_OBJECTIVE,
                period.span,
                "the period is shorter than the longest window, 3d",
            )
            .help("write `30d` or `28d`"),
        );
        return None;
    }
    Some((Decimal::ONE - share, period.milliseconds))
}

/// What counts as an event of the numerator.
enum Events<'a> {
    Bad(&'a Expr),
    Good(&'a Expr),
}

fn events<'a>(statement: &'a SloStatement, findings: &mut Diagnostics) -> Option<(Events<'a>, &'a Expr)> {
    if statement.total.is_none() {
        missing(
            statement,
            "no `total`",
            "write the counter of all events: `total http_requests_total`",
            findings,
        );
    }
    let events = match (&statement.bad, &statement.good) {
        (Some(bad), None) => Some(Events::Bad(bad)),
        (None, Some(good)) => Some(Events::Good(good)),
        (Some(_), Some(good)) => {
            findings.push(
                Diagnostic::new(
                    codes::SLO_EVENTS,
                    good.span,
                    "an slo counts `bad` or `good` events, not both",
                )
                .help("keep one of them"),
            );
            None
        }
        (None, None) => {
            missing(statement, "no `bad` and no `good`", "write the counter of bad events", findings);
            None
        }
    };
    events.zip(statement.total.as_ref())
}

struct Slo<'a> {
    statement: &'a SloStatement,
    context: &'a Context<'a>,
    service: Option<ServiceId>,
    budget: Decimal,
    period: Millis,
    events: Events<'a>,
    total: &'a Expr,
}

impl Slo<'_> {
    fn service_name(&self) -> Option<&str> {
        self.service.map(|id| self.context.facts[id].service.name.as_str())
    }

    fn alert_name(&self) -> String {
        let service = self.service_name().map(super::build::camel_case).unwrap_or_default();
        format!("{service}{}BudgetBurn", super::build::camel_case(&self.statement.name.value))
    }

    /// The labels that tell this objective's recorded series from others'.
    fn identity(&self) -> Vec<Pair> {
        let slo = ("slo".to_string(), self.statement.name.value.clone());
        let service = self.service_name().map(|name| ("service".to_string(), name.to_string()));
        std::iter::once(slo).chain(service).collect()
    }

    /// One error ratio for each window, and the traffic of the long ones when it is guarded;
    /// with the labels of these series.
    fn records(&self, findings: &mut Diagnostics) -> (Vec<Record>, Option<Vec<String>>) {
        let mut windows: Vec<Millis> = TIERS.iter().flat_map(|tier| [tier.short, tier.long]).collect();
        windows.sort_unstable();
        windows.dedup();
        let mut records = Vec::new();
        let mut labels = Some(vec![]);
        for window in windows {
            let Some((expr, known)) = self.checked(self.ratio(window), window, findings) else { continue };
            labels = known;
            records.push(self.record(ratio_name(window), expr));
            if self.statement.min_traffic.is_some() && TIERS.iter().any(|tier| tier.long == window) {
                let total = sum_rate(self.total);
                if let Some((expr, _)) = self.checked(total, window, findings) {
                    records.push(self.record(traffic_name(window), expr));
                }
            }
        }
        let labels = labels.map(|mut labels| {
            labels.extend(self.identity().into_iter().map(|(label, _)| label));
            labels.sort();
            labels.dedup();
            labels
        });
        (records, labels)
    }

    fn ratio(&self, _window: Millis) -> Expr {
        let total = sum_rate(self.total);
        match self.events {
            Events::Bad(bad) => build::binary(sum_rate(bad), BinaryOp::Divide, total, bad.span),
            Events::Good(good) => {
                let share = build::binary(sum_rate(good), BinaryOp::Divide, total, good.span);
                build::binary(build::number(1.0, good.span), BinaryOp::Subtract, share, good.span)
            }
        }
    }

    fn checked(
        &self,
        expr: Expr,
        window: Millis,
        findings: &mut Diagnostics,
    ) -> Option<(Expr, Option<Vec<String>>)> {
        let by = self.statement.by.as_deref().unwrap_or(&[]);
        let over = Duration::new(window, expr.span);
        let clauses = Clauses { in_measure: true, over: Some(&over), by, its_own: false };
        let expr = self.context.expand(expr, clauses, self.service, findings);
        let checked = self.context.check(expr, findings)?;
        let known = checked.flow.known_labels().map(|labels| labels.into_iter().map(Into::into).collect());
        Some((checked.expr, known))
    }

    fn record(&self, name: String, expr: Expr) -> Record {
        Record {
            name,
            expr,
            labels: self.identity(),
            service: self.service,
            interval: None,
            span: self.statement.name.span,
        }
    }

    fn level(
        &self,
        tier: &Tier,
        result_labels: &Option<Vec<String>>,
        findings: &mut Diagnostics,
    ) -> Option<Level> {
        let target: &SloLevel =
            if tier.pages { self.statement.page.as_ref()? } else { self.statement.ticket.as_ref()? };
        let severity = self.context.severity(&target.severity, findings)?;
        let span = target.severity.span;
        let factor =
            Decimal::new(tier.budget_percent, 2) * Decimal::from(self.period) / Decimal::from(tier.long);
        let limit = (factor * self.budget).normalize();
        if limit >= Decimal::ONE {
            self.report_never(tier, factor, limit, findings);
            return None;
        }
        let clauses = LevelClauses { escalate: target.escalate.clone(), ..LevelClauses::default() };
        let mut labels = self.context.severities[severity].labels.clone();
        merge(&mut labels, self::labels(&self.statement.extras, self.service, self.context, findings));
        merge(
            &mut labels,
            [("slo".into(), self.statement.name.value.clone()), ("tier".into(), tier.name.into())],
        );
        let condition = self.condition(tier, limit, span);
        let annotations =
            self.annotations(tier, factor, &condition, &target.severity.value, &labels, findings);
        Some(Level {
            severity,
            key: format!("{}:{}", target.severity.value.replace('-', "_"), tier.name),
            condition,
            hold: None,
            pending: 0,
            keep_firing_for: 0,
            escalation: self.context.escalation(&clauses, self.service, severity, findings),
            labels,
            annotations,
            result_labels: result_labels.clone(),
            dimension: None,
            span,
        })
    }

    /// Long and short window over the limit, and enough traffic to mean something.
    fn condition(&self, tier: &Tier, limit: Decimal, span: Span) -> Expr {
        let identity = self.identity();
        let over = |window| {
            let limit = Quantity::exact(limit);
            comparison(recorded(ratio_name(window), &identity, span), BinaryOp::Greater, limit, span)
        };
        let mut condition = conjunction(over(tier.long), over(tier.short), span);
        if let Some(floor) = &self.statement.min_traffic {
            let traffic = recorded(traffic_name(tier.long), &identity, span);
            let guard = comparison(traffic, BinaryOp::GreaterOrEqual, floor.value.clone(), floor.span);
            condition = conjunction(condition, guard, span);
        }
        condition
    }

    fn report_never(&self, tier: &Tier, factor: Decimal, limit: Decimal, findings: &mut Diagnostics) {
        let Some((objective, _)) = &self.statement.objective else { return };
        let message = format!("tier `{}` can never fire with this objective", tier.name);
        findings.push(
            Diagnostic::new(codes::SLO_NEVER_FIRES, objective.span, message)
                .here(format!(
                    "burning {} times this budget needs an error ratio of {limit}",
                    factor.normalize()
                ))
                .help("an error ratio is at most 1: choose a stricter objective, or an ordinary alert"),
        );
    }

    fn annotations(
        &self,
        tier: &Tier,
        factor: Decimal,
        condition: &Expr,
        severity: &str,
        labels: &[Pair],
        findings: &mut Diagnostics,
    ) -> Vec<Pair> {
        let name = &self.statement.name;
        let mut texts = texts(&self.statement.extras, self.service, self.context, findings);
        if texts.iter().all(|(key, _)| key.value != "summary") {
            let of = self.service_name().map(|service| format!(" of {service}")).unwrap_or_default();
            let text = format!(
                "{}{of}: ${{value}} of events were bad over {}: the error budget burns {} times too fast",
                name.value,
                duration_text(tier.long),
                factor.normalize()
            );
            texts.insert(0, (Spanned::new("summary".into(), name.span), Spanned::new(text, name.span)));
        }
        let flow = crate::expr::labels::flow(condition, self.context.catalogue);
        let alert = self.alert_name();
        let facts = Facts {
            alert: &alert,
            service: self.service_name(),
            owner: self.service.and_then(|id| self.context.facts[id].service.owner.as_deref()),
            severity,
            pending: duration_text(0),
            limit: None,
            overrides: None,
            dimension: Some(Dimension::Ratio),
            labels,
            flow: &flow,
        };
        annotate::annotations(&texts, &facts, findings)
    }
}

fn ratio_name(window: Millis) -> String {
    format!("slo:error_ratio:rate{}", duration_text(window))
}

fn traffic_name(window: Millis) -> String {
    format!("slo:events:rate{}", duration_text(window))
}
