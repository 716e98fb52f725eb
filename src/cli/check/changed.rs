//! `--changed-since REV`: the lines that changed, as git tells.

use super::super::Failure;
use super::super::git::git;
use super::pass::Pass;
use crate::report::Changed;
use crate::text::{FileId, Span};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Keeps the findings about what changed since a revision. All files were looked at all the same.
pub(super) fn only_changed(pass: &mut Pass, revision: &str) -> Result<(), Failure> {
    let here = Path::new(".");
    let top = git(here, &["rev-parse", "--show-toplevel"])
        .map_err(|_| Failure::new("`--changed-since` needs a git repository around this folder"))?;
    let top = PathBuf::from(top.trim_end_matches('\n'));
    git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
        .map_err(|_| Failure::new(format!("git knows no revision `{revision}`")))?;
    let arguments = [
        "-c",
        "core.quotePath=false",
        "diff",
        "--unified=0",
        "--no-prefix",
        "--no-color",
        "--no-ext-diff",
        revision,
        "--",
    ];
    let mut changed = Changed::read(&git(&top, &arguments)?, &top);
    for path in git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?.split_terminator('\0') {
        changed.add_whole(top.join(path));
    }
    let real: HashMap<FileId, PathBuf> = pass
        .sources
        .files()
        .filter_map(|(id, file)| Some((id, std::fs::canonicalize(&file.path).ok()?)))
        .collect();
    let things = things(pass);
    let around = |span: Span| around(&things, span);
    let findings = std::mem::take(&mut pass.findings);
    let concerned =
        |finding: &_| changed.concerns(finding, &pass.sources, around, |span| real.get(&span.file).cloned());
    pass.findings = findings.into_iter().filter(concerned).collect();
    Ok(())
}

/// Rules and statements, by where they begin.
fn things(pass: &Pass) -> HashMap<FileId, Vec<Span>> {
    let mut things: HashMap<FileId, Vec<Span>> = HashMap::new();
    for thing in &pass.things {
        things.entry(thing.file).or_default().push(*thing);
    }
    for spans in things.values_mut() {
        spans.sort();
    }
    things
}

/// The rule or statement that a place belongs to; else the place itself.
fn around(things: &HashMap<FileId, Vec<Span>>, span: Span) -> Span {
    let Some(spans) = things.get(&span.file) else { return span };
    let before = spans.partition_point(|thing| thing.start <= span.start);
    let nearest = before.checked_sub(1).map(|index| spans[index]);
    nearest.filter(|thing| span.start < thing.end).unwrap_or(span)
}
