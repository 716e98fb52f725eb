//! Recording rules, and the metrics that a program declares.

use super::context::{Clauses, Context};
use super::fields;
use super::labels::merge;
use super::names;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::{Catalogue, Declaration, MetricKind, Unit};
use crate::expr::ranges;
use crate::model::Record;
use crate::syntax::ast::{MetricItem, Name, RecordStatement};

pub(super) fn declare_metric(item: &MetricItem, catalogue: &mut Catalogue, findings: &mut Diagnostics) {
    let Some(kind) = MetricKind::named(&item.kind.value) else {
        findings.push(names::unknown("kind of metric", &item.kind, MetricKind::WORDS));
        return;
    };
    let unit = item.unit.as_ref().and_then(|word| {
        let unit = Unit::named(&word.value);
        if unit.is_none() {
            findings.push(names::unknown("unit", word, Unit::words()));
        }
        unit
    });
    check_metric_name(&item.name, findings);
    for label in item.labels.iter().flatten().filter(|label| !super::labels::is_classic(&label.value)) {
        findings.push(
            Diagnostic::new(codes::LABELS_NAME, label.span, format!("`{}` is not a label name", label.value))
                .help("label names have letters, digits and `_`, and do not begin with a digit"),
        );
    }
    let declaration = Declaration {
        kind,
        labels: item.labels.as_ref().map(|labels| labels.iter().map(|label| label.value.clone()).collect()),
        unit,
        recorded: false,
        range: None,
        span: item.name.span,
    };
    if let Err(first) = catalogue.declare(&item.name.value, declaration) {
        findings.push(names::duplicate("metric", &item.name, first.span));
    }
}

fn check_metric_name(name: &Name, findings: &mut Diagnostics) {
    if name.value.contains("${") {
        findings.push(
            Diagnostic::new(
                codes::NAME_UNKNOWN,
                name.span,
                format!("`{}` holds a name that nothing binds", name.value),
            )
            .help("bind it with `let`, a template's parameter, or `for each`"),
        );
    }
}

/// The rule, and what is known of the series that it makes.
pub(super) fn record(
    statement: &RecordStatement,
    context: &Context,
    findings: &mut Diagnostics,
) -> Option<(Record, Declaration)> {
    let service = context.service(&statement.on, findings);
    let expr = context.expand(statement.expr.clone(), Clauses::default(), service, findings);
    let checked = context.check(expr, findings)?;
    check_metric_name(&statement.name, findings);
    let mut labels = Vec::new();
    for block in &statement.labels {
        merge(&mut labels, fields::labels(block, findings));
    }
    check_level(statement, checked.flow.known_labels(), &labels, findings);
    let known = checked.flow.known_labels().map(|known| {
        let added = labels.iter().map(|(name, _)| name.clone());
        known.into_iter().map(String::from).chain(added).collect()
    });
    let declaration = Declaration {
        kind: MetricKind::Unknown,
        labels: known,
        unit: checked.unit,
        recorded: true,
        range: Some(ranges::of(&checked.expr, context.catalogue).range),
        span: statement.name.span,
    };
    let record = Record {
        name: statement.name.value.clone(),
        expr: checked.expr,
        labels,
        service,
        interval: statement.interval.as_ref().map(|interval| interval.milliseconds),
        span: statement.name.span,
    };
    Some((record, declaration))
}

/// A recorded name is `level:metric:operations`, and the level names the labels that are left.
/// Source: Prometheus, "Recording rules", practices.
fn check_level<L: AsRef<str>>(
    statement: &RecordStatement,
    known: Option<Vec<L>>,
    added: &[(String, String)],
    findings: &mut Diagnostics,
) {
    let name = &statement.name;
    let Some((level, _)) = name.value.split_once(':') else {
        findings.push(
            Diagnostic::new(
                codes::RECORD_NAME,
                name.span,
                format!("`{}` does not say what it was made of", name.value),
            )
            .help("name it `level:metric:operations`, such as `job:http_requests:rate5m`"),
        );
        return;
    };
    let Some(known) = known else { return };
    let left: Vec<&str> = known
        .iter()
        .map(AsRef::as_ref)
        .filter(|label| added.iter().all(|(other, _)| other != label))
        .collect();
    let named: Vec<&str> = left.iter().copied().filter(|label| level.contains(label)).collect();
    // A level that names none of the labels is a free word (`cluster`, `global`), or all are gone.
    let promised = named.iter().map(|label| label.len()).sum::<usize>() + named.len().saturating_sub(1);
    if (!named.is_empty() || left.is_empty())
        && (named.len() != left.len() || promised != level.len())
        && known_word(level, &left)
    {
        let have = if left.is_empty() { "no labels".to_string() } else { left.join(", ") };
        findings.push(
            Diagnostic::new(
                codes::RECORD_NAME,
                name.span.part(0, level.len()),
                format!("the level says `{level}`, the series have {have}"),
            )
            .because(statement.expr.span, "recorded from this")
            .help("make the level name the labels that are left, joined by `_`"),
        );
    }
}

/// Whether a level is meant as a list of labels: the words that are always labels.
fn known_word(level: &str, left: &[&str]) -> bool {
    let common = ["instance", "job", "namespace", "pod", "service", "path", "handler", "method"];
    level.split('_').any(|word| common.contains(&word) || left.contains(&word))
}
