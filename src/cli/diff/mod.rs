//! `larum diff OLD [NEW]`

mod arguments;
mod checkout;
mod side;

pub use arguments::DiffOptions;

use super::program::Program;
use super::progress::Progress;
use super::{Failure, Outcome, screen};
use crate::diff::{self, render};
use crate::lower::{Output, lower};
use crate::model::Model;
use crate::reach::Horizon;
use crate::text::SourceMap;
use arguments::Format;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use side::Side;
use std::collections::BTreeSet;

pub(super) fn run(options: &DiffOptions) -> Result<Outcome, Failure> {
    let old = Side::named(&options.old, &options.path)?;
    let new = match &options.new {
        Some(new) => Side::named(new, &options.path)?,
        None => Side::on_disk(&options.path),
    };
    let (before, after) = (old.programs()?, new.programs()?);
    if before.is_empty() && after.is_empty() {
        let message = format!("there is no program in {old}, and none in {new}: no file ends in `.larum`");
        return Err(Failure::new(message));
    }
    let horizon = horizon(options.from)?;
    let folders: BTreeSet<&String> = before.iter().chain(&after).collect();
    let mut known = Vec::new();
    let mut programs = Vec::new();
    for folder in folders {
        let mut progress = Progress::new();
        let mut read = |side: &Side, there: &[String]| match there.contains(folder) {
            true => side.program(folder, options.env.as_deref(), &mut progress),
            false => Ok(Err(Vec::new())),
        };
        let (before, after) = (read(&old, &before)?, read(&new, &after)?);
        progress.clear();
        let (before, after) = match (before, after) {
            // Where nobody knows the environment, nothing was deployed.
            (Err(one), Err(other)) => {
                known.extend(one.into_iter().chain(other));
                continue;
            }
            sides => (sides.0.ok(), sides.1.ok()),
        };
        let compiles = [(&before, &old), (&after, &new)].map(|(program, side)| compiles(program, side));
        if compiles != [true, true] {
            return Ok(Outcome::Failed);
        }
        programs
            .push(render::Program { folder: folder.clone(), changes: changes(&before, &after, &horizon) });
    }
    if let (true, Some(wanted)) = (programs.is_empty(), &options.env) {
        let known: BTreeSet<String> = known.into_iter().collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let known = if known.is_empty() { "there are none".to_string() } else { known.join(", ") };
        return Err(Failure::new(format!("no side has an environment `{wanted}`: {known}")));
    }
    screen::print(&match options.format {
        Format::Text => render::text(&programs),
        Format::Json => render::json(&programs),
        Format::Markdown => render::markdown(&programs),
    })?;
    let same = programs.iter().all(|program| program.changes.is_empty());
    Ok(if same { Outcome::Clean } else { Outcome::Findings })
}

/// A year and some days, so that it holds each day of the year and 52 whole weeks.
fn horizon(from: Option<Date>) -> Result<Horizon, Failure> {
    let date = from.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
    let start = TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0));
    let end = start.clone().and_then(|start| start.checked_add((24 * 373).hours()));
    match (start, end) {
        (Ok(start), Ok(end)) => Ok(start..end),
        _ => Err(Failure::new(format!("no year follows the day {date}"))),
    }
}

/// Whether the program of a side can be compared; what is wrong with it is printed.
fn compiles(program: &Option<Program>, side: &Side) -> bool {
    let Some(Program { sources, model: None, findings }) = program else { return true };
    eprint!("{}", screen::findings(findings, sources, &std::io::stderr()));
    eprintln!("larum: what is in {side} does not compile, so there is nothing to compare");
    false
}

fn changes(old: &Option<Program>, new: &Option<Program>, horizon: &Horizon) -> diff::Changes {
    let (old, new) = (read(old), read(new));
    let (old_output, new_output) = (old.map(|(model, _)| lower(model)), new.map(|(model, _)| lower(model)));
    diff::changes(side(old, &old_output), side(new, &new_output), horizon)
}

/// A program that compiles, and where it was read from.
type Read<'a> = Option<(&'a Model, &'a SourceMap)>;

fn read(program: &Option<Program>) -> Read<'_> {
    let program = program.as_ref()?;
    Some((program.model.as_ref()?, &program.sources))
}

fn side<'a>(read: Read<'a>, output: &'a Option<Output<'a>>) -> Option<diff::Side<'a>> {
    let ((model, sources), output) = (read?, output.as_ref()?);
    Some(diff::Side { model, config: &output.alertmanager, sources })
}
