//! `--fix`: fixes are made in memory until nothing more is to be fixed, and only then written.

use super::super::Failure;
use super::super::load::Texts;
use super::super::output;
use super::super::progress::Progress;
use super::pass::{Given, Pass};
use crate::diag::{Diagnostic, Level};
use crate::report::fixes;
use crate::text::{FileId, SourceMap};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// More rounds than fixes need that wait for each other.
const MOST_ROUNDS: usize = 20;

/// Makes the fixes of the findings that are wanted and writes the files. Gives what is found afterwards, and how
/// many fixes were made. A file in which a fix would make a new error stays as it was.
pub(super) fn until_stable(
    mut pass: Pass,
    given: &Given,
    wanted: &dyn Fn(&Diagnostic) -> bool,
    unsafe_too: bool,
    progress: &mut Progress,
) -> Result<(Pass, usize), Failure> {
    let mut texts = Texts::new();
    let mut broken: Vec<PathBuf> = Vec::new();
    let mut fixed = 0;
    for _ in 0..MOST_ROUNDS {
        let path = |file: FileId| pass.sources.file(file).path.clone();
        let may_be_made =
            |finding: &&Diagnostic| wanted(finding) && !broken.contains(&path(finding.primary.span.file));
        let findings = pass.findings.iter().filter(may_be_made);
        let (changed, count) = fixes::apply(findings, &pass.sources, unsafe_too);
        let changed: Texts = changed.into_iter().map(|(file, text)| (path(file), text)).collect();
        let mut next = texts.clone();
        next.extend(changed.clone());
        if next == texts {
            break;
        }
        // Where files suffer, it is tried again without them.
        match Pass::over(given, &next, progress) {
            Ok(after) => {
                let worse = newly_wrong(&pass, &after);
                if worse.is_empty() {
                    fixed += count;
                    texts = next;
                    pass = after;
                }
                broken.extend(worse);
            }
            Err(_) => broken.extend(unreadable(given, &texts, changed, progress)),
        }
    }
    for (path, text) in &texts {
        output::replace(path, text.as_bytes())?;
    }
    Ok((pass, fixed))
}

/// The files that are no files of ours any more: each of them alone tells.
fn unreadable(given: &Given, texts: &Texts, changed: Texts, progress: &mut Progress) -> Vec<PathBuf> {
    let mut breaks = |(path, text): &(PathBuf, String)| {
        let mut one = texts.clone();
        one.insert(path.clone(), text.clone());
        Pass::over(given, &one, progress).is_err()
    };
    changed.into_iter().filter(|file| breaks(file)).map(|(path, _)| path).collect()
}

/// The files that have more errors than before.
fn newly_wrong(before: &Pass, after: &Pass) -> Vec<PathBuf> {
    let known = errors(&before.findings, &before.sources);
    let now = errors(&after.findings, &after.sources);
    let more = now.into_iter().filter(|(path, count)| known.get(path).is_none_or(|known| known < count));
    more.map(|(path, _)| path.to_path_buf()).collect()
}

fn errors<'s>(findings: &[Diagnostic], sources: &'s SourceMap) -> HashMap<&'s Path, usize> {
    let mut counts = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.level() == Level::Error) {
        *counts.entry(sources.file(finding.primary.span.file).path.as_path()).or_insert(0) += 1;
    }
    counts
}
