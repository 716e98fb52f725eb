//! What `larum explain ALERT` shows: source, expressions, labels, annotations, and for each step
//! when at the latest who is told, by which route.

use super::Failure;
use crate::emit::matcher_text;
use crate::lower::{Group, Rule, RuleKind, lower};
use crate::model::{Alert, Escalation, Level, Millis, Model, Notify, Step};
use crate::quantity::duration_text;
use crate::reach::concrete::{NodeId, Tree};
use crate::text::SourceMap;
use std::fmt::Write;

pub(super) fn describe(model: &Model, alert: &Alert, sources: &SourceMap) -> Result<String, Failure> {
    let output = lower(model);
    let tree = Tree::new(&output.alertmanager).map_err(|bad| Failure::new(bad.to_string()))?;
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
        self::level(&mut text, model, alert, level, rules, &tree, sources);
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
    tree: &Tree,
    sources: &SourceMap,
) {
    let escalation = &model.escalations[level.escalation];
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
    line(text, 2, &format!("escalation {}", escalation.name));
    for (index, step) in escalation.steps.iter().enumerate() {
        let Some(rule) = mine.get(index) else { continue };
        self::step(text, model, level, escalation, index, step, rule, tree);
    }
    for remark in super::explain_remarks::remarks(model, level) {
        line(text, 4, &remark);
    }
}

fn has_labels(rule: &Rule, labels: &[(String, String)]) -> bool {
    labels
        .iter()
        .all(|(label, value)| rule.labels.iter().any(|(name, found)| name == label && found == value))
}

#[allow(clippy::too_many_arguments)]
fn step(
    text: &mut String,
    model: &Model,
    level: &Level,
    escalation: &Escalation,
    index: usize,
    step: &Step,
    rule: &Rule,
    tree: &Tree,
) {
    let told: Vec<String> = step.notify.iter().map(|notify| notify_text(model, notify)).collect();
    let worst = duration_text(worst_case(model, level, escalation, step));
    let when =
        if step.after == 0 { "at once".to_string() } else { format!("after {}", duration_text(step.after)) };
    line(text, 4, &format!("{}  {when}: {}", index + 1, told.join("; ")));
    line(text, 7, &format!("told at the latest {worst} after the breach"));
    let labels: Vec<(&str, &str)> = std::iter::once(("alertname", rule.name.as_ref()))
        .chain(rule.labels.iter().map(|(label, value)| (*label, value.as_ref())))
        .collect();
    for visit in tree.visits(&labels) {
        let times = |word: &str, names: &[String]| match names {
            [] => String::new(),
            names => format!(" ({word} {})", names.join(", ")),
        };
        let way = matchers_to(tree, visit.node);
        let active = times("during", &visit.route.active_time_intervals);
        let muted = times("muted in", &visit.route.mute_time_intervals);
        line(text, 7, &format!("route {way} → {}{active}{muted}", visit.settings.receiver.value));
    }
}

fn notify_text(model: &Model, notify: &Notify) -> String {
    let channels: Vec<String> = notify
        .channels
        .iter()
        .map(|id| format!("{} ({})", model.channels[*id].name, model.channels[*id].kind))
        .collect();
    let when = notify.when.map(|when| {
        let word = if when.outside { "outside" } else { "during" };
        format!(" {word} {}", model.windows[when.window].name)
    });
    channels.join(", ") + &when.unwrap_or_default()
}

/// From the breach to the notification: the sample is scraped and seen, `for` is rounded up
/// to the evaluation interval, and a new group waits. A clustered Alertmanager adds its peer wait.
fn worst_case(model: &Model, level: &Level, escalation: &Escalation, step: &Step) -> Millis {
    let evaluation = model.prometheus.evaluation_interval;
    let pending = (level.pending + step.after + evaluation - 1) / evaluation * evaluation;
    let wait = escalation.group_wait.unwrap_or(model.alertmanager.group_wait);
    model.prometheus.scrape_interval + evaluation + pending + wait
}

/// The matchers on the way to a route.
fn matchers_to(tree: &Tree, node: NodeId) -> String {
    let way = tree.way_to(node);
    let matchers = way.iter().flat_map(|id| &tree.nodes[*id].route.matchers);
    let texts: Vec<String> = matchers.map(matcher_text).collect();
    if texts.is_empty() { "root".into() } else { texts.join(" › ") }
}
