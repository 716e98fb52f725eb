//! Labels that a program puts on an alert, so that nobody needs to type them.

use super::Failure;
use super::answer::Question;
use super::labels::Labels;
use crate::lower::{is_template, level_labels};
use crate::model::{Alert, Model};
use crate::quantity::duration_text;
use crate::text::nearest;

/// Adds what the program puts on the alerts that are asked about.
pub(super) fn fill(question: &mut Question, model: &Model) -> Result<(), Failure> {
    let given = question.labels.len();
    let notes = &mut question.notes;
    add(&mut question.labels, model, notes)?;
    question.added = question.labels[given..].iter().map(|(name, _)| name.clone()).collect();
    notes.extend(later_steps(&question.labels, model));
    question.firing.iter_mut().try_for_each(|labels| add(labels, model, notes))
}

fn add(labels: &mut Labels, model: &Model, notes: &mut Vec<String>) -> Result<(), Failure> {
    let Some(name) = of(labels, "alertname").map(str::to_string) else { return Ok(()) };
    let own = match model.alerts.iter().find(|alert| alert.name == name) {
        Some(alert) => labels_of(model, alert, labels, notes)?,
        None if model.watchdogs.iter().any(|watchdog| watchdog.name == name) => {
            vec![("severity".to_string(), "none".to_string())]
        }
        None => {
            let names = model.alerts.iter().map(|alert| alert.name.as_str());
            let hint = nearest(&name, names).map(|name| format!("; did you mean `{name}`?"));
            let message = format!("the program has no alert `{name}`{}", hint.unwrap_or_default());
            notes.push(message);
            return Ok(());
        }
    };
    for (name, value) in own.into_iter().chain(model.prometheus.external_labels.iter().cloned()) {
        if of(labels, &name).is_none() {
            labels.push((name, value));
        }
    }
    Ok(())
}

/// How to ask about the later steps of its escalation.
fn later_steps(labels: &Labels, model: &Model) -> Option<String> {
    if of(labels, "escalation").is_some() || of(labels, "alertname").is_none() {
        return None;
    }
    let policy = of(labels, "escalation_policy")?;
    let escalation = model.escalations.iter().find(|escalation| escalation.name == policy)?;
    let later = escalation.steps.iter().zip(1..).skip(1);
    let later =
        later.map(|(step, number)| format!("`escalation={number}` after {}", duration_text(step.after)));
    let later: Vec<String> = later.collect();
    (!later.is_empty()).then(|| format!("this is its first step; the later ones carry {}", later.join(", ")))
}

fn of<'l>(labels: &'l Labels, name: &str) -> Option<&'l str> {
    labels.iter().find(|(label, _)| label == name).map(|(_, value)| value.as_str())
}

/// The labels that all levels share which have the given ones.
fn labels_of(
    model: &Model,
    alert: &Alert,
    given: &Labels,
    notes: &mut Vec<String>,
) -> Result<Labels, Failure> {
    let levels: Vec<Labels> = alert
        .levels
        .iter()
        .map(|level| {
            let labels = level_labels(model, alert, level).into_iter();
            labels.map(|(name, value)| (name.to_string(), value.into_owned())).collect()
        })
        .collect();
    let agrees = |level: &&Labels| {
        level
            .iter()
            .all(|(name, value)| is_template(value) || of(given, name).is_none_or(|given| given == value))
    };
    let fitting: Vec<&Labels> = levels.iter().filter(agrees).collect();
    let Some(first) = fitting.first() else { return Err(no_such_level(alert, &levels, given)) };
    let shared =
        |(name, value): &&(String, String)| fitting.iter().all(|level| of(level, name) == Some(value));
    let (shared, differing): (Vec<_>, Vec<_>) = first.iter().partition(shared);
    if let Some((name, _)) =
        differing.iter().find(|(name, _)| name == "severity" || name == "escalation_policy")
    {
        let values: Vec<String> = fitting
            .iter()
            .filter_map(|level| of(level, name))
            .map(|value| format!("`{name}={value}`"))
            .collect();
        return Err(Failure::new(format!(
            "`{}` has several levels: add {}",
            alert.name,
            values.join(" or ")
        )));
    }
    let (templates, fixed): (Vec<_>, Vec<_>) = shared.into_iter().partition(|(_, value)| is_template(value));
    for (name, _) in differing.into_iter().chain(templates) {
        notes.push(format!("the value of `{name}` differs from alert to alert: it is not added"));
    }
    Ok(fixed.into_iter().cloned().collect())
}

fn no_such_level(alert: &Alert, levels: &[Labels], given: &Labels) -> Failure {
    // The given label that is in nobody's favour.
    let wrong = given.iter().find_map(|(name, value)| {
        let known: Vec<&str> = levels.iter().filter_map(|level| of(level, name)).collect();
        (!known.is_empty() && !known.contains(&value.as_str())).then_some((name, value, known))
    });
    let Some((name, value, mut known)) = wrong else {
        return Failure::new(format!("no level of `{}` has these labels together", alert.name));
    };
    known.sort_unstable();
    known.dedup();
    let hint = nearest(value, known.iter().copied());
    let hint = hint.map(|known| format!("; did you mean `{name}={known}`?")).unwrap_or_default();
    Failure::new(format!(
        "no level of `{}` has `{name}={value}`: there {} {}{hint}",
        alert.name,
        if known.len() == 1 { "is" } else { "are" },
        known.join(", ")
    ))
}
