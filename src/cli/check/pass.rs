//! One look at everything: what all files say, and what was found in them.

use super::super::Failure;
use super::super::judge::Judge;
use super::super::load::{Texts, load_after};
use super::super::program::findings_of;
use super::super::progress::Progress;
use super::super::project::Project;
use super::inputs::Inputs;
use super::yaml;
use crate::analyse::environments;
use crate::diag::Diagnostic;
use crate::report::allow::Commented;
use crate::text::{SourceMap, Span};
use std::path::PathBuf;

/// What a look is given.
pub(super) struct Given<'a> {
    pub inputs: &'a Inputs,
    pub project: &'a Project,
    /// Programs whose policies hold for YAML files, beside those of the project.
    pub policies: &'a [PathBuf],
    pub judge: &'a Judge,
}

pub(super) struct Pass {
    pub sources: SourceMap,
    /// Of all levels, without those that a comment allows.
    pub findings: Vec<Diagnostic>,
    /// Rules and top-level statements, none inside another.
    pub things: Vec<Span>,
}

/// What is collected file by file.
#[derive(Default)]
pub(super) struct Parts {
    pub sources: SourceMap,
    pub findings: Vec<Diagnostic>,
    pub commented: Vec<Commented>,
    pub things: Vec<Span>,
}

impl Pass {
    /// `texts` stand for what files hold.
    pub fn over(given: &Given, texts: &Texts, progress: &mut Progress) -> Result<Pass, Failure> {
        let mut parts = Parts::default();
        for folder in &given.inputs.programs {
            let loaded = load_after(parts.sources, texts, folder, None, progress)?;
            parts.things.extend(loaded.source.statements.iter().map(|statement| statement.span));
            let mut wanted = vec![None];
            wanted.extend(environments(&loaded.source.statements).into_iter().map(Some));
            parts.findings.extend(findings_of(loaded.source, &wanted, progress).1);
            parts.commented.extend(loaded.commented);
            parts.sources = loaded.sources;
        }
        yaml::check(given, texts, &mut parts, progress)?;
        let Parts { sources, findings, commented, things } = parts;
        let findings = given.judge.judge(findings, &commented, &sources);
        Ok(Pass { sources, findings, things })
    }
}
