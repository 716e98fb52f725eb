//! `larum backtest [PATH] --prometheus URL --since 30d`

mod cache;
mod fetch;
mod json_api;
mod options;
mod part_of;
mod server;
mod wire;

pub use options::BacktestOptions;

use super::program::Program;
use super::progress::Progress;
use super::simulate::{check_name, format, groups, world_options, write};
use super::{Failure, Outcome, build, moment};
use crate::engine::world::World;
use crate::lower::lower;
use crate::model::{Millis, Model};
use crate::quantity::{duration_text, parse_duration};
use crate::series::Store;
use crate::story::{Asked, Clock, Own, Run, Story, needs, tell};
use cache::Cache;
use fetch::{Came, Fetch, fetch};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use server::{Access, Server};
use std::path::PathBuf;
use std::time::Duration;

/// The time that is looked at.
#[derive(Clone, Copy)]
struct Span {
    start: Millis,
    end: Millis,
    now: Millis,
}

/// Progress is shown after so much of the simulated time.
const SHOWN_EVERY: Millis = 6 * 3_600_000;
/// More evaluations of a group than this take too long to be meant.
const MOST_STEPS: Millis = 10_000_000;

pub(super) fn run(options: &BacktestOptions) -> Result<Outcome, Failure> {
    let format = format(&options.story)?;
    let span = span(options)?;
    let zone = TimeZone::get(&options.zone);
    let zone = zone.map_err(|_| Failure::new(format!("`{}` is no time zone", options.zone)))?;
    let folder = build::only_program(&options.path)?;
    let mut progress = Progress::new();
    let program = Program::of(&folder, options.story.env.as_deref(), &mut progress)?;
    progress.clear();
    let Some(model) = program.model_or_findings() else { return Ok(Outcome::Findings) };
    check_name(model, options.story.only.as_deref())?;
    let server = Server::new(access(options)?)?;
    let story = backtested(model, options, &server, span, Clock::Wall(zone), &mut progress)?;
    progress.clear();
    let command = format!("larum backtest --prometheus {} --since {}", server.address(), options.since);
    write(&story, &options.story, format, &command)?;
    Ok(Outcome::Clean)
}

fn backtested(
    model: &Model,
    options: &BacktestOptions,
    server: &Server,
    span: Span,
    clock: Clock,
    progress: &mut Progress,
) -> Result<Story, Failure> {
    let output = lower(model);
    let mut groups = groups(&output, model)?;
    if let Some(only) = &options.story.only {
        groups = part_of::groups_for(groups, only);
    }
    if let Some(step) = &options.step {
        let step = length("--step", step)?;
        groups.iter_mut().for_each(|group| group.interval = Some(step));
    }
    let world_options = world_options(model, span.start);
    let shortest =
        groups.iter().filter_map(|group| group.interval).chain([world_options.rules.interval]).min();
    if (span.end - span.start) / shortest.unwrap_or(1).max(1) > MOST_STEPS {
        return Err(Failure::new(
            "that are too many evaluations: give a later `--since`, or a longer `--step`",
        ));
    }
    let promql = world_options.rules.promql.clone();
    let needs = needs(&groups, (span.start, span.end), promql.lookback);
    progress.now(&format!("asking {}", server.address()));
    let mut external = server.greet()?;
    external.extend(model.prometheus.external_labels.iter().cloned());
    let cache = cache(options, server);
    let how = Fetch {
        server,
        cache: cache.as_ref(),
        connections: options.connections,
        now: span.now,
        own: &Own::of(&groups),
        external: &external,
    };
    let mut store = Store::default();
    let came = fetch(&how, &needs, &mut store, progress)?;
    progress.clear();
    said(&came, server, store.all().len());
    let world = World::new(groups.clone(), &output.alertmanager, store, world_options);
    let mut world = world.map_err(|error| Failure::new(error.to_string()))?;
    let mut at = span.start;
    while at < span.end {
        at = (at + SHOWN_EVERY).min(span.end);
        world.run(at).map_err(Failure::new)?;
        let done = duration_text((at - span.start) / 60_000 * 60_000);
        progress.now(&format!("evaluated {done} of {}", duration_text(span.end - span.start)));
    }
    let (record, mut store) = world.finish();
    progress.now("drawing");
    let environment = options.story.env.iter().map(|name| format!("environment {name}"));
    let mut notes = vec![format!("{} of {}", duration_text(span.end - span.start), server.address())];
    notes.extend(environment);
    if server.is_asked_by_query() {
        notes
            .push("the server has no remote read: a series seems to live up to 5m longer than it did".into());
    }
    let run = Run { model, groups: &groups, record: &record, store: &mut store, options: &promql };
    Ok(tell(run, Asked { only: options.story.only.as_deref(), clock, notes }))
}

/// One line about what was fetched, for people.
fn said(came: &Came, server: &Server, series: usize) {
    let size = came.bytes as f64 / f64::from(1 << 20);
    eprintln!(
        "{} samples of {series} series from {} in {} parts ({} on disk), {size:.1} MiB",
        came.samples,
        server.address(),
        came.parts,
        came.kept
    );
    if came.histograms > 0 {
        eprintln!("larum: native histograms are left out: rules that read them see no data");
    }
}

fn access(options: &BacktestOptions) -> Result<Access, Failure> {
    let mut headers = Vec::new();
    for header in &options.header {
        let Some((name, value)) = header.split_once(':') else {
            return Err(Failure::new(format!("--header: `{header}` is no header: write `NAME: VALUE`")));
        };
        headers.push((name.trim().to_string(), value.trim().to_string()));
    }
    if let Some(path) = &options.bearer_token_file {
        let token = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
        headers.push(("Authorization".to_string(), format!("Bearer {}", token.trim())));
    }
    let read = |path: &PathBuf| std::fs::read(path).map_err(|error| Failure::io("read", path, &error));
    let authorities = options.ca_file.as_ref().map(read).transpose()?;
    let timeout = Duration::from_millis(length("--timeout", &options.timeout)? as u64);
    Ok(Access { url: options.prometheus.clone(), headers, authorities, timeout })
}

fn length(option: &str, text: &str) -> Result<Millis, Failure> {
    match parse_duration(text) {
        Ok(length) if length > 0 => Ok(length),
        Ok(_) => Err(Failure::new(format!("{option}: it is longer than nothing"))),
        Err(error) => Err(Failure::new(format!("{option}: {}", error.message))),
    }
}

fn span(options: &BacktestOptions) -> Result<Span, Failure> {
    let now = Timestamp::now().as_millisecond();
    let time = |option: &str, text: &str| -> Result<Millis, Failure> {
        match parse_duration(text) {
            Ok(ago) => Ok(now - ago),
            // A day alone begins at midnight.
            Err(_) if text.len() == 10 => day(text),
            Err(_) => moment::read(text).map(|time| time.timestamp().as_millisecond()),
        }
        .map_err(|failure| Failure::new(format!("{option}: {failure}")))
    };
    // Evaluations at whole minutes are those of the next run, too.
    let minute = |at: Millis| at.div_euclid(60_000) * 60_000;
    let (start, end) = (minute(time("--since", &options.since)?), minute(time("--until", &options.until)?));
    if start >= end {
        return Err(Failure::new("`--since` is not before `--until`"));
    }
    Ok(Span { start, end: end.min(minute(now)), now })
}

fn day(text: &str) -> Result<Millis, Failure> {
    let date = text.parse::<jiff::civil::Date>();
    let time = date.and_then(|date| date.to_zoned(TimeZone::UTC));
    time.map(|time| time.timestamp().as_millisecond())
        .map_err(|error| Failure::new(format!("`{text}` is no day: {error}")))
}

fn cache(options: &BacktestOptions, server: &Server) -> Option<Cache> {
    if options.no_cache {
        return None;
    }
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let users = || of("XDG_CACHE_HOME").or_else(|| Some(of("HOME")?.join(".cache")));
    let folder = options.cache.clone().or_else(|| Some(users()?.join("larum/backtest")))?;
    // Tenants of one address have samples of their own; what lets us in is not written down.
    let tenant = |header: &&String| !header.to_lowercase().starts_with("authorization");
    let tenants: Vec<&str> = options.header.iter().filter(tenant).map(String::as_str).collect();
    Some(Cache::new(&folder, server.address(), &tenants.join("\n")))
}
