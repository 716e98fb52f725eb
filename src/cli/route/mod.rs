//! `larum route LABEL=VALUE… [--at TIME] [--firing LABEL=VALUE,…]`: who is told of an alert, and why.

mod answer;
mod draw;
mod fill;
mod labels;
mod told;

use super::arguments::RouteOptions;
use super::program::Program;
use super::progress::Progress;
use super::project::Project;
use super::{Failure, Outcome, build, moment, screen};
use crate::import;
use crate::lower::lower;
use crate::text::SourceMap;
use answer::{Answer, Question};
use labels::Labels;
use std::path::Path;

pub(super) fn run(options: &RouteOptions) -> Result<Outcome, Failure> {
    let labels = labels::read(options.labels.iter().map(String::as_str))?;
    let firing = options.firing.iter().map(|alert| labels::read(labels::split(alert)));
    let firing = firing.collect::<Result<Vec<Labels>, Failure>>()?;
    let at = options.at.as_deref().map(moment::read).transpose()?;
    let mut question = Question { labels, firing, at, added: Vec::new(), notes: Vec::new() };
    let answer = if is_configuration(&options.path) {
        if options.env.is_some() {
            return Err(Failure::new("only programs have environments"));
        }
        let Some(config) = configuration(&options.path)? else { return Ok(Outcome::Findings) };
        Answer::new(question, &config.config())?
    } else {
        let folder = build::only_program(&options.path)?;
        let program = Program::of(&folder, options.env.as_deref(), &mut Progress::new())?;
        let Some(model) = program.model_or_findings() else { return Ok(Outcome::Findings) };
        fill::fill(&mut question, model)?;
        Answer::new(question, &lower(model).alertmanager)?
    };
    let text = match options.json {
        true => answer.json()?,
        false => draw::draw(&answer, screen::has_color(&std::io::stdout())),
    };
    screen::print(&text)?;
    Ok(Outcome::Clean)
}

/// Any file but a source of Larum is taken for an `alertmanager.yml`.
fn is_configuration(path: &Path) -> bool {
    path.is_file() && path.extension().is_none_or(|ending| ending != "larum")
}

/// None where Alertmanager would refuse it; what is to be said of it is printed.
fn configuration(path: &Path) -> Result<Option<import::Alertmanager>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("{} is not UTF-8 text", path.display())))?;
    let mut sources = SourceMap::default();
    let file = sources.add(path, path.display().to_string(), text.as_str());
    let import = import::alertmanager(&text, file, Project::of(path)?.notation());
    let refused = import.is_refused();
    let findings = import.findings.sorted();
    if !findings.is_empty() {
        eprint!("{}", screen::findings(&findings, &sources, &std::io::stderr()));
    }
    Ok(import.config.filter(|_| !refused))
}
