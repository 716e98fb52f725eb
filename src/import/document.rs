//! The whole of an `alertmanager.yml`.

use super::fields::{Fields, fields, head};
use super::interval::OWN;
use super::matcher::Notation;
use super::owned::{Alertmanager, Receiver, TimeInterval};
use super::{inhibition, interval, receiver, route};
use crate::channel::{self, EVENT_RECORDER, GLOBAL, TRACING};
use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::model::Setting;
use crate::text::{Span, Spanned};
use crate::yaml::Node;
use std::collections::HashMap;

/// What became of a document.
#[derive(Debug, Default)]
pub struct Import {
    /// None where something of its shape is lost: of routes, matchers, inhibition, intervals, or names.
    /// What is wrong with the settings of receivers and `global` alone leaves it whole.
    pub config: Option<Alertmanager>,
    /// Alertmanager refuses the file when one of these is an error, but for broken templates: it finds them
    /// only when it sends.
    pub findings: Diagnostics,
}

impl Import {
    /// Whether Alertmanager refuses the file.
    pub fn is_refused(&self) -> bool {
        let refusals = self.findings.iter().filter(|finding| finding.code != codes::CHANNEL_TEMPLATE);
        refusals.into_iter().any(|finding| finding.level() == Level::Error)
    }
}

const KEYS: [&str; 9] = [
    "event_recorder",
    "global",
    "inhibit_rules",
    "mute_time_intervals",
    "receivers",
    "route",
    "templates",
    "time_intervals",
    "tracing",
];

pub(super) fn read(node: &Node, notation: Notation) -> Import {
    let mut findings = Diagnostics::default();
    let mut settings = Diagnostics::default();
    let config = config(node, notation, &mut settings, &mut findings);
    let whole = !findings.has_errors();
    findings.append(settings);
    Import { config: config.filter(|_| whole), findings }
}

fn config(
    node: &Node,
    notation: Notation,
    settings: &mut Diagnostics,
    findings: &mut Diagnostics,
) -> Option<Alertmanager> {
    let fields = fields(node, "an `alertmanager.yml`", &KEYS, findings)?;
    let global_node = fields.get("global");
    let global = fields.key("global").and_then(|key| block(&fields, "global", GLOBAL, key, settings));
    let global = global.unwrap_or_default();
    for (name, block_of) in [("tracing", TRACING), ("event_recorder", EVENT_RECORDER)] {
        if let Some(key) = fields.key(name) {
            block(&fields, name, block_of, key, settings);
        }
    }
    let receivers = receivers(&fields, &with_refused(&global, global_node), settings, findings);
    let time_intervals = time_intervals(&fields, findings);
    let inhibit_rules = fields.list("inhibit_rules", findings).unwrap_or_default();
    let inhibit_rules =
        inhibit_rules.iter().filter_map(|rule| inhibition::read(rule, notation, findings)).collect();
    let names = route::Names {
        receivers: receivers.as_ref().map(|all| sorted(all.iter().map(|one| &one.name))),
        intervals: time_intervals.as_ref().map(|all| sorted(all.iter().map(|one| &one.name))),
        notation,
    };
    let route = match (fields.get("route"), fields.key("route")) {
        (Some(node), Some(key)) => route::root(node, key, &names, findings),
        _ if !fields.lacks("route") => None,
        (_, key) => {
            let finding = Diagnostic::new(
                codes::FIELD_MISSING,
                key.unwrap_or_else(|| head(node)),
                "there is no `route`",
            );
            findings.push(finding.help("add `route: {receiver: …}`, which takes every alert"));
            None
        }
    };
    let templates = fields.names("templates", settings).unwrap_or_default();
    Some(Alertmanager {
        document: Some(node.clone()),
        global,
        global_node: global_node.cloned(),
        template_spans: templates.iter().map(|one| one.span).collect(),
        templates: templates.into_iter().map(|one| one.value).collect(),
        route: route?,
        inhibit_rules,
        receivers: receivers.unwrap_or_default(),
        time_intervals: time_intervals.unwrap_or_default(),
    })
}

fn block(
    fields: &Fields,
    name: &str,
    block: &'static channel::Block,
    key: Span,
    findings: &mut Diagnostics,
) -> Option<Vec<(String, Setting)>> {
    let node = fields.get(name)?;
    Some(channel::check_yaml_block(block, node, key, &format!("`{name}`"), findings))
}

/// `global` as receivers fall back on it: a setting whose value was refused is set, too.
fn with_refused(global: &[(String, Setting)], node: Option<&Node>) -> Vec<(String, Setting)> {
    let mut all = global.to_vec();
    for entry in node.and_then(Node::mapping).unwrap_or_default() {
        if let (Some(key), Some(value)) = (entry.key.text(), entry.value.text())
            && !entry.value.is_null()
            && !global.iter().any(|(name, _)| *name == key.value)
        {
            all.push((key.value.clone(), Setting::Text(value.value.clone())));
        }
    }
    all
}

/// None where one of them is lost, so that not all names are known.
fn receivers(
    fields: &Fields,
    global: &[(String, Setting)],
    settings: &mut Diagnostics,
    findings: &mut Diagnostics,
) -> Option<Vec<Receiver>> {
    let there = fields.get("receivers").is_some();
    let Some(list) = fields.list("receivers", findings) else { return (!there).then(Vec::new) };
    let read = list.iter().map(|node| receiver::read(node, global, settings, findings));
    let found: Vec<Option<Receiver>> = read.collect();
    unique("receiver", found.iter().flatten().map(|one| &one.name), findings);
    found.into_iter().collect()
}

/// Those of both lists, the deprecated one first.
fn time_intervals(fields: &Fields, findings: &mut Diagnostics) -> Option<Vec<TimeInterval>> {
    let mut found: Vec<Option<TimeInterval>> = Vec::new();
    for list in ["mute_time_intervals", "time_intervals"] {
        match fields.list(list, findings) {
            Some(list) => found.extend(list.iter().map(|node| interval::named(node, OWN, findings))),
            None if fields.get(list).is_some() => found.push(None),
            None => {}
        }
    }
    unique("time interval", found.iter().flatten().map(|one| &one.name), findings);
    found.into_iter().collect()
}

pub(super) fn unique<'n>(
    what: &str,
    names: impl Iterator<Item = &'n Spanned<String>>,
    findings: &mut Diagnostics,
) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for name in names {
        if let Some(first) = seen.insert(&name.value, name.span) {
            let message = format!("a {what} is called `{}` already", name.value);
            findings.push(
                Diagnostic::new(codes::NAME_DUPLICATE, name.span, message)
                    .because(first, "the first one")
                    .help("rename one of them, or put both into one"),
            );
        }
    }
}

pub(super) fn sorted<'n>(names: impl Iterator<Item = &'n Spanned<String>>) -> Vec<&'n str> {
    let mut names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
    names.sort_unstable();
    names
}
