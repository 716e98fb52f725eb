//! What `scripts/reach_speed.sh` measures: who is told of 10 000 alerts, by a tree of 5 000 routes that is
//! read from an `alertmanager.yml`. `write` makes the file.
//!
//! Usage: `reach write flat|nested|windows FILE`, `reach ask FILE`

use jiff::{Timestamp, ToSpan};
use larum::import::{Notation, alertmanager};
use larum::reach::Times;
use larum::reach::program::Inhibition;
use larum::reach::symbolic::{Labels, Tree, Values, Walker};
use larum::text::FileId;
use std::fmt::Write;

const ROUTES: usize = 5_000;
const ALERTS: usize = 10_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", shape, file] => {
            std::fs::write(file, configuration(shape)).expect("a file that can be written")
        }
        ["ask", file] => ask(&std::fs::read_to_string(file).expect("a file that can be read")),
        _ => panic!("reach write flat|nested|windows FILE, reach ask FILE"),
    }
}

/// Routes of services: as siblings, one in ten with a regex; below fifty teams; or with windows, steps
/// and `continue`.
fn configuration(shape: &str) -> String {
    let mut text = "route:\n  receiver: fallback\n  routes:\n".to_string();
    let mut route = |indent: usize, matchers: &str, rest: &str| {
        let pad = " ".repeat(indent);
        let _ = writeln!(text, "{pad}- matchers: ['{matchers}']\n{pad}  receiver: team\n{rest}");
    };
    match shape {
        "flat" => {
            for number in 0..ROUTES {
                match number % 10 {
                    9 => route(2, &format!("service=~\"svc-{number}(-.*)?\""), ""),
                    _ => route(2, &format!("service=\"svc-{number}\""), ""),
                }
            }
        }
        "nested" => {
            for team in 0..50 {
                route(2, &format!("team=\"team-{team}\""), "    routes:");
                for service in 0..99 {
                    route(4, &format!("service=\"svc-{}\"", service * 50 + team), "");
                }
            }
        }
        _ => {
            for number in 0..ROUTES / 5 {
                route(2, &format!("escalation_policy=\"policy-{number}\""), "    routes:");
                for (matcher, rest) in [
                    ("severity=\"info\"", "      mute_time_intervals: [maintenance]"),
                    ("escalation=\"2\"", "      active_time_intervals: [office]\n      continue: true"),
                    ("escalation=~\"2|3\"", "      mute_time_intervals: [office]"),
                    ("escalation!=\"\"", "      mute_time_intervals: [office, maintenance]"),
                ] {
                    route(4, matcher, rest);
                }
            }
        }
    }
    text += "receivers: [{name: fallback}, {name: team}]\n";
    text += "inhibit_rules:\n- {source_matchers: ['severity=\"critical\"'], \
        target_matchers: ['severity=\"info\"'], equal: [alertname, service]}\n";
    text + "time_intervals:\n- name: office\n  time_intervals:\n  - times: [{start_time: '09:00', end_time: '17:00'}]\n    \
        weekdays: ['monday:friday']\n    location: Europe/Berlin\n- name: maintenance\n  time_intervals:\n  \
        - times: [{start_time: '02:00', end_time: '04:00'}]\n    days_of_month: ['-1']\n"
}

/// The labels of one of the alerts. Conditions leave a pod of which nothing is known; one alert in
/// twenty has a service of which nothing is known either.
fn alert(number: usize) -> Labels {
    let service = number % ROUTES;
    let labels = Labels::known([
        ("alertname", format!("Alert{number}").as_str()),
        ("severity", ["critical", "warning", "info"][number % 3]),
        ("team", format!("team-{}", service % 50).as_str()),
        ("escalation_policy", format!("policy-{}", number % 1_000).as_str()),
        ("escalation", ["", "2", "3"][number / 7 % 3]),
    ]);
    let service = match number % 20 {
        0 => Values::any(),
        _ => Values::known(&format!("svc-{service}")),
    };
    labels.with("service", service).with("pod", Values::any())
}

fn ask(text: &str) {
    let import = alertmanager(text, FileId(0), Notation::default());
    let owned = import.config.expect("what was written above");
    let config = owned.config();
    let tree = Tree::new(&config);
    let inhibition = Inhibition::new(&config);
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().expect("an instant");
    let horizon = start..start + (365 * 24).hours();
    let intervals: Vec<Times> =
        config.time_intervals.iter().map(|interval| Times::of(interval.intervals, &horizon)).collect();
    let (mut walker, mut told, mut quiet) = (Walker::default(), 0, 0);
    for number in 0..ALERTS {
        let labels = alert(number);
        told += walker.walk(&tree, &labels).outcomes.len();
        quiet += inhibition.with_target(&labels).len();
    }
    let ranges: usize = intervals.iter().map(|times| times.ranges().len()).sum();
    println!(
        "{} routes, {ALERTS} alerts: {told} ends, {quiet} may be quiet, {ranges} times",
        tree.nodes().len() - 1
    );
}
