//! Expressions of known corners and random ones, over random series, evaluated by Larum and by a real Prometheus: the same samples, but for
//! the rounding of floats, the same failures, warnings and hints.

mod answer;
mod compare;
mod corners;
mod data;
mod expressions;

use crate::support::dice::{Dice, number_of};
use crate::support::http;
use crate::support::remote_write::{self, Sent};
use crate::support::servers::Prometheus;
use answer::Answer;
use data::{BEGIN, LENGTH, Random};
use larum::diag::Level as Severity;
use larum::engine::promql::{Options, Query};
use larum::expr::Expr;
use larum::expr::types::{Features, check};
use larum::series::Store;
use larum::syntax::parse_expression;
use larum::text::FileId;
use serde_json::json;
use std::fmt::Write;

/// Expressions over one set of series.
const OF_ONE_WORLD: usize = 250;

#[test]
fn random_expressions_evaluate_as_in_prometheus() {
    let count = number_of("LARUM_DIFFERENTIAL", 500);
    let mut dice = Dice::new();
    for _ in 0..number_of("LARUM_DIFFERENTIAL_SKIP", 0) {
        dice.number(0, 1 << 20);
    }
    let (mut done, mut different, mut told) = (0, 0, String::new());
    for world in 0.. {
        if done >= count {
            break;
        }
        let mut world = World::new(&mut dice, world % 2 == 1);
        for _ in 0..OF_ONE_WORLD.min(count - done) {
            let (expression, when) = (expressions::expression(&mut dice), When::random(&mut dice));
            if let Some(difference) = world.difference(&expression, when) {
                different += 1;
                let _ = writeln!(told, "{expression}\n  {when:?} {:?}: {difference}", world.options);
            }
            done += 1;
        }
    }
    assert!(told.is_empty(), "{different} of {done} differ:\n{told}");
}

fn has_many_steps(expression: &str, when: When) -> bool {
    matches!(when, When::Range { .. }) || expression.contains(":")
}

#[derive(Clone, Copy, Debug)]
enum When {
    At(i64),
    Range { start: i64, end: i64, step: i64 },
}

/// Often the time of some sample.
fn moment(dice: &mut Dice) -> i64 {
    match dice.number(0, 3) {
        0 => BEGIN + dice.number(0, LENGTH as usize) as i64,
        _ => BEGIN + dice.number(0, LENGTH as usize / 15_000) as i64 * 15_000,
    }
}

impl When {
    fn random(dice: &mut Dice) -> When {
        let start = moment(dice);
        if dice.chance(40) {
            return When::At(start);
        }
        let step = *dice.one_of(&[15_000, 60_000, 60_000, 37_000, 300_000]);
        When::Range { start, end: start + dice.number(0, 40) as i64 * step, step }
    }
}

/// One set of series, here and in a Prometheus of its own.
struct World {
    real: Prometheus,
    store: Store,
    options: Options,
}

impl World {
    fn new(dice: &mut Dice, delayed_name_removal: bool) -> World {
        World::of(&data::series(dice), delayed_name_removal)
    }

    fn of(series: &[Random], delayed_name_removal: bool) -> World {
        let mut features = "native-histograms,promql-experimental-functions,promql-duration-expr".to_owned();
        if delayed_name_removal {
            features += ",promql-delayed-name-removal";
        }
        let flags = ["--web.enable-remote-write-receiver", &format!("--enable-feature={features}")];
        let real = Prometheus::with(json!({}), &flags).unwrap_or_else(|log| panic!("Prometheus:\n{log}"));
        let sent = series.iter().map(|Random { labels, samples }| Sent { labels, samples, whole: false });
        remote_write::send(real.0.port(), &sent.collect::<Vec<_>>());
        let mut store = Store::default();
        for Random { labels, samples } in series {
            let id = store.series_of(labels);
            for (at, reading) in samples {
                store.append(id, *at, reading).expect("samples are in order");
            }
        }
        World { real, store, options: Options { delayed_name_removal, ..Options::default() } }
    }

    fn difference(&mut self, expression: &str, when: When) -> Option<String> {
        let real = self.ask(expression, when);
        let ours = match parsed(expression) {
            Err(message) => Answer::Refused(message),
            Ok(expr) => {
                let mut query = Query::new(&expr, &self.options);
                let answer = match when {
                    When::At(at) => query.instant(&mut self.store, at),
                    When::Range { start, end, step } => query.range(&mut self.store, start, end, step),
                };
                answer::ours(answer, &self.store)
            }
        };
        if let (Answer::Failed(_), Answer::Failed(_) | Answer::Given(_)) = (&real, &ours)
            && has_many_steps(expression, when)
        {
            // Prometheus evaluates one side over all steps, and what a subquery holds between its ranges, too:
            // another fault is found first, or one is found that no step meets.
            return None;
        }
        let in_order = matches!(when, When::Range { .. }) || expressions::is_ordered(expression);
        let gaps = matches!(when, When::Range { .. }) && expression.contains(':');
        compare::difference(&ours, &real, in_order, gaps)
    }

    fn ask(&self, expression: &str, when: When) -> Answer {
        let seconds = |milliseconds: i64| format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
        let query = escaped(expression);
        let path = match when {
            When::At(at) => format!("/api/v1/query?query={query}&time={}", seconds(at)),
            When::Range { start, end, step } => format!(
                "/api/v1/query_range?query={query}&start={}&end={}&step={}",
                seconds(start),
                seconds(end),
                seconds(step)
            ),
        };
        let (status, body) = http::ask(self.real.0.port(), "GET", &path, "").expect("Prometheus answers");
        answer::real(status, &body)
    }
}

fn parsed(expression: &str) -> Result<Expr, String> {
    let features = Features { experimental_functions: true, duration_expressions: true, version: None };
    let (expr, mut findings) = parse_expression(expression, FileId(0), 0);
    if !findings.has_errors() {
        check(&expr, &features, &mut findings);
    }
    match findings.iter().find(|finding| finding.level() == Severity::Error) {
        Some(finding) => Err(finding.message.clone()),
        None => Ok(expr),
    }
}

/// For the query of a URL.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = match byte.is_ascii_alphanumeric() {
            true => write!(out, "{}", byte as char),
            false => write!(out, "%{byte:02X}"),
        };
        out
    })
}
