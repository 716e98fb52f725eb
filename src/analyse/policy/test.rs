//! One test of a policy.

use super::{compare, field, several};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::functions::{AGGREGATIONS, FUNCTIONS, Function};
use crate::model::policy::{About, Compare, Condition, Expected, Test, TestKind, Used};
use crate::model::{FieldType, PolicyField};
use crate::syntax::ast::{Name, PolicyName, PolicyTest, PolicyTestKind as Item};
use crate::text::{Span, Spanned};

pub(super) fn test(item: &PolicyTest, subject: About, findings: &mut Diagnostics) -> Option<Condition> {
    let one = |kind: TestKind| Condition::Test(Test { kind, span: item.span });
    Some(match &item.kind {
        Item::Has(names) => every(names, |name| {
            field(name, subject, findings)?;
            Some(TestKind::Has(name.clone()))
        })?,
        Item::Compare { field: name, op, value } => {
            let holds = field(name, subject, findings)?.holds;
            let (op, value) = compare::read(name, holds, op, value, findings)?;
            one(TestKind::Compare { field: name.clone(), op, value })
        }
        Item::Count { least, limit, what } => {
            count(what, subject, findings)?;
            if limit.value.value.is_nan() {
                // What could not be read was reported.
                return None;
            }
            let number = limit.value.value;
            if limit.value.dimension.is_some() || number.fract() != 0.0 || number < 0.0 {
                findings.push(
                    Diagnostic::new(codes::FIELD_TYPE, limit.span, "a count is a whole number")
                        .help("write a number such as `8`"),
                );
                return None;
            }
            let op = if *least { Compare::GreaterOrEqual } else { Compare::LessOrEqual };
            one(TestKind::Compare { field: what.clone(), op, value: Expected::Number(number) })
        }
        Item::Selects { labels, inside } => {
            expression(subject, item.span, findings)?;
            let known: Vec<bool> = inside.iter().map(|name| function(name, findings)).collect();
            if known.contains(&false) {
                return None;
            }
            let inside = inside.iter().map(|name| name.value.clone()).collect();
            one(TestKind::Selects { labels: labels.clone(), inside })
        }
        Item::Keeps(labels) => {
            expression(subject, item.span, findings)?;
            every(labels, |label| Some(TestKind::Keeps(label.clone())))?
        }
        Item::Strips(labels) => {
            expression(subject, item.span, findings)?;
            every(labels, |label| Some(TestKind::Strips(label.clone())))?
        }
        Item::Uses { never, what, names } => {
            expression(subject, item.span, findings)?;
            let used: Vec<Option<Used>> = names.iter().map(|name| used(what, name, findings)).collect();
            let uses = one(TestKind::Uses(used.into_iter().collect::<Option<_>>()?));
            if *never { Condition::Not(Box::new(uses)) } else { uses }
        }
    })
}

/// A test for each name, so that each has its own finding.
fn every(names: &[Name], mut test: impl FnMut(&Name) -> Option<TestKind>) -> Option<Condition> {
    let tests: Vec<Option<Condition>> =
        names.iter().map(|name| Some(Condition::Test(Test { kind: test(name)?, span: name.span }))).collect();
    Some(Condition::All(tests.into_iter().collect::<Option<_>>()?))
}

/// The field of `at most 8 alerts`.
fn count(what: &Name, subject: About, findings: &mut Diagnostics) -> Option<()> {
    let counts = |name: &&str| {
        PolicyField::named(name, subject).is_some_and(|field| field.holds == FieldType::Number)
            && !["limit", "rank"].contains(name)
    };
    let known: Vec<&str> = PolicyField::names(subject).filter(counts).collect();
    if known.contains(&what.value.as_str()) {
        return Some(());
    }
    let message = format!("policies count no `{}` of {}", what.value, several(subject));
    let remedy = match known.is_empty() {
        true => "nothing is counted there".to_string(),
        false => format!("known: {}", known.join(", ")),
    };
    findings.push(
        Diagnostic::new(codes::FIELD_UNKNOWN, what.span, message)
            .help(remedy)
            .did_you_mean(&what.value, known),
    );
    None
}

/// Only rules have an expression.
fn expression(subject: About, span: Span, findings: &mut Diagnostics) -> Option<()> {
    if matches!(subject, About::Alert | About::Level | About::Record) {
        return Some(());
    }
    let message = format!("{} have no expression", several(subject));
    findings.push(
        Diagnostic::new(codes::FIELD_UNKNOWN, span, message)
            .help("write this in `every alert { … }` or `every record { … }`"),
    );
    None
}

fn used(what: &Name, name: &PolicyName, findings: &mut Diagnostics) -> Option<Used> {
    let text = &name.text;
    let pattern = || match name.quoted {
        true => text.clone(),
        false => Spanned::new(escaped(text), text.span),
    };
    match what.value.as_str() {
        "metric" => compare::pattern(text, name.quoted, findings).then(|| Used::Metric(pattern())),
        "label" => compare::pattern(text, name.quoted, findings).then(|| Used::Label(pattern())),
        _ => function(text, findings).then(|| Used::Function(text.clone())),
    }
}

/// A word as a regex: names hold nothing but letters, digits, `_`, `:` and `-`.
fn escaped(name: &str) -> String {
    name.replace('-', r"\-")
}

fn function(name: &Name, findings: &mut Diagnostics) -> bool {
    let known = Function::named(&name.value).is_some() || AGGREGATIONS.contains(&name.value.as_str());
    if !known {
        let names = FUNCTIONS.iter().map(|function| function.name).chain(AGGREGATIONS);
        let message = format!("PromQL has no function `{}`", name.value);
        findings.push(
            Diagnostic::new(codes::NAME_UNKNOWN, name.span, message)
                .help("a metric is named as `uses metric NAME`, a label as `uses label NAME`")
                .did_you_mean(&name.value, names),
        );
    }
    known
}
