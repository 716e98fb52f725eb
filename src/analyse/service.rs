//! Services and fleets.

use super::fields;
use super::names::Table;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{MatchOp, Matcher};
use crate::model::{EscalationId, Fleet, Pair, Service};
use crate::regexes::{self, RegexError};
use crate::syntax::ast::{Name, NamedSettings, Settings};
use crate::text::{Span, Spanned};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

const SERVICE: &[&str] =
    &["owner", "select", "runbook", "dashboard", "depends_on", "labels", "annotations", "escalate", "down"];
const FLEET: &[&str] = &[
    "members",
    "label",
    "owner",
    "select",
    "runbook",
    "dashboard",
    "depends_on",
    "labels",
    "annotations",
    "escalate",
    "down",
];

/// A service, and the defaults that it gives to its alerts.
pub(super) struct ServiceFacts {
    pub service: Service,
    /// `runbook`, `dashboard` and annotations: key and text, in order.
    pub annotations: Vec<(Name, Spanned<String>)>,
    pub escalation: Option<EscalationId>,
    /// The alerts that say that it is down, when it names them.
    pub down: Option<Vec<Name>>,
    pub depends_on: Vec<Name>,
}

pub(super) fn service(
    statement: &NamedSettings,
    is_fleet: bool,
    services: &Table,
    escalations: &Table,
    findings: &mut Diagnostics,
) -> ServiceFacts {
    let settings = &statement.settings.entries;
    match is_fleet {
        true => fields::check("a fleet", settings, FLEET, findings),
        false => fields::check("a service", settings, SERVICE, findings),
    }
    let select =
        fields::block(settings, "select", findings).map_or(vec![], |block| matchers(block, findings));
    let mut annotations = Vec::new();
    for key in ["runbook", "dashboard"] {
        if let Some(text) = fields::text(settings, key, findings) {
            annotations.push((Spanned::new(key.to_string(), text.span), text));
        }
    }
    if let Some(block) = fields::block(settings, "annotations", findings) {
        annotations.extend(fields::pairs(block, findings));
    }
    let labels: Vec<Pair> =
        fields::block(settings, "labels", findings).map_or(vec![], |block| fields::labels(block, findings));
    let depends_on = fields::list(settings, "depends_on", findings).unwrap_or_default();
    let escalation =
        fields::text(settings, "escalate", findings).and_then(|name| escalations.find(&name, findings));
    ServiceFacts {
        service: Service {
            name: statement.name.value.clone(),
            span: statement.name.span,
            owner: fields::text(settings, "owner", findings).map(|owner| owner.value),
            select,
            depends_on: depends_on.iter().filter_map(|name| services.find(name, findings)).collect(),
            labels,
            annotations: annotations
                .iter()
                .map(|(key, text)| (key.value.clone(), text.value.clone()))
                .collect(),
            fleet: is_fleet.then(|| fleet(statement, findings)).flatten(),
        },
        annotations,
        escalation,
        down: fields::list(settings, "down", findings),
        depends_on,
    }
}

fn fleet(statement: &NamedSettings, findings: &mut Diagnostics) -> Option<Fleet> {
    let settings = &statement.settings.entries;
    let members = fields::list(settings, "members", findings).unwrap_or_default();
    let label = fields::text(settings, "label", findings);
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for member in &members {
        match seen.entry(member) {
            Entry::Occupied(first) => findings.push(super::names::duplicate("member", member, *first.get())),
            Entry::Vacant(place) => drop(place.insert(member.span)),
        }
    }
    for (missing, key, example) in
        [(members.is_empty(), "members", "members combat, guild"), (label.is_none(), "label", "label system")]
    {
        if missing && statement.settings.get(key).is_none() {
            let message = format!("fleet `{}` has no `{key}`", statement.name.value);
            findings.push(
                Diagnostic::new(codes::FIELD_MISSING, statement.name.span, message)
                    .help(format!("write `{example}`")),
            );
        }
    }
    let label = label?;
    if !super::labels::check_name(&label, findings) {
        return None;
    }
    Some(Fleet { label: label.value, members: members.into_iter().map(|member| member.value).collect() })
}

/// `select { job = "api", env =~ "prod|dr" }`
fn matchers(block: &Settings, findings: &mut Diagnostics) -> Vec<Matcher> {
    let mut found = Vec::new();
    for setting in &block.entries {
        let Some(value) = setting.values.first() else { continue };
        let Some(text) = value.text() else {
            findings.push(fields::wrong_type(value, &setting.key.value, "a text in quotes"));
            continue;
        };
        let matcher = Matcher {
            label: setting.key.clone(),
            op: setting.op.unwrap_or(MatchOp::Equal),
            value: Spanned::new(text.to_string(), value.span),
        };
        check_regex(&matcher, regexes::check, findings);
        found.push(matcher);
    }
    found
}

/// Reports a regex that Prometheus or Alertmanager, whose `check` is given, would refuse.
pub(super) fn check_regex(
    matcher: &Matcher,
    check: impl Fn(&str) -> Result<(), RegexError>,
    findings: &mut Diagnostics,
) {
    if !matches!(matcher.op, MatchOp::Regex | MatchOp::NotRegex) {
        return;
    }
    if let Err(error) = check(&matcher.value.value) {
        let mut finding = Diagnostic::new(codes::EXPR_REGEX, matcher.value.span, error.message);
        finding.help = error.help;
        findings.push(finding);
    }
}
