//! Series that are recorded from themselves: each evaluation reads what the one before it made.

use super::reads::reads;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use std::collections::BTreeSet;

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for circle in &look.circles {
        let Some(name) = circle.first() else { continue };
        let next = circle.get(1).unwrap_or(name);
        let rules = &look.records[name];
        let read =
            rules.iter().flat_map(|(_, rule)| reads(&rule.expr)).find(|read| read.name.value == **next);
        let Some(read) = read else { continue };
        if !reported.insert(read.name.span) {
            continue;
        }
        if circle.len() == 1 {
            findings.push(
                Diagnostic::new(
                    codes::RECORD_READS_ITSELF,
                    read.name.span,
                    format!("`{name}` is made of its own last value"),
                )
                .help(
                    "good for holding a value; a gap longer than 5m, or a restart of that length, loses it",
                ),
            );
            continue;
        }
        let path = circle.join("` → `");
        let mut finding = Diagnostic::new(
            codes::RECORD_CYCLE,
            read.name.span,
            format!("`{name}` is recorded from itself: `{path}` → `{name}`"),
        )
        .help("break the circle: each evaluation goes on from what the last one made");
        for next in &circle[1..] {
            finding =
                finding.because(look.records[next][0].1.name.span, format!("`{next}` is recorded here"));
        }
        findings.push(finding);
    }
}
