//! A running Alertmanager tells of each alert it was sent which receivers it goes to, and in which group.
//! Thousands of alerts, as cheap as one.

use super::random_tree::{Tree, config, labels};
use super::{borrowed, read, send};
use crate::support::dice::Dice;
use crate::support::servers::Alertmanager;
use larum::reach::concrete::{Tree as Walked, Visit};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

const TREES: usize = 120;
const ALERTS: usize = 50;

/// A receiver, and the labels of the group there.
type End = (String, BTreeMap<String, String>);

#[test]
fn receivers_and_groups_are_those_of_a_running_alertmanager() {
    let mut dice = Dice::new();
    let mut routes = Vec::new();
    let mut receivers = vec!["root".to_string()];
    let mut alerts = Vec::new();
    for number in 0..TREES {
        let depth = dice.number(1, 4);
        let tree = Tree::new(&mut dice, &format!("t{number}"), depth);
        let mut route = tree.route;
        route["matchers"] = json!([format!("tree={number}")]);
        routes.push(route);
        receivers.extend(tree.receivers);
        for _ in 0..ALERTS {
            let own = [("tree".to_string(), number.to_string()), ("n".to_string(), alerts.len().to_string())];
            alerts.push([labels(&mut dice), own.to_vec()].concat());
        }
    }
    let text = config(&json!({ "receiver": "root", "routes": routes }), &receivers).to_string();
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("alertmanager.yml");
    fs::write(&path, &text).expect("the scratch folder takes a file");
    let server = Alertmanager::start(&path).unwrap_or_else(|log| panic!("{log}"));
    send(&server, &alerts);

    let imported = read(&text);
    let config = imported.config();
    let walked = Walked::new(&config).expect("good regexes");
    let told = server.0.json("/api/v2/alerts");
    let told = told.as_array().expect("a list of alerts");
    assert_eq!(told.len(), alerts.len());
    let groups = groups(&server, &alerts);
    for alert in told {
        let number: usize = text_of(&alert["labels"]["n"]).parse().expect("a number");
        let labels = &alerts[number];
        let visits = walked.visits(&borrowed(labels));
        let receivers = alert["receivers"].as_array().expect("receivers").iter();
        let theirs: Vec<&str> = receivers.map(|receiver| text_of(&receiver["name"])).collect();
        let ours: Vec<&str> = visits.iter().map(|visit| visit.settings.receiver.value).collect();
        assert_eq!(ours, theirs, "{labels:?}");
        let mut ours: Vec<End> = visits.iter().map(|visit| end(visit, labels)).collect();
        ours.sort();
        assert_eq!(ours, groups[&number], "{labels:?}");
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// Where an alert ends by our walk.
fn end(visit: &Visit, labels: &[(String, String)]) -> End {
    let by = visit.settings.group_by.value;
    let grouped = labels.iter().filter(|(name, _)| by == ["..."] || by.contains(&name.as_str()));
    (visit.settings.receiver.value.to_string(), grouped.cloned().collect())
}

/// Where each alert ends by the groups that Alertmanager made of them, sorted.
fn groups(server: &Alertmanager, alerts: &[Vec<(String, String)>]) -> BTreeMap<usize, Vec<End>> {
    let mut ends: BTreeMap<usize, Vec<End>> = BTreeMap::new();
    for _ in 0..600 {
        ends.clear();
        for group in server.0.json("/api/v2/alerts/groups").as_array().expect("a list of groups") {
            let labels: BTreeMap<String, String> =
                serde_json::from_value(group["labels"].clone()).expect("a map of labels");
            let receiver = text_of(&group["receiver"]["name"]).to_string();
            for alert in group["alerts"].as_array().expect("a list of alerts") {
                let number = text_of(&alert["labels"]["n"]).parse().expect("a number");
                ends.entry(number).or_default().push((receiver.clone(), labels.clone()));
            }
        }
        if ends.len() == alerts.len() {
            break;
        }
        // The dispatcher takes alerts one after the other.
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    ends.values_mut().for_each(|ends| ends.sort());
    ends
}
