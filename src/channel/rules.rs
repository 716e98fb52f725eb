//! What must hold between the settings of a block.

use super::given::{Given, find, says_something};
use super::table::Rule;
use crate::diag::{Diagnostic, Diagnostics, Level, codes};

pub fn check(rules: &[Rule], given: &Given, findings: &mut Diagnostics) {
    for rule in rules {
        match rule {
            Rule::Needs(here, global) => needs(here, global, given, findings),
            Rule::OneOnly(names) => one_only(names, given, findings),
            Rule::With(names, others) => with(names, others, given, findings),
            Rule::All(rules) => check(rules, given, findings),
            Rule::Also(_, holds) => holds(given, findings),
        }
    }
}

fn needs(here: &[&str], global: &[&str], given: &Given, findings: &mut Diagnostics) {
    let in_global = |name: &&str| find(given.global, name).is_some_and(says_something);
    if here.iter().any(|name| given.has(name)) || global.iter().any(in_global) {
        return;
    }
    let message = format!("{} has no {}", given.called, either(here));
    let help = match global {
        [] => format!("add `{}`", given.written.setting(&[here[0]], "…")),
        [first, ..] => format!(
            "add `{}`, or for all channels `{}`",
            given.written.setting(&[here[0]], "…"),
            given.written.global_setting(first)
        ),
    };
    findings.push(Diagnostic::new(codes::CHANNEL_MISSING, given.owner, message).help(help));
}

pub fn one_only(names: &[&str], given: &Given, findings: &mut Diagnostics) {
    let mut present: Vec<_> = names.iter().filter(|name| given.has(name)).collect();
    present.sort_by_key(|name| given.span(name));
    if let [first, .., last] = present[..] {
        let (Some(first_span), Some(last_span)) = (given.span(first), given.span(last)) else { return };
        let finding = Diagnostic::new(
            codes::CHANNEL_CONFLICT,
            last_span,
            format!("`{last}` cannot stand beside `{first}`"),
        )
        .because(first_span, format!("`{first}` is set here"))
        .help(format!("keep one of {}", either(names)));
        // Alertmanager refuses two addresses of SNS, though not all three.
        let taken = given.written.is_yaml() && names.contains(&"topic_arn") && present.len() == 3;
        findings.push(if taken { finding.at_level(Level::Warning) } else { finding });
    }
}

fn with(names: &[&str], others: &[&str], given: &Given, findings: &mut Diagnostics) {
    let present = names.iter().find(|name| given.has(name));
    let Some(span) = present.and_then(|name| given.span(name)) else { return };
    if !others.iter().any(|name| given.has(name)) {
        let message = format!("`{}` needs {} beside it", present.unwrap_or(&""), either(others));
        let help = format!("add `{}`", given.written.setting(&[others[0]], "…"));
        findings.push(Diagnostic::new(codes::CHANNEL_MISSING, span, message).help(help));
    }
}

/// "`a`, `b` or `c`"
pub fn either(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
