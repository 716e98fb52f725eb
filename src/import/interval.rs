//! Time intervals: their names and entries. The texts of ranges are for [`super::ranges`].
//! Source: Alertmanager's `timeinterval` package.

use super::fields::{Fields, fields, head, value};
use super::owned::{IntervalPlace, TimeInterval};
use super::ranges;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Interval, TimeRange};
use crate::text::{Span, Spanned};
use crate::yaml::Node;
use jiff::tz::TimeZoneDatabase;
use std::ops::RangeInclusive;

/// One of `time_intervals` or `mute_time_intervals`. An entry that is `null` has no name, and may.
pub(super) fn named(node: &Node, findings: &mut Diagnostics) -> Option<TimeInterval> {
    let fields = fields(node, "a time interval", &["name", "time_intervals"], findings)?;
    let name = match fields.name("name", findings) {
        Some(name) => name,
        None if node.is_null() => Spanned::new(String::new(), node.span),
        None => {
            let empty = fields.get("name").is_some_and(|name| name.text().is_some());
            if empty || fields.lacks("name") {
                let finding =
                    Diagnostic::new(codes::FIELD_MISSING, head(node), "a time interval has no `name`");
                findings.push(finding.help("name it, so that routes can"));
            }
            return None;
        }
    };
    let mut found =
        TimeInterval { span: node.span, name, intervals: Vec::new(), places: Vec::new(), never: Vec::new() };
    for entry in fields.list("time_intervals", findings).unwrap_or_default() {
        match read(entry, findings) {
            Some((interval, place)) => {
                found.intervals.push(interval);
                found.places.push(place);
            }
            None => found.never.push(head(entry)),
        }
    }
    Some(found)
}

const KEYS: [&str; 6] = ["days_of_month", "location", "months", "times", "weekdays", "years"];

/// None for an entry that never holds: a field that is there and empty has no time in it.
fn read(node: &Node, findings: &mut Diagnostics) -> Option<(Interval, IntervalPlace)> {
    let fields = fields(node, "an entry of a time interval", &KEYS, findings)?;
    let never = ["times", "weekdays", "days_of_month", "months", "years"]
        .into_iter()
        .any(|name| fields.get(name).and_then(Node::sequence).is_some_and(<[Node]>::is_empty));
    let (times, times_at) = times(&fields, findings);
    // What `null` is to Alertmanager's types: days 0, months 0; of the week, that is Sunday.
    let (weekdays, weekdays_at) = all(&fields, "weekdays", 0..=0, ranges::weekdays, findings);
    let (days_of_month, days_at) = all(&fields, "days_of_month", 0..=0, ranges::days, findings);
    let (months, months_at) = all(&fields, "months", 0..=0, ranges::months, findings);
    let (years, years_at) = all(&fields, "years", 0..=0, ranges::years, findings);
    let location = location(&fields, findings);
    let place = IntervalPlace {
        span: node.span,
        head: head(node),
        times: times_at,
        weekdays: weekdays_at,
        days_of_month: days_at,
        months: months_at,
        years: years_at,
        location: location.as_ref().map(|name| name.span),
    };
    let location = location.map(|name| name.value).filter(|name| name != "UTC");
    let interval = Interval { times, weekdays, days_of_month, months, years, location };
    (!never).then_some((interval, place))
}

fn all<T: Clone>(
    fields: &Fields,
    name: &str,
    nothing: RangeInclusive<T>,
    read: impl Fn(&str) -> Result<RangeInclusive<T>, ranges::Fault>,
    findings: &mut Diagnostics,
) -> (Vec<RangeInclusive<T>>, Vec<Span>) {
    let mut found = (Vec::new(), Vec::new());
    for node in fields.texts(name, findings).unwrap_or_default() {
        let range = match node.is_null() {
            true => Ok(nothing.clone()),
            false => read(&value(node).to_lowercase()),
        };
        match range {
            Ok(range) => {
                found.0.push(range);
                found.1.push(node.span);
            }
            Err((code, message, help)) => {
                findings.push(Diagnostic::new(code, node.span, message).help(help));
            }
        }
    }
    found
}

fn times(fields: &Fields, findings: &mut Diagnostics) -> (Vec<TimeRange>, Vec<Span>) {
    let mut found = (Vec::new(), Vec::new());
    for node in fields.list("times", findings).unwrap_or_default() {
        // Alertmanager takes `null` for no time at all.
        let range = if node.is_null() { Some(TimeRange { start: 0, end: 0 }) } else { time(node, findings) };
        if let Some(range) = range {
            found.0.push(range);
            found.1.push(node.span);
        }
    }
    found
}

fn time(node: &Node, findings: &mut Diagnostics) -> Option<TimeRange> {
    let written = fields(node, "a range of times", &["end_time", "start_time"], findings)?;
    let mut ends = Vec::new();
    for name in ["start_time", "end_time"] {
        let there = written.get(name);
        let text = written.text(name, findings);
        match text.filter(|text| !text.value.is_empty()) {
            None if there.is_some_and(|node| node.text().is_none()) => {}
            None => {
                let message = format!("a range of times has no `{name}`");
                let finding = Diagnostic::new(codes::FIELD_MISSING, head(node), message);
                findings.push(finding.help("write both `start_time` and `end_time`"));
            }
            Some(text) => match ranges::minute(&text.value) {
                Some(minute) => ends.push((minute, text.span)),
                None => {
                    let message = format!("`{}` is no time", text.value);
                    let finding = Diagnostic::new(codes::WINDOW_BAD_CLOCK, text.span, message);
                    findings.push(finding.help("write `HH:MM`, from `00:00` to `24:00`"));
                }
            },
        }
    }
    let [(start, start_at), (end, end_at)] = ends[..] else { return None };
    if start >= end {
        findings.push(
            Diagnostic::new(codes::WINDOW_BACKWARDS, end_at, "a range of times must end after it starts")
                .because(start_at, "it starts here")
                .help("split what runs past midnight: one range up to `24:00`, another from `00:00`"),
        );
        return None;
    }
    Some(TimeRange { start, end })
}

/// `UTC` is the default. `Local`, the clock of Alertmanager's machine, stays as it is.
fn location(fields: &Fields, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    let name = fields.name("location", findings)?;
    if ["Local", "UTC", "Factory", "localtime", "posixrules"].contains(&name.value.as_str()) {
        return Some(name);
    }
    // The same zones under these folders, where the machine has them.
    let known = ["posix/", "right/"].into_iter().find_map(|folder| name.value.strip_prefix(folder));
    let known = known.unwrap_or(&name.value);
    let database = TimeZoneDatabase::bundled();
    // The database ignores case, Alertmanager's does not.
    if database.get(known).is_ok_and(|zone| zone.iana_name() == Some(known)) {
        return Some(name);
    }
    let names: Vec<String> = database.available().map(|name| name.as_str().to_owned()).collect();
    findings.push(
        Diagnostic::new(
            codes::WINDOW_UNKNOWN_ZONE,
            name.span,
            format!("there is no time zone `{}`", name.value),
        )
        .help("IANA names such as `Europe/Berlin` and `UTC` are known")
        .did_you_mean(&name.value, names.iter().map(String::as_str)),
    );
    None
}
