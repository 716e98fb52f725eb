//! Taking out what is allowed, and telling of allowances that have no use.

use super::{Allowance, is_allowable};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::text::{FileId, Span};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// The findings that nothing allows, and what is to be said of the allowances. `unread` are files of which not
/// all was looked at: an allowance there may be of use.
pub fn apply(
    findings: Vec<Diagnostic>,
    allowances: &[Allowance],
    today: Date,
    unread: &HashSet<FileId>,
) -> Vec<Diagnostic> {
    let mut said = Diagnostics::default();
    // An allowance that has ended allows nothing.
    let has_ended = |allowance: &Allowance| allowance.until.as_ref().is_some_and(|until| until.value < today);
    let mut by_code: HashMap<(FileId, &str), Vec<(usize, Span)>> = HashMap::new();
    for (index, allowance) in allowances.iter().enumerate() {
        if let Some(until) = allowance.until.as_ref().filter(|_| has_ended(allowance)) {
            said.push(
                Diagnostic::new(
                    codes::ALLOW_EXPIRED,
                    until.span,
                    format!("this was allowed until {}", until.value),
                )
                .help("do what is to be done, or remove the comment"),
            );
            continue;
        }
        for code in &allowance.codes {
            let regions = by_code.entry((allowance.region.file, code.value.as_str())).or_default();
            regions.push((index, allowance.region));
        }
    }
    let mut used: HashSet<(usize, &str)> = HashSet::new();
    let mut refused: HashSet<(usize, &str)> = HashSet::new();
    let mut kept = Vec::new();
    for finding in findings {
        let at = finding.primary.span;
        let name = finding.code.name;
        let regions = by_code.get(&(at.file, name)).map_or(&[][..], Vec::as_slice);
        let around = regions.iter().filter(|(_, region)| region.start <= at.start && at.start <= region.end);
        let indices: Vec<usize> = around.map(|(index, _)| *index).collect();
        let marks = if is_allowable(&finding) { &mut used } else { &mut refused };
        marks.extend(indices.iter().map(|index| (*index, name)));
        if indices.is_empty() || !is_allowable(&finding) {
            kept.push(finding);
        }
    }
    for (index, allowance) in allowances.iter().enumerate().filter(|(_, allowance)| !has_ended(allowance)) {
        for code in &allowance.codes {
            let Some(known) = codes::named(&code.value) else { continue };
            if refused.contains(&(index, known.name)) {
                said.push(locked(known, code.span));
            } else if !used.contains(&(index, known.name)) && !unread.contains(&code.span.file) {
                said.push(unused(known, code.span));
            }
        }
    }
    kept.extend(said.sorted());
    kept
}

fn locked(code: Code, span: Span) -> Diagnostic {
    Diagnostic::new(codes::ALLOW_LOCKED, span, format!("`{}` cannot be allowed here", code.name))
        .here("nothing would load without it, or the policy is locked")
        .help("correct what it says, and remove this")
}

fn unused(code: Code, span: Span) -> Diagnostic {
    Diagnostic::new(codes::ALLOW_UNUSED, span, format!("there is no `{}` here to allow", code.name))
        .help("remove it")
}
