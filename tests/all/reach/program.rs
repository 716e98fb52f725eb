//! Who is told of the alerts of random programs: what is reckoned for all labels at once against single
//! label sets and instants.

use crate::support::dice::Dice;
use crate::support::models::MINUTE;
use crate::support::{random, source};
use jiff::{Timestamp, ToSpan};
use larum::lower::lower;
use larum::model::{Alert, Level, Millis, Model};
use larum::reach::Horizon;
use larum::reach::concrete::{Calendar, Settings, Tree};
use larum::reach::program::{Delay, Notice, Reach, Repeat, Step, labels_of};
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

const SHOP: &str = r#"
channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
escalation patient {
  notify oncall
  after 10m notify oncall
}
severity critical { escalate patient }
severity warning  { notify oncall }
prometheus   { scrape_interval 15s  evaluation_interval 1m  external_labels { cluster = "eu" } }
alertmanager { group_wait 20s  group_interval 5m  repeat_interval 4h }

service postgres { select { job = "postgres" } }
service shop     { select { job = "shop" }  depends_on postgres }

alert PostgresDown on postgres {
  critical when up == 0 for 90s
  summary  "postgres does not answer"
}
alert Slow on shop {
  measure  p95(http_request_duration_seconds) over 5m by (handler)
  warning  when > 1s for 90s
  critical when > 5s for 90s keep_firing_for 5m
  interval 30s
  summary  "p95 is ${value}"
}
"#;

/// The reach of `SHOP`, an alert of it, and one of its levels.
fn in_shop<T>(alert: &str, severity: &str, ask: impl FnOnce(&mut Reach, &Alert, &Level) -> T) -> T {
    let model = source::model("shop", SHOP, None);
    let output = lower(&model);
    let mut reach = Reach::new(&model, &output.alertmanager, horizon());
    let (alert, level) = levels(&model)
        .find(|(one, level)| one.name == alert && model.severities[level.severity].name == severity)
        .expect("the shop has it");
    ask(&mut reach, alert, level)
}

fn delays(alert: &str, severity: &str) -> Vec<[Millis; 3]> {
    in_shop(alert, severity, |reach, alert, level| {
        let steps = reach.steps(alert, level);
        let delay = |step: &Step| {
            Delay::of(reach.model, alert, level, step.number, step.notices[0].settings.group_wait.value)
        };
        steps.iter().map(delay).map(|delay| [delay.best(), delay.typical(), delay.worst()]).collect()
    })
}

#[test]
fn for_is_over_at_an_evaluation() {
    // 90s are over after two evaluations; 90s and ten minutes after twelve.
    let down = delays("PostgresDown", "critical");
    assert_eq!(down[0], [140_000, 177_500, 215_000]);
    assert_eq!(down[1], [740_000, 777_500, 815_000]);
    // The alert's group has its own interval.
    assert_eq!(delays("Slow", "warning"), [[110_000, 132_500, 155_000]]);
    // A later step of an alert that is kept firing waits on the alert.
    assert_eq!(delays("Slow", "critical")[1], [710_000, 732_500, 755_000]);
}

#[test]
fn a_repetition_waits_for_the_next_multiple_of_group_interval() {
    let settings = in_shop("Slow", "warning", |reach, alert, level| {
        reach.steps(alert, level)[0].notices[0].settings.repeat_interval.value
    });
    assert_eq!(settings, 240 * MINUTE);
    let repeat = |minutes: Millis| {
        let mut settings = Settings::DEFAULT;
        settings.repeat_interval.value = minutes * MINUTE;
        let Repeat { soonest, latest } = Repeat::of(&settings);
        (soonest / MINUTE, latest / MINUTE)
    };
    assert_eq!((repeat(240), repeat(242), repeat(1)), ((240, 245), (245, 245), (5, 5)));
}

#[test]
fn alerts_are_quiet_while_what_they_need_is_down() {
    let quieted = |severity: &str| {
        in_shop("Slow", severity, |reach, alert, level| {
            let labels = labels_of(reach.model, alert, level, 1);
            let name = |(alert, level): &(usize, usize)| {
                let alert = &reach.model.alerts[*alert];
                format!("{} {}", alert.name, reach.model.severities[alert.levels[*level].severity].name)
            };
            let by = reach.quieted_by(&labels).into_iter().flat_map(|quieting| quieting.levels);
            by.map(|level| name(&level)).collect::<Vec<_>>()
        })
    };
    assert_eq!(quieted("warning"), ["Slow critical", "PostgresDown critical"]);
    assert_eq!(quieted("critical"), ["PostgresDown critical"]);
    let quiets = in_shop("PostgresDown", "critical", |reach, alert, level| {
        let labels = labels_of(reach.model, alert, level, 1);
        assert!(reach.quieted_by(&labels).is_empty());
        reach.quiets(&labels).into_iter().map(|quieting| quieting.levels.len()).collect::<Vec<_>>()
    });
    assert_eq!(quiets, [2], "both levels of Slow, by one rule");
}
