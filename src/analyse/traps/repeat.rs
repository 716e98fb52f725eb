//! `repeat every` that does not come when it says: Alertmanager looks at a group every
//! `group_interval`, and forgets after its retention what it told.

use super::look::{Look, Used, value_span};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Millis;
use crate::quantity::duration_text;
use crate::text::Span;

/// `--data.retention`, unless it is set.
const RETENTION: Millis = 120 * 3_600_000;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let settings = &look.model.alertmanager;
    if let Some(block) = look.alertmanager() {
        let span = |name| value_span(block, name);
        let (repeat, interval) = (span("repeat_interval"), span("group_interval"));
        if let Some(at) = repeat.or(interval) {
            findings.extend(late(
                at,
                interval.filter(|_| repeat.is_some()),
                settings.repeat_interval,
                settings.group_interval,
            ));
        }
    }
    for used in &look.escalations {
        let Some((at, cause)) = written(look, used) else { continue };
        let repeat = used.escalation.repeat.unwrap_or(settings.repeat_interval);
        findings.extend(late(at, cause, repeat, look.group_interval(used.escalation)));
    }
}

/// Where the escalation says how often it repeats, and the interval that it is rounded to.
fn written(look: &Look, used: &Used) -> Option<(Span, Option<Span>)> {
    let own = used.setting("group_interval");
    let of_all = || look.alertmanager().and_then(|block| value_span(block, "group_interval"));
    match &used.statement.repeat {
        Some(repeat) => Some((repeat.span, own.or_else(of_all))),
        None => own.map(|own| (own, None)),
    }
}

fn late(at: Span, cause: Option<Span>, repeat: Millis, interval: Millis) -> Option<Diagnostic> {
    let said = duration_text(repeat);
    let finding = if repeat > RETENTION {
        let message = format!("after {} it is told again, not after {said}", duration_text(RETENTION));
        Diagnostic::new(codes::ESCALATION_REPEAT, at, message)
            .help("Alertmanager forgets then what it told: write at most `5d`")
    } else if repeat % interval != 0 {
        let real = (repeat / interval + 1) * interval;
        let every = duration_text(interval);
        let message = format!("it is told again every {}, not every {said}", duration_text(real));
        let finding = Diagnostic::new(codes::ESCALATION_REPEAT, at, message)
            .help(format!("Alertmanager looks at a group every {every}: write a multiple of that"));
        match cause {
            Some(cause) => finding.because(cause, "how often a group is looked at"),
            None => finding,
        }
    } else {
        return None;
    };
    Some(finding)
}
