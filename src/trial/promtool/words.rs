//! Labels, lists and times as Go prints them in promtool's reports.

use super::file::Expected;
use crate::expr::is_classic_label;
use crate::model::Millis;
use crate::text::go;
use std::fmt::Write;

/// `{a="b", c="d"}`, with the name among them.
pub(super) fn labels<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::from("{");
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        let name = if is_classic_label(name) { name.to_owned() } else { go::quote(name) };
        // Writing to a String cannot fail.
        let _ = write!(out, "{comma}{name}={}", go::quote(value));
    }
    out + "}"
}

/// A list of alerts, its lines indented to stand behind `exp:`.
pub(super) fn alerts(alerts: &[Expected]) -> String {
    if alerts.is_empty() {
        return "[]".to_owned();
    }
    let mut out = String::from("[");
    for (index, alert) in alerts.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let (own, annotations) = (labels(str_pairs(&alert.labels)), labels(str_pairs(&alert.annotations)));
        let _ = write!(
            out,
            "{comma}\n            {index}:\n              Labels:{own}\n              Annotations:{annotations}"
        );
    }
    out + "\n            ]"
}

fn str_pairs(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// As Go prints a duration: `1h5m0s`, `1.5s`, `10ms`.
pub(super) fn go_duration(millis: Millis) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    let total = millis.unsigned_abs();
    let (hours, minutes, rest) = (total / 3_600_000, total / 60_000 % 60, total % 60_000);
    if total == 0 {
        return "0s".to_owned();
    }
    if total < 1000 {
        return format!("{sign}{total}ms");
    }
    let mut seconds = (rest / 1000).to_string();
    if !rest.is_multiple_of(1000) {
        seconds += format!(".{:03}", rest % 1000).trim_end_matches('0');
    }
    match (hours, minutes) {
        (0, 0) => format!("{sign}{seconds}s"),
        (0, minutes) => format!("{sign}{minutes}m{seconds}s"),
        (hours, minutes) => format!("{sign}{hours}h{minutes}m{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_printed_as_by_go() {
        for (millis, expected) in [
            (0, "0s"),
            (10, "10ms"),
            (1500, "1.5s"),
            (60_000, "1m0s"),
            (3_600_000, "1h0m0s"),
            (90_061_250, "25h1m1.25s"),
            (-60_000, "-1m0s"),
        ] {
            assert_eq!(go_duration(millis), expected);
        }
    }
}
