//! `larum simulate [PATH] --series FILE | --scenario NAME`

mod options;
mod scenario;
mod setup;
mod write;

pub use options::{SimulateOptions, StoryOptions};
pub(super) use setup::{groups, options as world_options};
pub(super) use write::{check_name, format, write};

use super::program::Program;
use super::progress::Progress;
use super::{Failure, Outcome, build, moment, set};
use crate::engine::world::{Action, World};
use crate::lower::lower;
use crate::model::{Millis, Model};
use crate::quantity::{duration_text, parse_duration};
use crate::series::Store;
use crate::story::{Asked, Clock, Input, Run, read_input, tell};
use jiff::tz::TimeZone;
use std::path::Path;

/// What is put into the world.
struct Scene {
    store: Store,
    actions: Vec<(Millis, Action)>,
    start: Millis,
    until: Millis,
    clock: Clock,
    note: String,
}

/// More evaluations of a group make no picture that anybody could read.
const MOST_STEPS: Millis = 2_000_000;

pub(super) fn run(options: &SimulateOptions) -> Result<Outcome, Failure> {
    let format = format(&options.story)?;
    let folder = build::only_program(&options.path)?;
    let mut progress = Progress::new();
    let environment = options.story.env.as_deref();
    let program = Program::of(&folder, environment, &mut progress)?;
    let changed = match options.story.set.as_slice() {
        [] => None,
        values => Some(Program::with(&folder, environment, values, &mut progress)?),
    };
    progress.clear();
    let Some(mut story) = told(&program, options, &mut progress)? else { return Ok(Outcome::Findings) };
    if let Some(changed) = &changed {
        let Some(mut other) = told(changed, options, &mut progress)? else { return Ok(Outcome::Findings) };
        other.compare(story, set::text(&options.story.set));
        story = other;
    }
    progress.clear();
    let command = match (&options.series, &options.scenario) {
        (Some(path), _) => format!("larum simulate --series {}", path.display()),
        (None, name) => format!("larum simulate --scenario '{}'", name.as_deref().unwrap_or_default()),
    };
    write(&story, &options.story, format, &command)?;
    Ok(Outcome::Clean)
}

/// The story of one program; none when it has errors, which are printed.
fn told(
    program: &Program,
    options: &SimulateOptions,
    progress: &mut Progress,
) -> Result<Option<crate::story::Story>, Failure> {
    let Some(model) = program.model_or_findings() else { return Ok(None) };
    check_name(model, options.story.only.as_deref())?;
    let scene = match (&options.series, &options.scenario) {
        (Some(path), _) => of_file(options, path)?,
        (None, Some(name)) => scenario::of_test(model, name, lasts(options)?)?,
        (None, None) => return Err(Failure::new("give `--series FILE` or `--scenario NAME`")),
    };
    let interval = model.prometheus.evaluation_interval.max(1);
    if (scene.until - scene.start) / interval > MOST_STEPS {
        let length = duration_text(scene.until - scene.start);
        return Err(Failure::new(format!(
            "{length} are more than {MOST_STEPS} evaluations: give a shorter `--for`"
        )));
    }
    simulated(model, scene, options, progress).map(Some)
}

fn simulated(
    model: &Model,
    scene: Scene,
    options: &SimulateOptions,
    progress: &mut Progress,
) -> Result<crate::story::Story, Failure> {
    let output = lower(model);
    let groups = groups(&output, model)?;
    let world_options = world_options(model, scene.start);
    let promql = world_options.rules.promql.clone();
    let world = World::new(groups.clone(), &output.alertmanager, scene.store, world_options);
    let mut world = world.map_err(|error| Failure::new(error.to_string()))?;
    for (at, action) in scene.actions {
        world.plan(at, action);
    }
    progress.now("simulating");
    world
        .run(scene.until)
        .map_err(|error| Failure::new(format!("Alertmanager refuses a silence: {error}")))?;
    let (record, mut store) = world.finish();
    progress.now("drawing");
    let environment = options.story.env.iter().map(|name| format!("environment {name}"));
    let notes = std::iter::once(scene.note).chain(environment).collect();
    let run = Run { model, groups: &groups, record: &record, store: &mut store, options: &promql };
    Ok(tell(run, Asked { only: options.story.only.as_deref(), clock: scene.clock, notes }))
}

/// `--for`
fn lasts(options: &SimulateOptions) -> Result<Option<Millis>, Failure> {
    let Some(text) = &options.lasts else { return Ok(None) };
    let length = parse_duration(text).map_err(|error| Failure::new(format!("--for: {}", error.message)))?;
    if length <= 0 { Err(Failure::new("--for: a run is longer than nothing")) } else { Ok(Some(length)) }
}

fn of_file(options: &SimulateOptions, path: &Path) -> Result<Scene, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    let name = path.display().to_string();
    let input = read_input(&name, &text).map_err(|fault| Failure::new(fault.drawn(&name)))?;
    if input.is_empty() {
        return Err(Failure::new(format!("{name} holds no series")));
    }
    let starting = options.starting.as_deref().map(moment::read).transpose()?;
    let clock = match (&starting, &input) {
        (Some(time), _) => Clock::Wall(time.time_zone().clone()),
        (None, Input::Recorded(_)) => Clock::Wall(TimeZone::UTC),
        (None, Input::Steps(_)) => Clock::Elapsed,
    };
    let starting = starting.map(|time| time.timestamp().as_millisecond());
    let start = starting.or(input.first()).unwrap_or(0);
    let until = match lasts(options)? {
        Some(lasts) => start.saturating_add(lasts),
        None => input.last(start),
    };
    if until < start {
        return Err(Failure::new(format!("{name}: its last sample is from before `--starting`")));
    }
    let mut store = Store::default();
    input.fill(&mut store, start, until);
    Ok(Scene { store, actions: Vec::new(), start, until, clock, note: format!("series of {name}") })
}
