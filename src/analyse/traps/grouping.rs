//! `group_by "..."` where each group opens an incident.

use super::look::{Look, Used, value_span};
use crate::channel::Opens;
use crate::diag::{Diagnostic, Diagnostics, codes};

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let every = ["...".to_owned()];
    for used in &look.escalations {
        let span = match &used.escalation.group_by {
            Some(by) if *by == every => used.setting("group_by"),
            None if look.model.alertmanager.group_by == every => {
                look.alertmanager().and_then(|block| value_span(block, "group_by"))
            }
            _ => None,
        };
        if let (Some(span), Some(page)) = (span, page(look, used)) {
            findings.push(
                Diagnostic::new(
                    codes::ESCALATION_EVERY_LABEL,
                    span,
                    format!("each series of an alert opens an incident of its own in `{}`", page.value),
                )
                .because(page.span, "told by this escalation")
                .help("group by what is one incident for people: `group_by alertname, service`"),
            );
        }
    }
}

/// The first channel that opens incidents.
fn page<'a>(look: &Look, used: &Used<'a>) -> Option<&'a crate::syntax::ast::Name> {
    let mut told = used.clauses.iter().flat_map(|clause| clause.channels());
    told.find(|(channel, _)| look.opens(*channel) == Opens::Incident).map(|(_, name)| name)
}
