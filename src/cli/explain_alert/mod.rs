//! What `larum explain ALERT` shows: source, expressions, labels, annotations; the way from a breach to
//! each notification; what quiets the alert, and what it quiets.

mod axis;
mod notice;
mod others;
mod restart;
mod timeline;

use super::Failure;
use crate::lower::{Group, Rule, RuleKind, lower};
use crate::model::{Alert, Level, Model};
use crate::quantity::duration_text;
use crate::reach::program::Reach;
use crate::text::SourceMap;
use jiff::{Timestamp, ToSpan};
use std::fmt::Write;

/// So many weeks from now are looked at.
const WEEKS: i64 = 53;

/// In lines of `width` characters where they are drawn.
pub(super) fn describe(
    model: &Model,
    alert: &Alert,
    sources: &SourceMap,
    width: usize,
) -> Result<String, Failure> {
    let output = lower(model);
    let now = Timestamp::now();
    let mut reach = Reach::new(model, &output.alertmanager, now..now + (WEEKS * 7 * 24).hours());
    let service = alert.service.map(|id| &model.services[id]);
    let file =
        output.rule_files.iter().find(|file| file.name == service.map_or("program", |service| &service.name));
    let mut group: Option<Group> = None;
    for candidate in file.into_iter().flat_map(|file| file.groups()) {
        let candidate = candidate.map_err(|refused| {
            Failure::new(format!(
                "internal error: refused by the referee: {}\n{}",
                refused.reason, refused.expr
            ))
        })?;
        if candidate.rules.iter().any(|rule| rule.name == alert.name) {
            group = Some(candidate);
            break;
        }
    }
    let mut text = String::new();
    let place = service.map(|service| format!(" on {}", service.name)).unwrap_or_default();
    line(&mut text, 0, &format!("{}{place}  ({})", alert.name, sources.place(alert.span)));
    if let Some(owner) = service.and_then(|service| service.owner.as_ref()) {
        line(&mut text, 0, &format!("owner {owner}"));
    }
    let rules = group.as_ref().map_or(&[][..], |group| &group.rules);
    records(&mut text, rules);
    for level in &alert.levels {
        self::level(&mut text, model, alert, level, rules, sources);
        timeline::write(&mut text, &mut reach, alert, level, width);
        if let Some(remark) = restart::remark(model, level) {
            line(&mut text, 4, remark);
        }
        others::write(&mut text, &reach, alert, level);
    }
    Ok(text)
}

fn line(text: &mut String, indent: usize, what: &str) {
    for one in what.lines() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:indent$}{one}", "");
    }
}

fn records(text: &mut String, rules: &[Rule]) {
    let recorded: Vec<&Rule> = rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Record)).collect();
    if recorded.is_empty() {
        return;
    }
    line(text, 0, "\nrecorded first");
    for rule in recorded {
        line(text, 2, &format!("{}{} =", rule.name, braces(&rule.labels)));
        line(text, 4, &rule.expr);
    }
}

fn braces<V: AsRef<str>>(labels: &[(&str, V)]) -> String {
    let pairs: Vec<String> =
        labels.iter().map(|(label, value)| format!("{label}={:?}", value.as_ref())).collect();
    if pairs.is_empty() { String::new() } else { format!("{{{}}}", pairs.join(", ")) }
}

fn level(
    text: &mut String,
    model: &Model,
    alert: &Alert,
    level: &Level,
    rules: &[Rule],
    sources: &SourceMap,
) {
    let mut title = format!("\n{}", model.severities[level.severity].name);
    if level.pending > 0 {
        let _ = write!(title, " for {}", duration_text(level.pending));
    }
    if level.keep_firing_for > 0 {
        let _ = write!(title, " keep_firing_for {}", duration_text(level.keep_firing_for));
    }
    let _ = write!(title, "  ({})", sources.place(level.span));
    line(text, 0, &title);
    // The rules of a level come from its place, one a step.
    let mine: Vec<&Rule> = rules
        .iter()
        .filter(|rule| rule.name == alert.name && rule.span == level.span && has_labels(rule, &level.labels))
        .collect();
    let Some(first) = mine.first() else { return };
    line(text, 2, "expression");
    line(text, 4, &first.expr);
    line(text, 2, "labels");
    for (label, value) in &first.labels {
        line(text, 4, &format!("{label}: {value}"));
    }
    if let RuleKind::Alert { annotations, .. } = &first.kind {
        line(text, 2, "annotations");
        for (name, value) in annotations {
            line(text, 4, &format!("{name}: {value}"));
        }
    }
}

fn has_labels(rule: &Rule, labels: &[(String, String)]) -> bool {
    labels
        .iter()
        .all(|(label, value)| rule.labels.iter().any(|(name, found)| name == label && found == value))
}
