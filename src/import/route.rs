//! The routing tree: what Alertmanager asks of its nodes.

use super::fields::{Fields, fields, head, value};
use super::matcher::{self, Notation, is_classic_name};
use super::matchers;
use super::owned::Route;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Millis;
use crate::text::{Span, Spanned};
use crate::yaml::Node;
use std::collections::HashMap;

const KEYS: [&str; 12] = [
    "active_time_intervals",
    "continue",
    "group_by",
    "group_interval",
    "group_wait",
    "match",
    "match_re",
    "matchers",
    "mute_time_intervals",
    "receiver",
    "repeat_interval",
    "routes",
];

/// What routes may name, and how their matchers are read.
pub(super) struct Names<'a> {
    /// None where they are not all known, because some could not be read.
    pub receivers: Option<Vec<&'a str>>,
    pub intervals: Option<Vec<&'a str>>,
    pub notation: Notation,
}

/// The root takes every alert, at all times.
pub(super) fn root(node: &Node, key: Span, names: &Names, findings: &mut Diagnostics) -> Option<Route> {
    let fields = known_fields(node, findings)?;
    let route = read(node, &fields, names, findings);
    let empty = fields.get("receiver").is_some_and(|node| node.text().is_some());
    if route.receiver.is_none() && (empty || fields.lacks("receiver")) {
        findings.push(
            Diagnostic::new(codes::FIELD_MISSING, key, "the root route has no `receiver`")
                .help("name the receiver of alerts that no other route takes"),
        );
    }
    let root_only = "the root route takes every alert, at all times";
    for name in ["match", "match_re", "matchers"] {
        let matches = |node: &Node| {
            matcher::parse(value(node), names.notation).is_ok_and(|entry| !entry.parts.is_empty())
        };
        let says_something = fields.get(name).is_some_and(|node| {
            node.mapping().is_some_and(|entries| !entries.is_empty())
                || node.sequence().is_some_and(|list| list.iter().any(matches))
        });
        if let (true, Some(span)) = (says_something, fields.key(name)) {
            findings.push(
                restricted(span, &format!("`{name}`"))
                    .help(format!("{root_only}: give it a child in `routes` with these matchers")),
            );
        }
    }
    if route.continues.value {
        findings
            .push(restricted(route.continues.span, "`continue`").help("nothing comes after it: remove it"));
    }
    for (name, list) in [
        ("mute_time_intervals", &route.mute_time_intervals),
        ("active_time_intervals", &route.active_time_intervals),
    ] {
        if let (false, Some(span)) = (list.is_empty(), fields.key(name)) {
            let help = format!("{root_only}: give it a child in `routes` with these intervals");
            findings.push(restricted(span, &format!("`{name}`")).help(help));
        }
    }
    Some(route)
}

fn restricted(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(codes::ALERTMANAGER_ROOT_ROUTE, span, format!("the root route cannot have {what}"))
}

fn known_fields<'n>(node: &'n Node, findings: &mut Diagnostics) -> Option<Fields<'n>> {
    fields(node, "a route", &KEYS, findings)
}

/// The YAML reader bounds how deep routes nest.
fn read(node: &Node, fields: &Fields, names: &Names, findings: &mut Diagnostics) -> Route {
    let receiver = fields.name("receiver", findings);
    if let (Some(name), Some(known)) = (&receiver, &names.receivers) {
        check_known("receiver", name, known, findings);
    }
    let matchers = matchers::all(fields, ["match", "match_re", "matchers"], names.notation, findings);
    let mut routes = Vec::new();
    for child in fields.list("routes", findings).unwrap_or_default() {
        if child.is_null() {
            findings.push(
                Diagnostic::new(codes::FIELD_TYPE, child.span, "an entry of `routes` is empty")
                    .help("write a route there, or remove the entry"),
            );
        } else if let Some(fields) = known_fields(child, findings) {
            routes.push(read(child, &fields, names, findings));
        }
    }
    let head = head(node);
    Route {
        span: node.span,
        head,
        receiver,
        matchers,
        continues: fields.flag("continue", findings).unwrap_or(Spanned::new(false, head)),
        group_by: group_by(fields, "group_by", names.notation, findings),
        group_wait: fields.duration("group_wait", findings),
        group_interval: not_zero(fields, "group_interval", findings),
        repeat_interval: not_zero(fields, "repeat_interval", findings),
        active_time_intervals: intervals(fields, "active_time_intervals", names, findings),
        mute_time_intervals: intervals(fields, "mute_time_intervals", names, findings),
        routes,
    }
}

pub(super) fn group_by(
    fields: &Fields,
    key: &str,
    notation: Notation,
    findings: &mut Diagnostics,
) -> Option<Vec<Spanned<String>>> {
    let labels = fields.names(key, findings)?;
    let mut seen: HashMap<String, Span> = HashMap::new();
    let mut found: Vec<Spanned<String>> = Vec::with_capacity(labels.len());
    for label in labels {
        if label.value != "..." {
            check_label(&label, key, notation, findings);
        }
        match seen.insert(label.value.clone(), label.span) {
            None => found.push(label),
            // `...` twice is once.
            Some(_) if label.value == "..." => {}
            Some(first) => findings.push(
                Diagnostic::new(
                    codes::FIELD_DUPLICATE,
                    label.span,
                    format!("`{}` stands there twice", label.value),
                )
                .because(first, "the first time")
                .help("remove one of them"),
            ),
        }
    }
    if let (true, Some(every)) = (found.len() > 1, found.iter().find(|label| label.value == "...")) {
        findings.push(
            Diagnostic::new(
                codes::ALERTMANAGER_GROUP_BY,
                every.span,
                "`...` means every label: no other can stand beside it",
            )
            .help("write `['...']`, or the labels without it"),
        );
    }
    Some(found)
}

/// A label's name that Alertmanager compares alerts by.
pub(super) fn check_label(
    label: &Spanned<String>,
    list: &str,
    notation: Notation,
    findings: &mut Diagnostics,
) {
    let good = match notation {
        Notation::Classic => is_classic_name(&label.value),
        _ => !label.value.is_empty(),
    };
    if !good {
        let message = match label.value.is_empty() {
            true => format!("a label of `{list}` has an empty name"),
            false => format!("`{}` is no name of a label in the classic mode", label.value),
        };
        findings.push(Diagnostic::new(codes::LABELS_NAME, label.span, message));
    }
}

pub(super) fn not_zero(fields: &Fields, name: &str, findings: &mut Diagnostics) -> Option<Spanned<Millis>> {
    let length = fields.duration(name, findings)?;
    if length.value == 0 {
        let message = format!("`{name}` cannot be zero");
        findings
            .push(Diagnostic::new(codes::FIELD_TYPE, length.span, message).help("write for example `5m`"));
        return None;
    }
    Some(length)
}

pub(super) fn intervals(
    fields: &Fields,
    list: &str,
    names: &Names,
    findings: &mut Diagnostics,
) -> Vec<Spanned<String>> {
    let found = fields.names(list, findings).unwrap_or_default();
    if let Some(known) = &names.intervals {
        for name in &found {
            check_known("time interval", name, known, findings);
        }
    }
    found
}

pub(super) fn check_known(what: &str, name: &Spanned<String>, known: &[&str], findings: &mut Diagnostics) {
    if known.binary_search(&name.value.as_str()).is_err() {
        findings.push(
            Diagnostic::new(codes::NAME_UNKNOWN, name.span, format!("there is no {what} `{}`", name.value))
                .did_you_mean(&name.value, known.iter().copied()),
        );
    }
}
