//! Who is told of the alerts of random programs: what is reckoned for all labels at once against single
//! label sets and instants.

use crate::support::dice::Dice;
use crate::support::random;
use jiff::{Timestamp, ToSpan};
use larum::lower::lower;
use larum::model::{Alert, Level, Model};
use larum::reach::Horizon;
use larum::reach::concrete::{Calendar, Tree};
use larum::reach::program::{Notice, Reach, Step};
use larum::reach::symbolic::Labels;

fn horizon() -> Horizon {
    let start: Timestamp = "2026-02-20T00:00:00Z".parse().expect("an instant");
    start..start + (90 * 24).hours()
}

fn levels(model: &Model) -> impl Iterator<Item = (&Alert, &Level)> {
    model.alerts.iter().flat_map(|alert| alert.levels.iter().map(move |level| (alert, level)))
}

/// One of the label sets that a step's alerts may have.
fn sample(dice: &mut Dice, labels: &Labels) -> Vec<(String, String)> {
    let mut sample = Vec::new();
    for (name, values) in labels.named() {
        let value = match values.only() {
            Some(value) => value.to_string(),
            None => dice.one_of(&["a", "b", "payments"]).to_string(),
        };
        assert!(values.contains(&value), "{name}={value} of {labels}");
        sample.push((name.to_string(), value));
    }
    if labels.has_others() && dice.chance(50) {
        sample.push(("unheard_of".to_string(), "x".to_string()));
    }
    sample
}

/// Sets of notices tell only of labels that some route asks for.
fn contains(set: &Labels, labels: &[(&str, &str)]) -> bool {
    let value = |name: &str| labels.iter().find(|(label, _)| *label == name).map_or("", |(_, value)| value);
    set.named().all(|(name, values)| values.contains(value(name)))
}

fn borrowed(labels: &[(String, String)]) -> Vec<(&str, &str)> {
    labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn each_alert_tells_the_receivers_of_its_step_at_their_times() {
    let mut dice = Dice::new();
    let mut seen = 0;
    for _ in 0..25 {
        let model = random::model(&mut dice);
        let output = lower(&model);
        let tree = Tree::new(&output.alertmanager).expect("lowering writes regexes that are right");
        let calendar = Calendar::new(&output.alertmanager);
        let mut reach = Reach::new(&model, &output.alertmanager, horizon());
        for (alert, level) in levels(&model) {
            for step in reach.steps(alert, level) {
                let labels = sample(&mut dice, &step.labels);
                let labels = borrowed(&labels);
                let visits = tree.visits(&labels);
                // A label that nobody knows may lead elsewhere.
                let here = |notice: &&Notice| notice.labels.iter().any(|set| contains(set, &labels));
                let notices: Vec<&Notice> = step.notices.iter().filter(here).collect();
                let told: Vec<&str> = notices.iter().map(|notice| notice.receiver).collect();
                let visited: Vec<&str> = visits.iter().map(|visit| visit.settings.receiver.value).collect();
                assert_eq!(told, visited, "{labels:?} of {}", step.labels);
                for (notice, visit) in notices.into_iter().zip(visits) {
                    assert_eq!(notice.settings, visit.settings);
                    let at = horizon().start + (dice.number(0, 90 * 24 * 60 - 1) as i64).minutes();
                    let sends = calendar.quiet(visit.route, at).is_none();
                    assert_eq!(notice.times.contains(at), sends, "{at}: {:?}", visit.route);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 300, "only {seen} notices");
}

#[test]
fn the_channels_of_a_step_are_those_of_the_program() {
    let mut dice = Dice::new();
    for _ in 0..25 {
        let model = random::model(&mut dice);
        let output = lower(&model);
        let mut reach = Reach::new(&model, &output.alertmanager, horizon());
        for (alert, level) in levels(&model) {
            let steps = &model.escalations[level.escalation].steps;
            for (step, Step { notices, .. }) in steps.iter().zip(reach.steps(alert, level)) {
                let ids = step.notify.iter().flat_map(|notify| &notify.channels);
                let mut expected: Vec<&str> = ids.map(|id| model.channels[*id].name.as_str()).collect();
                let mut told: Vec<&str> =
                    notices.iter().flat_map(|notice| notice.channels.iter().map(|told| told.name)).collect();
                for names in [&mut expected, &mut told] {
                    names.sort_unstable();
                    names.dedup();
                }
                assert_eq!(told, expected);
            }
        }
    }
}
