//! What is shown of the findings, how, and whether the run succeeds.

use super::super::arguments::{CheckOptions, FailOn, ReportFormat};
use super::super::project::Project;
use super::super::{Failure, Outcome, output, screen};
use super::changed::only_changed;
use super::pass::Pass;
use crate::diag::Level;
use crate::report::{self, Baseline};
use std::path::Path;

pub(super) fn show(
    mut pass: Pass,
    fixed: usize,
    options: &CheckOptions,
    project: &Project,
) -> Result<Outcome, Failure> {
    let check = &project.settings.check;
    pass.findings.retain(|finding| is_asked_for(finding.level(), options, project));
    if let Some(path) = &options.write_baseline {
        let text = Baseline::of(&pass.findings, &pass.sources).text();
        output::replace(path, text.as_bytes())?;
        eprintln!("larum: {} findings are now known: {}", pass.findings.len(), path.display());
        return Ok(Outcome::Clean);
    }
    if let Some(path) =
        options.baseline.clone().or_else(|| check.baseline.as_ref().map(|path| project.path(path)))
    {
        without_known(&mut pass, &path)?;
    }
    if let Some(revision) = &options.changed_since {
        only_changed(&mut pass, revision)?;
    }
    let text = match options.format.machine() {
        Some(format) => report::write(format, &pass.findings, &pass.sources),
        None => screen::findings_to_allow(&pass.findings, &pass.sources, &std::io::stdout()),
    };
    match &options.output {
        Some(path) => output::replace(path, text.as_bytes())?,
        None => screen::print(&text)?,
    }
    if fixed > 0 {
        eprintln!("larum: {fixed} fixed");
    }
    // Someone who reads a machine's format still wants to know.
    if options.format != ReportFormat::Text && options.output.is_some() {
        eprint!("{}", screen::count(&pass.findings));
    }
    let worst = pass.findings.iter().map(|finding| finding.level()).min();
    let fails = worst.is_some_and(|worst| match options.fail_on {
        FailOn::Error => worst == Level::Error,
        FailOn::Warning => worst <= Level::Warning,
        FailOn::Note => true,
    });
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

/// Notes and pedantic findings are for who asks for them, on the command line or in `larum.toml`.
pub(super) fn is_asked_for(level: Level, options: &CheckOptions, project: &Project) -> bool {
    let check = &project.settings.check;
    match level {
        Level::Error | Level::Warning => true,
        Level::Note => options.notes || check.notes,
        Level::Pedantic => options.pedantic || check.pedantic,
    }
}

fn without_known(pass: &mut Pass, path: &Path) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    let baseline = Baseline::read(&text)
        .map_err(|reason| Failure::new(format!("{} is no baseline: {reason}", path.display())))?;
    let findings = std::mem::take(&mut pass.findings);
    let (new, gone) = baseline.others(findings, &pass.sources);
    pass.findings = new;
    if gone > 0 {
        eprintln!(
            "larum: {gone} findings of {} are gone: write it anew with `--write-baseline`",
            path.display()
        );
    }
    Ok(())
}
