//! A scene as boxes and arrows: alerts → escalations → steps → channels. A box for each alert where
//! these are few; else they are counted by severity and service.

use super::scene::{Scene, Shown};
use super::words;
use crate::model::{Escalation, EscalationId, ServiceId, SeverityId};
use crate::quantity::duration_text;
use std::collections::{BTreeMap, BTreeSet};

/// With more alerts than this a picture of each one cannot be read.
const MOST_ALERTS: usize = 30;

#[derive(Default)]
pub(super) struct Flow {
    pub groups: Vec<Group>,
    pub edges: Vec<Edge>,
}

/// Boxes with a frame around them and a title; without a title there is no frame.
pub(super) struct Group {
    pub id: String,
    pub title: Option<String>,
    pub nodes: Vec<Node>,
}

pub(super) struct Node {
    /// A letter and numbers.
    pub id: String,
    pub lines: Vec<String>,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    Alert,
    Step,
    Channel,
}

pub(super) struct Edge {
    pub from: String,
    pub to: String,
    pub label: Option<String>,
    /// From a step to the next: time passes.
    pub waits: bool,
}

impl Flow {
    pub fn of(scene: &Scene) -> Flow {
        let mut flow = Flow::default();
        if scene.alerts.len() <= MOST_ALERTS {
            flow.alerts(scene)
        } else {
            flow.severities(scene)
        }
        if !scene.is_part {
            flow.watchdogs(scene);
        }
        for id in &scene.escalations {
            flow.escalation(scene, *id);
        }
        flow.channels(scene);
        flow
    }

    fn arrow(&mut self, from: &str, to: String, label: Option<String>) {
        self.edges.push(Edge { from: from.to_string(), to, label, waits: false });
    }

    /// A box for each alert, in the frames of their services.
    fn alerts(&mut self, scene: &Scene) {
        let mut by_service: BTreeMap<Option<ServiceId>, Vec<(usize, &Shown)>> = BTreeMap::new();
        for (index, shown) in scene.alerts.iter().enumerate() {
            by_service.entry(shown.alert.service).or_default().push((index, shown));
        }
        for (service, alerts) in by_service {
            let mut nodes = Vec::new();
            for (index, shown) in alerts {
                let id = format!("a{index}");
                // The members of a fleet are levels that tell the same people.
                let mut seen = BTreeSet::new();
                for level in &shown.levels {
                    if !seen.insert((level.severity, level.pending, level.escalation)) {
                        continue;
                    }
                    let mut label = scene.model.severities[level.severity].name.clone();
                    if level.pending > 0 {
                        label += &format!(" for {}", duration_text(level.pending));
                    }
                    self.arrow(&id, first_step(level.escalation), Some(label));
                }
                nodes.push(Node { id, lines: vec![shown.alert.name.clone()], kind: Kind::Alert });
            }
            let title = service.map(|id| service_lines(scene, id).join(" · "));
            let id = service.map_or("g".to_string(), |id| format!("g{id}"));
            self.groups.push(Group { id, title, nodes });
        }
    }

    /// A box for each severity of each escalation, which counts the alerts of each service. Arrows
    /// from every service to every escalation would be a tangle.
    fn severities(&mut self, scene: &Scene) {
        let mut counts: BTreeMap<(EscalationId, SeverityId), BTreeMap<Option<ServiceId>, usize>> =
            BTreeMap::new();
        for shown in &scene.alerts {
            let levels: BTreeSet<(EscalationId, SeverityId)> =
                shown.levels.iter().map(|level| (level.escalation, level.severity)).collect();
            for level in levels {
                *counts.entry(level).or_default().entry(shown.alert.service).or_default() += 1;
            }
        }
        let mut nodes = Vec::new();
        for ((escalation, severity), services) in counts {
            let id = format!("v{severity}e{escalation}");
            let name = &scene.model.severities[severity].name;
            let mut lines = vec![format!("{} {name}", services.values().sum::<usize>())];
            let words = services.into_iter().map(|(service, count)| {
                let name = service.map_or("no service", |id| scene.model.services[id].name.as_str());
                format!("{name} {count}")
            });
            lines.extend(wrapped(words));
            self.arrow(&id, first_step(escalation), None);
            nodes.push(Node { id, lines, kind: Kind::Service });
        }
        self.groups.push(Group { id: "g".to_string(), title: None, nodes });
    }

    fn watchdogs(&mut self, scene: &Scene) {
        let mut nodes = Vec::new();
        for (index, watchdog) in scene.model.watchdogs.iter().enumerate() {
            let id = format!("w{index}");
            for channel in &watchdog.channels {
                self.arrow(&id, format!("c{channel}"), Some("always".to_string()));
            }
            let every = format!("every {}", duration_text(watchdog.every));
            nodes.push(Node { id, lines: vec![watchdog.name.clone(), every], kind: Kind::Alert });
        }
        if !nodes.is_empty() {
            self.groups.push(Group { id: "gw".to_string(), title: None, nodes });
        }
    }

    fn escalation(&mut self, scene: &Scene, id: EscalationId) {
        let escalation: &Escalation = &scene.model.escalations[id];
        let mut nodes = Vec::new();
        for (index, step) in escalation.steps.iter().enumerate() {
            let node = format!("e{id}s{index}");
            nodes.push(Node { id: node.clone(), lines: vec![words::after(step)], kind: Kind::Step });
            for notify in &step.notify {
                let label = notify.when.map(|when| words::when(scene.model, when));
                for channel in &notify.channels {
                    self.arrow(&node, format!("c{channel}"), label.clone());
                }
            }
            if index > 0 {
                let from = format!("e{id}s{}", index - 1);
                let label = Some("still firing".to_string());
                self.edges.push(Edge { from, to: node, label, waits: true });
            }
        }
        let repeat = duration_text(words::repeat(scene.model, escalation));
        let title = Some(format!("{} · again every {repeat}", escalation.name));
        self.groups.push(Group { id: format!("e{id}"), title, nodes });
    }

    fn channels(&mut self, scene: &Scene) {
        let node = |id: &usize| {
            let channel = &scene.model.channels[*id];
            Node { id: format!("c{id}"), lines: vec![words::channel(channel)], kind: Kind::Channel }
        };
        let nodes = scene.channels.iter().map(node).collect();
        self.groups.push(Group { id: "gc".to_string(), title: None, nodes });
    }
}

fn first_step(escalation: EscalationId) -> String {
    format!("e{escalation}s0")
}

/// Name and owner.
fn service_lines(scene: &Scene, id: ServiceId) -> Vec<String> {
    let service = &scene.model.services[id];
    std::iter::once(&service.name).chain(&service.owner).cloned().collect()
}

/// Words with commas in lines of about 32 characters.
fn wrapped(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 32 => {
                line.push_str(", ");
                line.push_str(&word);
            }
            Some(line) => {
                line.push(',');
                lines.push(word);
            }
            None => lines.push(word),
        }
    }
    lines
}
