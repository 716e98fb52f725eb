//! The operations at the end of a recorded name (`rate5m`), and whether the expression has them.

use super::reads::reads;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::model::Millis;
use crate::quantity::{duration_text, parse_duration};

/// Functions that recorded names are made of, with the window behind.
const FUNCTIONS: [&str; 4] = ["delta", "increase", "irate", "rate"];

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let (rule, name) = (view.rule, &view.rule.name.value);
    // What a recorded series holds is said by its own name.
    let only_raw = || reads(&rule.expr).iter().all(|read| !read.name.value.contains(':'));
    let Some((_, operations)) = name.rsplit_once(':').filter(|_| rule.alert().is_none() && only_raw()) else {
        return;
    };
    let mut calls = Vec::new();
    collect(&rule.expr, &mut calls);
    for word in operations.split('_') {
        let Some((function, window)) = operation(word) else { continue };
        let of_function = calls.iter().find(|call| call.0 == function);
        if calls.contains(&(function, window)) {
            continue;
        }
        let start = name.len() - operations.len() + (word.as_ptr() as usize - operations.as_ptr() as usize);
        let is_plain = (rule.name.span.end - rule.name.span.start) as usize == name.len();
        let span = if is_plain { rule.name.span.part(start, start + word.len()) } else { rule.name.span };
        let finding = Diagnostic::new(
            codes::RECORD_OPERATIONS,
            span,
            format!(
                "the name says `{word}`, the expression has no `{function}` over {}",
                duration_text(window)
            ),
        )
        .because(rule.expr.span, "recorded from this");
        findings.push(match of_function {
            Some((_, other)) => finding.help(format!("call it `{function}{}`", duration_text(*other))),
            None => finding.help("let the name say what the expression does"),
        });
    }
}

/// `rate5m` is `rate` over five minutes.
fn operation(word: &str) -> Option<(&'static str, Millis)> {
    let function = FUNCTIONS.into_iter().find(|function| {
        word.strip_prefix(function).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    })?;
    Some((function, parse_duration(&word[function.len()..]).ok()?))
}

fn collect<'a>(expr: &'a Expr, found: &mut Vec<(&'a str, Millis)>) {
    if let ExprKind::Call(call) = &expr.kind {
        let windows = call.arguments.iter().filter_map(window);
        found.extend(windows.map(|window| (call.function.value.as_str(), window)));
    }
    expr.children().into_iter().for_each(|child| collect(child, found));
}

fn window(expr: &Expr) -> Option<Millis> {
    match &expr.kind {
        ExprKind::Range(_, window) | ExprKind::Subquery(_, window, _) => Some(window.milliseconds),
        ExprKind::Offset(inner, _) | ExprKind::At(inner, _) | ExprKind::Paren(inner) => window(inner),
        _ => None,
    }
}
