//! Templates expanded by Larum and by Prometheus: the same texts, errors included.

use crate::support::expanded::expanded;
use larum::template::execute::{Data, Measured, Prepared, Querier, QuerySample};
use larum::text::go::quote;
use std::fmt::Write;

/// Templates, one a line.
const CASES: &str = include_str!("expansions.txt");

/// Knows the series that the run of promtool has.
struct Series;

impl Querier for Series {
    fn query(&mut self, text: &str) -> Result<Vec<QuerySample>, String> {
        let sample = |labels: &[(&str, &str)], value| QuerySample {
            labels: labels.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect(),
            value,
        };
        let (two, one) =
            ([("__name__", "q"), ("a", "2"), ("b", "x")], [("__name__", "q"), ("a", "1"), ("b", "y")]);
        match text {
            "q" => Ok(vec![sample(&two, 7.0), sample(&one, 8.0)]),
            "q == 8" => Ok(vec![sample(&one, 8.0)]),
            "1" => Ok(vec![sample(&[], 1.0)]),
            "nothing" => Ok(Vec::new()),
            "q{" => Err("1:3: parse error: unexpected end of input inside braces".to_owned()),
            "'a'" | "q[5m]" => Err("rule result is not a vector or scalar".to_owned()),
            _ => Ok(Vec::new()),
        }
    }
}

fn ours(place: usize, template: &str, value: f64) -> String {
    let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let labels = [("__name__", "m"), ("foo", "x"), ("instance", "host:9100")].map(pair);
    let external_labels = [("cluster", "c1"), ("zone", "z")].map(pair);
    let data = Data {
        name: &format!("A{place}"),
        labels: &labels,
        external_labels: &external_labels,
        external_url: "http://prom.example/x",
        server_url: None,
        value: Measured::Number(value),
    };
    let prepared = Prepared::new(template).unwrap_or_else(|errors| panic!("{template}: {errors:?}"));
    quote(&prepared.expand(&data, &mut Series).unwrap_or_else(|error| error.in_place()))
}

/// Fails unless Prometheus makes the same of all of them.
fn compare(templates: &[String], value: &str) {
    let number = value.parse().expect("a number");
    let mut wrong = String::new();
    for (place, theirs) in expanded(templates, value).into_iter().enumerate() {
        let ours = ours(place, &templates[place], number);
        if ours != theirs {
            let _ = writeln!(wrong, "{}\n  Prometheus: {theirs}\n  Larum:      {ours}", templates[place]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn prometheus_and_larum_expand_templates_to_the_same_text() {
    let cases: Vec<String> = CASES.lines().map(str::to_owned).collect();
    assert!(cases.len() > 350, "the list is cut short: {}", cases.len());
    compare(&cases, "1.5");
}

#[test]
fn prometheus_and_larum_expand_templates_of_the_corpus_to_the_same_text() {
    let texts: Vec<String> =
        super::corpus().into_iter().filter(|text| larum::template::parse(text).is_ok()).collect();
    assert!(texts.len() > 1_000, "the corpus holds only {} templates", texts.len());
    for value in ["0.123456", "86461.5", "NaN"] {
        compare(&texts, value);
    }
}
