//! `test` blocks.

use super::super::ast::*;
use super::super::pairs::{part, parts, the};
use super::super::{Rule, expression, reader::Reader, token};
use super::bad::skipped_items;
use super::notify::alert_set;
use super::settings::settings_in;
use super::{name, names, signed_quantity};
use crate::expr::Duration;
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
        Rule::test_series => TestItem::Series {
            every: duration(pair, reader),
            lines: parts(pair, Rule::series_line).map(|line| series_line(&line, reader)).collect(),
        },
        Rule::test_state => state(pair, reader),
        Rule::test_notified => {
            TestItem::Notified { by: duration(pair, reader), channels: names(pair, reader) }
        }
        Rule::test_never => TestItem::Never { channels: names(pair, reader) },
        Rule::test_silence => {
            let mut times = parts(pair, Rule::duration).map(|time| token::duration(&time, reader));
            let (at, hold) = times.next().zip(times.next())?;
            drop(times);
            TestItem::Silence { alert: alert_set(&the(pair, Rule::alert_set), reader), at, hold }
        }
        Rule::test_restart => TestItem::Restart { server: name(pair, reader), at: duration(pair, reader) },
        Rule::test_environment => TestItem::Environment(name(pair, reader)),
        Rule::test_starting => {
            let mut texts = parts(pair, Rule::string).map(|text| token::string(&text, reader));
            TestItem::Starting { time: texts.next()?, zone: texts.next() }
        }
        _ => return None,
    })
}

fn duration(pair: &Pair<Rule>, reader: &mut Reader) -> Duration {
    token::duration(&the(pair, Rule::duration), reader)
}

fn state(pair: &Pair<Rule>, reader: &mut Reader) -> TestItem {
    let expected = parts(pair, Rule::map_item)
        .map(|item| (reader.text(&the(&item, Rule::map_key)), settings_in(&item, reader)))
        .collect();
    TestItem::State {
        at: duration(pair, reader),
        alert: alert_set(&the(pair, Rule::alert_set), reader),
        state: name(pair, reader),
        expected,
        value: part(pair, Rule::test_value)
            .map(|value| signed_quantity(&the(&value, Rule::signed_quantity), reader)),
    }
}

fn series_line(pair: &Pair<Rule>, reader: &mut Reader) -> SeriesLine {
    let values = the(pair, Rule::series_values);
    let text = Spanned::new(values.as_str().trim_end().to_string(), reader.span(&values));
    SeriesLine {
        series: expression::selector(the(pair, Rule::selector), reader),
        values: text,
        span: reader.span(pair),
    }
}
