//! A world of a run, simulated.

use super::config::{Drift, Minute, config};
use super::seen::{Seen, Streams, streams};
use super::world::{END, What, World};
use larum::engine::dispatch::{Alert, Dispatcher, Ending, Options, Regrouping, SilenceId};
use larum::expr::MatchOp;
use larum::import::{self, Notation};
use larum::lower::Matcher;
use larum::series::Labels;
use larum::text::FileId;

/// When things happened, in milliseconds since 1970.
pub struct Times {
    pub began: i64,
    pub minute: Minute,
    /// Of each input of a world.
    pub inputs: Vec<i64>,
    /// What happened to the server.
    pub interventions: Vec<(i64, Intervention)>,
    pub options: Options,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Intervention {
    /// With a configuration that groups by other labels, or with the first one.
    Reload {
        changed: bool,
    },
    Restart {
        outage: i64,
    },
    Crash {
        outage: i64,
    },
    Stop {
        peer: usize,
    },
    Kill {
        peer: usize,
    },
    Start {
        peer: usize,
    },
}

/// By how much a simulation differs from what was measured.
#[derive(Clone, Copy, Default)]
pub struct Variant {
    pub drift: Drift,
    /// Inputs come up to so much earlier or later.
    pub jitter: i64,
    pub seed: u64,
    /// Servers begin to count so much after they said that they start.
    pub started: i64,
    /// Peers hear of a message so much earlier, at most at once.
    pub gossip: i64,
    /// Groups have an alert before inhibition has it.
    pub inhibition: i64,
    pub regrouping: Regrouping,
}

impl Variant {
    /// `number` different ones; the first one is exact.
    pub fn some(number: usize, jitter: i64) -> impl Iterator<Item = Variant> {
        (0..number).map(move |number| {
            let mut noise = Noise(number as u64 + 1);
            let mut between =
                |least: i64, most: i64| if number == 0 { 0 } else { noise.between(least, most) };
            let group_interval = between(0, 12);
            let repeat_interval = between(-40, 40);
            let (started, gossip) = (between(0, 400), between(0, 200));
            let inhibition = between(0, 1) * 2;
            let regrouping = if number % 2 == 0 { Regrouping::OldestFirst } else { Regrouping::NewestFirst };
            let (seed, jitter) = (number as u64, if number < 2 { 0 } else { jitter });
            Variant {
                drift: Drift { group_interval, repeat_interval },
                jitter,
                seed,
                started,
                gossip,
                inhibition,
                regrouping,
            }
        })
    }
}

/// Numbers that look random, the same in each run.
struct Noise(u64);

impl Noise {
    fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + (self.0 >> 33) as i64 % (most - least + 1)
    }
}

enum Step<'w> {
    Input(&'w What),
    Intervention(Intervention),
}

pub fn simulate(world: &World, times: &Times, variant: Variant) -> Streams {
    let text = |changed| config(&[world], variant.drift, &times.minute, 1, changed);
    let imports =
        [text(false), text(true)].map(|text| import::alertmanager(&text, FileId(0), Notation::default()));
    let configs = imports
        .each_ref()
        .map(|import| import.config.as_ref().unwrap_or_else(|| panic!("{:?}", import.findings)).config());
    let starts_at = times.options.starts_at + variant.started;
    let gossip_delay = times.options.gossip_delay - variant.gossip;
    let regrouping = variant.regrouping;
    let inhibition_delay = variant.inhibition;
    let options = Options { regrouping, starts_at, gossip_delay, inhibition_delay, ..times.options.clone() };
    let mut dispatcher = Dispatcher::new(&configs[0], options).expect("good regexes");
    let mut noise = Noise(variant.seed);
    let mut shift = || if variant.jitter == 0 { 0 } else { noise.between(-variant.jitter, variant.jitter) };
    let inputs = world.inputs.iter().zip(&times.inputs);
    let mut steps: Vec<(i64, Step)> =
        inputs.map(|(input, at)| (at + shift(), Step::Input(&input.what))).collect();
    let interventions = times.interventions.iter();
    steps.extend(interventions.map(|(at, one)| (at + shift(), Step::Intervention(*one))));
    steps.sort_by_key(|(at, _)| *at);
    let mut silences: Vec<Option<SilenceId>> = Vec::new();
    for (at, step) in steps {
        match step {
            Step::Input(what) => input(&mut dispatcher, what, at, times.began, &mut silences),
            Step::Intervention(Intervention::Reload { changed }) => {
                dispatcher.reload(at, &configs[usize::from(changed)]).expect("good regexes");
            }
            Step::Intervention(Intervention::Restart { outage }) => {
                dispatcher.restart(at, outage + variant.started, Ending::Clean);
            }
            Step::Intervention(Intervention::Crash { outage }) => {
                dispatcher.restart(at, outage + variant.started, Ending::Crash);
            }
            Step::Intervention(Intervention::Stop { peer }) => dispatcher.stop(at, peer, Ending::Clean),
            Step::Intervention(Intervention::Kill { peer }) => dispatcher.stop(at, peer, Ending::Crash),
            Step::Intervention(Intervention::Start { peer }) => dispatcher.start(at, peer),
        }
    }
    streams(dispatcher.advance(times.began + END).iter().map(Seen::simulated))
}

fn input(
    dispatcher: &mut Dispatcher,
    what: &What,
    at: i64,
    began: i64,
    silences: &mut Vec<Option<SilenceId>>,
) {
    match what {
        What::Post(posts) => {
            let alert = |post: &super::world::Post| Alert {
                labels: Labels::new(post.labels.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
                annotations: Vec::new(),
                starts_at: began + post.starts_at,
                ends_at: post.ends_at.map(|end| began + end),
            };
            let alerts: Vec<Alert> = posts.iter().map(alert).collect();
            let refused = dispatcher.receive(at, &alerts);
            assert!(refused.is_empty(), "{refused:?}");
        }
        What::Silence(matchers, starts, ends) => {
            let matcher = |(label, op, value): &(String, &str, String)| {
                let op = match *op {
                    "=" => MatchOp::Equal,
                    "!=" => MatchOp::NotEqual,
                    "=~" => MatchOp::Regex,
                    _ => MatchOp::NotRegex,
                };
                Matcher::new(label.clone(), op, value.clone())
            };
            let matchers: Vec<Matcher> = matchers.iter().map(matcher).collect();
            silences.push(dispatcher.silence(at, &matchers, began + starts, began + ends).ok());
        }
        What::Expire(number) => {
            if let Some(Some(silence)) = silences.get(*number) {
                dispatcher.expire(at, *silence);
            }
        }
    }
}
