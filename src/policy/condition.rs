//! Whether an item satisfies a condition: yes, no and why, or nobody knows.

use super::expression::{self, TimeOf};
use super::failure::Failure;
use super::item::{Found, Item, Value};
use super::words;
use crate::diag::codes;
use crate::expr::catalogue::Catalogue;
use crate::expr::labels::{Flow, flow};
use crate::model::policy::{Compare, Condition, Expected, Test, TestKind};
use crate::quantity::duration_text;
use crate::regexes;
use crate::text::Spanned;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

pub(super) enum Answer {
    Holds,
    /// With every reason.
    Fails(Vec<Failure>),
    Unknown,
}

/// Asks items; remembers compiled regexes.
pub(super) struct Judge<'a> {
    pub catalogue: &'a Catalogue,
    /// Series that the rules record themselves: what their selectors say was said where they are recorded.
    pub recorded: HashSet<&'a str>,
    regexes: RefCell<HashMap<String, Option<regex::Regex>>>,
}

impl<'a> Judge<'a> {
    pub fn new(catalogue: &'a Catalogue, recorded: HashSet<&'a str>) -> Judge<'a> {
        Judge { catalogue, recorded, regexes: RefCell::default() }
    }

    /// Whether a rule of a policy is about the item.
    pub fn selects(&self, filter: Option<&Condition>, item: &Item) -> bool {
        filter.is_none_or(|filter| matches!(self.ask(filter, true, item, true), Answer::Holds))
    }

    /// Whether the item keeps a requirement.
    pub fn requires(&self, condition: &Condition, item: &Item) -> Answer {
        self.ask(condition, true, item, false)
    }

    /// `wanted` is false below a `not`. Of times, a filter asks for any, a requirement for all.
    fn ask(&self, condition: &Condition, wanted: bool, item: &Item, filtering: bool) -> Answer {
        match condition {
            Condition::Not(inner) => self.ask(inner, !wanted, item, filtering),
            Condition::Test(test) => self.test(test, wanted, item, filtering),
            Condition::All(parts) | Condition::Any(parts) => {
                let answers = parts.iter().map(|part| self.ask(part, wanted, item, filtering));
                match matches!(condition, Condition::All(_)) == wanted {
                    true => all(answers),
                    false => any(answers),
                }
            }
        }
    }

    fn test(&self, test: &Test, wanted: bool, item: &Item, filtering: bool) -> Answer {
        match &test.kind {
            TestKind::Has(field) => has(field, wanted, item),
            TestKind::Compare { field, op, value } => {
                let of = match field.as_str() {
                    "range" => Some(TimeOf::Range),
                    "offset" => Some(TimeOf::Offset),
                    "lookback" => Some(TimeOf::Lookback),
                    _ => None,
                };
                match of {
                    Some(of) => times(of, field, (*op, value), wanted, item, filtering),
                    None => self.compare(field, *op, value, wanted, item),
                }
            }
            TestKind::Selects { labels, inside } => self.selectors(labels, inside, wanted, item),
            TestKind::Keeps(label) => self.carries(label, wanted, item),
            TestKind::Strips(label) => self.carries(label, !wanted, item),
            TestKind::Uses(all) => {
                let matches = |pattern: &str, text: &str| self.matches(pattern, text) == Some(true);
                let place = all.iter().find_map(|used| {
                    item.exprs.iter().find_map(|expr| expression::uses(expr, used, &matches))
                });
                let message = |verb: &str| format!("{} {verb} what its policy names", item.title);
                match (place, wanted) {
                    (Some(_), true) | (None, false) => Answer::Holds,
                    (None, true) => {
                        fail(Failure::new(codes::POLICY_MISSING, None, message("does not use"), test.span))
                    }
                    (Some(place), false) => fail(
                        Failure::new(
                            codes::POLICY_FORBIDDEN,
                            Some(place),
                            format!("{} uses what it must not", item.title),
                            test.span,
                        )
                        .here("forbidden"),
                    ),
                }
            }
        }
    }

    fn compare(
        &self,
        field: &Spanned<String>,
        op: Compare,
        expected: &Expected,
        wanted: bool,
        item: &Item,
    ) -> Answer {
        let found = item.get(field);
        let none = match expected {
            Expected::Texts(_) => Value::Text("".into()),
            Expected::Time(_) => Value::Time(0),
            Expected::Number(_) => Value::Number(0.0),
            Expected::Truth(_) => Value::Truth(false),
        };
        let value = found.map_or(&none, |found| &found.value);
        let Some(holds) = self.holds(value, op, expected) else { return Answer::Unknown };
        if holds == wanted {
            return Answer::Holds;
        }
        let code = match expected {
            _ if field.value == "name" => codes::POLICY_NAME,
            Expected::Texts(_) | Expected::Truth(_) => codes::POLICY_VALUE,
            Expected::Time(_) => codes::POLICY_DURATION,
            Expected::Number(_) => codes::POLICY_LIMIT,
        };
        let called = words::called(field);
        let message = match value {
            Value::Text(text) if text.is_empty() => format!("{} has no {called}", item.title),
            Value::Text(_) if field.value == "name" => {
                format!("{} has a name that its policy does not allow", item.title)
            }
            Value::Text(text) => format!("the {called} of {} is `{text}`", item.title),
            Value::Number(number) if number.is_infinite() => format!("{} has no {called}", item.title),
            Value::Number(number) if is_count(field) => {
                format!("{} has {number} {field}", item.title, field = field.value)
            }
            Value::Number(number) => format!("the {called} of {} is {number}", item.title),
            Value::Time(millis) => format!("the {called} of {} is {}", item.title, duration_text(*millis)),
            Value::Truth(truth) => format!("the {called} of {} is {truth}", item.title),
            Value::Unknown | Value::Hidden => return Answer::Unknown,
        };
        let here = format!("must be {}", words::expectation(op, expected, wanted));
        fail(Failure::new(code, found.and_then(|found| found.span), message, field.span).here(here))
    }

    fn holds(&self, value: &Value, op: Compare, expected: &Expected) -> Option<bool> {
        match (value, expected) {
            (Value::Text(text), _) if text.contains("{{") => None,
            (Value::Text(text), Expected::Texts(texts)) => {
                let first = texts.first()?;
                Some(match op {
                    Compare::Equal => **first == **text,
                    Compare::NotEqual => **first != **text,
                    Compare::In => texts.iter().any(|one| **one == **text),
                    Compare::Matches => self.matches(first, text)?,
                    Compare::NotMatches => !self.matches(first, text)?,
                    _ => return None,
                })
            }
            (Value::Truth(truth), Expected::Truth(wanted)) => {
                Some((truth == wanted) == (op == Compare::Equal))
            }
            (Value::Number(number), Expected::Number(limit)) => Some(ordered(op, number, limit)),
            (Value::Time(millis), Expected::Time(limit)) => Some(ordered(op, millis, limit)),
            _ => None,
        }
    }

    /// None when the regex is too big.
    fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        let mut known = self.regexes.borrow_mut();
        if let Some(regex) = known.get(pattern) {
            return regex.as_ref().map(|regex| regex.is_match(text));
        }
        let regex = regexes::compile(pattern).ok();
        let found = regex.as_ref().map(|regex| regex.is_match(text));
        known.insert(pattern.to_string(), regex);
        found
    }

    fn selectors(&self, labels: &[Spanned<String>], inside: &[String], wanted: bool, item: &Item) -> Answer {
        let mut failures = Vec::new();
        for label in labels {
            for selected in item.exprs.iter().flat_map(|expr| expression::selectors(expr)) {
                let metric = expression::metric(selected.selector, selected.span);
                let own = |name: &str| self.recorded.contains(name) || name.starts_with("ALERTS");
                let concerned = inside.is_empty()
                    || selected.inside.iter().any(|name| inside.iter().any(|one| one == name));
                if !concerned || metric.is_some_and(|(name, _)| own(name)) {
                    continue;
                }
                let has = selected.selector.matchers.iter().any(|matcher| matcher.label.value == label.value);
                if has == wanted {
                    continue;
                }
                let name = metric.map_or("a selector".to_string(), |(name, _)| format!("`{name}`"));
                let (with, place) =
                    if wanted { ("without", "no matcher on") } else { ("by", "a matcher on") };
                let message = format!("{} selects {name} {with} `{}`", item.title, label.value);
                let span = metric.map_or(selected.span, |(_, span)| span);
                failures.push(
                    Failure::new(codes::POLICY_SELECTOR, Some(span), message, label.span)
                        .here(format!("{place} `{}`", label.value)),
                );
            }
        }
        if failures.is_empty() { Answer::Holds } else { Answer::Fails(failures) }
    }

    fn carries(&self, label: &Spanned<String>, wanted: bool, item: &Item) -> Answer {
        let Some(result) = item.exprs.first() else { return Answer::Unknown };
        if result.has_error() {
            return Answer::Unknown;
        }
        let set = item.get(&format!("label.{}", label.value)).filter(|found| found.written);
        let flow: Flow = flow(result, self.catalogue);
        match (flow.can_carry(label), wanted) {
            (Err(impossible), true) if set.is_none() => {
                let message = format!("{} loses the label `{}`", item.title, label.value);
                fail(
                    Failure::new(codes::POLICY_AGGREGATION, Some(impossible.cause), message, label.span)
                        .here(impossible.reason),
                )
            }
            (carried, false) if carried.is_ok() || set.is_some() => {
                let span = set.and_then(|found| found.span).or(Some(result.span));
                let message = format!("{} still carries the label `{}`", item.title, label.value);
                fail(
                    Failure::new(codes::POLICY_AGGREGATION, span, message, label.span)
                        .help(format!("take it away: `sum without ({}) (…)`", label.value)),
                )
            }
            _ => Answer::Holds,
        }
    }
}

fn fail(failure: Failure) -> Answer {
    Answer::Fails(vec![failure])
}

fn all(answers: impl Iterator<Item = Answer>) -> Answer {
    let mut failures = Vec::new();
    let mut is_known = true;
    for answer in answers {
        match answer {
            Answer::Holds => {}
            Answer::Unknown => is_known = false,
            Answer::Fails(mut reasons) => failures.append(&mut reasons),
        }
    }
    match (failures.is_empty(), is_known) {
        (false, _) => Answer::Fails(failures),
        (true, true) => Answer::Holds,
        (true, false) => Answer::Unknown,
    }
}

/// When none holds, that is one failure.
fn any(answers: impl Iterator<Item = Answer>) -> Answer {
    let mut is_known = true;
    let mut failures: Vec<Failure> = Vec::new();
    for answer in answers {
        match answer {
            Answer::Holds => return Answer::Holds,
            Answer::Unknown => is_known = false,
            Answer::Fails(mut reasons) => failures.append(&mut reasons),
        }
    }
    if !is_known {
        return Answer::Unknown;
    }
    let also: Vec<String> = failures.iter().skip(1).map(|failure| failure.message.clone()).collect();
    match failures.into_iter().next() {
        Some(first) if also.is_empty() => fail(first),
        Some(mut first) => {
            first.message = format!("{}, and {}", first.message, also.join(", and "));
            first.help = Some("one of both must hold".to_string());
            fail(first)
        }
        None => Answer::Unknown,
    }
}

fn has(field: &Spanned<String>, wanted: bool, item: &Item) -> Answer {
    let found = item.get(field);
    let written = match found {
        Some(Found { value: Value::Hidden, .. }) => return Answer::Unknown,
        Some(found) => found.written && !matches!(&found.value, Value::Text(text) if text.is_empty()),
        None => false,
    };
    let called = words::called(field);
    match (written, wanted) {
        (false, true) => fail(
            Failure::new(codes::POLICY_MISSING, None, format!("{} has no {called}", item.title), field.span)
                .help(format!("give it a {called}")),
        ),
        (true, false) => {
            let message = format!("{} must have no {called}", item.title);
            let span = found.and_then(|found| found.span);
            fail(Failure::new(codes::POLICY_VALUE, span, message, field.span).here("must not be there"))
        }
        _ => Answer::Holds,
    }
}

/// The times that expressions use: a requirement asks it of each of them.
fn times(
    of: TimeOf,
    field: &Spanned<String>,
    (op, expected): (Compare, &Expected),
    wanted: bool,
    item: &Item,
    filtering: bool,
) -> Answer {
    let Expected::Time(limit) = expected else { return Answer::Unknown };
    let mut failures = Vec::new();
    let mut any = false;
    for (millis, span) in item.exprs.iter().flat_map(|expr| expression::times(expr, of)) {
        if ordered(op, &millis, limit) == wanted {
            any = true;
            continue;
        }
        let what = match of {
            TimeOf::Range => "uses a range of",
            TimeOf::Offset => "uses an offset of",
            TimeOf::Lookback => "looks back",
        };
        let message = format!("{} {what} {}", item.title, duration_text(millis));
        let here = format!("must be {}", words::expectation(op, expected, wanted));
        failures.push(Failure::new(codes::POLICY_DURATION, Some(span), message, field.span).here(here));
    }
    match filtering {
        true if any => Answer::Holds,
        true => Answer::Fails(failures),
        false if failures.is_empty() => Answer::Holds,
        false => Answer::Fails(failures),
    }
}

fn ordered<T: PartialOrd>(op: Compare, value: &T, limit: &T) -> bool {
    match op {
        Compare::Equal => value == limit,
        Compare::NotEqual => value != limit,
        Compare::Less => value < limit,
        Compare::LessOrEqual => value <= limit,
        Compare::Greater => value > limit,
        Compare::GreaterOrEqual => value >= limit,
        Compare::Matches | Compare::NotMatches | Compare::In => false,
    }
}

/// Fields that count things.
pub(super) fn is_count(field: &str) -> bool {
    ["alerts", "channels", "levels", "records", "rules", "steps"].contains(&field)
}
