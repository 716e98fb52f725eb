//! Random programs: nothing differs from itself, and nothing that reaches the generated files goes unsaid.

use crate::support::dice::Dice;
use crate::support::models::{MINUTE, SECOND, expr, sources};
use crate::support::random;
use larum::diff::{Changes, Side, changes};
use larum::emit::{write_alertmanager, write_rules};
use larum::lower::lower;
use larum::model::*;
use larum::reach::Horizon;

fn differ(old: &Model, new: &Model) -> Changes {
    let sources = sources();
    let (old_output, new_output) = (lower(old), lower(new));
    let side = |model, config| Side { model, config, sources: &sources };
    let start: jiff::Timestamp = "2026-11-21T00:00:00Z".parse().expect("an instant");
    let horizon: Horizon = start..start + jiff::SignedDuration::from_hours(24 * 30);
    let (old, new) = (side(old, &old_output.alertmanager), side(new, &new_output.alertmanager));
    changes(Some(old), Some(new), &horizon)
}

/// All that `larum build` would write.
fn files(model: &Model) -> String {
    let (sources, output) = (sources(), lower(model));
    let mut text = Vec::new();
    for file in &output.rule_files {
        text.extend(format!("# {}\n", file.name).into_bytes());
        write_rules(file, &sources, &mut text).expect("memory takes all");
    }
    write_alertmanager(&output.alertmanager, &sources, &mut text).expect("memory takes all");
    String::from_utf8(text).expect("what is written is text")
}

/// One change of a program; it may hit what no alert uses.
type Mutation = fn(&mut Model, &mut Dice);

/// Some level of some alert.
fn level<'m>(model: &'m mut Model, dice: &mut Dice) -> &'m mut Level {
    let alert = dice.number(0, model.alerts.len() - 1);
    let levels = &mut model.alerts[alert].levels;
    let level = dice.number(0, levels.len() - 1);
    &mut levels[level]
}

/// Some escalation.
fn escalation<'m>(model: &'m mut Model, dice: &mut Dice) -> &'m mut Escalation {
    let index = dice.number(0, model.escalations.len() - 1);
    &mut model.escalations[index]
}

const MUTATIONS: [Mutation; 32] = [
    |model, dice| level(model, dice).condition = expr("up == 1"),
    |model, dice| level(model, dice).condition = expr("sum by (pod) (rate(x[6m])) > 0.05"),
    |model, dice| level(model, dice).hold = Some(expr("up >= 2")),
    |model, dice| level(model, dice).pending += 30 * SECOND,
    |model, dice| level(model, dice).keep_firing_for += MINUTE,
    |model, dice| level(model, dice).labels.push(("added".into(), "label".into())),
    |model, dice| drop(level(model, dice).labels.pop()),
    |model, dice| level(model, dice).annotations.push(("added".into(), "text".into())),
    |model, dice| {
        let last = model.escalations.len() - 1;
        let id = dice.number(0, last);
        level(model, dice).escalation = id;
    },
    |model, dice| {
        let last = model.severities.len() - 1;
        let id = dice.number(0, last);
        level(model, dice).severity = id;
    },
    |model, dice| {
        let alert = dice.number(0, model.alerts.len() - 1);
        model.alerts[alert].name += "X";
    },
    |model, dice| {
        let alert = dice.number(0, model.alerts.len() - 1);
        model.alerts.remove(alert);
    },
    |model, dice| {
        let alert = dice.number(0, model.alerts.len() - 1);
        model.alerts[alert].says_down ^= true;
    },
    |model, dice| {
        let alert = dice.number(0, model.alerts.len() - 1);
        model.alerts[alert].interval = Some(20 * SECOND);
    },
    |model, dice| {
        let alert = dice.number(0, model.alerts.len() - 1);
        model.alerts[alert].records.pop();
    },
    |model, dice| {
        let last = model.services.len();
        let alert = dice.number(0, model.alerts.len() - 1);
        model.alerts[alert].service = (last > 0).then(|| dice.number(0, last - 1));
    },
    |model, dice| {
        if let Some(step) = escalation(model, dice).steps.last_mut() {
            step.after += MINUTE;
        }
    },
    |model, dice| drop(escalation(model, dice).steps.pop().filter(|step| step.after == 0)),
    |model, dice| {
        let channel = dice.number(0, model.channels.len() - 1);
        escalation(model, dice).steps[0].notify[0].channels = vec![channel];
    },
    |model, dice| escalation(model, dice).steps[0].notify[0].when = None,
    |model, dice| escalation(model, dice).repeat = Some(7 * MINUTE),
    |model, dice| escalation(model, dice).group_wait = Some(7 * SECOND),
    |model, dice| escalation(model, dice).group_interval = Some(70 * SECOND),
    |model, dice| escalation(model, dice).group_by = Some(vec!["pod".into()]),
    |model, dice| escalation(model, dice).name += "-x",
    |model, dice| {
        let channel = dice.number(0, model.channels.len() - 1);
        model.channels[channel].settings.push(("max_alerts".into(), Setting::Number("3".into())));
    },
    |model, _| model.windows.iter_mut().for_each(|window| window.intervals.truncate(1)),
    |model, _| model.maintenances.truncate(1),
    |model, _| model.inhibitions.iter_mut().for_each(|rule| rule.equal.push("pod".into())),
    |model, _| model.watchdogs.iter_mut().for_each(|watchdog| watchdog.every += SECOND),
    |model, _| model.records.iter_mut().for_each(|record| record.expr = expr("sum(y)")),
    |model, _| {
        model.alertmanager.group_by.push("pod".into());
        model.alertmanager.fallback = vec![0];
        model.alertmanager.global.push(("resolve_timeout".into(), Setting::Text("3m".into())));
    },
];

#[test]
fn nothing_differs_from_itself_and_nothing_goes_unsaid() {
    let mut dice = Dice::new();
    let (mut said, mut silent) = (0, 0);
    for round in 0..20 {
        let old = random::model(&mut dice);
        assert!(differ(&old, &old.clone()).is_empty(), "round {round}: a program differs from itself");
        let before = files(&old);
        for (number, mutation) in MUTATIONS.iter().enumerate() {
            let mut new = old.clone();
            mutation(&mut new, &mut dice);
            if new.escalations.iter().any(|escalation| escalation.steps.is_empty()) {
                continue;
            }
            let changes = differ(&old, &new);
            if changes.is_empty() {
                silent += 1;
                let after = files(&new);
                assert_eq!(before, after, "round {round}: mutation {number} goes unsaid");
            } else {
                said += 1;
            }
        }
    }
    assert!(said > 400 && silent > 20, "{said} changes were said, {silent} were none");
}

#[test]
fn two_programs_differ_both_ways() {
    let mut dice = Dice::new();
    for _ in 0..20 {
        let (one, other) = (random::model(&mut dice), random::model(&mut dice));
        let (there, back) = (differ(&one, &other), differ(&other, &one));
        assert!(!there.is_empty() && !back.is_empty());
        let names = |changes: &Changes, fate| -> Vec<String> {
            let things = changes.things.iter().filter(|thing| thing.fate == fate && thing.was.is_none());
            let mut names: Vec<_> = things.map(|thing| format!("{:?} {}", thing.kind, thing.name)).collect();
            names.sort();
            names
        };
        use larum::diff::Fate::{Added, Removed};
        assert_eq!(names(&there, Added), names(&back, Removed));
        assert_eq!(names(&there, Removed), names(&back, Added));
    }
}
