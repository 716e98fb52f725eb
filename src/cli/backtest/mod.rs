//! `larum backtest [PATH] --prometheus URL --since 30d`
//!
//! ```text
//!  programs ── candidates ── warm_up ── history ── server ──┐
//!                   │                                       ├── run ── tell ── Story
//!                   └───────────────────────────────────────┘
//! ```

mod access;
mod candidate;
mod fetch;
mod history;
mod options;
mod part_of;
mod server;
mod span;
mod warm_up;
mod wire;

pub use options::BacktestOptions;

use super::program::Program;
use super::progress::Progress;
use super::simulate::{check_name, format, write};
use super::{Failure, Outcome, build, set};
use crate::model::{Millis, Model};
use crate::quantity::{duration_text, parse_duration};
use crate::story::{Asked, Clock, Own, Story};
use candidate::Candidate;
use history::{Wish, history};
use jiff::tz::TimeZone;
use server::Server;
use span::{Span, span};

/// More evaluations of a group than this take too long to be meant.
const MOST_STEPS: Millis = 10_000_000;

pub(super) fn run(options: &BacktestOptions) -> Result<Outcome, Failure> {
    let format = format(&options.story)?;
    let span = span(options)?;
    let zone = TimeZone::get(&options.zone);
    let zone = zone.map_err(|_| Failure::new(format!("`{}` is no time zone", options.zone)))?;
    let folder = build::only_program(&options.path)?;
    let mut progress = Progress::new();
    let environment = options.story.env.as_deref();
    let mut programs = vec![Program::of(&folder, environment, &mut progress)?];
    if !options.story.set.is_empty() {
        programs.push(Program::with(&folder, environment, &options.story.set, &mut progress)?);
    }
    progress.clear();
    let mut models = Vec::new();
    for program in &programs {
        let Some(model) = program.model_or_findings() else { return Ok(Outcome::Findings) };
        check_name(model, options.story.only.as_deref())?;
        models.push(model);
    }
    let server = Server::new(access::access(&options.server)?)?;
    let story = backtested(&models, options, &server, span, Clock::Wall(zone), &mut progress)?;
    progress.clear();
    let command = format!("larum backtest --prometheus {} --since {}", server.address(), options.since);
    write(&story, &options.story, format, &command)?;
    Ok(Outcome::Clean)
}

/// The story of the last of the models, compared with the first; all run over the same samples.
fn backtested(
    models: &[&Model],
    options: &BacktestOptions,
    server: &Server,
    span: Span,
    clock: Clock,
    progress: &mut Progress,
) -> Result<Story, Failure> {
    let candidates: Result<Vec<Candidate>, Failure> =
        models.iter().map(|model| Candidate::new(model, options)).collect();
    let candidates = candidates?;
    let from = begin(&candidates, options, span)?;
    let shortest = candidates.iter().flat_map(Candidate::intervals).min();
    if (span.end - from) / shortest.unwrap_or(1) > MOST_STEPS {
        return Err(Failure::new(
            "that are too many evaluations: give a later `--since`, a longer `--step` or a shorter `--warm-up`",
        ));
    }
    let groups: Vec<_> = candidates.iter().flat_map(|candidate| candidate.groups.clone()).collect();
    let wish = Wish {
        groups: &groups,
        from,
        span,
        lookback: candidates.iter().map(Candidate::lookback).max().unwrap_or(0),
        external: &candidates[0].model.prometheus.external_labels,
    };
    let (mut store, said) = history(&wish, server, options, progress)?;
    let mut notes = vec![format!("{} of {}", duration_text(span.end - span.start), server.address())];
    notes.extend(options.story.env.iter().map(|name| format!("environment {name}")));
    notes.extend(said);
    let own = Own::of(&groups);
    let mut told: Option<Story> = None;
    for candidate in &candidates {
        // What the program as it is has written is none of the other's business.
        store.clear(|metric| own.has(metric));
        let (record, after) = candidate.run(store, (from, span), progress)?;
        store = after;
        progress.now("drawing");
        let asked = Asked { only: options.story.only.as_deref(), clock: clock.clone(), notes: notes.clone() };
        let mut story = candidate.tell(&record, &mut store, asked);
        if let Some(before) = told {
            story.compare(before, set::text(&options.story.set));
        }
        told = Some(story);
    }
    told.ok_or_else(|| Failure::new("internal error: there is no program"))
}

/// When rules begin to run: as long before as they look back, in whole hours, so that rules are evaluated at the
/// start of the span, too, whatever divides an hour.
fn begin(candidates: &[Candidate], options: &BacktestOptions, span: Span) -> Result<Millis, Failure> {
    const HOUR: Millis = 3_600_000;
    const DAY: Millis = 24 * HOUR;
    let before = match &options.warm_up {
        Some(text) => parse_duration(text)
            .map_err(|error| Failure::new(format!("--warm-up: {}", error.message)))?
            .max(0),
        None => candidates.iter().map(Candidate::warm_up).max().unwrap_or(0),
    };
    let unit = candidates.iter().flat_map(Candidate::intervals).fold(HOUR, common).min(DAY);
    Ok(span.start - (before + unit - 1) / unit * unit)
}

/// The smallest multiple of both.
fn common(one: Millis, other: Millis) -> Millis {
    let (mut left, mut right) = (one, other);
    while right != 0 {
        (left, right) = (right, left % right);
    }
    (one / left.max(1)).saturating_mul(other)
}
