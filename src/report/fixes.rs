//! Carrying out fixes: all at once where they are apart from each other; those that touch wait for the next round.

use crate::diag::{Applicability, Diagnostic, Edit, Fix};
use crate::text::{FileId, SourceMap};
use std::collections::BTreeMap;

/// The new texts of the files that the fixes change, and how many fixes went in.
pub fn apply(
    findings: &[Diagnostic],
    sources: &SourceMap,
    unsafe_too: bool,
) -> (BTreeMap<FileId, String>, usize) {
    let wanted = |fix: &&Fix| match fix.applicability {
        Applicability::Safe => true,
        Applicability::Unsafe => unsafe_too,
        Applicability::Display => false,
    };
    // The edits of each file by where they begin; none of them touches another.
    let mut taken: BTreeMap<FileId, Edits> = BTreeMap::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(wanted) {
        let touches = |edit: &Edit| taken.get(&edit.span.file).is_some_and(|edits| touch(edit, edits));
        if fix.edits.is_empty() || fix.edits.iter().any(touches) {
            continue;
        }
        count += 1;
        for edit in &fix.edits {
            taken.entry(edit.span.file).or_default().insert(edit.span.start, edit);
        }
    }
    let texts = taken.into_iter().map(|(file, edits)| (file, edited(&sources.file(file).text, &edits)));
    (texts.collect(), count)
}

type Edits<'f> = BTreeMap<u32, &'f Edit>;

/// Edits that share a byte, or both insert at one place, do not go together.
fn touch(edit: &Edit, edits: &Edits) -> bool {
    let before = edits.range(..=edit.span.end).next_back();
    before.is_some_and(|(_, other)| edit.span.start <= other.span.end)
}

fn edited(text: &str, edits: &Edits) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits.values() {
        out += &text[at..edit.span.start as usize];
        out += &edit.text;
        at = edit.span.end as usize;
    }
    out + &text[at..]
}
