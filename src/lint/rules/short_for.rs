//! A `for` that is shorter than the interval at which its condition is looked at.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};
use crate::quantity::duration_text;

pub fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    let own = view.group.interval.as_ref();
    let Some(interval) = own.map(|clause| clause.value).or(look.facts.evaluation_interval) else { return };
    let Some(pending) = view.rule.alert().and_then(|alert| alert.pending.as_ref()) else { return };
    if pending.value == 0 || pending.value >= interval {
        return;
    }
    let (short, long) = (duration_text(pending.value), duration_text(interval));
    let finding = Diagnostic::new(
        codes::ALERT_SHORT_FOR,
        pending.span,
        format!("`for` of {short} lasts {long}: the condition is looked at every {long}"),
    )
    .help(format!("write `for: {long}`, or run the group more often"));
    findings.push(match own {
        Some(clause) => finding.because(clause.span, "the interval of the group"),
        None => finding,
    });
}
