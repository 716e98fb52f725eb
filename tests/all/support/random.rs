//! Random models: whatever analysis may hand to lowering.

use super::dice::Dice;
use super::models::*;
use larum::expr::{MatchOp, Matcher};
use larum::model::*;
use larum::text::Spanned;

pub fn model(dice: &mut Dice) -> Model {
    let mut model = empty();
    if dice.chance(50) {
        model.prometheus.external_labels = pairs(&[("cluster", "eu")]);
    }
    model.channels = dice.several(1, 5, random_channel);
    let channels = model.channels.len();
    model.alertmanager.fallback = dice.some_of(channels);
    model.windows = dice.several(0, 3, |dice, index| Window {
        name: format!("window-{index}"),
        intervals: dice.several(1, 3, |dice, _| interval(dice)),
        span: at(10),
    });
    let windows = model.windows.len();
    model.escalations = dice.several(1, 4, |dice, index| random_escalation(dice, index, channels, windows));
    let escalations = model.escalations.len();
    model.severities = dice.several(1, 4, |dice, index| {
        severity(&format!("severity-{index}"), 10 * index as u32, dice.number(0, escalations - 1))
    });
    model.services = dice.several(0, 4, |dice, index| Service {
        depends_on: dice.some_of(index),
        ..service(&format!("service_{index}"))
    });
    let (severities, services) = (model.severities.len(), model.services.len());
    model.maintenances = dice.several(0, 3, |dice, index| Maintenance {
        name: format!("window-{index}"), // as a window is called
        intervals: dice.several(1, 2, |dice, _| interval(dice)),
        mutes: dice.several(1, 2, |dice, _| Mutes {
            severities: dice.some_of(severities),
            services: dice.some_of(services),
        }),
        span: at(11),
    });
    model.alerts = dice.several(1, 7, |dice, index| {
        let service = (services > 0 && dice.chance(80)).then(|| dice.number(0, services - 1));
        random_alert(dice, index, service, severities, escalations)
    });
    model.records =
        dice.several(0, 3, |dice, index| record(dice, format!("job:metric:rate{index}m"), services));
    model.inhibitions = dice.several(0, 2, inhibition);
    model.watchdogs = dice.several(0, 2, |dice, index| Watchdog {
        name: ["Watchdog", "Heartbeat"][index].into(),
        every: dice.number(1, 300) as Millis * SECOND,
        channels: vec![0],
        span: at(12),
    });
    model
}

fn random_channel(dice: &mut Dice, index: usize) -> Channel {
    let (kind, required) = *dice.one_of(&[
        ("webhook", [("url", "http://example.com/"), ("timeout", "10s")].as_slice()),
        ("slack", &[("api_url", "https://example.com/"), ("channel", "#ops")]),
        ("pagerduty", &[("routing_key_file", "/etc/key")]),
        (
            "email",
            &[("to", "a@example.com"), ("from", "b@example.com"), ("smarthost", "mail.example.com:25")],
        ),
        ("discord", &[("webhook_url_file", "/etc/url")]),
    ]);
    let mut channel = channel(&format!("channel-{index}"), kind, required);
    if dice.chance(30) {
        channel.settings.push(("send_resolved".into(), Setting::Bool(dice.chance(50))));
    }
    if kind == "pagerduty" {
        channel.settings.push(("description".into(), Setting::Text(dice.text())));
        let details =
            vec![("on".to_string(), Setting::Text(dice.text())), ("n".into(), Setting::Number("1".into()))];
        channel.settings.push(("details".into(), Setting::Map(details)));
        let link = vec![("href".to_string(), Setting::Text("http://example.com".into()))];
        channel.settings.push(("links".into(), Setting::List(vec![Setting::Map(link); dice.number(0, 2)])));
    }
    channel
}

fn interval(dice: &mut Dice) -> Interval {
    let range = |dice: &mut Dice, least: usize, most: usize| {
        let start = dice.number(least, most);
        start..=dice.number(start, most)
    };
    Interval {
        times: dice.several(0, 2, |dice, _| {
            let start = dice.number(0, 1439) as u16;
            TimeRange { start, end: dice.number(start as usize + 1, 1440) as u16 }
        }),
        weekdays: dice.several(0, 2, |dice, _| {
            let days = range(dice, 0, 6);
            *days.start() as u8..=*days.end() as u8
        }),
        days_of_month: dice.several(0, 2, |dice, _| {
            let days = range(dice, 1, 31);
            let (start, end) = (*days.start() as i8, *days.end() as i8);
            if dice.chance(50) { start..=end } else { -end..=-start }
        }),
        months: dice.several(0, 2, |dice, _| {
            let months = range(dice, 1, 12);
            *months.start() as u8..=*months.end() as u8
        }),
        years: dice.several(0, 1, |_, _| 2026..=2030),
        location: dice.chance(50).then(|| "Europe/Berlin".to_string()),
    }
}

fn random_escalation(dice: &mut Dice, index: usize, channels: usize, windows: usize) -> Escalation {
    let mut after = 0;
    let steps = dice.several(1, 4, |dice, index| {
        after += if index == 0 { 0 } else { dice.number(1, 90) as Millis * MINUTE };
        let clauses = dice.several(1, 3, |dice, _| {
            let when = (windows > 0 && dice.chance(60))
                .then(|| When { window: dice.number(0, windows - 1), outside: dice.chance(50) });
            let told = dice.several(1, 3, |dice, _| dice.number(0, channels - 1));
            Notify { channels: told, when }
        });
        Step { notify: clauses, ..step(after, &[]) }
    });
    let labels = || vec!["alertname".to_string(), "yes".to_string()];
    Escalation {
        repeat: dice.chance(50).then_some(60 * MINUTE),
        group_wait: dice.chance(20).then_some(0),
        group_interval: dice.chance(20).then_some(90 * SECOND),
        group_by: match dice.number(0, 9) {
            0 => Some(vec!["...".into()]),
            1 => Some(vec![]),
            2 => Some(labels()),
            _ => None,
        },
        ..escalation(&format!("policy-{index}"), steps)
    }
}

fn random_alert(
    dice: &mut Dice,
    index: usize,
    service: Option<ServiceId>,
    severities: usize,
    escalations: usize,
) -> Alert {
    let name = format!("{}{index}", dice.one_of(&["Alert", "high-error_rate", "N", "no", "e"]));
    let levels = dice.several(1, 4, |dice, number| {
        let severity = dice.number(0, severities - 1);
        let known = dice.chance(60);
        let (text, labels) = *dice.one_of(&CONDITIONS);
        let kept_firing = if dice.chance(30) { dice.number(1, 20) as Millis * MINUTE } else { 0 };
        let mut level = Level {
            hold: dice.chance(30).then(|| expr(&format!("({text})"))),
            pending: dice.number(0, 20) as Millis * 30 * SECOND,
            keep_firing_for: kept_firing,
            annotations: random_pairs(dice, &["summary", "description", "on", "x-y", "étage"]),
            labels: random_pairs(dice, &["team", "true", "null", "pod", "a.b"]),
            result_labels: known.then(|| labels.iter().map(|label| label.to_string()).collect()),
            ..level(&format!("key:{number}"), severity, dice.number(0, escalations - 1), text)
        };
        // Levels of one severity differ in their labels.
        level.labels.push(("tier".into(), number.to_string()));
        if known || kept_firing == 0 {
            let value = "{{ $value | humanize }} of {{ $labels.pod }}".to_string();
            level.annotations.push(("value".into(), value));
        }
        level
    });
    let records = dice.several(0, 2, |dice, number| record(dice, format!("alert{index}:record{number}"), 0));
    let interval = dice.chance(20).then_some(15 * SECOND);
    Alert { records, interval, says_down: dice.chance(40), ..alert(&name, service, levels) }
}

const CONDITIONS: [(&str, &[&str]); 4] = [
    ("up == 0", &["instance", "job"]),
    ("sum by (pod) (rate(x[5m])) > 0.05", &["pod"]),
    ("absent(up{job=\"a\"})", &["job"]),
    ("sum(x) > 1", &[]),
];

fn random_pairs(dice: &mut Dice, names: &[&str]) -> Vec<Pair> {
    let some = dice.some_of(names.len());
    some.into_iter().map(|index| (names[index].to_string(), dice.text())).collect()
}

fn record(dice: &mut Dice, name: String, services: usize) -> Record {
    Record {
        name,
        expr: expr("sum by (job) (rate(x[5m]))"),
        labels: random_pairs(dice, &["team", "yes"]),
        service: (services > 0 && dice.chance(50)).then(|| dice.number(0, services - 1)),
        interval: dice.chance(30).then_some(30 * SECOND),
        span: at(13),
    }
}

fn inhibition(dice: &mut Dice, index: usize) -> Inhibition {
    let matcher = |dice: &mut Dice| {
        let (op, value) = match dice.number(0, 2) {
            0 => (MatchOp::Regex, "a|b.*\\d".to_string()),
            1 => (MatchOp::NotEqual, dice.text()),
            _ => (MatchOp::Equal, dice.text()),
        };
        let label = dice.one_of(&["alertname", "team", "a.b", "été"]).to_string();
        Matcher { label: Spanned::new(label, at(14)), op, value: Spanned::new(value, at(14)) }
    };
    Inhibition {
        name: format!("inhibition {index}"),
        source: vec![matcher(dice)],
        target: vec![matcher(dice), matcher(dice)],
        equal: dice.some_of(2).into_iter().map(|index| ["team", "a.b"][index].to_string()).collect(),
        span: at(14),
    }
}
