//! One test on the engine: its series, its rules and routes as `build` emits them, and what people do meanwhile.

use super::Failure;
use super::clock::Clock;
use super::judge::Judge;
use super::story::Story;
use crate::diag::{Diagnostic, codes};
use crate::engine::dispatch;
use crate::engine::promql::{self, Query, Value};
use crate::engine::rules::{self, Group};
use crate::engine::world::{self, Options, Record, World};
use crate::expr::Expr;
use crate::lower::{AlertmanagerConfig, Output};
use crate::model::{Millis, Model, Test};
use crate::series::{Labels, Reading, Store};
use std::ops::Range;

/// A program, made ready for its tests.
pub struct Prepared<'m> {
    model: &'m Model,
    config: &'m AlertmanagerConfig<'m>,
    groups: Vec<Group>,
    /// The rule files, with the places of their groups.
    files: Vec<(&'m str, Range<usize>)>,
}

/// What came of a test.
#[derive(Clone, Debug)]
pub struct Ran {
    pub record: Record,
    /// In source order; none when all is as expected.
    pub failures: Vec<Failure>,
}

impl<'m> Prepared<'m> {
    /// `output` is what `model` was lowered to.
    ///
    /// # Errors
    /// When the compiler made an expression that Prometheus would refuse.
    pub fn new(model: &'m Model, output: &'m Output<'m>) -> Result<Prepared<'m>, String> {
        let groups = world::groups(output, &model.features)?;
        let mut files = Vec::with_capacity(output.rule_files.len());
        let mut from = 0;
        for file in &output.rule_files {
            let to = from + file.groups().count();
            files.push((file.name, from..to));
            from = to;
        }
        Ok(Prepared { model, config: &output.alertmanager, groups, files })
    }

    /// In the order in which they are evaluated.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The groups of a rule file by its name, which has no ending.
    pub fn file(&self, name: &str) -> Option<&[Group]> {
        let (_, range) = self.files.iter().find(|(known, _)| *known == name)?;
        self.groups.get(range.clone())
    }

    /// The names of all rule files.
    pub fn files(&self) -> impl Iterator<Item = &'m str> + '_ {
        self.files.iter().map(|(name, _)| *name)
    }

    pub fn run(&self, test: &Test) -> Ran {
        match self.played(test) {
            Ok((record, store)) => self.judged(test, record, store),
            Err(message) => {
                let finding = Diagnostic::new(codes::TEST_FAILED, test.title.span, message);
                Ran {
                    record: Record::default(),
                    failures: vec![Failure { finding, story: Story::default() }],
                }
            }
        }
    }

    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// What would come of it where a test begins in 1970, nothing is restarted, and all groups have one interval.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn record_as_promtool(&self, test: &Test) -> Result<Record, String> {
        let plain = Test { start: 0, zone: None, restarts: Vec::new(), ..test.clone() };
        let groups = self.groups.iter().map(|group| Group { interval: None, ..group.clone() });
        self.played_with(&plain, groups.collect()).map(|(record, _)| record)
    }

    fn played(&self, test: &Test) -> Result<(Record, Store), String> {
        self.played_with(test, self.groups.clone())
    }

    fn played_with(&self, test: &Test, groups: Vec<Group>) -> Result<(Record, Store), String> {
        let mut store = Store::default();
        world::fill(&mut store, test);
        let mut world =
            World::new(groups, self.config, store, self.options(test)).map_err(|error| error.to_string())?;
        for (at, action) in world::actions(test) {
            world.plan(at, action);
        }
        world.run(test.start + test.lasts)?;
        Ok(world.finish())
    }

    fn options(&self, test: &Test) -> Options {
        let prometheus = &self.model.prometheus;
        let rules = rules::Options {
            promql: self.promql(),
            features: self.model.features,
            interval: prometheus.evaluation_interval,
            external_labels: prometheus.external_labels.clone(),
            ..rules::Options::default()
        };
        Options { start: test.start, details: true, rules, alertmanager: dispatch::Options::default() }
    }

    fn promql(&self) -> promql::Options {
        promql::Options {
            default_step: self.model.prometheus.evaluation_interval,
            ..promql::Options::default()
        }
    }

    fn judged(&self, test: &Test, record: Record, mut store: Store) -> Ran {
        let options = self.promql();
        let mut ask = |expr: &Expr, at: Millis| values(&mut Query::new(expr, &options), &mut store, at);
        let mut failures = self.broken_rules(test, &record);
        let mut judge = Judge {
            model: self.model,
            config: self.config,
            test,
            record: &record,
            clock: Clock::of(test),
            ask: &mut ask,
        };
        failures.extend(judge.failures());
        Ran { record, failures }
    }

    /// Rules that could not be evaluated: what depends on them cannot be trusted. Each once.
    fn broken_rules(&self, test: &Test, record: &Record) -> Vec<Failure> {
        let mut seen = Vec::new();
        let mut failures = Vec::new();
        for failed in &record.failures {
            let rule = &self.groups[failed.rule.group].rules[failed.rule.rule];
            if seen.contains(&failed.rule) {
                continue;
            }
            seen.push(failed.rule);
            let at = Clock::of(test).text(failed.at);
            let message = format!("the rule `{}` cannot be evaluated at {at}: {}", rule.name, failed.message);
            let finding = Diagnostic::new(codes::TEST_FAILED, test.title.span, message)
                .because(rule.span, "this makes the rule");
            failures.push(Failure { finding, story: Story::default() });
        }
        failures
    }
}

/// What an expression gives at an instant; nothing when it fails.
fn values(query: &mut Query, store: &mut Store, at: Millis) -> Vec<(Labels, f64)> {
    let Ok(answer) = query.instant(store, at) else { return Vec::new() };
    match answer.value {
        Value::Scalar(value) => vec![(Labels::default(), value)],
        Value::Vector(samples) => samples
            .into_iter()
            .filter_map(|sample| match sample.reading {
                Reading::Float(value) => Some((store.sets.labels(sample.labels).clone(), value)),
                Reading::Histogram(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
