//! What the dispatcher does not take, and where it stops.

use super::schedule::matcher;
use larum::engine::dispatch::{Alert, BadSilence, Dispatcher, Options, Refusal, Regrouping, Status};
use larum::import::{self, Import, Notation};
use larum::series::Labels;
use larum::text::FileId;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;

fn read(route: &str) -> Import {
    let receivers = "receivers: [{name: oncall, webhook_configs: [{url: 'http://localhost/a'}]}]";
    import::alertmanager(
        &format!("route: {{receiver: oncall, {route}}}\n{receivers}"),
        FileId(0),
        Notation::default(),
    )
}

fn alert(name: &str, starts_at: i64, ends_at: Option<i64>) -> Alert {
    let labels = Labels::new([("alertname", name)]);
    Alert { labels, annotations: vec![("summary".into(), "it is down".into())], starts_at, ends_at }
}

#[test]
fn alerts_that_alertmanager_refuses_are_told_and_the_others_are_taken() {
    let import = read("group_wait: 0s");
    let config = import.config.as_ref().expect("a configuration").config();
    let mut dispatcher = Dispatcher::new(&config, Options::default()).expect("good regexes");
    let nameless = Alert { labels: Labels::default(), ..alert("Down", 0, None) };
    let refused = dispatcher.receive(0, &[nameless, alert("Down", 5, None), alert("Down", 5, Some(4))]);
    assert_eq!(refused, [(0, Refusal::NoLabels), (2, Refusal::EndsBeforeItStarts)]);
    let told = dispatcher.advance(SECOND);
    let [one] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(
        (one.status(), one.group.key.as_str(), one.group.route.as_slice()),
        (Status::Firing, "{}:{}", &[][..])
    );
    assert_eq!(one.alerts[0].annotations[0].1, "it is down");
    assert_eq!((one.alerts[0].starts_at, one.alerts[0].ends_at), (5, None));
}

#[test]
fn silences_that_alertmanager_refuses() {
    let import = read("group_wait: 0s");
    let config = import.config.as_ref().expect("a configuration").config();
    let mut dispatcher = Dispatcher::new(&config, Options::default()).expect("good regexes");
    let mut silence = |matchers: &[&str], starts, ends| {
        let matchers: Vec<_> = matchers.iter().map(|text| matcher(text)).collect();
        dispatcher.silence(MINUTE, &matchers, starts, ends)
    };
    assert_eq!(silence(&[], 0, 2 * MINUTE), Err(BadSilence::NoMatchers));
    assert_eq!(silence(&["a=~.*", "b!=c"], 0, 2 * MINUTE), Err(BadSilence::MatchesEverything));
    assert_eq!(silence(&["a=b"], 3 * MINUTE, 2 * MINUTE), Err(BadSilence::EndsBeforeItStarts));
    assert_eq!(silence(&["a=b"], 0, SECOND), Err(BadSilence::InThePast));
    assert!(matches!(silence(&["a=~("], 0, 2 * MINUTE), Err(BadSilence::Regex(_))));
    let id = silence(&["a=b"], 0, 2 * MINUTE).expect("it is fine");
    assert!(dispatcher.expire(MINUTE, id));
    assert!(!dispatcher.expire(MINUTE, id), "it has ended");
}

/// Which alert comes first into a group that a reload makes is chance in Alertmanager, and counts.
#[test]
fn a_reload_may_take_the_oldest_or_the_newest_alert_first() {
    let import = read("group_wait: 10m");
    let config = import.config.as_ref().expect("a configuration").config();
    let told_at = |regrouping| {
        let options = Options { regrouping, ..Options::default() };
        let mut dispatcher = Dispatcher::new(&config, options).expect("good regexes");
        dispatcher.receive(0, &[alert("Old", -20 * MINUTE, Some(30 * MINUTE))]);
        dispatcher.receive(MINUTE, &[alert("New", MINUTE, Some(30 * MINUTE))]);
        dispatcher.advance(2 * MINUTE);
        dispatcher.reload(2 * MINUTE, &config).expect("good regexes");
        dispatcher.advance(20 * MINUTE).first().map(|told| told.at)
    };
    assert_eq!(told_at(Regrouping::OldestFirst), Some(2 * MINUTE));
    assert_eq!(told_at(Regrouping::NewestFirst), Some(12 * MINUTE));
}

#[test]
fn a_simulation_without_end_stops() {
    let import = read("group_wait: 0s, group_interval: 1ms");
    let config = import.config.as_ref().expect("a configuration").config();
    let options = Options { flushes: 10_000, ..Options::default() };
    let mut dispatcher = Dispatcher::new(&config, options).expect("good regexes");
    dispatcher.receive(0, &[alert("Down", 0, Some(i64::MAX))]);
    assert_eq!(dispatcher.next_event(), Some(0));
    assert_eq!(dispatcher.advance(5 * SECOND).len(), 1);
    assert!(!dispatcher.is_exhausted());
    assert!(dispatcher.advance(i64::MAX).is_empty());
    assert!(dispatcher.is_exhausted());
    assert_eq!(dispatcher.next_event(), None);
}

#[test]
fn time_stands_still_where_nothing_happens() {
    let import = read("group_wait: 30s");
    let config = import.config.as_ref().expect("a configuration").config();
    let mut dispatcher = Dispatcher::new(&config, Options::default()).expect("good regexes");
    assert_eq!(dispatcher.next_event(), None);
    assert!(dispatcher.advance(1_000 * 365 * 24 * 60 * MINUTE).is_empty());
    dispatcher.receive(0, &[alert("Down", 0, None)]);
    let late = 1_000 * 365 * 24 * 60 * MINUTE;
    assert_eq!(dispatcher.next_event(), Some(late), "what is said to happen earlier happens now");
}
