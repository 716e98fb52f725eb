//! Files of `promtool test rules`.

use super::super::Failure;
use super::super::load::{self, Texts};
use super::glob;
use crate::diag::{Diagnostic, Level, codes, render};
use crate::engine::rules::Group;
use crate::series::Labels;
use crate::text::{FileId, Located, SourceMap, Span};
use crate::trial::blocks::Prepared;
use crate::trial::promtool::{self, Options, Test, TestFile};
use crate::trial::{Fault, Outcome, Place, Suite};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How the files are run.
pub(super) struct Settings<'s> {
    pub options: Options,
    /// Fields of rules that Prometheus does not know are passed over.
    pub ignore_unknown_fields: bool,
    /// Which tests are run, by their names; a test without one has an empty name.
    pub takes: &'s (dyn Fn(&str) -> bool + Sync),
    /// How failures are drawn, and how warnings beside them.
    pub style: render::Style,
    pub aside: render::Style,
    /// Counts the tests that are over.
    pub done: &'s AtomicUsize,
}

/// The program whose rules the tests were written for.
pub(super) struct Built<'p> {
    pub rules: &'p Prepared<'p>,
    pub sources: &'p SourceMap,
}

/// What came of a file.
pub(super) struct Ran {
    pub suite: Suite,
    /// The labels of the alerts that its tests expect to fire.
    pub expected: Vec<Labels>,
    /// What is odd about the file, and keeps no test from running: drawn.
    pub warnings: Vec<String>,
}

/// Runs the tests of all files, in parallel; what came of them is in the order of the files.
pub(super) fn run(
    paths: &[PathBuf],
    built: Option<&Built>,
    settings: &Settings,
) -> Result<Vec<Ran>, Failure> {
    paths.par_iter().map(|path| suite(path, built, settings)).collect()
}

fn suite(path: &Path, built: Option<&Built>, settings: &Settings) -> Result<Ran, Failure> {
    let text = load::read(path, &Texts::new())?;
    let shown = path.strip_prefix("./").unwrap_or(path);
    // Rules of a program have their places in its own files.
    let mut sources = built.map_or_else(SourceMap::default, |built| built.sources.clone());
    let id = sources.add(shown, shown.to_string_lossy(), text);
    let (file, findings) = promtool::read(&sources.file(id).text, id);
    let name = shown.display().to_string();
    let mut odd = findings.sorted();
    odd.extend(file.rule_files.iter().filter_map(no_pattern));
    if odd.iter().any(|finding| finding.level() == Level::Error) {
        let outcomes = vec![unloaded(&odd, &name, &sources, settings.style)];
        let suite = Suite { name, outcomes };
        return Ok(Ran { suite, expected: Vec::new(), warnings: Vec::new() });
    }
    if file.tests.is_empty() {
        odd.push(no_tests(id));
    }
    let wanted = |(_, test): &(usize, &Test)| {
        (settings.takes)(test.name.as_ref().map_or("", |name| name.value.as_str()))
    };
    let tests: Vec<(usize, &Test)> = file.tests.iter().enumerate().filter(wanted).collect();
    let mut outcomes = Vec::new();
    if !tests.is_empty() {
        outcomes = match rules(&file, path, built, &mut sources, &mut odd, settings) {
            Err(findings) => vec![unloaded(&findings, &name, &sources, settings.style)],
            Ok(groups) => tests
                .par_iter()
                .map(|(index, test)| outcome(&file, *index, test, &groups, &sources, settings))
                .collect(),
        };
    }
    let alerts = tests.iter().flat_map(|(_, test)| &test.alert_tests).flat_map(|alert| &alert.expected);
    let expected =
        alerts.map(|alert| Labels::new(alert.labels.iter().map(|(name, value)| (&**name, &**value))));
    let expected = expected.collect();
    let warnings = odd.iter().map(|finding| render::draw(finding, &sources, settings.aside)).collect();
    Ok(Ran { suite: Suite { name, outcomes }, expected, warnings })
}

/// The groups of all rule files that a test file names.
fn rules(
    file: &TestFile,
    path: &Path,
    built: Option<&Built>,
    sources: &mut SourceMap,
    odd: &mut Vec<Diagnostic>,
    settings: &Settings,
) -> Result<Vec<Group>, Vec<Diagnostic>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut groups = Vec::new();
    let mut findings = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    for pattern in &file.rule_files {
        // One that is no pattern has been reported.
        let paths = glob::paths(&folder.join(&pattern.value)).unwrap_or_default();
        if paths.is_empty() {
            match built.and_then(|built| as_built(built.rules, &pattern.value)) {
                Some(found) => groups.extend(found),
                None => odd.push(no_such_file(pattern)),
            }
        }
        for path in paths {
            if seen.contains(&path) {
                continue;
            }
            match load::read(&path, &Texts::new()) {
                Err(failure) => {
                    findings.push(Diagnostic::new(codes::FIELD_TYPE, pattern.span, failure.to_string()));
                }
                Ok(text) => {
                    let id = sources.add(&path, path.to_string_lossy(), text);
                    let features = &settings.options.features;
                    let text = &sources.file(id).text;
                    match promtool::load_rules(text, id, features, settings.ignore_unknown_fields) {
                        Ok(found) => groups.extend(found),
                        Err(found) => findings.extend(found),
                    }
                }
            }
            seen.push(path);
        }
    }
    if findings.is_empty() { Ok(groups) } else { Err(findings) }
}

/// The groups of `rules/NAME.yml` as the program builds it, where no such file is; of all files for `rules/*.yml`.
fn as_built(built: &Prepared, pattern: &str) -> Option<Vec<Group>> {
    let name =
        Path::new(pattern).strip_prefix("..").unwrap_or(Path::new(pattern)).strip_prefix("rules").ok()?;
    match name.to_str()?.strip_suffix(".yml")? {
        "*" => Some(built.files().filter_map(|name| built.file(name)).flatten().cloned().collect()),
        name => built.file(name).map(<[Group]>::to_vec),
    }
}

fn no_pattern(pattern: &Located) -> Option<Diagnostic> {
    let message = format!("`{}` is no pattern of paths", pattern.value);
    glob::paths(Path::new(&pattern.value)).is_none().then(|| {
        Diagnostic::new(codes::FIELD_TYPE, pattern.span, message)
            .help("close the bracket, or write `\\[` for a bracket in a name")
    })
}

/// promtool passes such a file.
fn no_tests(file: FileId) -> Diagnostic {
    Diagnostic::new(codes::TEST_NOTHING, Span::new(file, 0, 0), "this file holds no test")
        .help("list them below `tests:`")
}

/// promtool says so, too, and goes on.
fn no_such_file(pattern: &Located) -> Diagnostic {
    let message = format!("there is no file `{}`: its rules are not tested", pattern.value);
    Diagnostic::new(codes::TEST_NO_RULE_FILE, pattern.span, message)
        .help("paths and patterns begin at the folder of the test file")
}

fn outcome(
    file: &TestFile,
    index: usize,
    test: &Test,
    groups: &[Group],
    sources: &SourceMap,
    settings: &Settings,
) -> Outcome {
    let failures = promtool::run(file, test, groups, &settings.options);
    settings.done.fetch_add(1, Ordering::Relaxed);
    let fault = |failure: promtool::Failure| Fault {
        text: match &failure.finding {
            Some(finding) => render::draw(finding, sources, settings.style),
            None => failure.report,
        },
        message: failure.message,
        place: place(failure.span, sources),
    };
    Outcome {
        name: test.name.as_ref().map_or_else(|| format!("unnamed#{index}"), |name| name.value.clone()),
        environment: None,
        place: place(test.span, sources),
        checks: test.checks(),
        lasts: test.lasts(),
        faults: failures.into_iter().map(fault).collect(),
    }
}

/// Of a file of which nothing can be run.
fn unloaded(findings: &[Diagnostic], file: &str, sources: &SourceMap, style: render::Style) -> Outcome {
    let fault = |finding: &Diagnostic| Fault {
        message: finding.message.clone(),
        place: place(finding.primary.span, sources),
        text: render::draw(finding, sources, style),
    };
    let faults: Vec<Fault> = findings.iter().map(fault).collect();
    Outcome {
        name: "loading".to_owned(),
        environment: None,
        place: Place { file: file.to_owned(), line: 1, column: 1 },
        checks: 0,
        lasts: 0,
        faults,
    }
}

fn place(span: Span, sources: &SourceMap) -> Place {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start);
    Place { file: file.path.display().to_string(), line, column }
}
