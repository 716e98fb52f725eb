//! Policies as prose, for the handbook.

use super::words::{list, predicate};
use crate::model::policy::*;
use crate::quantity::duration_text;
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Text,
}

/// All policies, one section each.
pub fn prose(policies: &[Policy], format: Format) -> String {
    let mut text = String::new();
    for (index, policy) in policies.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        section(policy, &mut text);
    }
    match format {
        Format::Markdown => text,
        Format::Text => plain(&text),
    }
}

/// The same without the marks of Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for line in text.lines() {
        let line = match line.strip_prefix("## ") {
            Some(title) => title.to_uppercase(),
            None => line.replace(['`', '*'], ""),
        };
        let _ = writeln!(plain, "{line}");
    }
    plain
}

fn section(policy: &Policy, text: &mut String) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "## {}\n", policy.name.value);
    if !policy.doc.is_empty() {
        let _ = writeln!(text, "{}\n", policy.doc.join("\n").trim());
    }
    if !policy.environments.is_empty() {
        let names = list(policy.environments.iter().map(|name| format!("`{name}`")), "and");
        let _ = writeln!(text, "It holds in {names}, too.\n");
    }
    if policy.locked {
        text.push_str("Nothing can silence this policy.\n\n");
    }
    for rule in &policy.rules {
        for requirement in &rule.requirements {
            let _ = writeln!(text, "* {}", sentence(rule, requirement));
        }
    }
    if policy.all_exceptions().next().is_some() {
        text.push_str("\nExcepted:\n\n");
    }
    for exception in policy.all_exceptions() {
        let names = list(exception.names.iter().map(|name| format!("`{}`", name.value)), "and");
        let until =
            exception.until.as_ref().map(|until| format!(" (until {})", until.value)).unwrap_or_default();
        let what = exception.subject.word();
        let what = if exception.names.len() == 1 { what.to_string() } else { format!("{what}s") };
        let _ = writeln!(text, "* the {what} {names}{until}: {}", exception.reason);
    }
}

/// `Every alert that has a severity `critical` must have a summary.`
fn sentence(rule: &PolicyRule, requirement: &Requirement) -> String {
    let subject = subject(rule);
    let verb = if requirement.warns { "should" } else { "must" };
    let what = match &requirement.kind {
        RequirementKind::Holds(condition) => infinitive(&predicate(condition, true)),
        RequirementKind::Reaches(reaches) => reach(reaches),
    };
    format!("Every {subject} {verb} {what}.")
}

/// `critical alert`, `service`, `alert that has an owner`
fn subject(rule: &PolicyRule) -> String {
    let word = rule.subject.word();
    match &rule.filter {
        None => word.to_string(),
        Some(Condition::Test(Test {
            kind: TestKind::Compare { field, op, value: Expected::Texts(texts) },
            ..
        })) if field.value == "severity" && matches!(op, Compare::Equal | Compare::In) => {
            format!("{} {word}", list(texts.iter().cloned(), "or"))
        }
        Some(filter) => format!("{word} that {}", predicate(filter, true)),
    }
}

fn reach(reaches: &Reaches) -> String {
    let targets = list(reaches.targets.iter().map(|target| format!("`{}`", target.value)), "and");
    let when = match &reaches.when {
        None => "at any time".to_string(),
        Some(when) if when.outside => format!("outside of the window `{}`", when.window),
        Some(when) => format!("during the window `{}`", when.window),
    };
    format!("reach {targets} within {} of the breach, {when}", duration_text(reaches.within))
}

/// The verbs of a predicate after `must`.
fn infinitive(predicate: &str) -> String {
    const VERBS: [(&str, &str); 8] = [
        ("never uses", "never use"),
        ("has no", "have no"),
        ("does not select", "not select"),
        ("selects", "select"),
        ("keeps", "keep"),
        ("strips", "strip"),
        ("uses", "use"),
        ("has", "have"),
    ];
    // Each verb stands at the beginning, or after a joint or a bracket.
    let mut text = String::new();
    let mut rest = predicate;
    while !rest.is_empty() {
        let verb = VERBS
            .iter()
            .find(|(verb, _)| rest.strip_prefix(verb).is_some_and(|after| after.starts_with(' ')));
        if let Some((verb, infinitive)) = verb {
            text.push_str(infinitive);
            rest = &rest[verb.len()..];
        }
        let ends = [" and ", " or ", ", ", "("];
        let next = ends.iter().filter_map(|end| Some(rest.find(end)? + end.len())).min();
        let (piece, after) = rest.split_at(next.unwrap_or(rest.len()));
        text.push_str(piece);
        rest = after;
    }
    text
}
