//! YAML files: each is read, and what is in them is looked at together.

use super::super::Failure;
use super::super::load::{Texts, commented_yaml, read};
use super::super::progress::Progress;
use super::pass::{Given, Parts};
use super::{policies, routes, servers};
use crate::diag::Diagnostics;
use crate::import::{self, Imported};
use crate::lint;
use crate::ruleset::RuleSet;
use crate::text::FileId;
use rayon::prelude::*;

/// Adds what there is to say of the YAML files to `parts`.
pub(super) fn check(
    given: &Given,
    texts: &Texts,
    parts: &mut Parts,
    progress: &mut Progress,
) -> Result<(), Failure> {
    let read = files(given, texts, parts, progress)?;
    if read.is_empty() {
        if given.inputs.programs.is_empty() {
            let message = "there is nothing to check: no file is a program, a rule file or a configuration of Alertmanager";
            return Err(Failure::new(message));
        }
        return Ok(());
    }
    let mut findings = Diagnostics::default();
    let mut rules = RuleSet::default();
    let mut configs = Vec::new();
    for (file, imported) in read {
        parts.things.extend(imported.groups.iter().flat_map(|group| &group.rules).map(|rule| rule.span));
        parts.commented.extend(commented_yaml(&parts.sources.file(file).text, file, &imported));
        findings.append(imported.findings);
        rules.groups.extend(imported.groups);
        configs.extend(imported.alertmanagers);
    }
    progress.now("looking at rules");
    let facts = servers::facts(given.project, &mut parts.sources)?;
    let look = lint::Look::new(&rules, &facts);
    findings.append(lint::check_look(&look));
    findings.append(routes::check(given, &look, &configs, parts));
    findings.append(policies::check(given, &look, &configs, parts, progress)?);
    parts.findings.extend(findings.sorted());
    Ok(())
}

/// The files that are rules or configurations of Alertmanager.
fn files(
    given: &Given,
    texts: &Texts,
    parts: &mut Parts,
    progress: &mut Progress,
) -> Result<Vec<(FileId, Imported)>, Failure> {
    let mut files = Vec::new();
    for yaml in &given.inputs.yaml {
        progress.now(&format!("reading {}", yaml.path.display()));
        let text = read(&yaml.path, texts)?;
        let shown = yaml.path.strip_prefix("./").unwrap_or(&yaml.path);
        files.push((parts.sources.add(shown, shown.to_string_lossy(), text), yaml.named));
    }
    let options = servers::options(given.project);
    let sources = &parts.sources;
    let imported: Vec<Imported> =
        files.par_iter().map(|(file, _)| import::read(&sources.file(*file).text, *file, &options)).collect();
    let mut ours = Vec::new();
    for ((file, named), imported) in files.into_iter().zip(imported) {
        if imported.is_ours() {
            ours.push((file, imported));
        } else if named {
            let path = parts.sources.file(file).path.display();
            return Err(Failure::new(format!(
                "there is nothing to check in {path}: it is {}",
                imported.what()
            )));
        } else {
            parts.sources.leave_out(file);
        }
    }
    Ok(ours)
}
