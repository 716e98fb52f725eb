//! Whether what came is what a script expects.

use super::expectations::{Expectations, Notes};
use super::script::When;
use larum::engine::promql::{Answer, Level, Value};
use larum::series::{Labels, Reading, ResetHint, SetId, Store, is_stale};

/// The relative error that the scripts allow.
const NEAR: f64 = 0.000_001;

/// As Prometheus' `almost.Equal`.
pub fn nearly(one: f64, other: f64) -> bool {
    if is_stale(one) || is_stale(other) {
        return is_stale(one) && is_stale(other);
    }
    if one.is_nan() && other.is_nan() || one == other {
        return true;
    }
    let (sum, apart) = (one.abs() + other.abs(), (one - other).abs());
    if one == 0.0 || other == 0.0 || sum < f64::MIN_POSITIVE {
        return apart < NEAR * f64::MIN_POSITIVE;
    }
    apart / sum.min(f64::MAX) < NEAR
}

pub fn same(expected: &Reading, got: &Reading) -> bool {
    match (expected, got) {
        (Reading::Float(expected), Reading::Float(got)) => nearly(*expected, *got),
        (Reading::Histogram(expected), Reading::Histogram(got)) => {
            let [mut expected, mut got] = [expected, got].map(|histogram| (**histogram).clone());
            expected.compact();
            got.compact();
            let hints = expected.hint == ResetHint::Unknown || expected.hint == got.hint;
            hints && expected.nearly(&got, nearly)
        }
        _ => false,
    }
}

/// The failure that is expected, if one is.
pub fn failure(expected: &Expectations, message: &str) -> Result<(), String> {
    match expected.fail.first() {
        Some(pattern) if pattern.matches(message) => Ok(()),
        Some(pattern) => Err(format!("expected to fail with {pattern}, but failed with {message:?}")),
        None => Err(format!("failed: {message}")),
    }
}

/// The notes that are expected, and no others where some are.
pub fn notes(expected: &Expectations, answer: &Answer) -> Result<(), String> {
    for (level, wanted) in [(Level::Warning, &expected.warnings), (Level::Info, &expected.infos)] {
        let of_level = answer.notes.iter().filter(|note| note.level == level);
        let found: Vec<&str> = of_level.map(|note| note.message.as_str()).collect();
        of_one_level(wanted, &found).map_err(|fault| format!("{level:?}: {fault}; found {found:?}"))?;
    }
    Ok(())
}

fn of_one_level(wanted: &Notes, found: &[&str]) -> Result<(), String> {
    if wanted.none && !found.is_empty() {
        return Err("expected none".to_string());
    }
    if let Some(pattern) = wanted.some.iter().find(|pattern| !found.iter().any(|note| pattern.matches(note)))
    {
        return Err(format!("expected {pattern}"));
    }
    let extra =
        |note: &&&str| !wanted.some.is_empty() && !wanted.some.iter().any(|pattern| pattern.matches(note));
    match found.iter().find(extra) {
        Some(note) => Err(format!("did not expect {note:?}")),
        None => Ok(()),
    }
}

/// The value of a query over a range, or of an instant query that gives ranges.
pub fn ranges(expected: &Expectations, when: When, value: &Value, store: &Store) -> Result<(), String> {
    let Value::Matrix(rows) = value else { return Err(format!("expected a matrix, got {value:?}")) };
    let When::Range { start, end, step } = when else { return Err("a matrix was not expected".to_string()) };
    let labels: Vec<&Labels> = rows.iter().map(|row| store.sets.labels(row.labels)).collect();
    if !labels.is_sorted() {
        return Err(format!("the series are not sorted: {labels:?}"));
    }
    every_series(expected, &labels)?;
    for (row, labels) in rows.iter().zip(labels) {
        let series = expected.series.iter().rfind(|series| series.labels == *labels);
        let wanted: Vec<(i64, Reading)> = series
            .into_iter()
            .flat_map(|series| (0_i64..).zip(series.values.iter()))
            .filter_map(|(index, reading)| Some((start + index * step, reading?)))
            .collect();
        if wanted.last().is_some_and(|(at, _)| *at > end) {
            return Err(format!("{labels}: more values are expected than there are steps"));
        }
        let same = wanted.len() == row.samples.len()
            && wanted
                .iter()
                .zip(&row.samples)
                .all(|(wanted, got)| wanted.0 == got.0 && same(&wanted.1, &got.1));
        if !same {
            return Err(format!("{labels}: expected {}, got {}", shown(&wanted), shown(&row.samples)));
        }
    }
    Ok(())
}

/// The value of an instant query.
pub fn instant(expected: &Expectations, value: &Value, store: &Store) -> Result<(), String> {
    match value {
        Value::Scalar(got) => match expected.scalar {
            Some(wanted) if nearly(wanted, *got) => Ok(()),
            wanted => Err(format!("expected {wanted:?}, got the scalar {got}")),
        },
        Value::Text(got) if expected.string.as_ref() == Some(got) => Ok(()),
        Value::Vector(samples) => {
            let pairs: Vec<(SetId, &Reading)> =
                samples.iter().map(|sample| (sample.labels, &sample.reading)).collect();
            vector(expected, &pairs, store, expected.ordered)
        }
        value => Err(format!("got {value:?}")),
    }
}

pub fn vector(
    expected: &Expectations,
    samples: &[(SetId, &Reading)],
    store: &Store,
    ordered: bool,
) -> Result<(), String> {
    if let Some(scalar) = expected.scalar {
        return Err(format!("expected the scalar {scalar}, got a vector"));
    }
    let labels: Vec<&Labels> = samples.iter().map(|(labels, _)| store.sets.labels(*labels)).collect();
    every_series(expected, &labels)?;
    for (place, ((_, got), labels)) in samples.iter().zip(labels).enumerate() {
        let wanted = expected.series.iter().rposition(|series| series.labels == *labels);
        let Some(wanted) = wanted else { continue };
        if ordered && wanted != place {
            return Err(format!("{labels}: expected at place {wanted}, got at {place}"));
        }
        let first = expected.series[wanted].values.iter().next().flatten();
        if !first.as_ref().is_some_and(|first| same(first, got)) {
            let wanted: Vec<(i64, Reading)> = first.map(|first| (0, first)).into_iter().collect();
            return Err(format!(
                "{labels}: expected {}, got {}",
                shown(&wanted),
                shown(&[(0, (*got).clone())])
            ));
        }
    }
    Ok(())
}

/// Neither more nor fewer, and none twice.
fn every_series(expected: &Expectations, got: &[&Labels]) -> Result<(), String> {
    for (index, labels) in got.iter().enumerate() {
        if !expected.series.iter().any(|series| series.labels == **labels) {
            return Err(format!("{labels} was not expected"));
        }
        if got[..index].contains(labels) {
            return Err(format!("{labels} came twice"));
        }
    }
    match expected.series.iter().find(|series| !got.contains(&&series.labels)) {
        Some(missing) => Err(format!("{} did not come", missing.labels)),
        None => Ok(()),
    }
}

fn shown(samples: &[(i64, Reading)]) -> String {
    let texts = samples.iter().map(|(at, reading)| match reading {
        Reading::Float(value) => format!("{value}@{at}"),
        Reading::Histogram(histogram) => format!("{}@{at}", histogram.notation()),
    });
    texts.collect::<Vec<_>>().join(" ")
}
