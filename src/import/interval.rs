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

/// How the keys of an interval are called; those that are not here are called alike everywhere.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub entries: &'static str,
    pub days_of_month: &'static str,
    pub start: &'static str,
    pub end: &'static str,
    /// None where every clock is that of UTC.
    pub location: Option<&'static str>,
    /// The days of a range: a text, or a mapping of `start` and `end`.
    pub days: fn(&Node, &mut Diagnostics) -> Option<RangeInclusive<i8>>,
}

/// In an `alertmanager.yml`.
pub(super) const OWN: Words = Words {
    entries: "time_intervals",
    days_of_month: "days_of_month",
    start: "start_time",
    end: "end_time",
    location: Some("location"),
    days: |node, findings| range(node, 0..=0, ranges::days, findings),
};

/// One of `time_intervals` or `mute_time_intervals`. An entry that is `null` has no name, and may.
pub(super) fn named(node: &Node, words: Words, findings: &mut Diagnostics) -> Option<TimeInterval> {
    let fields = fields(node, "a time interval", &["name", words.entries], findings)?;
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
    for entry in fields.list(words.entries, findings).unwrap_or_default() {
        match read(entry, words, findings) {
            Some((interval, place)) => {
                found.intervals.push(interval);
                found.places.push(place);
            }
            None => found.never.push(head(entry)),
        }
    }
    Some(found)
}

/// None for an entry that never holds: a field that is there and empty has no time in it.
fn read(node: &Node, words: Words, findings: &mut Diagnostics) -> Option<(Interval, IntervalPlace)> {
    let lists = ["times", "weekdays", words.days_of_month, "months", "years"];
    let keys: Vec<&str> = lists.into_iter().chain(words.location).collect();
    let fields = fields(node, "an entry of a time interval", &keys, findings)?;
    let never = lists
        .into_iter()
        .any(|name| fields.get(name).and_then(Node::sequence).is_some_and(<[Node]>::is_empty));
    let (times, times_at) = times(&fields, words, findings);
    // What `null` is to Alertmanager's types: days 0, months 0; of the week, that is Sunday.
    let (weekdays, weekdays_at) = all(&fields, "weekdays", 0..=0, ranges::weekdays, findings);
    let (days_of_month, days_at) = days_of_month(&fields, words, findings);
    let (months, months_at) = all(&fields, "months", 0..=0, ranges::months, findings);
    let (years, years_at) = all(&fields, "years", 0..=0, ranges::years, findings);
    let location = words.location.and_then(|name| location(&fields, name, findings));
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
        if let Some(range) = range(node, nothing.clone(), &read, findings) {
            found.0.push(range);
            found.1.push(node.span);
        }
    }
    found
}

fn range<T>(
    node: &Node,
    nothing: RangeInclusive<T>,
    read: impl Fn(&str) -> Result<RangeInclusive<T>, ranges::Fault>,
    findings: &mut Diagnostics,
) -> Option<RangeInclusive<T>> {
    if node.is_null() {
        return Some(nothing);
    }
    let refused = |(code, message, help): ranges::Fault| Diagnostic::new(code, node.span, message).help(help);
    read(&value(node).to_lowercase()).map_err(|fault| findings.push(refused(fault))).ok()
}

fn days_of_month(
    fields: &Fields,
    words: Words,
    findings: &mut Diagnostics,
) -> (Vec<RangeInclusive<i8>>, Vec<Span>) {
    let nodes: Vec<&Node> = match words.days_of_month {
        "days_of_month" => fields.texts(words.days_of_month, findings).unwrap_or_default(),
        _ => fields.list(words.days_of_month, findings).unwrap_or_default().iter().collect(),
    };
    let days = |node: &&Node| Some(((words.days)(node, findings)?, node.span));
    nodes.iter().filter_map(days).unzip()
}

fn times(fields: &Fields, words: Words, findings: &mut Diagnostics) -> (Vec<TimeRange>, Vec<Span>) {
    let mut found = (Vec::new(), Vec::new());
    for node in fields.list("times", findings).unwrap_or_default() {
        // Alertmanager takes `null` for no time at all.
        let nothing = Some(TimeRange { start: 0, end: 0 });
        let range = if node.is_null() { nothing } else { time(node, words, findings) };
        if let Some(range) = range {
            found.0.push(range);
            found.1.push(node.span);
        }
    }
    found
}

fn time(node: &Node, words: Words, findings: &mut Diagnostics) -> Option<TimeRange> {
    let written = fields(node, "a range of times", &[words.end, words.start], findings)?;
    let mut ends = Vec::new();
    for name in [words.start, words.end] {
        let there = written.get(name);
        let text = written.text(name, findings);
        match text.filter(|text| !text.value.is_empty()) {
            None if there.is_some_and(|node| node.text().is_none()) => {}
            None => {
                let message = format!("a range of times has no `{name}`");
                let finding = Diagnostic::new(codes::FIELD_MISSING, head(node), message);
                findings.push(finding.help(format!("write both `{}` and `{}`", words.start, words.end)));
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
fn location(fields: &Fields, key: &str, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    let name = fields.name(key, findings)?;
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
