//! Templates expanded by Larum and by Prometheus: the same texts, errors included.

use super::{accepted, random};
use crate::support::dice::{Dice, number_of};
use crate::support::expanded::expanded;
use larum::template::execute::{Data, Measured, Prepared, Querier, QuerySample};
use larum::text::go::quote;
use regex::Regex;
use std::fmt::Write;
use std::sync::LazyLock;

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
            "q" | "sort(q)" => Ok(vec![sample(&two, 7.0), sample(&one, 8.0)]),
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
    let (mut different, mut wrong) = (0, String::new());
    for (place, theirs) in expanded(templates, value).into_iter().enumerate() {
        let (ours, theirs) = (comparable(&ours(place, &templates[place], number)), comparable(&theirs));
        if ours != theirs {
            different += 1;
            let _ = writeln!(wrong, "{}\n  Prometheus: {theirs}\n  Larum:      {ours}", templates[place]);
        }
    }
    assert!(wrong.is_empty(), "{different} of {} differ:\n{wrong}", templates.len());
}

/// Go shows pointers within values by where they lie in its memory, which nobody can know; and half a character
/// as its byte, which no text of Larum's can hold.
fn comparable(text: &str) -> String {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("0[xX][0-9a-fA-F]{9,12}").expect("a regex"));
    static HALF: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("(?:\\\\x[89a-f][0-9a-f]|\u{fffd})+").expect("a regex"));
    HALF.replace_all(&ADDRESS.replace_all(text, "ADDRESS"), "HALF").into_owned()
}

#[test]
fn prometheus_and_larum_expand_templates_to_the_same_text() {
    let cases: Vec<String> = CASES.lines().map(str::to_owned).collect();
    assert!(cases.len() > 350, "the list is cut short: {}", cases.len());
    compare(&cases, "1.5");
}

/// A pattern that is refused is refused in Go's words.
#[test]
fn prometheus_and_larum_say_the_same_of_patterns() {
    // Which of these names a Prometheus knows depends on the Go that built it.
    let depends = [r"\p{greek}", r"\p{GREEK}", r"\p{Letter}", r"\p{OldItalic}"];
    let patterns =
        include_str!("../regexes/patterns.txt").lines().filter(|pattern| !depends.contains(pattern));
    let cases: Vec<String> =
        patterns.map(|pattern| format!("{{{{ reReplaceAll `{pattern}` `<$0>` `a b` }}}}")).collect();
    assert!(cases.len() > 300, "the list is cut short: {}", cases.len());
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

/// Some hundred; `scripts/templates.sh` tries thousands.
#[test]
fn prometheus_and_larum_expand_random_templates_to_the_same_text() {
    let mut dice = Dice::new();
    for _ in 0..number_of("LARUM_TEMPLATES_SKIP", 0) {
        dice.number(0, 1 << 20);
    }
    let count = number_of("LARUM_TEMPLATES", 600);
    let texts: Vec<String> = (0..count).map(|_| random::template(&mut dice)).collect();
    let texts = accepted(&texts);
    assert!(texts.len() > count / 2, "only {} of {count} can be read", texts.len());
    let value: &str = dice.one_of::<&str>(&["1.5", "0", "-3", "123456789.5", "NaN", "+Inf"]);
    compare(&texts, value);
}
