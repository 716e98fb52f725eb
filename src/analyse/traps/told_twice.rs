//! A channel that two clauses of one step name for times that overlap: it is told twice, for the
//! clauses are two receivers.

use super::coverage::overlap;
use super::look::{Clause, Look};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::ChannelId;
use crate::syntax::ast::Name;
use std::collections::HashMap;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for used in &look.escalations {
        let mut seen: HashMap<(usize, ChannelId), Vec<(Clause, &Name)>> = HashMap::new();
        for clause in &used.clauses {
            for (channel, name) in clause.channels() {
                let before = seen.entry((clause.step, channel)).or_default();
                let earlier = before.iter().find(|(other, _)| both_speak(look, other, clause));
                if let Some((_, first)) = earlier {
                    findings.push(
                        Diagnostic::new(
                            codes::ESCALATION_TOLD_TWICE,
                            name.span,
                            format!("this step tells `{}` twice at the same time", name.value),
                        )
                        .because(first.span, "it is told here already")
                        .help("name it once, or let one clause speak `outside` the other's window"),
                    );
                }
                before.push((*clause, name));
            }
        }
    }
}

fn both_speak(look: &Look, a: &Clause, b: &Clause) -> bool {
    let (a, b) = (a.meant.when, b.meant.when);
    if a == b {
        return false; // one receiver
    }
    match (look.coverage.of(a), look.coverage.of(b)) {
        (Some(a), Some(b)) => overlap(&a, &b),
        _ => false,
    }
}
