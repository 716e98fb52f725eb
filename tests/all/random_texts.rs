//! Random texts, near to good ones, to all that reads texts of others: an error or a result, soon and without a
//! panic. `scripts/fuzz.sh` does the same for as long as one likes.

use crate::support::dice::Dice;
use larum::engine::promql::{Options, Query};
use larum::expr::types::{Features, check};
use larum::series::{Store, notation};
use larum::syntax::parse_expression;
use larum::template::execute::{self, Data, Measured, Querier, QuerySample};
use larum::text::FileId;
use larum::trial::blocks::Prepared;

/// Series as tests write them, one a line.
const SERIES: &str = include_str!("../../fuzz/series.txt");
const TEMPLATES: &str = include_str!("templates/expansions.txt");
const EXPRESSIONS: &str = include_str!("../../fuzz/expressions.txt");

/// One of the lines with a few pieces cut out, doubled, moved or put in from another.
fn near(dice: &mut Dice, lines: &[&str]) -> String {
    let mut text: Vec<char> = dice.one_of(lines).chars().collect();
    for _ in 0..dice.number(0, 3) {
        let other: Vec<char> = dice.one_of(lines).chars().collect();
        let (at, length) = (dice.number(0, text.len()), dice.number(0, 6));
        let end = (at + length).min(text.len());
        let from = dice.number(0, other.len());
        let piece = &other[from..(from + dice.number(0, 12)).min(other.len())];
        match dice.number(0, 3) {
            0 => drop(text.splice(at..end, piece.iter().copied())),
            1 => drop(text.splice(at..at, piece.iter().copied())),
            2 => drop(text.drain(at..end)),
            _ => text.extend_from_within(at..end),
        }
    }
    text.into_iter().take(200).collect()
}

#[test]
fn series_in_any_notation() {
    let (mut dice, lines) = (Dice::new(), SERIES.lines().collect::<Vec<_>>());
    let mut read = 0;
    for _ in 0..20_000 {
        let text = near(&mut dice, &lines);
        let _ =
            (notation::parse_values(&text), notation::parse_labels(&text), notation::parse_histogram(&text));
        if let Ok(line) = notation::parse(&text) {
            read += 1;
            line.values.iter().take(10_000).for_each(drop);
        }
    }
    assert!(read > 1_000, "only {read} can be read: the texts are too random");
}

struct Two;

impl Querier for Two {
    fn query(&mut self, text: &str) -> Result<Vec<QuerySample>, String> {
        let sample = |name: &str| QuerySample {
            labels: vec![("a".to_owned(), name.to_owned())],
            value: text.len() as f64,
        };
        Ok(vec![sample("x"), sample("w")])
    }
}

#[test]
fn any_template() {
    let (mut dice, lines) = (Dice::new(), TEMPLATES.lines().collect::<Vec<_>>());
    let labels = [("foo".to_owned(), "x".to_owned())];
    let data = Data {
        name: "A",
        labels: &labels,
        external_labels: &[],
        external_url: "",
        server_url: None,
        value: Measured::Number(1.5),
    };
    let (mut read, mut expanded) = (0, 0);
    for _ in 0..5_000 {
        let text = near(&mut dice, &lines);
        let prepared = execute::Prepared::new(&text);
        assert_eq!(prepared.is_ok(), larum::template::parse(&text).is_ok(), "{text}");
        if let Ok(prepared) = prepared {
            read += 1;
            expanded += usize::from(prepared.expand(&data, &mut Two).is_ok());
        }
    }
    assert!(
        read > 1_000 && expanded > 500,
        "{read} can be read, {expanded} expanded: the texts are too random"
    );
}

const STORE: [&str; 7] = [
    "a{x=\"1\"} 0+1x20",
    "a{x=\"2\"} 10-1x8 0 _x3 5 stale 7x4",
    "b{x=\"1\",y=\"z\"} NaN Inf -Inf 1e300x5 -0",
    "b{x=\"2\",y=\"z\"} 1x20",
    "c_bucket{le=\"1\"} 0+2x20",
    "c_bucket{le=\"+Inf\"} 0+5x20",
    "h {{schema:0 count:4 sum:5 buckets:[1 2 1]}}+{{count:4 sum:5 buckets:[1 2 1]}}x20",
];

fn store() -> Store {
    let mut store = Store::default();
    for line in STORE {
        let series = notation::parse(line).expect("a series");
        let id = store.series_of(&series.labels);
        for (place, reading) in series.values.iter().enumerate() {
            if let Some(reading) = reading {
                store.append(id, place as i64 * 60_000, &reading).expect("samples in order");
            }
        }
    }
    store
}

#[test]
fn any_expression() {
    let (mut dice, lines) = (Dice::new(), EXPRESSIONS.lines().collect::<Vec<_>>());
    let options = Options { max_samples: 100_000, ..Options::default() };
    let features = Features::named(["promql-experimental-functions", "promql-duration-expr"]);
    let mut evaluated = 0;
    for _ in 0..5_000 {
        let text = near(&mut dice, &lines);
        let (expr, mut findings) = parse_expression(&text, FileId(0), 0);
        check(&expr, &features, &mut findings);
        if findings.has_errors() || expr.has_error() || expr.has_measure() {
            continue;
        }
        evaluated += 1;
        let mut store = store();
        let mut query = Query::new(&expr, &options);
        for minute in [0, 5, 25] {
            let _ = query.instant(&mut store, minute * 60_000);
        }
        let _ = query.range(&mut store, 0, 20 * 60_000, 90_000);
    }
    assert!(evaluated > 500, "only {evaluated} can be evaluated: the texts are too random");
}

const PROGRAM: &str = include_str!("../../fuzz/program.larum");
const TESTS: &str = include_str!("../../fuzz/tests.txt");

#[test]
fn any_test_of_a_program() {
    let (mut dice, lines) = (Dice::new(), TESTS.lines().collect::<Vec<_>>());
    let mut ran = 0;
    for _ in 0..500 {
        let text = near(&mut dice, &lines);
        let program = format!("{PROGRAM}\ntest \"t\" {{\n{text}\n}}\n");
        let (file, findings) = larum::syntax::parse(&program, FileId(0));
        if findings.has_errors() {
            continue;
        }
        let (Some(model), _) = larum::analyse::analyse("shop", file.statements, None) else { continue };
        let output = larum::lower::lower(&model);
        let prepared = Prepared::new(&model, &output).expect("what is lowered is PromQL");
        for test in model.tests.iter().filter(|test| test.lasts <= 24 * 3_600_000) {
            ran += 1;
            prepared.run(test);
        }
    }
    assert!(ran > 50, "only {ran} ran: the texts are too random");
}
