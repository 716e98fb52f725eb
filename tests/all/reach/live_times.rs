//! Time intervals at their boundaries, as a running Alertmanager judges them when it is that time for it:
//! clocks that go forward and back, ends of months, leap days, midnight, new years, in odd zones.

use super::moved::Moved;
use super::random_interval::interval;
use super::read;
use crate::support::dice::Dice;
use crate::support::http::ask;
use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use larum::reach::concrete::{Calendar, Quiet, Tree};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Where clocks change oddly, and a time at which something happens there.
const EDGES: [(&str, &str); 30] = [
    ("Europe/Berlin", "2027-03-28T02:00"), // forward
    ("Europe/Berlin", "2027-03-28T03:00"),
    ("Europe/Berlin", "2026-10-25T02:00"), // back
    ("Europe/Berlin", "2026-10-25T03:00"),
    ("Europe/Berlin", "2027-03-31T00:00"), // the last day of a month in which clocks went forward
    ("Europe/Berlin", "2027-04-01T00:00"),
    ("Europe/Berlin", "2027-10-31T00:00"), // back, on the last day
    ("Europe/Berlin", "2026-11-30T00:00"),
    ("Europe/Berlin", "2026-12-01T00:00"),
    ("Europe/Berlin", "2027-01-01T00:00"),
    ("Europe/Berlin", "2028-02-29T00:00"), // a leap day
    ("Europe/Berlin", "2028-03-01T00:00"),
    ("Europe/Berlin", "2027-02-28T00:00"),
    ("Europe/Berlin", "2027-03-01T00:00"),
    ("America/New_York", "2027-03-14T02:00"),
    ("America/New_York", "2026-11-01T02:00"),
    ("America/New_York", "2027-03-31T00:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:00"), // half an hour
    ("Australia/Lord_Howe", "2026-10-31T00:00"),
    ("Australia/Lord_Howe", "2027-04-04T02:00"),
    ("America/Havana", "2027-03-14T00:00"), // no midnight
    ("Africa/Cairo", "2027-04-30T00:00"),
    ("Asia/Beirut", "2026-03-29T00:00"),
    ("Asia/Beirut", "2026-03-31T00:00"),
    ("America/Asuncion", "2017-10-01T00:00"), // no midnight on the first of a month
    ("America/Asuncion", "2017-10-31T00:00"),
    ("Pacific/Apia", "2011-12-31T00:00"), // a day that never was
    ("Pacific/Kiritimati", "2027-01-01T00:00"),
    ("Asia/Kathmandu", "2027-03-01T00:00"),
    ("UTC", "2028-02-29T00:00"),
];

/// Those, and first minutes of months and random quarters of an hour in random zones.
fn edges(dice: &mut Dice) -> Vec<(String, DateTime)> {
    let mut edges: Vec<(String, DateTime)> =
        EDGES.iter().map(|(zone, time)| (zone.to_string(), time.parse().expect("a time"))).collect();
    let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let areas = ["Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    let zones: Vec<&String> =
        zones.iter().filter(|zone| areas.iter().any(|area| zone.starts_with(area))).collect();
    for _ in 0..RANDOM {
        let zone = dice.one_of(&zones).to_string();
        let year = dice.number(2012, 2026) as i16;
        let month = dice.number(1, 12) as i8;
        let first = date(year, month, 1);
        let day = if dice.chance(40) { 1 } else { dice.number(1, first.days_in_month() as usize) as i8 };
        let quarter = if dice.chance(40) { 0 } else { dice.number(0, 95) as i8 };
        edges.push((zone, date(year, month, day).at(quarter / 4, quarter % 4 * 15, 0, 0)));
    }
    edges
}

const RANDOM: usize = 30;
/// Intervals of each edge.
const INTERVALS: usize = 24;

/// A route for each interval, muted by it or active in it. All are muted by `always` as well, so that its
/// word shows that the route was come to.
fn config(dice: &mut Dice, edges: &[(String, DateTime)]) -> Value {
    let always = json!({ "name": "always", "time_intervals": [{}] });
    let (mut routes, mut intervals) = (Vec::new(), vec![always]);
    for (edge, (zone, time)) in edges.iter().enumerate() {
        for number in 0..INTERVALS {
            let name = format!("i{edge}-{number}");
            let entries = dice.several(1, 2, |dice, _| interval(dice, zone, *time));
            intervals.push(json!({ "name": name, "time_intervals": entries }));
            let mut route =
                json!({ "matchers": [format!("i={name}")], "mute_time_intervals": ["always", name] });
            if dice.chance(30) {
                route["mute_time_intervals"] = json!(["always"]);
                route["active_time_intervals"] = json!([name]);
            }
            routes.push(route);
        }
    }
    json!({
        "route": { "receiver": "r", "group_by": ["..."], "group_wait": "0s", "group_interval": "1h", "routes": routes },
        "receivers": [{ "name": "r" }],
        "time_intervals": intervals,
    })
}

#[test]
fn intervals_hold_as_a_running_alertmanager_says() {
    let mut dice = Dice::new();
    let edges = edges(&mut dice);
    let config = config(&mut dice, &edges);
    let server = Moved::start(&config);
    let imported = read(&config.to_string());
    let config = imported.config();
    let tree = Tree::new(&config).expect("good regexes");
    let calendar = Calendar::new(&config);
    let mut seen: HashMap<bool, usize> = HashMap::new();
    for (edge, (name, time)) in edges.iter().enumerate() {
        let zone = TimeZone::get(name).expect("a zone");
        let instant = zone.to_ambiguous_timestamp(*time).compatible().expect("an instant");
        // In the minute before, and in that of the edge.
        for (side, seconds) in [("before", -55), ("after", 5)] {
            let at = instant + SignedDuration::from_secs(seconds);
            let started = Instant::now();
            server.move_to(at);
            let run = format!("{edge}{side}");
            let name = |number: usize| format!("i{edge}-{number}");
            let alerts: Vec<Value> =
                (0..INTERVALS).map(|number| json!({ "labels": { "i": name(number), "run": run } })).collect();
            let posted = ask(server.port, "POST", "/api/v2/alerts", &Value::from(alerts).to_string());
            assert!(matches!(posted, Ok((200, _))), "{posted:?}");
            let mut muted: HashMap<String, Vec<String>> = HashMap::new();
            server.until("all alerts are muted by something", || {
                muted = muted_by(server.port, &run);
                muted.len() == INTERVALS
            });
            assert!(
                started.elapsed() < Duration::from_secs(50),
                "the minute went by: the machine is too slow"
            );
            for number in 0..INTERVALS {
                let name = name(number);
                let visit = tree.visits(&[("i", &name)]).remove(0);
                let ours: Vec<String> = match calendar.quiet(visit.route, at) {
                    Some(Quiet::Outside(names)) => names.to_vec(),
                    Some(Quiet::Muted(names)) => names.into_iter().map(str::to_string).collect(),
                    None => Vec::new(),
                };
                let interval = config.time_intervals.iter().find(|interval| interval.name == name);
                assert_eq!(
                    ours, muted[&name],
                    "{side} {time} in {zone:?}, {at}: {:?} {interval:#?}",
                    visit.route
                );
                *seen.entry(calendar.holds(&name, at)).or_default() += 1;
            }
        }
    }
    assert!(seen[&true] > 300 && seen[&false] > 300, "inside and outside: {seen:?}");
}

/// By what the alerts of one run are muted, by their intervals' names; those that are not are missing.
fn muted_by(port: u16, run: &str) -> HashMap<String, Vec<String>> {
    let path = format!("/api/v2/alerts/groups?filter=run%3D%22{run}%22");
    let Ok((200, body)) = ask(port, "GET", &path, "") else { return HashMap::new() };
    let groups: Vec<Value> = serde_json::from_str(&body).expect("a list of groups");
    let mut found = HashMap::new();
    for alert in groups.iter().flat_map(|group| group["alerts"].as_array().expect("alerts")) {
        let names = alert["status"]["mutedBy"].as_array().expect("a list").iter();
        let mut names: Vec<String> = names.filter_map(|name| name.as_str().map(str::to_string)).collect();
        names.dedup(); // once for each entry that holds
        if !names.is_empty() {
            found.insert(alert["labels"]["i"].as_str().expect("a name").to_string(), names);
        }
    }
    found
}
