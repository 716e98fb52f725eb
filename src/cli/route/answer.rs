//! The answer as plain data: what JSON shows, and what the text is drawn from.

use super::Failure;
use super::labels::Labels;
use super::told::Told;
use crate::emit::matcher_text;
use crate::lower::AlertmanagerConfig;
use crate::reach::concrete::{BadRegex, Calendar, Decision, Inhibitor, Label, Step, Tree, value_of};
use crate::text::nearest;
use jiff::Zoned;
use serde::Serialize;
use std::collections::BTreeSet;

/// What is asked.
pub(super) struct Question {
    pub labels: Labels,
    /// Other alerts that fire.
    pub firing: Vec<Labels>,
    pub at: Option<Zoned>,
    /// Names of labels that were not given.
    pub added: Vec<String>,
    pub notes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Answer {
    #[serde(serialize_with = "as_map")]
    pub labels: Labels,
    /// Those of the labels that the program adds.
    pub added: Vec<String>,
    pub at: Option<String>,
    pub nodes: Vec<Node>,
    pub inhibited_by: Vec<Inhibited>,
    pub told: Vec<Told>,
    pub notes: Vec<String>,
}

/// A node of the tree that was come to.
#[derive(Serialize)]
pub(super) struct Node {
    /// `route.routes[3]`
    pub path: String,
    #[serde(skip)]
    pub depth: usize,
    pub matchers: Vec<String>,
    #[serde(rename = "continue")]
    pub continues: bool,
    /// `refuses`, `passes on`, `tells` or `not asked`.
    pub decision: &'static str,
    /// The matcher that does not hold, and the label that it asks for.
    pub because: Option<Because>,
}

#[derive(Serialize)]
pub(super) struct Because {
    pub matcher: String,
    pub label: String,
    /// Empty when the alert has no such label.
    pub value: String,
}

/// A rule by which the alert tells nobody.
#[derive(Serialize)]
pub(super) struct Inhibited {
    pub rule: usize,
    pub name: String,
    #[serde(serialize_with = "as_map")]
    pub source: Labels,
    /// False where Alertmanager may look at another source first, which does not count.
    pub certain: bool,
}

fn as_map<S: serde::Serializer>(labels: &Labels, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(labels.iter().map(|(name, value)| (name, value)))
}

impl Answer {
    pub fn new(question: Question, config: &AlertmanagerConfig) -> Result<Answer, Failure> {
        let bad = |error: BadRegex| Failure::new(error.to_string());
        let tree = Tree::new(config).map_err(bad)?;
        let inhibitor = Inhibitor::new(config).map_err(bad)?;
        let labels = borrowed(&question.labels);
        let firing: Vec<Vec<Label>> = question.firing.iter().map(borrowed).collect();
        let inhibitions = inhibitor.inhibitions(&labels, &firing).into_iter().flat_map(|found| {
            let sources = found.sources.iter().map(|source| question.firing[*source].clone());
            let inhibited = |source| Inhibited {
                rule: found.index,
                name: found.rule.name.to_string(),
                source,
                certain: found.certain,
            };
            sources.map(inhibited).collect::<Vec<_>>()
        });
        let calendar = Calendar::new(config);
        let told = tree.visits(&labels);
        let told = told.iter().map(|visit| Told::new(visit, config, &calendar, question.at.as_ref()));
        Ok(Answer {
            nodes: nodes(&tree, &labels),
            inhibited_by: inhibitions.collect(),
            told: told.collect(),
            at: question.at.as_ref().map(Zoned::to_string),
            added: question.added,
            notes: [question.notes, unasked(config, &labels)].concat(),
            labels: question.labels,
        })
    }

    pub fn json(&self) -> Result<String, Failure> {
        let text = serde_json::to_string_pretty(self);
        text.map(|text| text + "\n").map_err(|error| Failure::new(format!("cannot print: {error}")))
    }
}

/// Labels that nothing in the configuration asks for, but for one of nearly that name.
fn unasked(config: &AlertmanagerConfig, labels: &[Label]) -> Vec<String> {
    let mut asked = BTreeSet::new();
    let mut waiting = vec![&config.route];
    while let Some(route) = waiting.pop() {
        asked.extend(route.matchers.iter().map(|matcher| matcher.label.as_ref()));
        asked.extend(route.group_by.iter().flatten().copied());
        waiting.extend(&route.routes);
    }
    for rule in &config.inhibit_rules {
        asked.extend(rule.source.iter().chain(&rule.target).map(|matcher| matcher.label.as_ref()));
        asked.extend(rule.equal.iter().copied());
    }
    let unasked = labels.iter().filter(|(name, _)| !asked.contains(name) && *name != "alertname");
    let note = |(name, _): &Label| {
        let known = nearest(name, asked.iter().copied().filter(|known| value_of(labels, known).is_empty()))?;
        Some(format!("nothing asks for the label `{name}`; did you mean `{known}`?"))
    };
    unasked.filter_map(note).collect()
}

fn borrowed(labels: &Labels) -> Vec<Label<'_>> {
    labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn nodes(tree: &Tree, labels: &[Label]) -> Vec<Node> {
    let steps = tree.steps(labels).into_iter();
    let node = |step: Step| {
        let node = &tree.nodes[step.node];
        let (decision, because) = match step.decision {
            Decision::Refuses(test) => {
                let label = test.matcher.label.to_string();
                let value = value_of(labels, &label).to_string();
                ("refuses", Some(Because { matcher: matcher_text(test.matcher), label, value }))
            }
            Decision::PassesOn => ("passes on", None),
            Decision::Tells => ("tells", None),
            Decision::NotAsked => ("not asked", None),
        };
        Node {
            path: path_text(&tree.path(step.node)),
            depth: node.depth,
            matchers: node.route.matchers.iter().map(matcher_text).collect(),
            continues: node.route.continues,
            decision,
            because,
        }
    };
    steps.map(node).collect()
}

pub(super) fn path_text(path: &[usize]) -> String {
    path.iter().fold("route".to_string(), |text, position| format!("{text}.routes[{position}]"))
}
