//! `larum build --target NAME`: what another system than Prometheus is given.

use super::arguments::BuildOptions;
use super::build::{Cause, not_as_meant};
use super::program::outcome;
use super::project::Project;
use super::{Failure, Outcome, screen};
use crate::lower::Output;
use crate::model::Model;
use crate::target::{Built, File, NotBuilt, Program, Target, build};
use crate::text::SourceMap;
use std::path::Path;

/// The files for `target`; none when it cannot say what the program says, which is printed.
pub(super) fn files(
    target: Target,
    options: &BuildOptions,
    folder: &Path,
    model: &Model,
    output: &Output,
    sources: &SourceMap,
) -> Result<Option<Vec<File>>, Failure> {
    let mut settings = Project::of(folder)?.settings;
    if let Some(namespace) = &options.namespace {
        settings.target.operator.namespace = Some(namespace.clone());
    }
    let program = Program { model, output, sources, targets: &settings.target };
    match build(target, program) {
        Ok(Built { files, findings }) => {
            eprint!("{}", screen::findings(&findings, sources, &std::io::stderr()));
            Ok((outcome(&findings, options.deny) == Outcome::Clean).then_some(files))
        }
        Err(NotBuilt::Settings(words)) => Err(Failure::new(words)),
        Err(NotBuilt::Emit(error)) => Err(Cause::Emit(error).failure(&options.output)),
        Err(NotBuilt::ReadBack(reason)) => Err(not_as_meant(&reason)),
    }
}
