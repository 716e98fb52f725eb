//! `test` blocks.

use super::super::ast::*;
use super::super::pairs::{has, part, parts, the};
use super::super::{Rule, expression, reader::Reader, token};
use super::bad::skipped_items;
use super::notify::alert_set;
use super::settings::settings_in;
use super::{name, names, quantity, signed_quantity};
use crate::expr::Duration;
use crate::quantity::Quantity;
use crate::text::Spanned;
use pest::iterators::Pair;

pub(super) fn test(pair: &Pair<Rule>, reader: &mut Reader) -> TestStatement {
    skipped_items(pair, reader);
    let title = token::string(&the(pair, Rule::string), reader);
    let items = pair.clone().into_inner().filter_map(|inner| item(&inner, reader)).collect();
    TestStatement { title, items }
}

fn item(pair: &Pair<Rule>, reader: &mut Reader) -> Option<TestItem> {
    Some(match pair.as_rule() {
        Rule::test_environment => TestItem::Environment(name(pair, reader)),
        Rule::test_starting => {
            let mut texts = strings(pair, reader).into_iter();
            TestItem::Starting { time: texts.next()?, zone: texts.next() }
        }
        Rule::test_lasts => TestItem::Lasts(duration(pair, reader)),
        Rule::test_series => {
            skipped_items(pair, reader);
            TestItem::Series {
                every: duration(pair, reader),
                lines: parts(pair, Rule::series_line).map(|line| series_line(&line, reader)).collect(),
            }
        }
        Rule::test_silence => {
            let mut times = durations(pair, reader).into_iter();
            let (at, hold) = times.next().zip(times.next())?;
            TestItem::Silence { alert: alert_set(&the(pair, Rule::alert_set), reader), at, hold }
        }
        Rule::test_restart => TestItem::Restart { server: name(pair, reader), at: duration(pair, reader) },
        Rule::test_state => TestItem::State(Box::new(state(pair, reader))),
        Rule::test_told => {
            let by = part(pair, Rule::test_by).map(|by| duration(&by, reader));
            told(pair, by.map_or(ToldWhen::Ever, ToldWhen::By), reader)
        }
        Rule::test_never => told(pair, ToldWhen::Never, reader),
        Rule::test_before => {
            let before = duration(pair, reader);
            told(pair, ToldWhen::NotBefore(before), reader)
        }
        _ => return None,
    })
}

fn strings(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<Spanned<String>> {
    parts(pair, Rule::string).map(|text| token::string(&text, reader)).collect()
}

/// The `time` of a pair that has one.
pub(super) fn duration(pair: &Pair<Rule>, reader: &mut Reader) -> Duration {
    token::time(&the(pair, Rule::time), reader)
}

pub(super) fn durations(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<Duration> {
    parts(pair, Rule::time).map(|time| token::time(&time, reader)).collect()
}

fn series_line(pair: &Pair<Rule>, reader: &mut Reader) -> SeriesLine {
    let values = match part(pair, Rule::series_shape) {
        Some(shape) => SeriesValues::Shape(Box::new(super::shape::shape(&shape, reader))),
        None => {
            let values = the(pair, Rule::series_values);
            let text = values.as_str().trim_end().to_string();
            SeriesValues::Notation(Spanned::new(text, reader.span(&values)))
        }
    };
    SeriesLine {
        series: expression::selector(the(pair, Rule::selector), reader),
        values,
        span: reader.span(pair),
    }
}

fn state(pair: &Pair<Rule>, reader: &mut Reader) -> StateItem {
    let mut labels = Vec::new();
    let mut annotations = Vec::new();
    for item in parts(pair, Rule::map_item) {
        let block = settings_in(&item, reader);
        match the(&item, Rule::map_key).as_str() {
            "labels" => labels.push(block),
            _ => annotations.push(block),
        }
    }
    let texts = parts(pair, Rule::text_item).map(|item| {
        let text = token::string(&the(&item, Rule::string), reader);
        (reader.text(&the(&item, Rule::text_key)), text)
    });
    let texts = texts.collect();
    let mut values = parts(pair, Rule::test_value);
    let value = values.next().map(|value| match part(&value, Rule::amount_name) {
        Some(name) => named(&name, reader),
        None => {
            let written = signed_quantity(&the(&value, Rule::signed_quantity), reader);
            Amount { value: written.value, named: None, span: written.span }
        }
    });
    for second in values {
        super::bad::repeated(&second, "value", reader);
    }
    StateItem {
        at: duration(pair, reader),
        alert: alert_set(&the(pair, Rule::alert_set), reader),
        negated: has(pair, Rule::kw_not),
        state: name(pair, reader),
        labels,
        annotations,
        texts,
        value,
        span: reader.span(pair),
    }
}

/// `Rule::amount_name`: its value is known later.
pub(super) fn named(name: &Pair<Rule>, reader: &Reader) -> Amount {
    let (value, span) = (Quantity::plain(f64::NAN), reader.span(name));
    Amount { value, named: Some(name.as_str().to_owned()), span }
}

fn told(pair: &Pair<Rule>, when: ToldWhen, reader: &mut Reader) -> TestItem {
    TestItem::Told(Box::new(ToldItem {
        when,
        resolved: has(&the(pair, Rule::test_news), Rule::kw_resolved),
        channels: names(pair, reader),
        times: part(pair, Rule::test_times).map(|times| quantity(&the(&times, Rule::quantity), reader)),
        of: part(pair, Rule::test_of).map(|of| alert_set(&the(&of, Rule::alert_set), reader)),
        span: reader.span(pair),
    }))
}
