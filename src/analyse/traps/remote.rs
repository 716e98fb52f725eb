//! A step that hands over to an escalation of the paging service, and later steps that page as well.

use super::look::Look;
use crate::channel::Opens;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Channel, Setting};

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for used in &look.escalations {
        let told = || {
            used.clauses
                .iter()
                .flat_map(|clause| clause.channels().map(|(channel, name)| (clause.step, channel, name)))
        };
        let remote = told().find(|(_, channel, _)| escalates_itself(&look.model.channels[*channel]));
        let Some((step, remote, handed)) = remote else { continue };
        let mut others = told().filter(|(other, ..)| *other != step);
        let other = others.find(|(_, channel, _)| look.opens(*channel) == Opens::Incident);
        let Some((_, _, page)) = other else { continue };
        let mut finding = Diagnostic::new(
            codes::ESCALATION_PAGES_TWICE,
            page.span,
            format!("`{}` pages while `{}` escalates by itself", page.value, handed.value),
        );
        let responders = look.channel(remote).and_then(|channel| channel.settings.get("responders"));
        if let Some(responders) = responders {
            finding = finding.because(responders.span, "a responder of type `escalation`");
        }
        findings.push(finding.help("let one of them escalate: the service, or these steps"));
    }
}

/// Opsgenie may be told which of its own escalations to follow. PagerDuty always follows one, which
/// cannot be seen from here.
fn escalates_itself(channel: &Channel) -> bool {
    let responders = channel.settings.iter().find(|(name, _)| name == "responders");
    let Some((_, Setting::List(responders))) = responders else { return false };
    let escalation = |name: &str, value: &Setting| {
        name == "type" && matches!(value, Setting::Text(text) if text.eq_ignore_ascii_case("escalation"))
    };
    responders.iter().any(|responder| {
        matches!(responder, Setting::Map(entries) if entries.iter().any(|(name, value)| escalation(name, value)))
    })
}
