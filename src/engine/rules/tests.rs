//! What leaves the server, and what it knows after a restart. What evaluations write is held against promtool in
//! `tests/all/trial`.

use super::{Group, Manager, Options, RulePlace, State};
use crate::import::rules::rule_file;
use crate::model::Millis;
use crate::series::{Reading, Store, notation};
use crate::text::FileId;
use crate::yaml::{self, Dialect};

const MINUTE: Millis = 60_000;
const FIRST: RulePlace = RulePlace { group: 0, rule: 0 };

fn server(rule: &str, options: Options) -> Manager {
    let text = format!("groups: [{{name: g, rules: [{rule}]}}]");
    let stream = yaml::read(&text, FileId(0), Dialect::V3);
    let rules = rule_file(&stream.documents[0], &options.features);
    assert!(rules.findings.is_empty(), "{:?}", rules.findings);
    Manager::new(rules.groups.iter().map(Group::from).collect(), options)
}

/// A value a minute.
fn store(series: &str) -> Store {
    let mut store = Store::default();
    let line = notation::parse(series).expect("a series");
    let id = store.series_of(&line.labels);
    for (minute, reading) in (0..).zip(line.values.iter()) {
        if let Some(reading) = reading {
            store.append(id, minute * MINUTE, &reading).expect("a sample");
        }
    }
    store
}

fn minutes(at: Millis) -> String {
    format!("{}m", at as f64 / MINUTE as f64)
}

#[test]
fn alertmanager_is_told_again_and_again() {
    let options = Options {
        external_labels: vec![("alertname".into(), "never".into()), ("region".into(), "eu".into())],
        ..Options::default()
    };
    let rule = "{alert: High, expr: level > 5, for: 2m, annotations: {is: '{{ $value }}'}}";
    let mut server = server(rule, options);
    let mut store = store("level 1 6 7 8 9 10 1x30");
    let mut told = Vec::new();
    for minute in 0..30 {
        assert_eq!(server.evaluate(&mut store, minute * MINUTE), []);
        for sent in server.take_sent() {
            assert_eq!(sent.labels.to_string(), r#"{alertname="High", region="eu"}"#);
            let state = if sent.resolved { "resolved" } else { "firing" };
            let (start, end) = (minutes(sent.starts_at), minutes(sent.ends_at));
            let is = &sent.annotations[0].1;
            told.push(format!("{} {state} {start}..{end} {is}", minutes(sent.at)));
        }
    }
    // A minute later is not more than a minute later.
    assert_eq!(
        told,
        [
            "3m firing 3m..7m 8",
            "5m firing 3m..9m 10",
            "6m resolved 3m..6m 10",
            "8m resolved 3m..6m 10",
            "10m resolved 3m..6m 10",
            "12m resolved 3m..6m 10",
            "14m resolved 3m..6m 10",
            "16m resolved 3m..6m 10",
            "18m resolved 3m..6m 10",
            "20m resolved 3m..6m 10",
        ]
    );
}

#[test]
fn a_restart_restores_how_long_alerts_are_pending() {
    // `for`, last evaluation before, first evaluation after, when it fires then; all in minutes.
    for (pending, last, first, fires) in [
        // The time of the outage is no time of waiting.
        (20, 5, 8, 24),
        // Not before ten minutes have passed after the second evaluation.
        (20, 15, 18, 29),
        // It fired: it fires as soon as that is known.
        (20, 25, 28, 30),
        // Shorter than the grace period: from the beginning.
        (5, 10, 13, 18),
        // Longer ago than an hour: from the beginning.
        (20, 15, 135, 155),
    ] {
        let rule = format!("{{alert: High, expr: level > 5, for: {pending}m}}");
        let mut server = server(&rule, Options::default());
        let mut store = store("level 6x300");
        for minute in 0..=last {
            server.evaluate(&mut store, minute * MINUTE);
        }
        server.restart();
        assert_eq!(server.active(FIRST, &mut store, last * MINUTE), []);
        let firing = (first..300).find(|minute| {
            server.evaluate(&mut store, minute * MINUTE);
            server.active(FIRST, &mut store, minute * MINUTE)[0].state == State::Firing
        });
        let what = format!("for: {pending}m, from {last}m to {first}m");
        assert_eq!(firing, Some(fires), "{what}");
        let states: Vec<Millis> =
            store.named("ALERTS_FOR_STATE").to_vec().into_iter().fold(vec![], |mut all, id| {
                let samples = store.series(id).samples();
                all.extend(samples.into_iter().map(|(time, _)| time / MINUTE));
                all
            });
        let silent: Vec<Millis> = (0..=fires).filter(|minute| !states.contains(minute)).collect();
        let expected: Vec<Millis> = (last + 1..first + 2).collect();
        assert_eq!(silent, expected, "{what}: nothing is written before the state is read");
    }
}

#[test]
fn labels_that_are_templates_are_not_restored() {
    let rule = "{alert: High, expr: level > 5, for: 20m, labels: {of: '{{ $labels.job }}'}}";
    let mut server = server(rule, Options::default());
    let mut store = store("level{job=\"api\"} 6x300");
    (0..15).for_each(|minute| drop(server.evaluate(&mut store, minute * MINUTE)));
    server.restart();
    let firing = (18..300).find(|minute| {
        server.evaluate(&mut store, minute * MINUTE);
        server.active(FIRST, &mut store, minute * MINUTE)[0].state == State::Firing
    });
    assert_eq!(firing, Some(38), "from the beginning");
}

#[test]
fn a_series_that_is_not_written_again_ends() {
    let mut server = server("{record: high, expr: level > 5}", Options::default());
    let mut store = store("level 6 7 1 8");
    (0..4).for_each(|minute| drop(server.evaluate(&mut store, minute * MINUTE)));
    let id = store.named("high")[0];
    let samples = store.series(id).samples().into_iter();
    let values: Vec<Option<f64>> =
        samples.map(|(_, reading)| reading.float().filter(|_| !reading.is_stale())).collect();
    assert_eq!(values, [Some(6.0), Some(7.0), None, Some(8.0)]);
}

#[test]
fn a_rule_that_cannot_write_says_so() {
    let mut server = server("{record: level, expr: level * 2}", Options::default());
    let mut store = store("level 6");
    let failures = server.evaluate(&mut store, 0);
    assert_eq!(failures.len(), 1);
    assert_eq!((failures[0].rule, failures[0].message.as_str()), (FIRST, "duplicate sample for timestamp"));
    let id = store.named("level")[0];
    assert!(matches!(store.series(id).samples()[0].1, Reading::Float(6.0)), "it is as it was");
}
