//! `ALERTS` and `ALERTS_FOR_STATE`: whether the alert that is asked for is there, and is not the rule itself.

use super::reads::{Read, reads};
use super::suggest::Suggestions;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{BinaryOp, Expr, ExprKind, MatchOp, Matcher};
use crate::lint::Look;
use crate::ruleset::{Group, Origin, Rule};

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let mut suggestions = Suggestions::new(look.alerts.keys().copied());
    for (group, rule) in look.rules.rules().filter(|(group, _)| group.origin == Origin::Yaml) {
        for read in reads(&rule.expr) {
            let Some(asked) = alertname(&read) else { continue };
            let name = asked.value.value.as_str();
            if !look.alerts.contains_key(name) {
                // Beside no other alert, the one that is asked for is surely elsewhere.
                let finding = (look.alerts.len() > 1).then(|| unknown(asked, suggestions.of(name)));
                findings.extend(finding);
            } else if rule.alert().is_some() && rule.name.value == name {
                findings.extend(of_itself(group, rule, &read, asked));
            }
        }
    }
}

fn unknown(asked: &Matcher, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "look for it in the rules of other files: an alert that is not there is never firing".to_string()
        }
    };
    let message = format!("no rule here alerts as `{}`", asked.value.value);
    Diagnostic::new(codes::ALERT_UNKNOWN_NAME, asked.value.span, message).help(help)
}

/// The matcher `alertname="…"` of a selector of alerts.
fn alertname<'a>(read: &Read<'a>) -> Option<&'a Matcher> {
    if !matches!(read.name.value.as_str(), "ALERTS" | "ALERTS_FOR_STATE") {
        return None;
    }
    let named = |matcher: &&Matcher| matcher.label.value == "alertname" && matcher.op == MatchOp::Equal;
    read.selector.matchers.iter().find(named)
}

fn of_itself(group: &Group, rule: &Rule, read: &Read, asked: &Matcher) -> Option<Diagnostic> {
    let mut certain = rule.keep_firing_for() == 0 && read.name.value == "ALERTS";
    for matcher in &read.selector.matchers {
        match matcher.label.value.as_str() {
            "alertname" => continue,
            "alertstate" => {
                certain &= matcher.op == MatchOp::Equal && matcher.value.value == "firing";
                continue;
            }
            _ => {}
        }
        match group.label_of(rule, &matcher.label.value) {
            Some(own) if matcher.op == MatchOp::Equal && own.value == matcher.value.value => {}
            // Another rule of the same name.
            Some(own) if matcher.op == MatchOp::Equal && !own.value.contains("{{") => return None,
            Some(own) if matcher.op == MatchOp::NotEqual && own.value == matcher.value.value => return None,
            _ => certain = false,
        }
    }
    let within = |part: &&Expr| {
        let (inner, outer) = (read.name.span, part.span);
        inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
    };
    let name = &rule.name;
    if certain && taken_away(&rule.expr).iter().any(within) {
        return Some(
            Diagnostic::new(
                codes::ALERT_MUTES_ITSELF,
                asked.value.span,
                format!(
                    "`{}` ends as soon as it has begun: its own state takes its condition away",
                    name.value
                ),
            )
            .because(name.span, "this very alert")
            .help("ask for another alert here, or leave the `unless` out"),
        );
    }
    Some(
        Diagnostic::new(
            codes::ALERT_READS_ITSELF,
            asked.value.span,
            format!("`{}` asks for its own state", name.value),
        )
        .because(name.span, "this very alert")
        .help("good for letting it end later than it began; it sees the state after the last evaluation"),
    )
}

/// The selectors whose series take away the alert's own: right sides of `unless on (…)` at the top.
fn taken_away(expr: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    let mut at = expr.unparenthesised();
    while let ExprKind::Binary(binary) = &at.kind {
        if *binary.op != BinaryOp::Unless {
            break;
        }
        let right = binary.right.unparenthesised();
        let matches = binary.matching.as_ref().is_some_and(|matching| matching.on);
        if matches && matches!(right.kind, ExprKind::Selector(_)) {
            found.push(right);
        }
        at = binary.left.unparenthesised();
    }
    found
}
