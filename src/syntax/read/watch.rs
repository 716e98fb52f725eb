//! What is watched: metrics, services, alerts, records.

use super::super::ast::*;
use super::super::pairs::{part, parts, the};
use super::super::{Rule, expression, reader::Reader, token};
use super::bad::skipped_items;
use super::settings::{settings, settings_in};
use super::{name, on_target, signed_quantity};
use crate::expr::Duration;
use pest::iterators::Pair;

pub(super) fn metrics(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<MetricItem> {
    skipped_items(pair, reader);
    parts(pair, Rule::metric_item).map(|item| metric(&item, reader)).collect()
}

fn metric(pair: &Pair<Rule>, reader: &mut Reader) -> MetricItem {
    let labels = part(pair, Rule::metric_labels).map(|held| the(&held, Rule::label_list));
    MetricItem {
        kind: reader.text(&the(pair, Rule::metric_type)),
        name: reader.text(&the(pair, Rule::metric_name)),
        labels: labels.map(|list| token::label_list(list, reader)),
        unit: part(pair, Rule::metric_unit).map(|unit| name(&unit, reader)),
        help: part(pair, Rule::string).map(|help| token::string(&help, reader)),
        span: reader.span(pair),
    }
}

pub(super) fn named_settings(pair: &Pair<Rule>, reader: &mut Reader) -> NamedSettings {
    NamedSettings { name: name(pair, reader), settings: settings_in(pair, reader) }
}

pub(super) fn alert(pair: &Pair<Rule>, reader: &mut Reader) -> AlertStatement {
    skipped_items(pair, reader);
    let mut measures = parts(pair, Rule::measure_item);
    let measure = measures.next().map(|item| measure(&item, reader));
    for second in measures {
        super::bad::repeated(&second, "measure", reader);
    }
    AlertStatement {
        name: name(pair, reader),
        on: on_target(pair, reader),
        measure,
        levels: parts(pair, Rule::level_item).map(|item| level(&item, reader)).collect(),
        extras: extras(pair, reader),
        span: reader.span(pair),
    }
}

/// Texts, labels, annotations and the interval of an alert, an objective or a gate.
pub(super) fn extras(pair: &Pair<Rule>, reader: &mut Reader) -> Extras {
    let mut extras = Extras { interval: interval(pair, reader), ..Extras::default() };
    for item in parts(pair, Rule::text_item) {
        let text = token::string(&the(&item, Rule::string), reader);
        extras.texts.push((reader.text(&the(&item, Rule::text_key)), text));
    }
    for item in parts(pair, Rule::map_item) {
        let block = settings_in(&item, reader);
        match the(&item, Rule::map_key).as_str() {
            "labels" => extras.labels.push(block),
            _ => extras.annotations.push(block),
        }
    }
    extras
}

pub(super) fn interval(pair: &Pair<Rule>, reader: &mut Reader) -> Option<Duration> {
    part(pair, Rule::interval_item).map(|item| time_in(&item, reader))
}

fn measure(pair: &Pair<Rule>, reader: &mut Reader) -> MeasureItem {
    MeasureItem {
        expr: expression::expression(the(pair, Rule::expr), reader),
        over: part(pair, Rule::over_clause).map(|over| time_in(&over, reader)),
        by: by_clause(pair, reader),
        span: reader.span(pair),
    }
}

pub(super) fn by_clause(pair: &Pair<Rule>, reader: &mut Reader) -> Option<Vec<Name>> {
    part(pair, Rule::by_clause).map(|by| token::label_list(the(&by, Rule::label_list), reader))
}

fn level(pair: &Pair<Rule>, reader: &mut Reader) -> LevelItem {
    let overrides = parts(pair, Rule::override_clause)
        .flat_map(|clause| parts(&clause, Rule::override_entry).collect::<Vec<_>>())
        .map(|entry| override_entry(&entry, reader))
        .collect();
    LevelItem {
        severity: name(pair, reader),
        when: condition(&the(pair, Rule::condition), reader),
        until: part(pair, Rule::until_clause).map(|until| condition(&the(&until, Rule::condition), reader)),
        clauses: level_clauses(pair, reader),
        overrides,
        span: reader.span(pair),
    }
}

fn override_entry(pair: &Pair<Rule>, reader: &mut Reader) -> Override {
    let member = match part(pair, Rule::string) {
        Some(quoted) => token::string(&quoted, reader),
        None => name(pair, reader),
    };
    Override { member, limit: signed_quantity(&the(pair, Rule::signed_quantity), reader) }
}

pub(super) fn level_clauses(pair: &Pair<Rule>, reader: &mut Reader) -> LevelClauses {
    let mut clauses = LevelClauses::default();
    for clause in pair.clone().into_inner() {
        let twice = match clause.as_rule() {
            Rule::for_clause => clauses.hold.replace(time_in(&clause, reader)).is_some(),
            Rule::keep_firing_for_clause => {
                clauses.keep_firing_for.replace(time_in(&clause, reader)).is_some()
            }
            Rule::escalate_clause => clauses.escalate.replace(name(&clause, reader)).is_some(),
            _ => false,
        };
        if twice {
            let word = clause.as_str().split_whitespace().next().unwrap_or_default();
            super::bad::repeated(&clause, word, reader);
        }
    }
    clauses
}

fn time_in(pair: &Pair<Rule>, reader: &mut Reader) -> Duration {
    token::time(&the(pair, Rule::time), reader)
}

fn condition(pair: &Pair<Rule>, reader: &mut Reader) -> Condition {
    let span = reader.span(pair);
    let inner = pair.clone().into_inner().next();
    let inner = inner.unwrap_or_else(|| unreachable!("the grammar has something in every condition"));
    let kind = match inner.as_rule() {
        Rule::condition_missing => ConditionKind::Missing,
        Rule::condition_outside => {
            let mut ends = parts(&inner, Rule::signed_quantity).map(|end| signed_quantity(&end, reader));
            match (ends.next(), ends.next()) {
                (Some(low), Some(high)) => ConditionKind::Outside(low, high),
                _ => unreachable!("the grammar has two ends in every band"),
            }
        }
        Rule::condition_tail => ConditionKind::Expr(expression::condition_tail(inner, reader)),
        _ => ConditionKind::Expr(expression::expression(inner, reader)),
    };
    Condition { kind, span }
}

pub(super) fn record(pair: &Pair<Rule>, reader: &mut Reader) -> RecordStatement {
    let labels: Vec<_> = parts(pair, Rule::map_item).collect();
    for item in &labels {
        let key = the(item, Rule::map_key);
        if key.as_str() != "labels" {
            super::bad::annotated_record(&key, reader);
        }
    }
    RecordStatement {
        name: reader.text(&the(pair, Rule::metric_name)),
        on: on_target(pair, reader),
        expr: expression::expression(the(pair, Rule::expr), reader),
        labels: labels.iter().map(|item| settings(&the(item, Rule::settings), reader)).collect(),
        interval: interval(pair, reader),
    }
}
