//! The tests of one program.

use super::super::judge::Judge;
use super::super::progress::Progress;
use super::super::{Failure, Outcome, build_tests, load, screen};
use super::files::{self, Built, Settings};
use super::inputs;
use crate::analyse::{analyse_everywhere, tested_environments};
use crate::diag::{Diagnostic, Diagnostics, Level, render};
use crate::model::{Model, Test};
use crate::text::{SourceMap, Span};
use crate::trial::blocks::{self, Prepared};
use crate::trial::{self, Fault, Place, Suite};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// A program, in each environment that has tests.
pub(super) struct Tested {
    pub folder: PathBuf,
    pub sources: SourceMap,
    /// Without errors; that outside of all environments is the first.
    pub models: Vec<Model>,
    /// Files of promtool's tests in its folder `tests`.
    files: Vec<PathBuf>,
    findings: Vec<Diagnostic>,
}

/// What came of its tests.
pub(super) struct Ran {
    pub suite: Suite,
    /// With the model that each belongs to.
    pub records: Vec<(usize, blocks::Ran)>,
    /// Files of promtool that were written for the rules of the program.
    pub files: Vec<files::Ran>,
}

impl Tested {
    pub fn load(folder: &Path, progress: &mut Progress) -> Result<Tested, Failure> {
        let loaded = load::load(folder, None, progress)?;
        let judge = Judge::of(folder)?;
        let mut findings = Diagnostics::default();
        let mut models = Vec::new();
        let wanted = tested_environments(&loaded.source.statements);
        for environment in std::iter::once(None).chain(wanted.into_iter().map(Some)) {
            let now = |name: &str| progress.now(&format!("analysing {name}"));
            let (model, found) =
                analyse_everywhere(loaded.source.clone(), &[environment], now, |_| Diagnostics::default());
            findings.extend(found);
            models.extend(model);
        }
        let mut findings = judge.judge(findings.sorted(), &loaded.commented, &loaded.sources);
        // What else is to be said of the program is for `larum check`.
        findings.retain(|finding| finding.level() == Level::Error || finding.code.name.starts_with("test/"));
        if findings.iter().any(|finding| finding.level() == Level::Error) {
            models.clear();
        }
        let files = inputs::test_files(&folder.join(inputs::TESTS), false)?;
        Ok(Tested { folder: folder.to_path_buf(), sources: loaded.sources, models, files, findings })
    }

    /// Prints why a program cannot be tested.
    pub fn complain(&self) -> Outcome {
        eprint!("{}", screen::findings(&self.findings, &self.sources, &std::io::stderr()));
        let wrong = self.findings.iter().any(|finding| finding.level() == Level::Error);
        if wrong { Outcome::Findings } else { Outcome::Clean }
    }

    /// Runs the tests that the filter takes, in parallel.
    pub fn run(&self, settings: &Settings) -> Result<Ran, Failure> {
        let mut records = Vec::new();
        let mut outcomes = Vec::new();
        let mut of_files = Vec::new();
        for (index, model) in self.models.iter().enumerate() {
            let tests: Vec<&Test> =
                model.tests.iter().filter(|test| (settings.takes)(&test.title.value)).collect();
            let output = crate::lower::lower(model);
            let prepared = Prepared::new(model, &output).map_err(build_tests::broken)?;
            if index == 0 {
                let built = Built { rules: &prepared, sources: &self.sources };
                of_files = files::run(&self.files, Some(&built), settings)?;
            }
            let run = |test: &&Test| {
                let ran = prepared.run(test);
                settings.done.fetch_add(1, Ordering::Relaxed);
                ran
            };
            let ran: Vec<blocks::Ran> = tests.par_iter().map(run).collect();
            for (test, ran) in tests.into_iter().zip(ran) {
                outcomes.push(self.outcome(test, &ran, settings.style));
                records.push((index, ran));
            }
        }
        let name = shown(&self.folder);
        Ok(Ran { suite: Suite { name, outcomes }, records, files: of_files })
    }

    fn outcome(&self, test: &Test, ran: &blocks::Ran, style: render::Style) -> trial::Outcome {
        let fault = |failure: &blocks::Failure| {
            let mut text = render::draw(&failure.finding, &self.sources, style);
            text.extend(failure.story.lines().iter().map(|line| format!("  {line}\n")));
            let place = self.place(failure.finding.primary.span);
            Fault { message: failure.finding.message.clone(), place, text }
        };
        trial::Outcome {
            name: test.title.value.clone(),
            environment: test.environment.clone(),
            place: self.place(test.title.span),
            checks: test.expectations.len(),
            lasts: test.lasts,
            faults: ran.failures.iter().map(fault).collect(),
        }
    }

    pub fn place(&self, span: Span) -> Place {
        let file = self.sources.file(span.file);
        let (line, column) = file.line_column(span.start);
        Place { file: file.path.display().to_string(), line, column }
    }
}

/// A path as people know it.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.as_os_str().is_empty() { ".".to_string() } else { path.display().to_string() }
}
