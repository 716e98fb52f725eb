//! A configuration, prepared: which routes take an alert, what a receiver consists of.

use super::alert::AlertId;
use super::told::{GroupName, Integration};
use crate::channel::sends_resolved;
use crate::expr::{MatchOp, write_quoted};
use crate::lower::{AlertmanagerConfig, Matcher, Receiver};
use crate::model::{Millis, Setting};
use crate::quantity::parse_duration;
use crate::reach::concrete::{BadRegex, Calendar, NodeId, Settings, Tree};
use crate::series::Labels;
use std::collections::HashMap;
use std::sync::Arc;

/// `resolve_timeout` where `global` says nothing.
const RESOLVE_TIMEOUT: Millis = 5 * 60 * 1000;

#[derive(Debug)]
pub(super) struct Setup<'c> {
    calendar: Calendar<'c>,
    pub resolve_timeout: Millis,
    tree: Tree<'c>,
    /// What the keys of groups begin with, by node.
    keys: Vec<String>,
    integrations: HashMap<&'c str, Vec<Arc<Integration>>>,
    /// The nodes that an alert ends at.
    ends: HashMap<AlertId, Arc<[NodeId]>>,
}

impl<'c> Setup<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>) -> Result<Setup<'c>, BadRegex> {
        let tree = Tree::new(config)?;
        let mut keys: Vec<String> = Vec::with_capacity(tree.nodes.len());
        for node in &tree.nodes {
            let above = node.parent.map_or(String::new(), |parent| format!("{}/", keys[parent]));
            keys.push(above + &matchers_text(&node.route.matchers));
        }
        let integrations = config.receivers.iter().map(|one| (one.name.as_str(), integrations(one)));
        Ok(Setup {
            calendar: Calendar::new(config),
            resolve_timeout: resolve_timeout(config.global),
            keys,
            integrations: integrations.collect(),
            ends: HashMap::new(),
            tree,
        })
    }

    /// The routes that an alert ends at.
    pub fn ends(&mut self, id: AlertId, labels: &Labels) -> Arc<[NodeId]> {
        if let Some(known) = self.ends.get(&id) {
            return Arc::clone(known);
        }
        let pairs: Vec<(&str, &str)> = labels.iter().collect();
        let found: Arc<[NodeId]> = self.tree.visits(&pairs).iter().map(|visit| visit.node).collect();
        self.ends.insert(id, Arc::clone(&found));
        found
    }

    pub fn settings(&self, node: NodeId) -> &Settings<'c> {
        &self.tree.nodes[node].settings
    }

    /// Why a route is quiet: none of its active intervals holds, or some of its muting ones do.
    pub fn quiet(&self, node: NodeId, at: Millis) -> Option<crate::reach::concrete::Quiet<'c>> {
        let at = jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::MAX);
        self.calendar.quiet(self.tree.nodes[node].route, at)
    }

    pub fn integrations(&self, receiver: &str) -> &[Arc<Integration>] {
        self.integrations.get(receiver).map_or(&[], Vec::as_slice)
    }

    /// The labels by which a route groups an alert.
    pub fn group_labels(&self, node: NodeId, labels: &Labels) -> Labels {
        let by = self.settings(node).group_by.value;
        if by.contains(&"...") { labels.clone() } else { labels.filter(|label| by.contains(&label)) }
    }

    pub fn group_name(&self, node: NodeId, labels: Labels) -> GroupName {
        let mut key = format!("{}:{{", self.keys[node]);
        for (index, (name, value)) in labels.iter().enumerate() {
            key += if index > 0 { ", " } else { "" };
            key += name;
            key.push('=');
            write_quoted(&mut key, value);
        }
        key.push('}');
        let receiver = self.settings(node).receiver.value.to_string();
        GroupName { route: self.tree.path(node), receiver, labels, key }
    }
}

/// As `Matchers.String` writes them: sorted.
fn matchers_text(matchers: &[Matcher]) -> String {
    let place = |op: MatchOp| match op {
        MatchOp::Equal => 0,
        MatchOp::NotEqual => 1,
        MatchOp::Regex => 2,
        MatchOp::NotRegex => 3,
    };
    let mut sorted: Vec<&Matcher> = matchers.iter().collect();
    sorted.sort_by_key(|matcher| (&matcher.label, &matcher.value, place(matcher.op)));
    let mut text = String::from("{");
    for (index, matcher) in sorted.into_iter().enumerate() {
        text += if index > 0 { "," } else { "" };
        if matcher.label.contains(is_reserved) {
            write_quoted(&mut text, &matcher.label);
            text += matcher.op.text();
            write_quoted(&mut text, &matcher.value);
        } else {
            let value = matcher.value.replace('\\', "\\\\").replace('\n', "\\n").replace('"', "\\\"");
            text += &format!("{}{}\"{value}\"", matcher.label, matcher.op.text());
        }
    }
    text + "}"
}

/// What a matcher's label holds only in quotes.
fn is_reserved(character: char) -> bool {
    character.is_whitespace() || "{}!=~,\\\"'`".contains(character)
}

fn integrations(receiver: &Receiver) -> Vec<Arc<Integration>> {
    let mut all = Vec::new();
    for of_kind in &receiver.integrations {
        for (index, settings) in of_kind.settings.iter().enumerate() {
            all.push(Arc::new(Integration {
                receiver: receiver.name.clone(),
                kind: of_kind.kind.to_string(),
                index,
                channel: of_kind.channels.get(index).map_or(String::new(), |name| name.to_string()),
                sends_resolved: sends_resolved(of_kind.kind, settings),
            }));
        }
    }
    all
}

fn resolve_timeout(global: &[(String, Setting)]) -> Millis {
    let said = global.iter().find(|(name, _)| name == "resolve_timeout");
    let length = match said {
        Some((_, Setting::Text(text) | Setting::Number(text))) => parse_duration(text).ok(),
        _ => None,
    };
    length.unwrap_or(RESOLVE_TIMEOUT)
}
