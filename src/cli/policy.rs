//! `larum policy [PATH]`: what policies ask for, in prose.

use super::arguments::{PolicyOptions, ProseFormat};
use super::progress::Progress;
use super::{Failure, Outcome, build, load, screen};
use crate::analyse::policies;
use crate::policy::{Format, prose};

/// A policy to begin with.
const STARTER: &str = include_str!("../../policies/starter.larum");

pub(super) fn run(options: &PolicyOptions) -> Result<Outcome, Failure> {
    if options.starter {
        screen::print(STARTER)?;
        return Ok(Outcome::Clean);
    }
    let folder = build::only_program(&options.path)?;
    let loaded = load::load(&folder, None, &mut Progress::new())?;
    let (found, mut findings) = policies(&loaded.source.statements);
    findings.append(loaded.source.findings);
    if findings.has_errors() {
        let findings = findings.sorted();
        eprint!("{}", screen::findings(&findings, &loaded.sources, &std::io::stderr()));
        return Ok(Outcome::Findings);
    }
    if found.is_empty() {
        let message =
            format!("the program in {} has no policy; `larum policy --starter` prints one", folder.display());
        return Err(Failure::new(message));
    }
    let format = match options.format {
        ProseFormat::Markdown => Format::Markdown,
        ProseFormat::Text => Format::Text,
    };
    screen::print(&prose(&found, format))?;
    Ok(Outcome::Clean)
}
