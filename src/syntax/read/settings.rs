//! `key value` blocks.

use super::super::ast::{Setting, Settings, Value, ValueKind};
use super::super::pairs::{part, parts, the};
use super::super::{Rule, reader::Reader, token};
use super::bad::skipped_items;
use super::quantity;
use crate::expr::MatchOp;
use pest::iterators::Pair;

/// The `settings` block of a pair that has one.
pub(super) fn settings_in(pair: &Pair<Rule>, reader: &mut Reader) -> Settings {
    settings(&the(pair, Rule::settings), reader)
}

pub(super) fn settings(pair: &Pair<Rule>, reader: &mut Reader) -> Settings {
    skipped_items(pair, reader);
    let entries = parts(pair, Rule::setting).map(|entry| setting(&entry, reader)).collect();
    Settings { entries, span: reader.span(pair) }
}

pub(super) fn setting(pair: &Pair<Rule>, reader: &mut Reader) -> Setting {
    let key_pair = the(pair, Rule::setting_key);
    let key = match part(&key_pair, Rule::string) {
        Some(quoted) => token::string(&quoted, reader),
        None => reader.text(&key_pair),
    };
    let matched = part(pair, Rule::setting_match);
    let op = matched.as_ref().map(|matched| match_operator(the(matched, Rule::match_operator).as_str()));
    let holder = matched.unwrap_or_else(|| the(pair, Rule::setting_values));
    let values = values(&holder, reader);
    Setting { key, op, values, span: reader.span(pair) }
}

/// The values directly inside a pair.
pub(super) fn values(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<Value> {
    parts(pair, Rule::value).map(|inner| value(&inner, reader)).collect()
}

pub(super) fn value(pair: &Pair<Rule>, reader: &mut Reader) -> Value {
    let span = reader.span(pair);
    let kind = match pair.clone().into_inner().next() {
        Some(inner) => match inner.as_rule() {
            Rule::quantity => ValueKind::Quantity(quantity(&inner, reader).value),
            Rule::string => ValueKind::Text(token::string(&inner, reader).value),
            Rule::list => ValueKind::List(values(&inner, reader)),
            Rule::settings => ValueKind::Block(settings(&inner, reader)),
            _ => ValueKind::Word(inner.as_str().to_string()),
        },
        None => ValueKind::Word(pair.as_str().to_string()),
    };
    Value { kind, span }
}

fn match_operator(text: &str) -> MatchOp {
    match text {
        "=" => MatchOp::Equal,
        "!=" => MatchOp::NotEqual,
        "=~" => MatchOp::Regex,
        _ => MatchOp::NotRegex,
    }
}
