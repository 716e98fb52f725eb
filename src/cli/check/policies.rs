//! Policies of Larum programs, held against YAML files.

use super::super::Failure;
use super::super::load::{Texts, load_after};
use super::super::progress::Progress;
use super::pass::{Given, Parts};
use crate::analyse;
use crate::diag::Diagnostics;
use crate::import::Alertmanager;
use crate::lint::Look;
use crate::policy::{self, Subject};
use std::path::{Path, PathBuf};

/// What breaks the policies of `--policy` and of `larum.toml`, and what is wrong with these.
pub(super) fn check(
    given: &Given,
    look: &Look,
    configs: &[Alertmanager],
    parts: &mut Parts,
    progress: &mut Progress,
) -> Result<Diagnostics, Failure> {
    let mut findings = Diagnostics::default();
    let of_project = given.project.settings.policy.paths.iter().map(|path| given.project.path(path));
    let paths: Vec<PathBuf> = given.policies.iter().cloned().chain(of_project).collect();
    // With several, nobody knows which of them gets the alerts.
    let config = match configs {
        [only] => Some(only.config()),
        _ => None,
    };
    let subject = Subject::Imported { rules: look.rules, config: config.as_ref(), facts: look.facts };
    for path in &paths {
        let loaded =
            load_after(std::mem::take(&mut parts.sources), &Texts::new(), folder(path), None, progress)?;
        parts.sources = loaded.sources;
        let (policies, faults) = analyse::policies(&loaded.source.statements);
        findings.append(loaded.source.findings);
        findings.append(faults);
        findings.append(policy::check(&policies, &subject, given.judge.today));
    }
    Ok(findings)
}

/// A file stands for its folder, as everywhere.
fn folder(path: &Path) -> &Path {
    if path.is_dir() {
        return path;
    }
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
