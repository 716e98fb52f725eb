//! Corners of PromQL where Larum was wrong, or might have been: each expression of `corners.txt`, at some instants
//! and over a range, evaluated by Larum and by a real Prometheus. Rows must come in the same order, too.

use super::When;
use super::World;
use super::data::{BEGIN, Random};
use larum::series::notation;
use std::fmt::Write;

const MINUTE: i64 = 60_000;

#[test]
fn corners_evaluate_as_in_prometheus() {
    let own = std::env::var("LARUM_CORNERS").map(|path| std::fs::read_to_string(path).expect("a file"));
    let text = own.unwrap_or_else(|_| include_str!("corners.txt").to_owned());
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (loads, expressions): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("load "));
    let series: Vec<Random> = loads.iter().map(|load| series(&load["load ".len()..])).collect();
    let (mut different, mut told) = (0, String::new());
    for delayed_name_removal in [false, true] {
        let mut world = World::of(&series, delayed_name_removal);
        for expression in &expressions {
            for when in times() {
                if let Some(difference) = world.difference(expression, when) {
                    different += 1;
                    let _ = writeln!(told, "{expression}\n  {when:?} {:?}: {difference}", world.options);
                }
            }
        }
    }
    assert!(told.is_empty(), "{different} differ:\n{told}");
}

fn times() -> [When; 4] {
    let at = |minute: i64| When::At(BEGIN + minute * MINUTE);
    [at(0), at(4), at(9), When::Range { start: BEGIN, end: BEGIN + 10 * MINUTE, step: MINUTE }]
}

/// A value a minute.
fn series(line: &str) -> Random {
    let line = notation::parse(line).unwrap_or_else(|fault| panic!("{line}: {fault:?}"));
    let samples = line.values.iter().enumerate();
    let samples = samples.filter_map(|(place, reading)| Some((BEGIN + place as i64 * MINUTE, reading?)));
    Random { labels: line.labels.clone(), samples: samples.collect() }
}
