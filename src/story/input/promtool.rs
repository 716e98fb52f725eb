//! The `input_series` of a test file of promtool.

use super::{InputFault, Stepped};
use crate::model::Millis;
use crate::quantity::parse_duration;
use crate::series::notation::parse;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    evaluation_interval: Option<String>,
    #[serde(default)]
    tests: Vec<Test>,
    /// A test alone is a file, too.
    #[serde(flatten)]
    only: Test,
}

#[derive(Deserialize)]
struct Test {
    interval: Option<String>,
    #[serde(default)]
    input_series: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    series: String,
    values: String,
}

/// What promtool takes when nobody says otherwise.
const INTERVAL: Millis = 60_000;

pub(super) fn read(text: &str) -> Result<Vec<Stepped>, InputFault> {
    let file: File = serde_yaml::from_str(text).map_err(|error| InputFault::of_file(error.to_string()))?;
    let mut with_series: Vec<&Test> =
        file.tests.iter().filter(|test| !test.input_series.is_empty()).collect();
    if !file.only.input_series.is_empty() {
        with_series.push(&file.only);
    }
    let test = match with_series[..] {
        [] => return Err(InputFault::of_file("there is no `input_series` in it")),
        [test] => test,
        _ => {
            let message = format!("it has {} tests with series: leave one of them", with_series.len());
            return Err(InputFault::of_file(message));
        }
    };
    let every = match test.interval.as_ref().or(file.evaluation_interval.as_ref()) {
        None => INTERVAL,
        Some(text) => parse_duration(text).map_err(|error| InputFault::of_file(error.message))?,
    };
    if every <= 0 {
        return Err(InputFault::of_file("`interval` is longer than nothing"));
    }
    test.input_series.iter().map(|line| stepped(line, every, text)).collect()
}

fn stepped(line: &Line, every: Millis, file: &str) -> Result<Stepped, InputFault> {
    let whole = format!("{} {}", line.series, line.values);
    let series = parse(&whole).map_err(|fault| {
        // The place in the file is that of the series; what is wrong is shown as it is read.
        let at = file.lines().position(|text| text.contains(line.series.trim()));
        InputFault::of_notation(at.map_or(1, |index| index + 1), &whole, 0, fault)
    })?;
    Ok(Stepped { labels: series.labels, every, values: series.values })
}
