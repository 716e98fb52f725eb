//! One program, read and analysed for the environment that was asked for, or for all.

use super::judge::Judge;
use super::load::{Loaded, Moved, load};
use super::progress::Progress;
use super::{Failure, Outcome, arguments::Deny, screen, set};
use crate::analyse::{Source, analyse_everywhere, environments};
use crate::diag::{Diagnostic, Level};
use crate::model::Model;
use crate::policy;
use crate::text::SourceMap;
use jiff::Zoned;
use std::path::Path;

/// A program and all that is to be said of it, in source order.
pub(super) struct Program {
    pub sources: SourceMap,
    /// None when there are errors.
    pub model: Option<Model>,
    pub findings: Vec<Diagnostic>,
}

impl Program {
    /// The model; where there is none, why is printed.
    pub fn model_or_findings(&self) -> Option<&Model> {
        if self.model.is_none() {
            eprint!("{}", screen::findings(&self.findings, &self.sources, &std::io::stderr()));
        }
        self.model.as_ref()
    }

    /// For one environment; none means outside of all.
    pub fn of(folder: &Path, environment: Option<&str>, progress: &mut Progress) -> Result<Program, Failure> {
        Program::with(folder, environment, &[], progress)
    }

    /// The same with other values of its `let`s, each as `NAME=VALUE`.
    pub fn with(
        folder: &Path,
        environment: Option<&str>,
        values: &[String],
        progress: &mut Progress,
    ) -> Result<Program, Failure> {
        let mut loaded = load(folder, None, progress)?;
        if !values.is_empty() {
            set::values(&mut loaded, values)?;
        }
        Program::loaded(folder, loaded, environment, progress)?.map_err(|known| {
            let wanted = environment.unwrap_or_default();
            let known = if known.is_empty() { "it declares none".to_string() } else { known.join(", ") };
            Failure::new(format!("the program has no environment `{wanted}`: {known}"))
        })
    }

    /// The same; when it has no such environment, those that it has.
    pub fn in_environment(
        folder: &Path,
        environment: Option<&str>,
        moved: Option<&Moved>,
        progress: &mut Progress,
    ) -> Result<Result<Program, Vec<String>>, Failure> {
        Program::loaded(folder, load(folder, moved, progress)?, environment, progress)
    }

    fn loaded(
        folder: &Path,
        loaded: Loaded,
        environment: Option<&str>,
        progress: &mut Progress,
    ) -> Result<Result<Program, Vec<String>>, Failure> {
        if let Some(wanted) = environment {
            let known = environments(&loaded.source.statements);
            if !known.iter().any(|name| name == wanted) {
                return Ok(Err(known));
            }
        }
        let judge = Judge::of(folder)?;
        Ok(Ok(Program::analysed(loaded, environment.map(str::to_string), &judge, progress)))
    }

    fn analysed(
        loaded: Loaded,
        environment: Option<String>,
        judge: &Judge,
        progress: &mut Progress,
    ) -> Program {
        let (model, findings) = findings_of(loaded.source, &[environment], progress);
        let mut findings = judge.judge(findings, &loaded.commented, &loaded.sources);
        findings.retain(|finding| finding.level() < Level::Note);
        Program { sources: loaded.sources, model, findings }
    }

    pub fn outcome(&self, deny: Option<Deny>) -> Outcome {
        outcome(&self.findings, deny)
    }
}

/// All that is to be said of a program in these environments.
pub(super) fn findings_of(
    source: Source,
    wanted: &[Option<String>],
    progress: &mut Progress,
) -> (Option<Model>, Vec<Diagnostic>) {
    let now = |name: &str| progress.now(&format!("analysing {name}"));
    let today = Zoned::now().date();
    analyse_everywhere(source, wanted, now, |model| policy::judge(model, today))
}

/// Whether a run with these findings succeeds.
pub(super) fn outcome(findings: &[Diagnostic], deny: Option<Deny>) -> Outcome {
    let fails = |finding: &Diagnostic| match finding.level() {
        Level::Error => true,
        Level::Warning => deny == Some(Deny::Warnings),
        Level::Note | Level::Pedantic => false,
    };
    if findings.iter().any(fails) { Outcome::Findings } else { Outcome::Clean }
}
