//! Carrying out fixes: all at once where they are apart from each other; those that touch wait for the next round.

use crate::diag::{Applicability, Diagnostic, Edit, Fix};
use crate::text::{FileId, SourceMap};
use std::collections::BTreeMap;
use std::ops::Range;

/// The new texts of the files that the fixes change, and how many fixes went in.
pub fn apply<'f>(
    findings: impl Iterator<Item = &'f Diagnostic>,
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
    for fix in findings.filter_map(|finding| finding.fix.as_ref()).filter(wanted) {
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
        let range = taken_out(text, edit);
        out += &text[at..range.start.max(at)];
        out += &edit.text;
        at = range.end;
    }
    out + &text[at..]
}

/// What an edit takes out of the text: the whole line where nothing else stands on it.
fn taken_out(text: &str, edit: &Edit) -> Range<usize> {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |before| before + 1);
    let next = text[end..].find('\n').map_or(text.len(), |behind| end + behind + 1);
    let is_alone = text[line..start].trim().is_empty() && text[end..next].trim().is_empty();
    if edit.text.is_empty() && is_alone { line..next } else { start..end }
}
