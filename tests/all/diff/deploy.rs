//! What `larum diff` says of alerts that fire during a deploy, against a real Alertmanager: it runs the old
//! program, an alert fires, the new program's configuration is loaded, and the alert ends.

use crate::support::command::Project;
use crate::support::http::{HttpServer, Request};
use crate::support::servers::Alertmanager;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = r#"
alertmanager { group_by alertname, service  group_wait 1s  group_interval 2s  repeat_interval 1h  fallback team }
channel oncall = pagerduty { url "http://127.0.0.1:PORT/oncall"  routing_key "k"  allow_inline routing_key }
channel lead   = pagerduty { url "http://127.0.0.1:PORT/lead"    routing_key "k"  allow_inline routing_key }
channel team   = pagerduty { url "http://127.0.0.1:PORT/team"    routing_key "k"  allow_inline routing_key }
window always { mon..sun 00:00..24:00 }
escalation page { notify oncall }
severity critical { escalate page }
service shop { owner "platform" }
service cart { owner "platform" }
alert Down on shop { critical when sum by (pod) (up) == 0 for 1m }
alert CartDown on cart { critical when sum by (pod) (cart_up) == 0 for 1m }
"#;

/// What firing alerts are, as the old program's rules make them.
fn labels() -> Value {
    json!({
        "alertname": "Down", "severity": "critical", "service": "shop", "escalation_policy": "page", "pod": "a",
    })
}

/// A change of that program, and what it does to the alert `Down`.
struct Case {
    what: &'static str,
    old: &'static str,
    new: &'static str,
    /// Effect and channel, as the JSON has them.
    effects: &'static [(&'static str, &'static str)],
}

const CASES: [Case; 11] = [
    Case {
        what: "a limit and a longer `for` change no group",
        old: "(up) == 0 for 1m",
        new: "(up) <= 1 for 2m",
        effects: &[],
    },
    Case {
        what: "a later step is a group of its own",
        old: "{ notify oncall }",
        new: "{ notify oncall  after 15m notify lead }",
        effects: &[],
    },
    Case {
        what: "a label that the alert has not is in no key",
        old: "group_by alertname, service",
        new: "group_by alertname, service, instance",
        effects: &[],
    },
    Case {
        what: "a label that the alert has makes other groups",
        old: "group_by alertname, service",
        new: "group_by alertname, service, pod",
        effects: &[("notified-again", "oncall"), ("stays-open", "oncall")],
    },
    Case {
        what: "another receiver forgets what was told, but not the incident",
        old: "{ notify oncall }",
        new: "{ notify oncall during always }",
        effects: &[("notified-again", "oncall")],
    },
    Case {
        what: "another place in the receiver forgets it, and remembers it for someone else",
        old: "{ notify oncall }",
        new: "{ notify lead, oncall }",
        effects: &[("notified-again", "oncall"), ("not-told-yet", "lead")],
    },
    Case {
        what: "who takes the place of another is told nothing",
        old: "{ notify oncall }",
        new: "{ notify lead }",
        effects: &[("not-told-yet", "lead"), ("stays-open", "oncall")],
    },
    Case {
        what: "an address is not remembered",
        old: "PORT/oncall",
        new: "PORT/moved",
        effects: &[("not-told-yet", "oncall"), ("stays-open", "oncall")],
    },
    Case {
        what: "a second clause puts routes below the policy's",
        old: "{ notify oncall }",
        new: "{ notify oncall  notify lead during always }",
        effects: &[("notified-again", "oncall"), ("told-at-once", "lead"), ("stays-open", "oncall")],
    },
    Case {
        what: "maintenance of one service splits the route",
        old: "service shop {",
        new: "maintenance never { 2099-01-01 00:00..01:00  mutes critical on shop }\nservice shop {",
        effects: &[("notified-again", "oncall"), ("stays-open", "oncall")],
    },
    Case {
        what: "an alert that is gone goes where its labels lead now",
        old: "escalation page { notify oncall }\nseverity critical { escalate page }",
        new: "escalation urgent { notify oncall }\nseverity critical { escalate urgent }",
        effects: &[("fires-anew", ""), ("told-of-the-end", "team"), ("stays-open", "oncall")],
    },
];

#[test]
fn alertmanager_does_what_is_said() {
    let faults: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> = CASES.iter().map(|case| scope.spawn(move || run(case))).collect();
        runs.into_iter().filter_map(|run| run.join().expect("a case runs").err()).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// An event that PagerDuty would get: the channel's path, what happens, the incident's key.
type Event = (String, String, String);

fn run(case: &Case) -> Result<(), String> {
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let heard = Arc::clone(&events);
    let server = HttpServer::start(move |request| {
        heard.lock().expect("nobody panics with it").push(event(request));
        (202, String::new())
    });
    let old = PROGRAM.replace("PORT", &server.port().to_string());
    let replace = |text: &str| text.replace("PORT", &server.port().to_string());
    assert!(old.contains(&replace(case.old)), "{}: it changes nothing", case.what);
    let new = old.replace(&replace(case.old), &replace(case.new));
    let project = Project::of(&[("old/a.larum", &old), ("new/a.larum", &new)]);
    let said = said(case, &project);
    let expected: BTreeSet<(String, String)> =
        case.effects.iter().map(|(effect, channel)| (effect.to_string(), channel.to_string())).collect();
    if said != expected {
        return Err(format!("{}: it is said {said:?}", case.what));
    }

    for side in ["old", "new"] {
        let ran = project.larum(&["build", side, "-o", &format!("{side}-out")]);
        assert_eq!(ran.code, 0, "{}: {}", case.what, ran.stderr);
    }
    let config = project.path("alertmanager.yml");
    fs::copy(project.path("old-out/alertmanager.yml"), &config).expect("a file");
    let alertmanager = Alertmanager::start(&config).expect("Alertmanager runs");
    let all = || events.lock().expect("nobody panics with it").clone();
    let firing = json!([{ "labels": labels(), "endsAt": in_seconds(3600) }]);
    alertmanager.0.post("/api/v2/alerts", &firing.to_string());
    until(case, || !all().is_empty());
    // Alertmanager remembers it when it has the answer; a reload before that forgets it.
    thread::sleep(Duration::from_secs(3));
    let (first, _, key) = all().remove(0);
    assert_eq!(first, "oncall", "{}", case.what);

    let says = |effect: &str| -> BTreeSet<String> {
        said.iter().filter(|(said, _)| said == effect).map(|(_, channel)| channel.clone()).collect()
    };
    let effects = ["notified-again", "told-at-once", "told-of-the-end"];
    let expected: BTreeSet<String> = effects.into_iter().flat_map(says).collect();
    let count = all().len();
    fs::copy(project.path("new-out/alertmanager.yml"), &config).expect("a file");
    alertmanager.reload();
    let told = || -> BTreeSet<String> { all().drain(count..).map(|(channel, ..)| channel).collect() };
    until(case, || told().is_superset(&expected));
    // A new group is told at once, for its alert is old enough; what is not told now waits for an hour.
    thread::sleep(Duration::from_secs(4));
    if told() != expected {
        return Err(format!("{}: told after the reload: {:?}", case.what, told()));
    }

    let count = all().len();
    let ended = json!([{ "labels": labels(), "endsAt": in_seconds(0) }]);
    alertmanager.0.post("/api/v2/alerts", &ended.to_string());
    let is_resolved = || all().contains(&("oncall".to_string(), "resolve".to_string(), key.clone()));
    if !says("stays-open").contains("oncall") {
        until(case, is_resolved);
        return Ok(());
    }
    // Someone hears of the end, but not by the incident that was opened.
    until(case, || all().len() > count);
    thread::sleep(Duration::from_secs(3));
    if is_resolved() {
        return Err(format!("{}: the incident is resolved: {:?}", case.what, all()));
    }
    Ok(())
}

/// The effects that `larum diff` tells of the alert `Down`: the effect, and the channel's name.
fn said(case: &Case, project: &Project) -> BTreeSet<(String, String)> {
    let ran = project.larum(&["diff", "old", "new", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}: {}{}", case.what, ran.stdout, ran.stderr);
    let document: Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    let mut found = BTreeSet::new();
    for deployed in document["programs"][0]["deployed"].as_array().expect("a list") {
        let groups = deployed["groups"].as_array().expect("a list");
        if !groups.contains(&json!("Down critical")) {
            continue;
        }
        let effect = deployed["effect"].as_str().expect("a text").to_string();
        let none = Vec::new();
        let channels = deployed["channels"].as_array().unwrap_or(&none);
        let name =
            |channel: &Value| channel.as_str().and_then(|text| Some(text.split_once(' ')?.0.to_string()));
        let mut names: Vec<String> = channels.iter().filter_map(name).collect();
        if names.is_empty() {
            names.push(String::new());
        }
        found.extend(names.into_iter().map(|name| (effect.clone(), name)));
    }
    found
}

fn event(request: &Request) -> Event {
    let body: Value = serde_json::from_str(&request.body).expect("PagerDuty is sent JSON");
    let text = |key: &str| body[key].as_str().expect("a text").to_string();
    (request.path.trim_start_matches('/').to_string(), text("event_action"), text("dedup_key"))
}

/// The time in so many seconds, as the API has it.
fn in_seconds(seconds: i64) -> String {
    (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds)).to_string()
}

#[track_caller]
fn until(case: &Case, happened: impl Fn() -> bool) {
    let began = Instant::now();
    while !happened() {
        assert!(began.elapsed() < Duration::from_secs(30), "{}: nothing is sent", case.what);
        thread::sleep(Duration::from_millis(50));
    }
}
