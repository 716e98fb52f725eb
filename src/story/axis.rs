//! Marks of axes: round values, and times that people count in.

use super::data::{Chart, Clock};
use crate::model::Millis;
use crate::quantity::{Dimension, duration_text};
use jiff::{Timestamp, ToSpan, Unit, ZonedRound, tz::TimeZone};

const SECOND: Millis = 1_000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// Times that may lie between two marks.
const STEPS: &[Millis] = &[
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
];

/// A mark of the axis of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub at: Millis,
    pub text: String,
}

/// At most `most` marks from start to end.
pub(super) fn times(start: Millis, end: Millis, clock: &Clock, most: usize) -> Vec<Mark> {
    let room = (end - start).max(1);
    let fits = |step: &&Millis| room / **step < most.max(1) as Millis;
    let step = *STEPS.iter().find(fits).unwrap_or(&(room + 1));
    match clock {
        Clock::Elapsed => {
            let marks = (0..=room / step).map(|count| count * step);
            marks.map(|after| Mark { at: start + after, text: short(after) }).collect()
        }
        Clock::Wall(zone) => on_the_wall(start, end, zone, step).unwrap_or_default(),
    }
}

/// `0` for no time.
fn short(after: Millis) -> String {
    if after == 0 { "0".to_string() } else { duration_text(after) }
}

/// Marks where the clock of a place shows round times. Days begin where they begin there.
fn on_the_wall(start: Millis, end: Millis, zone: &TimeZone, step: Millis) -> Option<Vec<Mark>> {
    let first = Timestamp::from_millisecond(start).ok()?.to_zoned(zone.clone());
    let midnight = first.start_of_day().ok()?;
    let mut marks = Vec::new();
    if step >= DAY {
        let days = step / DAY;
        let mut day = if midnight == first { midnight } else { midnight.tomorrow().ok()? };
        while day.timestamp().as_millisecond() <= end {
            let text = day.strftime("%b %-d").to_string();
            marks.push(Mark { at: day.timestamp().as_millisecond(), text });
            day = day.checked_add(days.days()).ok()?.start_of_day().ok()?;
        }
        return Some(marks);
    }
    let mut at = midnight.timestamp().as_millisecond();
    at += (start - at + step - 1).div_euclid(step) * step;
    while at <= end {
        let time = Timestamp::from_millisecond(at).ok()?.to_zoned(zone.clone());
        let format = match (time.hour(), time.minute(), time.second()) {
            (0, 0, 0) => "%b %-d",
            (_, _, 0) => "%H:%M",
            _ => "%H:%M:%S",
        };
        marks.push(Mark { at, text: time.strftime(format).to_string() });
        at += step;
    }
    Some(marks)
}

/// The date on which a run begins, in words: `Sunday, 1 March 2026`; none where times are counted from the start.
pub(super) fn day(at: Millis, clock: &Clock) -> Option<String> {
    let Clock::Wall(zone) = clock else { return None };
    let time = Timestamp::from_millisecond(at).ok()?.to_zoned(zone.clone());
    let minute = time.round(ZonedRound::new().smallest(Unit::Minute)).ok()?;
    Some(minute.strftime("%A, %-d %B %Y, %H:%M").to_string())
}

/// The axis of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Values {
    pub low: f64,
    pub high: f64,
    pub marks: Vec<f64>,
}

impl Values {
    /// All values and limits, with round marks: about `wanted` of them.
    pub fn of(chart: &Chart, wanted: usize) -> Values {
        let points = chart.points.iter().flat_map(|point| [point.low, point.high]);
        let all =
            points.chain(chart.limits.iter().map(|limit| limit.value)).filter(|value| value.is_finite());
        let (mut low, mut high) = all
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // Zero is worth seeing where it is near.
        if low > 0.0 && low < 0.6 * high {
            low = 0.0;
        }
        if high < 0.0 && high > 0.6 * low {
            high = 0.0;
        }
        if high - low <= f64::EPSILON * high.abs().max(low.abs()) {
            let around = if high == 0.0 { 1.0 } else { high.abs() * 0.5 };
            (low, high) = (low - around, high + around);
        }
        let step = round_step((high - low) / wanted.max(1) as f64, chart.dimension);
        if !step.is_finite() || step <= 0.0 {
            return Values { low, high, marks: vec![low, high] };
        }
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let count = (last - first).clamp(1.0, 64.0) as usize;
        let marks = (0..=count).map(|index| (first + index as f64) * step).collect();
        Values { low: first * step, high: (first + count as f64) * step, marks }
    }

    /// 0 at the bottom, 1 at the top; values beyond them are at the edge.
    pub fn place(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        if part.is_nan() { 0.0 } else { part.clamp(0.0, 1.0) }
    }
}

/// The next round number: 1, 2 or 5 of its power of ten; powers of two for bytes; people's units for times.
fn round_step(least: f64, dimension: Option<Dimension>) -> f64 {
    match dimension {
        Some(Dimension::Bytes | Dimension::BytesPerSecond) if least > 1.0 => 2_f64.powf(least.log2().ceil()),
        Some(Dimension::Time) if least > 1.0 => {
            let steps = STEPS.iter().map(|step| *step as f64 / 1000.0);
            steps.into_iter().find(|step| *step >= least).unwrap_or(least)
        }
        _ => {
            let power = 10_f64.powf(least.log10().floor());
            let rounds = [1.0, 2.0, 5.0].map(|round| round * power);
            rounds.into_iter().find(|round| *round >= least * (1.0 - 1e-9)).unwrap_or(10.0 * power)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(start: Millis, end: Millis, clock: &Clock, most: usize) -> String {
        times(start, end, clock, most).into_iter().map(|mark| mark.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn times_are_counted_from_the_start_or_read_from_a_clock() {
        assert_eq!(texts(7, 7 + 10 * MINUTE, &Clock::Elapsed, 6), "0 2m 4m 6m 8m 10m");
        let berlin = Clock::Wall(TimeZone::get("Europe/Berlin").expect("a zone"));
        // 28 March 2026, 23:40 in Berlin; clocks go forward that night.
        let start = 1_774_737_600_000;
        assert_eq!(texts(start, start + 5 * HOUR, &berlin, 7), "Mar 29 01:00 03:00 04:00 05:00");
        assert_eq!(texts(start, start + 4 * DAY, &berlin, 5), "Mar 29 Mar 30 Mar 31 Apr 1 Apr 2");
        assert_eq!(texts(0, 0, &Clock::Elapsed, 5), "0");
    }

    #[test]
    fn values_have_round_marks() {
        let chart = |values: &[f64], dimension| Chart {
            measured: String::new(),
            dimension,
            points: values
                .iter()
                .map(|value| super::super::data::Point { at: 0, low: *value, high: *value, last: *value })
                .collect(),
            step: 1,
            limits: Vec::new(),
        };
        for (values, dimension, marks) in [
            (&[0.012, 0.113][..], Some(Dimension::Ratio), &[0.0, 0.05, 0.1, 0.15][..]),
            (&[1.0, 1.0], None, &[0.5, 1.0, 1.5]),
            (&[0.0, 0.0], None, &[-1.0, 0.0, 1.0]),
            (&[], None, &[0.0, 0.5, 1.0]),
            (&[f64::NAN, f64::INFINITY, 3.0], None, &[1.0, 2.0, 3.0, 4.0, 5.0]),
            (&[100.0, 3000.0], Some(Dimension::Bytes), &[0.0, 1024.0, 2048.0, 3072.0]),
            (&[-8.0, -1.0], None, &[-10.0, -5.0, 0.0]),
        ] {
            let marks_of: Vec<f64> = Values::of(&chart(values, dimension), 3)
                .marks
                .iter()
                .map(|mark| (mark * 1e9).round() / 1e9)
                .collect();
            assert_eq!(marks_of, marks, "{values:?}");
        }
    }
}
