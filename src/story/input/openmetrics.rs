//! Samples with times, as `promtool tsdb dump-openmetrics` writes them: `up{job="api"} 1 1700000000.5`.

use super::{InputFault, Recorded};
use crate::model::Millis;
use crate::series::Labels;
use crate::series::notation::parse_labels;
use std::collections::HashMap;

pub(super) fn read(text: &str) -> Result<Vec<Recorded>, InputFault> {
    let mut all: Vec<Recorded> = Vec::new();
    let mut places: HashMap<Labels, usize> = HashMap::new();
    // Samples of a series often follow each other.
    let mut last: Option<(&str, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, rest) = split(line).ok_or_else(|| {
            let fault = InputFault::of_line(number, line, "this is no sample");
            fault.help("write `name{label=\"value\"} value time`, with the time in seconds since 1970")
        })?;
        let place = match last {
            Some((known, place)) if known == name => place,
            _ => {
                let labels = parse_labels(name).map_err(|fault| {
                    InputFault::of_notation(number, line, line.len() - line.trim_start().len(), fault)
                })?;
                *places.entry(labels.clone()).or_insert_with(|| {
                    all.push(Recorded { labels, samples: Vec::new() });
                    all.len() - 1
                })
            }
        };
        last = Some((name, place));
        all[place].samples.push(sample(rest).map_err(|message| InputFault::of_line(number, line, message))?);
    }
    for own in &mut all {
        own.samples.sort_by_key(|(at, _)| *at);
    }
    Ok(all)
}

/// The name with its labels, and what stands behind them.
fn split(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '}' if !quoted => return Some((&line[..=at], line[at + 1..].trim_start())),
            ' ' | '\t' if !quoted && !line[..at].contains('{') => {
                return Some((&line[..at], line[at..].trim_start()));
            }
            _ => {}
        }
    }
    None
}

fn sample(text: &str) -> Result<(Millis, f64), String> {
    // An exemplar may stand behind a sample.
    let mut words = text.split('#').next().unwrap_or_default().split_whitespace();
    let (Some(value), Some(time), None) = (words.next(), words.next(), words.next()) else {
        return Err("a sample has a value and a time in seconds since 1970".to_string());
    };
    let number: f64 = match value {
        "+Inf" => f64::INFINITY,
        "-Inf" => f64::NEG_INFINITY,
        "NaN" => f64::NAN,
        text => text.parse().map_err(|_| format!("`{text}` is no value"))?,
    };
    let seconds: f64 = time.parse().map_err(|_| format!("`{time}` is no time in seconds since 1970"))?;
    let millis = (seconds * 1000.0).round();
    // Beyond what a calendar has nothing can be drawn.
    if millis.is_nan() || millis.abs() >= 1e15 {
        return Err(format!("`{time}` is no time in seconds since 1970"));
    }
    Ok((millis as Millis, number))
}
