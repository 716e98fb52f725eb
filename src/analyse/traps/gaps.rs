//! Times at which no step of an escalation tells anybody. Alertmanager keeps the alert until a window
//! opens; when it has ended by then, nobody ever hears of it.

use super::coverage::{complement, united};
use super::look::{Look, Used};
use super::week;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Level, When};

/// Severities of this rank and graver cannot wait: `critical`, `page`, `error`, `high`, …
const URGENT: u32 = 20;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for used in &look.escalations {
        if let Some(finding) = gap(look, used) {
            findings.push(finding);
        }
    }
}

fn gap(look: &Look, used: &Used) -> Option<Diagnostic> {
    let mut whens: Vec<When> = Vec::new();
    for clause in &used.clauses {
        let when = clause.meant.when?; // without a window: at all times
        if !whens.contains(&when) {
            whens.push(when);
        }
    }
    let first = used.clauses.first()?;
    let urgent = used.levels.iter().find(|(_, level)| rank(look, level) <= URGENT);
    let hands_over =
        used.clauses.iter().any(|clause| clause.step == 0 && clause.meant.when != first.meant.when);
    // One window alone is a choice where nothing is urgent.
    if urgent.is_none() && !hands_over {
        return None;
    }
    let covered: Option<Vec<_>> = whens.iter().map(|when| look.coverage.of(Some(*when))).collect();
    let uncovered = complement(&united(covered?.concat()));
    let windows: Vec<_> = whens.iter().map(|when| look.coverage.window(when.window)).collect();
    let times = week::said(&uncovered, &windows)?;
    let window = &first.written.when.as_ref()?.window;
    let message = format!("`{}` tells nobody: {times}", used.escalation.name);
    let finding = Diagnostic::new(codes::ESCALATION_GAP, window.span, message);
    let finding = match urgent {
        Some((_, level)) => {
            let severity = &look.model.severities[level.severity].name;
            finding.because(level.span, format!("`{severity}` cannot wait until a window opens"))
        }
        None => finding,
    };
    Some(finding.help(format!("say who is told then: `notify … outside {}`", window.value)))
}

fn rank(look: &Look, level: &Level) -> u32 {
    look.model.severities[level.severity].rank
}
