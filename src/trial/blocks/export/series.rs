//! Series in promtool's notation.

use super::file::Series;
use crate::engine::world;
use crate::model::{Millis, TestSeries};
use crate::series::{Labels, Reading, is_stale};

/// A series at `step`, which divides its own.
pub fn series(series: &TestSeries, lasts: Millis, step: Millis) -> Result<Series, String> {
    let mut values: Vec<(String, u64)> = Vec::new();
    let mut next: Millis = 0;
    let mut strange = false;
    let mut push = |text: String, count: u64| match values.last_mut() {
        Some((last, times)) if *last == text => *times += count,
        _ => values.push((text, count)),
    };
    world::samples(series, lasts, |at, reading| {
        let gap = (at - next) / step;
        if gap > 0 {
            push("_".to_string(), gap as u64);
        }
        match reading {
            Reading::Float(value) if is_stale(*value) => push("stale".to_string(), 1),
            Reading::Float(value) => push(number(*value), 1),
            Reading::Histogram(histogram) => {
                let text = histogram.notation();
                strange |= text.contains('…');
                push(text, 1);
            }
        }
        next = at + step;
    });
    if strange {
        return Err("a native histogram of it has buckets too far from each other".to_string());
    }
    let words = values.into_iter().map(|(text, count)| match (text.as_str(), count) {
        ("_", count) => format!("_x{count}"),
        ("stale", count) => vec!["stale"; count as usize].join(" "),
        (_, 1) => text,
        (_, count) => format!("{text}x{}", count - 1),
    });
    let labels = Labels::new(series.labels.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Ok(Series { series: labels.to_string(), values: words.collect::<Vec<_>>().join(" ") })
}

/// As Go reads it back.
fn number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_string();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Inf" } else { "-Inf" }.to_string();
    }
    value.to_string()
}
