//! One program, read and analysed for the environment that was asked for, or for all.

use super::load::{Loaded, load};
use super::progress::Progress;
use super::{Failure, Outcome, arguments::Deny};
use crate::analyse::{analyse, environments};
use crate::diag::{Diagnostic, Level, codes};
use crate::model::Model;
use crate::text::SourceMap;
use std::collections::HashSet;
use std::path::Path;

/// A program and all that is to be said of it, in source order.
pub(super) struct Program {
    pub sources: SourceMap,
    /// None when there are errors.
    pub model: Option<Model>,
    pub findings: Vec<Diagnostic>,
}

impl Program {
    /// For one environment; none means outside of all.
    pub fn of(folder: &Path, environment: Option<&str>, progress: &mut Progress) -> Result<Program, Failure> {
        let loaded = load(folder, progress)?;
        if let Some(wanted) = environment {
            let known = environments(&loaded.statements);
            if !known.iter().any(|name| name == wanted) {
                let known = if known.is_empty() { "it declares none".to_string() } else { known.join(", ") };
                return Err(Failure::new(format!("the program has no environment `{wanted}`: {known}")));
            }
        }
        Ok(Program::analysed(loaded, &[environment.map(str::to_string)], progress))
    }

    /// For every environment that it declares, and outside of them.
    pub fn everywhere(folder: &Path, progress: &mut Progress) -> Result<Program, Failure> {
        let loaded = load(folder, progress)?;
        let mut wanted = vec![None];
        wanted.extend(environments(&loaded.statements).into_iter().map(Some));
        Ok(Program::analysed(loaded, &wanted, progress))
    }

    fn analysed(loaded: Loaded, wanted: &[Option<String>], progress: &mut Progress) -> Program {
        let Loaded { name, sources, mut statements, mut findings, libraries } = loaded;
        let broken = findings.has_errors();
        let mut model = None;
        let mut unused: Option<HashSet<(crate::text::Span, String)>> = None;
        for (index, environment) in wanted.iter().enumerate() {
            let last = index + 1 == wanted.len();
            let mine = if last { std::mem::take(&mut statements) } else { statements.clone() };
            progress.now(&format!("analysing {}", environment.as_deref().unwrap_or(&name)));
            let (made, found) = analyse(&name, mine, environment.as_deref());
            if index == 0 {
                model = made;
            }
            let (idle, other): (Vec<_>, Vec<_>) =
                found.iter().cloned().partition(|finding| finding.code == codes::NAME_UNUSED);
            other.into_iter().for_each(|finding| findings.push(finding));
            let idle: HashSet<_> = idle.into_iter().map(|f| (f.primary.span, f.message)).collect();
            // Used in one environment is used.
            unused = Some(match unused {
                Some(known) => known.intersection(&idle).cloned().collect(),
                None => idle,
            });
        }
        // What a file holds that could not be read may well be what uses a name.
        let idle = unused
            .unwrap_or_default()
            .into_iter()
            .filter(|(span, _)| !broken && !libraries.contains(&span.file));
        for (span, message) in idle {
            let finding = Diagnostic::new(codes::NAME_UNUSED, span, message).help("use it, or remove it");
            findings.push(finding);
        }
        let model = model.filter(|_| !findings.has_errors());
        Program { sources, model, findings: findings.sorted() }
    }

    pub fn outcome(&self, deny: Option<Deny>) -> Outcome {
        outcome(&self.findings, deny)
    }
}

fn outcome(findings: &[Diagnostic], deny: Option<Deny>) -> Outcome {
    let fails = |finding: &Diagnostic| finding.level() == Level::Error || deny == Some(Deny::Warnings);
    if findings.iter().any(fails) { Outcome::Findings } else { Outcome::Clean }
}
