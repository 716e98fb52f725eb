//! What the rules record: each series declared with the labels, unit and kind that its expression gives, so
//! that rules that read it are judged by it. In the order in which they read each other; linear.

use super::Facts;
use crate::diag::Diagnostics;
use crate::expr::catalogue::{Catalogue, Declaration, MetricKind, Unit};
use crate::expr::labels::{self, Flow};
use crate::expr::ranges::{self, Range};
use crate::expr::{Call, Expr, ExprKind, dimensions, types};
use crate::graph;
use crate::ruleset::{Group, Origin, Rule, RuleSet};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The series of rule files, declared; and those that are recorded from themselves, in circles of names.
pub struct Recorded<'a> {
    pub catalogue: Catalogue,
    pub circles: Vec<Vec<&'a str>>,
    /// The names that are in any circle, listed or not.
    pub circular: BTreeSet<&'a str>,
}

/// All rules that record one name.
struct Series<'a> {
    name: &'a str,
    rules: Vec<(&'a Group, &'a Rule)>,
}

/// What one rule gives its series.
struct Yield {
    flow: Flow,
    unit: Option<Unit>,
    kind: MetricKind,
    range: Option<Range>,
}

/// Labels that Prometheus servers are usually told apart by. What one of them recorded has its own when
/// another one reads it: over federation, Thanos, remote write.
const USUAL_EXTERNAL: [&str; 24] = [
    "__replica__",
    "__tenant_id__",
    "cluster",
    "cluster_id",
    "cluster_name",
    "datacenter",
    "dc",
    "env",
    "environment",
    "location",
    "monitor",
    "namespace_id",
    "prometheus",
    "prometheus_replica",
    "receive",
    "region",
    "replica",
    "rule_replica",
    "ruler_replica",
    "shard",
    "site",
    "stack",
    "tenant",
    "tenant_id",
];

/// Declares what the rules of files record. The records of programs are in the catalogue of `facts` already.
pub fn recorded<'a>(rules: &'a RuleSet, facts: &Facts) -> Recorded<'a> {
    let series = by_name(rules);
    let places: HashMap<&str, usize> =
        series.iter().enumerate().map(|(place, series)| (series.name, place)).collect();
    let reads = |place: usize| {
        let mut found = Vec::new();
        series[place].rules.iter().for_each(|(_, rule)| collect(&rule.expr, &places, &mut found));
        found
    };
    let sorted = graph::in_order(series.len(), reads);
    let mut catalogue = facts.catalogue.clone();
    catalogue.added_on_the_way = Some(Arc::new(added_on_the_way(facts)));
    for place in sorted.order {
        let known = if sorted.circular[place] { None } else { yield_of(&series[place], facts, &catalogue) };
        declare(&series[place], known, &mut catalogue);
    }
    let name = |place: &usize| series[*place].name;
    let circles = sorted.circles.iter().map(|circle| circle.iter().map(name).collect()).collect();
    let circular = series.iter().zip(&sorted.circular).filter(|(_, is)| **is).map(|(series, _)| series.name);
    Recorded { catalogue, circles, circular: circular.collect() }
}

fn by_name(rules: &RuleSet) -> Vec<Series<'_>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut series: Vec<Series> = Vec::new();
    for (group, rule) in rules.rules() {
        if rule.alert().is_some() || group.origin == Origin::Program {
            continue;
        }
        let name = rule.name.value.as_str();
        let place = *places.entry(name).or_insert(series.len());
        if place == series.len() {
            series.push(Series { name, rules: Vec::new() });
        }
        series[place].rules.push((group, rule));
    }
    series
}

fn collect(expr: &Expr, places: &HashMap<&str, usize>, found: &mut Vec<usize>) {
    if let ExprKind::Selector(selector) = &expr.kind
        && let Some(place) = selector.name.as_ref().and_then(|name| places.get(name.value.as_str()))
    {
        found.push(*place);
    }
    expr.children().into_iter().for_each(|child| collect(child, places, found));
}

fn added_on_the_way(facts: &Facts) -> BTreeSet<String> {
    match &facts.external_labels {
        Some(labels) => labels.iter().map(|(name, _)| name.clone()).collect(),
        None => USUAL_EXTERNAL.map(String::from).into(),
    }
}

/// What all rules of the name give together; none when one of them is not sound.
fn yield_of(series: &Series, facts: &Facts, catalogue: &Catalogue) -> Option<Yield> {
    let mut all: Option<Yield> = None;
    for (group, rule) in &series.rules {
        let one = of_rule(group, rule, facts, catalogue)?;
        all = Some(match all {
            None => one,
            Some(before) => Yield {
                flow: before.flow.or(one.flow),
                unit: before.unit.filter(|unit| Some(*unit) == one.unit),
                kind: if before.kind == one.kind { one.kind } else { MetricKind::Unknown },
                range: before.range.zip(one.range).map(|(a, b)| a.or(&b)),
            },
        });
    }
    all
}

fn of_rule(group: &Group, rule: &Rule, facts: &Facts, catalogue: &Catalogue) -> Option<Yield> {
    let mut faults = Diagnostics::default();
    types::check_rule(&rule.expr, &facts.features, &mut faults);
    if faults.has_errors() || rule.expr.has_error() {
        return None;
    }
    let labels = group.labels_of(rule);
    let labels = labels.map(|field| (field.name.value.as_str(), field.value.value.as_str(), field.name.span));
    Some(Yield {
        flow: labels::flow(&rule.expr, catalogue).recorded(&rule.name.value, labels),
        // Its findings are reported where the rule itself is looked at.
        unit: dimensions::check(&rule.expr, None, catalogue, &mut faults).unit(),
        kind: kind_of(&rule.expr, catalogue),
        range: Some(ranges::of(&rule.expr, catalogue).range),
    })
}

fn declare(series: &Series, known: Option<Yield>, catalogue: &mut Catalogue) {
    let Some((_, first)) = series.rules.first() else { return };
    let known =
        known.unwrap_or(Yield { flow: Flow::open(), unit: None, kind: MetricKind::Unknown, range: None });
    let labels = known.flow.known_labels().map(|labels| labels.into_iter().map(String::from).collect());
    let declaration = Declaration {
        kind: known.kind,
        labels,
        unit: known.unit,
        recorded: true,
        range: known.range,
        span: first.name.span,
    };
    catalogue.declare_recorded(series.name, declaration, known.flow);
}

/// Whether what is recorded only grows, as what it is made of does; unknown in doubt.
fn kind_of(expr: &Expr, catalogue: &Catalogue) -> MetricKind {
    match &expr.kind {
        ExprKind::Selector(selector) => match &selector.name {
            Some(name) => match catalogue.metric(name).kind {
                kind @ (MetricKind::Counter | MetricKind::Gauge) => kind,
                _ => MetricKind::Unknown,
            },
            None => MetricKind::Unknown,
        },
        ExprKind::Paren(inner) | ExprKind::Plus(inner) | ExprKind::Offset(inner, _) => {
            kind_of(inner, catalogue)
        }
        ExprKind::Aggregate(aggregate) => match aggregate.op.value.as_str() {
            // A sum of counters jumps when one of them begins anew, and still only grows between.
            "sum" | "max" | "min" | "avg" | "topk" | "bottomk" => kind_of(&aggregate.body, catalogue),
            "count" | "group" => MetricKind::Gauge,
            _ => MetricKind::Unknown,
        },
        ExprKind::Call(Call { function, arguments }) => match (function.value.as_str(), arguments.first()) {
            ("label_replace" | "label_join", Some(vector)) => kind_of(vector, catalogue),
            ("rate" | "irate" | "increase" | "delta" | "idelta" | "deriv" | "time" | "absent", _) => {
                MetricKind::Gauge
            }
            _ => MetricKind::Unknown,
        },
        _ => MetricKind::Unknown,
    }
}
