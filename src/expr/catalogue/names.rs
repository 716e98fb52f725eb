//! What follows from a metric's name alone. Only what the naming conventions make
//! certain; in doubt a name says nothing.
//! Source: <https://prometheus.io/docs/practices/naming/> and OpenMetrics 1.0.

use super::{MetricKind, Unit};
use crate::quantity::Dimension;

/// Kind and unit as the name tells them, and the part of the name that told the unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FromName {
    pub kind: MetricKind,
    pub unit: Option<Unit>,
    pub suffix: &'static str,
}

/// The series that Prometheus itself makes.
const BUILT_IN: &[(&str, MetricKind, Option<Unit>)] = &[
    ("ALERTS", MetricKind::Gauge, None),
    ("ALERTS_FOR_STATE", MetricKind::Gauge, Some(Unit::base(Dimension::Timestamp))),
    ("scrape_duration_seconds", MetricKind::Gauge, Some(Unit::base(Dimension::Time))),
    ("up", MetricKind::Gauge, None),
];

/// Units as the last word of a name, the longest first.
const SUFFIXES: &[(&str, Unit)] = &[
    ("_timestamp_milliseconds", Unit::scaled(Dimension::Timestamp, 1e-3)),
    ("_timestamp_seconds", Unit::base(Dimension::Timestamp)),
    ("_timestamp_ms", Unit::scaled(Dimension::Timestamp, 1e-3)),
    ("_created", Unit::base(Dimension::Timestamp)),
    ("_microseconds", Unit::scaled(Dimension::Time, 1e-6)),
    ("_milliseconds", Unit::scaled(Dimension::Time, 1e-3)),
    ("_nanoseconds", Unit::scaled(Dimension::Time, 1e-9)),
    ("_bytes_per_second", Unit::base(Dimension::BytesPerSecond)),
    ("_seconds", Unit::base(Dimension::Time)),
    ("_ms", Unit::scaled(Dimension::Time, 1e-3)),
    ("_bytes", Unit::base(Dimension::Bytes)),
    ("_ratio", Unit::base(Dimension::Ratio)),
    ("_percent", Unit::scaled(Dimension::Ratio, 0.01)),
    ("_celsius", Unit::base(Dimension::Celsius)),
    ("_fps", Unit::base(Dimension::FramesPerSecond)),
];

/// A total of one of these is hardly a number of things: `cpu_usage_total` may be in any unit.
const QUANTITY_WORDS: &[&str] = &[
    "bit", "busy", "byte", "cpu", "disk", "duration", "energy", "idle", "joule", "latency", "mem", "memory",
    "ms", "ns", "octet", "percent", "ratio", "second", "size", "space", "time", "us", "usage", "wait",
    "watt",
];

/// Words that also end longer ones: `milliseconds`, `kilobytes`, `uptime`.
const QUANTITY_ENDINGS: &[&str] = &["bit", "byte", "second", "time"];

/// Whether a word of the name says a quantity, alone or in the plural. `operations` holds no ratio.
fn tells_a_quantity(name: &str) -> bool {
    name.split('_').any(|word| {
        let single = word.strip_suffix('s').unwrap_or(word);
        QUANTITY_WORDS.contains(&word)
            || QUANTITY_WORDS.contains(&single)
            || QUANTITY_ENDINGS.iter().any(|ending| single.ends_with(ending))
    })
}

pub fn from_name(name: &str) -> FromName {
    if let Some((name, kind, unit)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
        return FromName { kind: *kind, unit: *unit, suffix: name };
    }
    let unknown = FromName { kind: MetricKind::Unknown, unit: None, suffix: "" };
    // A recorded name says what was computed in words that are no unit: `job:latency_seconds:p99`.
    if name.contains(':') {
        return unknown;
    }
    if let Some(base) = name.strip_suffix("_total") {
        let count = (!tells_a_quantity(base)).then_some((Unit::base(Dimension::Count), "_total"));
        let (unit, suffix) = unit_of(base).or(count).unzip();
        return FromName { kind: MetricKind::Counter, unit, suffix: suffix.unwrap_or_default() };
    }
    if name.ends_with("_bucket") {
        let unit = Some(Unit::base(Dimension::Count));
        return FromName { kind: MetricKind::Counter, unit, suffix: "_bucket" };
    }
    if name.ends_with("_info") {
        return FromName { kind: MetricKind::Info, suffix: "_info", ..unknown };
    }
    // `_seconds_count` and `_seconds_sum` belong to a histogram or a summary.
    for (suffix, is_sum) in [("_count", false), ("_sum", true)] {
        if let Some((unit, unit_suffix)) = name.strip_suffix(suffix).and_then(unit_of) {
            let (unit, suffix) =
                if is_sum { (unit, unit_suffix) } else { (Unit::base(Dimension::Count), suffix) };
            return FromName { kind: MetricKind::Counter, unit: Some(unit), suffix };
        }
    }
    match unit_of(name) {
        Some((unit, suffix)) => FromName { unit: Some(unit), suffix, ..unknown },
        None => unknown,
    }
}

/// The unit that a name ends in. A name such as `process_start_time_seconds` says either
/// "since 1970" or "how long", so it tells nothing unless it is one of the usual ones.
fn unit_of(name: &str) -> Option<(Unit, &'static str)> {
    let (suffix, unit) = SUFFIXES.iter().find(|(suffix, _)| name.ends_with(suffix))?;
    if unit.dimension == Dimension::Time {
        let rest = name.strip_suffix(suffix)?;
        if ["start_time", "boot_time", "creation_time"].iter().any(|end| rest.ends_with(end)) {
            return Some((Unit { dimension: Dimension::Timestamp, ..*unit }, suffix));
        }
        let may_be_a_moment = ["last", "expir", "created", "until", "not_after", "not_before", "deadline"];
        if rest.ends_with("node_time") || may_be_a_moment.iter().any(|word| rest.contains(word)) {
            return None;
        }
    }
    Some((*unit, suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, kind: MetricKind, dimension: Option<(Dimension, f64)>) {
        let found = from_name(name);
        assert_eq!(found.kind, kind, "{name}");
        assert_eq!(found.unit.map(|unit| (unit.dimension, unit.scale)), dimension, "{name}");
    }

    #[test]
    fn names_tell_kind_and_unit() {
        use MetricKind::*;
        check("http_requests_total", Counter, Some((Dimension::Count, 1.0)));
        check("operations_total", Counter, Some((Dimension::Count, 1.0)));
        check("timeouts_total", Counter, Some((Dimension::Count, 1.0)));
        check("node_cpu_seconds_total", Counter, Some((Dimension::Time, 1.0)));
        check("node_network_receive_bytes_total", Counter, Some((Dimension::Bytes, 1.0)));
        check("request_duration_seconds", Unknown, Some((Dimension::Time, 1.0)));
        check("request_duration_seconds_bucket", Counter, Some((Dimension::Count, 1.0)));
        check("request_duration_seconds_sum", Counter, Some((Dimension::Time, 1.0)));
        check("request_duration_seconds_count", Counter, Some((Dimension::Count, 1.0)));
        check("request_milliseconds", Unknown, Some((Dimension::Time, 1e-3)));
        check("request_ms", Unknown, Some((Dimension::Time, 1e-3)));
        check("backup_timestamp_ms", Unknown, Some((Dimension::Timestamp, 1e-3)));
        check("cpu_percent", Unknown, Some((Dimension::Ratio, 0.01)));
        check("backup_timestamp_seconds", Unknown, Some((Dimension::Timestamp, 1.0)));
        check("process_start_time_seconds", Unknown, Some((Dimension::Timestamp, 1.0)));
        check("go_build_info", Info, None);
        check("up", Gauge, None);
    }

    #[test]
    fn doubtful_names_tell_nothing() {
        use MetricKind::*;
        check("job:latency_seconds:p99", Unknown, None);
        check("backup_last_success_seconds", Unknown, None);
        check("node_time_seconds", Unknown, None);
        check("pod_count", Unknown, None);
        check("queue_depth", Unknown, None);
        check("cpu_usage_total", Counter, None);
    }
}
