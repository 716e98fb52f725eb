//! `larum test [PATH…]`: tests of programs, run on the engine.

mod arguments;
mod cover;
mod files;
mod glob;
mod inputs;
mod programs;
mod watch;

pub use arguments::{PrometheusVersion, TestFormat, TestOptions};

use super::progress::Progress;
use super::{Failure, Outcome, output, screen};
use crate::engine::promql::{self, Ranges};
use crate::expr::types::Features;
use crate::trial::promtool;
use crate::trial::report::{self, Report};
use files::Settings;
use programs::Tested;
use rayon::prelude::*;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

pub(super) fn run(options: &TestOptions) -> Result<Outcome, Failure> {
    let filter = filter(options)?;
    if options.watch {
        return watch::run(options, &filter);
    }
    once(options, &filter)
}

/// Which tests are run, by their names.
pub(super) struct Filter(Option<regex::Regex>);

impl Filter {
    fn takes(&self, title: &str) -> bool {
        self.0.as_ref().is_none_or(|regex| regex.is_match(title))
    }
}

fn filter(options: &TestOptions) -> Result<Filter, Failure> {
    let regex = options
        .run
        .as_ref()
        .map(|text| regex::Regex::new(text).map_err(|error| Failure::new(format!("--run: {error}"))));
    Ok(Filter(regex.transpose()?))
}

/// Runs everything, and prints what came of it.
fn once(options: &TestOptions, filter: &Filter) -> Result<Outcome, Failure> {
    let began = Instant::now();
    let mut progress = Progress::new();
    let inputs = inputs::inputs(&options.paths)?;
    let mut programs = Vec::with_capacity(inputs.programs.len());
    let mut outcome = Outcome::Clean;
    for folder in &inputs.programs {
        let program = Tested::load(folder, &mut progress)?;
        progress.clear();
        outcome = outcome.max(program.complain());
        programs.push(program);
    }
    let done = AtomicUsize::new(0);
    let takes = |title: &str| filter.takes(title);
    let settings = Settings {
        options: server(options),
        ignore_unknown_fields: options.ignore_unknown_fields,
        takes: &takes,
        style: style(options),
        aside: screen::style(&std::io::stderr()),
        done: &done,
    };
    let what = || match done.load(Ordering::Relaxed) {
        0 => "running tests".to_owned(),
        done => format!("running tests, {done} are done"),
    };
    let run = || -> Result<(Vec<programs::Ran>, Vec<files::Ran>), Failure> {
        let ran = programs.par_iter().map(|program| program.run(&settings)).collect::<Result<_, _>>()?;
        Ok((ran, files::run(&inputs.files, None, &settings)?))
    };
    let (ran, of_files) = progress.during(what, run)?;
    let all_files = ran.iter().flat_map(|ran| &ran.files).chain(&of_files);
    all_files.flat_map(|file| &file.warnings).for_each(|warning| eprintln!("{warning}"));
    let mut report = Report::default();
    let covers = options.coverage || options.fail_under.is_some();
    for (program, ran) in programs.iter().zip(ran) {
        if covers {
            report.coverage.extend(cover::covered(program, &ran));
        }
        report.suites.push(ran.suite);
        report.suites.extend(ran.files.into_iter().map(|file| file.suite));
    }
    report.suites.extend(of_files.into_iter().map(|file| file.suite));
    // A file that was named and holds no test has been warned of.
    let nothing = inputs.files.is_empty() || options.run.is_some();
    if report.outcomes().next().is_none() && outcome == Outcome::Clean && nothing {
        return Err(Failure::new(match &options.run {
            Some(regex) => format!("no test matches `{regex}`"),
            None => "there are no tests: write `test \"…\" { … }` in a program".to_string(),
        }));
    }
    show(&report, options)?;
    if options.format == TestFormat::Text {
        let elapsed = if std::io::stderr().is_terminal() {
            format!(" in {:.2}s", began.elapsed().as_secs_f64())
        } else {
            String::new()
        };
        eprintln!("{}{elapsed}", report::count(&report));
    }
    if report.failed() > 0 || too_little(&report, options) {
        outcome = outcome.max(Outcome::Findings);
    }
    Ok(outcome)
}

/// What the Prometheus is like that files of promtool were written for.
fn server(options: &TestOptions) -> promtool::Options {
    let features = || options.enable_feature.iter().map(String::as_str);
    let ranges = match options.prometheus {
        PrometheusVersion::Two => Ranges::Closed,
        PrometheusVersion::Three => Ranges::LeftOpen,
    };
    let promql = promql::Options {
        ranges,
        delayed_name_removal: features().any(|name| name == "promql-delayed-name-removal"),
        ..promql::Options::default()
    };
    promtool::Options { promql, features: Features::named(features()) }
}

fn style(options: &TestOptions) -> crate::diag::render::Style {
    let out = std::io::stdout();
    let colored = options.format == TestFormat::Text && options.output.is_none() && screen::has_color(&out);
    crate::diag::render::Style { color: colored, width: screen::width(&out) }
}

fn show(report: &Report, options: &TestOptions) -> Result<(), Failure> {
    let text = match options.format {
        TestFormat::Json => report::json(report),
        TestFormat::Junit => report::junit(report),
        TestFormat::Text => {
            let mut text = report::text(report, style(options).color);
            if options.coverage {
                text.extend(report.coverage.iter().map(report::coverage));
            }
            text
        }
    };
    match &options.output {
        Some(path) => output::replace(path, text.as_bytes()),
        None => screen::print(&text),
    }
}

/// Says which programs are covered too little.
fn too_little(report: &Report, options: &TestOptions) -> bool {
    let Some(least) = options.fail_under else { return false };
    let mut fails = false;
    for covered in &report.coverage {
        let percent = covered.percent();
        if percent < least {
            fails = true;
            eprintln!("larum: {}: {percent:.1}% is covered, and {least}% must be", covered.program);
        }
    }
    fails
}
