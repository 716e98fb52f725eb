//! Matchers of selectors: those that let nothing through or everything, and regexes that say less than they seem to.

pub mod alternatives;
pub mod anchors;
pub mod contradiction;
pub mod dots;
pub mod everything;
pub mod inner_wildcard;
pub mod needless_regex;
pub mod no_metric;
mod pattern;
pub mod redundant;
pub mod taken_literally;

use super::View;
use crate::diag::Applicability;
use crate::expr::labels::Values;
use crate::expr::{Expr, ExprKind, Matcher, Selector};
use crate::ruleset::Origin;
use crate::text::Span;
use std::collections::HashMap;

/// A selector of a rule.
struct Selected<'a> {
    selector: &'a Selector,
    span: Span,
    /// The second argument of `info`: it selects labels, not series.
    of_info: bool,
    /// The argument of `absent`, which makes labels of what matchers fix.
    of_absent: bool,
    /// Written as it stands here, so that it can be corrected here. In a program a service may have added to it.
    as_written: bool,
}

/// Every selector of the rule, in source order.
fn selectors<'a>(view: &View<'a>) -> Vec<Selected<'a>> {
    let mut found = Vec::new();
    if view.sound {
        let as_written = view.group.origin == Origin::Yaml;
        collect(&view.rule.expr, Around { of_info: false, of_absent: false, as_written }, &mut found);
    }
    found
}

fn collect<'a>(expr: &'a Expr, around: Around, found: &mut Vec<Selected<'a>>) {
    if let ExprKind::Selector(selector) = &expr.kind {
        let Around { of_info, of_absent, as_written } = around;
        found.push(Selected { selector, span: expr.span, of_info, of_absent, as_written });
    }
    let function = match &expr.kind {
        ExprKind::Call(call) => call.function.value.as_str(),
        _ => "",
    };
    let of_absent = around.of_absent || function.starts_with("absent");
    for (at, child) in expr.children().into_iter().enumerate() {
        collect(child, Around { of_info: function == "info" && at == 1, of_absent, ..around }, found);
    }
}

/// What a selector stands in.
#[derive(Clone, Copy)]
struct Around {
    of_info: bool,
    of_absent: bool,
    as_written: bool,
}

/// Every matcher of the rule with its selector.
fn matchers<'a>(view: &View<'a>) -> Vec<(Selected<'a>, usize, &'a Matcher)> {
    let mut found = Vec::new();
    for one in selectors(view) {
        for (at, matcher) in one.selector.matchers.iter().enumerate() {
            found.push((Selected { ..one }, at, matcher));
        }
    }
    found
}

impl Selected<'_> {
    /// What to take out so that the matcher is gone: with the comma beside it, or with the braces.
    fn removal(&self, at: usize) -> Option<Span> {
        let matchers = &self.selector.matchers;
        let own = matchers.get(at)?;
        let name = self.selector.name.as_ref();
        let (from, to) = match (at.checked_sub(1).map(|before| &matchers[before]), matchers.get(at + 1)) {
            (Some(before), _) => (before.value.span.end, own.value.span.end),
            (None, Some(next)) => (own.label.span.start, next.label.span.start),
            (None, None) => (name.filter(|name| name.span.start == self.span.start)?.span.end, self.span.end),
        };
        let span = Span { start: from, end: to, ..self.span };
        // A name among the matchers, as in `{a="b", "name"}`, stays.
        let holds_name = name.is_some_and(|name| name.span.start >= from && name.span.end <= to);
        (self.as_written && from < to && !holds_name).then_some(span)
    }

    /// Whether a matcher can be written in another way without a change of the result.
    fn rewriting(&self) -> Applicability {
        if self.of_absent { Applicability::Unsafe } else { Applicability::Safe }
    }

    /// Where the operator of a matcher stands, with the spaces around it.
    fn operator(&self, matcher: &Matcher) -> Option<Span> {
        let (start, end) = (matcher.label.span.end, matcher.value.span.start);
        (self.as_written && start < end).then_some(Span { start, end, ..self.span })
    }

    /// Where a part of the value stands, when the file holds the value as it is.
    fn part(&self, matcher: &Matcher, start: usize, end: usize) -> Option<Span> {
        let span = matcher.value.span;
        let plain = (span.end - span.start) as usize == matcher.value.len() + 2;
        (self.as_written && plain).then(|| span.part(1 + start, 1 + end))
    }
}

/// The whole matcher.
fn span_of(matcher: &Matcher) -> Span {
    matcher.label.span.to(matcher.value.span)
}

/// The matchers of each label with the values that they let through, in source order of the labels' first.
fn matchers_by_label(selector: &Selector) -> Vec<(&str, Vec<(&Matcher, Values)>)> {
    let mut found: Vec<(&str, Vec<(&Matcher, Values)>)> = Vec::new();
    let mut places = HashMap::new();
    for matcher in &selector.matchers {
        let Some(values) = Values::of(matcher) else { continue };
        let label = matcher.label.value.as_str();
        let place = *places.entry(label).or_insert_with(|| {
            found.push((label, Vec::new()));
            found.len() - 1
        });
        found[place].1.push((matcher, values));
    }
    found
}
