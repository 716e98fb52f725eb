//! Steps whose timer a restart of Prometheus starts anew.

use super::look::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Level, Millis};
use crate::quantity::duration_text;

/// `--rules.alert.for-grace-period`: a shorter `for` is not restored.
const GRACE: Millis = 10 * 60_000;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for used in &look.escalations {
        for (step, span) in used.later_steps() {
            let Some(after) = used.escalation.steps.get(step).map(|step| step.after) else { continue };
            let wait = |level: &Level| after + if level.keep_firing_for > 0 { 0 } else { level.pending };
            let shortest = used.levels.iter().min_by_key(|(_, level)| wait(level));
            let Some((alert, level)) = shortest.filter(|(_, level)| wait(level) < GRACE) else { continue };
            let message = format!(
                "a restart of Prometheus makes this step of `{}` wait its {} again",
                alert.name,
                duration_text(wait(level))
            );
            findings.push(
                Diagnostic::new(codes::ESCALATION_RESTART, span, message)
                    .because(level.span, "this level has the shortest `for`")
                    .help("wait 10m or more in all, or run Prometheus with a shorter `--rules.alert.for-grace-period`"),
            );
        }
    }
}
