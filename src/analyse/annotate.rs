//! Annotations: Larum's `${…}` shorthands turned into Go templates, and both checked.

use super::threshold::Limit;
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::expr::labels::Flow;
use crate::model::Pair;
use crate::quantity::Dimension;
use crate::syntax::ast::Name;
use crate::template::{self, TemplateError, shorthand, shorthand::Piece};
use crate::text::{Span, Spanned};

/// What the shorthands of one level stand for.
pub(super) struct Facts<'a> {
    pub alert: &'a str,
    pub service: Option<&'a str>,
    pub owner: Option<&'a str>,
    pub severity: &'a str,
    pub pending: String,
    pub limit: Option<Limit>,
    /// Limits of single members of a fleet: the label, and member with limit.
    pub overrides: Option<(&'a str, Vec<(&'a str, String)>)>,
    pub dimension: Option<Dimension>,
    /// Labels that the rule itself puts on the alert. In `$labels` Prometheus shows them not.
    pub labels: &'a [Pair],
    pub flow: &'a Flow,
}

impl Facts<'_> {
    /// The value of a label that the rule itself sets, over whatever the series carries.
    fn fixed(&self, label: &str) -> Option<&str> {
        self.labels.iter().find(|(name, _)| name == label).map(|(_, value)| value.as_str())
    }
}

/// The shorthands that are not labels.
const OWN: &[&str] = &["alert", "for", "owner", "service", "severity", "threshold", "value"];

/// The annotations of a level, named as the field names them, shorthands expanded.
pub(super) fn annotations(
    texts: &[(Name, Spanned<String>)],
    facts: &Facts,
    findings: &mut Diagnostics,
) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for (key, text) in texts {
        let name = match key.value.as_str() {
            "runbook" => "runbook_url",
            "dashboard" => "dashboard_url",
            other => other,
        };
        let expanded = expand(text, facts, findings);
        super::labels::merge(&mut found, [(name.to_string(), expanded)]);
    }
    found
}

/// Whether an expanded text reads `$value`.
pub(super) fn uses_value(text: &str) -> bool {
    text.contains("{{") && template::parse(text).is_ok_and(|parsed| parsed.uses_value().is_some())
}

fn expand(text: &Spanned<String>, facts: &Facts, findings: &mut Diagnostics) -> String {
    if !text.contains("{{") && !text.contains("${") {
        return text.value.clone();
    }
    check_go(text, facts, findings);
    let pieces = match shorthand::scan(text) {
        Ok(pieces) => pieces,
        Err(errors) => {
            errors.iter().for_each(|error| findings.push(fault(codes::TEMPLATE_SYNTAX, text, error)));
            return text.value.clone();
        }
    };
    for piece in &pieces {
        if let Piece::Shorthand { name, at } = piece {
            check_shorthand(name, inside(text, at), facts, findings);
        }
    }
    shorthand::expand(&pieces, |name| replacement(name, facts))
}

/// The span of a part of a quoted text; the whole text when escapes make it uncertain.
fn inside(text: &Spanned<String>, range: &std::ops::Range<usize>) -> Span {
    let length = (text.span.end - text.span.start) as usize;
    match length == text.value.len() + 2 {
        true => text.span.part(range.start + 1, range.end + 1),
        false => text.span,
    }
}

fn check_go(text: &Spanned<String>, facts: &Facts, findings: &mut Diagnostics) {
    if !text.contains("{{") {
        return;
    }
    match template::parse(text) {
        Ok(parsed) => {
            for error in parsed.faults() {
                findings.push(fault(codes::TEMPLATE_FAULT, text, error));
            }
            for (label, range) in parsed.labels_used() {
                check_label(label, inside(text, &range), facts, findings);
            }
        }
        Err(errors) => {
            errors.iter().for_each(|error| findings.push(fault(codes::TEMPLATE_SYNTAX, text, error)))
        }
    }
}

fn fault(code: Code, text: &Spanned<String>, error: &TemplateError) -> Diagnostic {
    let mut finding = Diagnostic::new(code, inside(text, &error.at), error.message.clone());
    finding.help = error.help.clone();
    finding
}

fn check_shorthand(name: &str, span: Span, facts: &Facts, findings: &mut Diagnostics) {
    let missing = match name {
        "threshold" if facts.limit.is_none() => "this level compares its measure with no constant",
        "service" if facts.service.is_none() => "the alert is `on` no service",
        "owner" if facts.owner.is_none() => "its service has no `owner`",
        name if OWN.contains(&name) || facts.fixed(name).is_some() => return,
        _ => return check_label(name, span, facts, findings),
    };
    findings.push(
        Diagnostic::new(codes::TEMPLATE_NO_VALUE, span, format!("`${{{name}}}` stands for nothing here"))
            .here(missing)
            .help("write the text out, or remove it"),
    );
}

fn check_label(label: &str, span: Span, facts: &Facts, findings: &mut Diagnostics) {
    let Err(impossible) = facts.flow.can_carry(label) else { return };
    let known = facts.flow.known_labels().unwrap_or_default();
    let names = known.iter().map(|label| &**label).chain(OWN.iter().copied());
    findings.push(
        Diagnostic::new(codes::TEMPLATE_LABEL, span, format!("the alert never carries label `{label}`"))
            .because(impossible.cause, impossible.reason)
            .help("keep the label in the expression, or leave it out of the text")
            .did_you_mean(label, names),
    );
}

fn replacement(name: &str, facts: &Facts) -> String {
    match name {
        "alert" => facts.alert.to_string(),
        "for" => facts.pending.clone(),
        "owner" => facts.owner.unwrap_or_default().to_string(),
        "service" => facts.service.unwrap_or_default().to_string(),
        "severity" => facts.severity.to_string(),
        "threshold" => threshold(facts),
        "value" => template::humanise(kind(facts.dimension), "$value"),
        label => match facts.fixed(label) {
            Some(value) => value.to_string(),
            None if super::labels::is_classic(label) => format!("{{{{ $labels.{label} }}}}"),
            None => format!("{{{{ index $labels {label:?} }}}}"),
        },
    }
}

/// The limit; where members of a fleet have their own, that of the member at hand.
fn threshold(facts: &Facts) -> String {
    let general = facts.limit.as_ref().map(Limit::text).unwrap_or_default();
    let Some((label, members)) = &facts.overrides else { return general };
    let mut text = String::new();
    for (index, (member, limit)) in members.iter().enumerate() {
        let word = if index == 0 { "if" } else { "else if" };
        text += &format!("{{{{ {word} eq $labels.{label} {member:?} }}}}{limit}");
    }
    if members.is_empty() { general } else { format!("{text}{{{{ else }}}}{general}{{{{ end }}}}") }
}

fn kind(dimension: Option<Dimension>) -> template::ValueKind {
    match dimension {
        Some(Dimension::Ratio) => template::ValueKind::Ratio,
        Some(Dimension::Time) => template::ValueKind::Seconds,
        Some(Dimension::Bytes) => template::ValueKind::Bytes,
        Some(Dimension::PerSecond) => template::ValueKind::PerSecond,
        Some(Dimension::FramesPerSecond) => template::ValueKind::FramesPerSecond,
        Some(Dimension::Celsius) => template::ValueKind::Celsius,
        Some(Dimension::BytesPerSecond | Dimension::Count | Dimension::Timestamp) | None => {
            template::ValueKind::Count
        }
    }
}
