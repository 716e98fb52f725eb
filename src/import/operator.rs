//! An AlertmanagerConfig of the Prometheus operator, as it becomes a part of Alertmanager's configuration.
//!
//! The operator puts the object's route below the root of its own configuration and lets it continue; names
//! get the object's namespace before them, which is left out here. By default it also adds a matcher for the
//! namespace: that depends on the Alertmanager object, so it is left out, too. Receivers are checked for what
//! routes can see of them: their settings are for the API server, which knows the schema.
//! Sources: the CRD and `pkg/alertmanager/amcfg.go` of prometheus-operator 0.93.

use super::document::{Import, sorted, unique};
use super::fields::{Fields, fields, head, value, wrong};
use super::interval::{Words, named};
use super::matcher::{Notation, check_regex};
use super::owned::{Alertmanager, InhibitRule, OfKind, Receiver, Route, TimeInterval};
use super::ranges;
use super::route::{Names, check_known, check_label, group_by, intervals, not_zero};
use crate::channel::{INTEGRATIONS, integration};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::model::Setting;
use crate::text::{Span, Spanned, nearest};
use crate::yaml::{Entry, Node, Resolved};
use std::ops::RangeInclusive;

const SPEC: [&str; 5] = ["inhibitRules", "muteTimeIntervals", "receivers", "route", "timeIntervals"];

const ROUTE: [&str; 10] = [
    "activeTimeIntervals",
    "continue",
    "groupBy",
    "groupInterval",
    "groupWait",
    "matchers",
    "muteTimeIntervals",
    "receiver",
    "repeatInterval",
    "routes",
];

const WORDS: Words = Words {
    entries: "timeIntervals",
    days_of_month: "daysOfMonth",
    start: "startTime",
    end: "endTime",
    location: None,
    days,
};

/// Reads a document of `kind: AlertmanagerConfig`. One without a route has nothing to say of routing.
pub(super) fn read(document: &Node, notation: Notation) -> Import {
    let mut findings = Diagnostics::default();
    let config = document.get("spec").and_then(|spec| config(spec, notation, &mut findings));
    let config = config.filter(|_| !findings.has_errors());
    Import { config, findings }
}

fn config(spec: &Node, notation: Notation, findings: &mut Diagnostics) -> Option<Alertmanager> {
    let fields = fields(spec, "the spec of an AlertmanagerConfig", &SPEC, findings)?;
    let list = |name: &str, findings: &mut Diagnostics| fields.list(name, findings).unwrap_or_default();
    let receivers: Vec<Option<Receiver>> =
        list("receivers", findings).iter().map(|node| receiver(node, findings)).collect();
    unique("receiver", receivers.iter().flatten().map(|one| &one.name), findings);
    let mut time_intervals: Vec<Option<TimeInterval>> = Vec::new();
    for name in ["muteTimeIntervals", "timeIntervals"] {
        time_intervals.extend(list(name, findings).iter().map(|node| named(node, WORDS, findings)));
    }
    unique("time interval", time_intervals.iter().flatten().map(|one| &one.name), findings);
    let inhibit_rules = list("inhibitRules", findings).iter();
    let inhibit_rules = inhibit_rules.filter_map(|node| inhibit_rule(node, notation, findings)).collect();
    let mut receivers: Option<Vec<Receiver>> = receivers.into_iter().collect();
    let time_intervals: Option<Vec<TimeInterval>> = time_intervals.into_iter().collect();
    let names = Names {
        receivers: receivers.as_ref().map(|all| sorted(all.iter().map(|one| &one.name))),
        intervals: time_intervals.as_ref().map(|all| sorted(all.iter().map(|one| &one.name))),
        notation,
    };
    let node = fields.get("route")?;
    let mut route = route(node, &names, findings)?;
    let misspelt = |entry: &Entry| nearest(value(&entry.key), ["receiver"]).is_some();
    if route.receiver.is_none() && !node.mapping().unwrap_or_default().iter().any(misspelt) {
        let key = fields.key("route").unwrap_or(route.head);
        let finding = Diagnostic::new(codes::FIELD_MISSING, key, "the route of the spec has no `receiver`");
        findings.push(finding.help("the operator refuses the whole object without it"));
    }
    route.continues.value = true;
    // The root of the operator's own configuration, and its receiver, which tells nobody.
    let nobody = Spanned::new("null".to_owned(), route.head);
    let root = Route {
        span: route.span,
        head: route.head,
        receiver: Some(nobody.clone()),
        matchers: Vec::new(),
        continues: Spanned::new(false, route.head),
        group_by: None,
        group_wait: None,
        group_interval: None,
        repeat_interval: None,
        active_time_intervals: Vec::new(),
        mute_time_intervals: Vec::new(),
        routes: vec![route],
    };
    if let Some(all) = &mut receivers
        && all.iter().all(|one| one.name != nobody)
    {
        all.insert(0, Receiver { span: nobody.span, name: nobody, integrations: Vec::new() });
    }
    Some(Alertmanager {
        document: None,
        global: Vec::new(),
        global_node: None,
        templates: Vec::new(),
        template_spans: Vec::new(),
        route: root,
        inhibit_rules,
        receivers: receivers?,
        time_intervals: time_intervals?,
    })
}

/// The YAML reader bounds how deep routes nest.
fn route(node: &Node, names: &Names, findings: &mut Diagnostics) -> Option<Route> {
    let fields = fields(node, "a route", &ROUTE, findings)?;
    let receiver = fields.name("receiver", findings);
    if let (Some(name), Some(known)) = (&receiver, &names.receivers) {
        check_known("receiver", name, known, findings);
    }
    let matchers = matchers(&fields, "matchers", findings);
    let mut routes = Vec::new();
    for child in fields.list("routes", findings).unwrap_or_default() {
        routes.extend(route(child, names, findings));
    }
    let head = head(node);
    Some(Route {
        span: node.span,
        head,
        receiver,
        matchers,
        continues: fields.flag("continue", findings).unwrap_or(Spanned::new(false, head)),
        group_by: group_by(&fields, "groupBy", names.notation, findings),
        group_wait: fields.duration("groupWait", findings),
        group_interval: not_zero(&fields, "groupInterval", findings),
        repeat_interval: not_zero(&fields, "repeatInterval", findings),
        active_time_intervals: intervals(&fields, "activeTimeIntervals", names, findings),
        mute_time_intervals: intervals(&fields, "muteTimeIntervals", names, findings),
        routes,
    })
}

fn inhibit_rule(node: &Node, notation: Notation, findings: &mut Diagnostics) -> Option<InhibitRule> {
    let keys = ["equal", "sourceMatch", "targetMatch"];
    let fields = fields(node, "an inhibition rule", &keys, findings)?;
    let equal = fields.names("equal", findings).unwrap_or_default();
    for label in &equal {
        check_label(label, "equal", notation, findings);
    }
    Some(InhibitRule {
        span: node.span,
        head: head(node),
        name: String::new(),
        source: matchers(&fields, "sourceMatch", findings),
        target: matchers(&fields, "targetMatch", findings),
        equal,
    })
}

fn matchers(of: &Fields, name: &str, findings: &mut Diagnostics) -> Vec<Matcher<'static>> {
    let list = of.list(name, findings).unwrap_or_default();
    list.iter().filter_map(|node| matcher(node, findings)).collect()
}

/// `{name: severity, matchType: "=", value: critical}`; `regex: true` is an older way to say `=~`.
fn matcher(node: &Node, findings: &mut Diagnostics) -> Option<Matcher<'static>> {
    let keys = ["matchType", "name", "regex", "value"];
    let fields = fields(node, "a matcher", &keys, findings)?;
    let name = fields.name("name", findings);
    let value = fields.text("value", findings).map_or_else(String::new, |text| text.value.clone());
    let regex = fields.flag("regex", findings).is_some_and(|flag| flag.value);
    let kind = fields.text("matchType", findings);
    let op = match kind.map_or("", |text| text.value.as_str()) {
        "" if regex => MatchOp::Regex,
        "" | "=" => MatchOp::Equal,
        "!=" => MatchOp::NotEqual,
        "=~" => MatchOp::Regex,
        "!~" => MatchOp::NotRegex,
        other => {
            let span = kind.map_or(node.span, |text| text.span);
            let message = format!("`{other}` is no `matchType`");
            findings.push(
                Diagnostic::new(codes::FIELD_TYPE, span, message).help("write `=`, `!=`, `=~` or `!~`"),
            );
            return None;
        }
    };
    let Some(name) = name else {
        if fields.lacks("name") {
            findings.push(
                Diagnostic::new(codes::FIELD_MISSING, head(node), "a matcher has no `name`")
                    .help("name the label whose value it looks at"),
            );
        }
        return None;
    };
    let matcher = Matcher::new(name.value, op, value).at(node.span);
    if let Err(message) = check_regex(&matcher) {
        let span = fields.get("value").map_or(node.span, |value| value.span);
        findings.push(Diagnostic::new(codes::EXPR_REGEX, span, message));
        return None;
    }
    Some(matcher)
}

/// `{start: 1, end: 5}`, each of them 0 where it is not there: then it is the other.
fn days(node: &Node, findings: &mut Diagnostics) -> Option<RangeInclusive<i8>> {
    let range = fields(node, "a range of days", &["end", "start"], findings)?;
    let mut day = |name: &str| match range.get(name).and_then(Node::scalar).map(|scalar| scalar.resolved()) {
        Some(Resolved::Int(day)) => Some(day),
        None if range.get(name).is_none() => Some(0),
        _ => {
            findings.extend(range.get(name).map(|node| wrong(node, &format!("`{name}`"), "a number")));
            None
        }
    };
    let (start, end) = (day("start")?, day("end")?);
    let text = if end == 0 { start.to_string() } else { format!("{start}:{end}") };
    let refused =
        |(code, message, help): ranges::Fault| Diagnostic::new(code, head(node), message).help(help);
    ranges::days(&text).map_err(|fault| findings.push(refused(fault))).ok()
}

fn receiver(node: &Node, findings: &mut Diagnostics) -> Option<Receiver> {
    let known: Vec<String> = INTEGRATIONS.iter().map(|one| format!("{}Configs", one.kind)).collect();
    let keys: Vec<&str> = known.iter().map(String::as_str).chain(["name"]).collect();
    let fields = fields(node, "a receiver", &keys, findings)?;
    let Some(name) = fields.name("name", findings) else {
        if fields.lacks("name") {
            let finding = Diagnostic::new(codes::FIELD_MISSING, head(node), "a receiver has no `name`");
            findings.push(finding.help("name it, so that routes can"));
        }
        return None;
    };
    let mut receiver = Receiver { span: node.span, name, integrations: Vec::new() };
    for key in &known {
        let of_kind = key.strip_suffix("Configs").and_then(integration);
        if let (Some(of_kind), Some(at)) = (of_kind, fields.key(key)) {
            let nodes = fields.list(key, findings).unwrap_or_default();
            receiver.integrations.push(of_entries(of_kind.kind, at, nodes));
        }
    }
    Some(receiver)
}

fn of_entries(kind: &'static str, key: Span, nodes: &[Node]) -> OfKind {
    let settings = |node: &Node| node.mapping().unwrap_or_default().iter().filter_map(setting).collect();
    OfKind { kind, key, settings: nodes.iter().map(settings).collect(), nodes: nodes.to_vec() }
}

/// The scalars among the settings, by the names that Alertmanager has for them.
fn setting(entry: &Entry) -> Option<(String, Setting)> {
    let scalar = entry.value.scalar()?;
    let setting = match scalar.resolved() {
        Resolved::Bool(truth) => Setting::Bool(truth),
        Resolved::Null => return None,
        _ => Setting::Text(scalar.text.value.clone()),
    };
    let mut name = String::new();
    for c in value(&entry.key).chars() {
        if c.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    Some((name, setting))
}
