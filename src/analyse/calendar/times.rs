//! The times of a range, split at midnight.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::TimeRange;
use crate::syntax::ast::{Clock, Range};
use crate::text::{Span, Spanned};

/// Minutes of a day, and those of the next day that still belong to it. No times at all: any.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Times {
    pub on_the_day: Vec<(u16, u16)>,
    pub after_midnight: Vec<(u16, u16)>,
}

const WHOLE_DAY: (u16, u16) = (0, 1440);

pub fn read(ranges: &[Range<Clock>], findings: &mut Diagnostics) -> Option<Times> {
    let mut times = Times { on_the_day: Vec::new(), after_midnight: Vec::new() };
    let mut spans = Vec::new();
    for range in ranges {
        let span = range.end.as_ref().map_or(range.start.span, |end| range.start.span.to(end.span));
        let (start, end) = bounds(range, span, findings)?;
        if start < end {
            times.on_the_day.push((start, end));
        } else {
            times.on_the_day.push((start, 1440));
            if end > 0 {
                times.after_midnight.push((0, end));
            }
        }
        spans.push((times.on_the_day[times.on_the_day.len() - 1], span));
    }
    warn_of_overlaps(spans, findings);
    if ranges.is_empty() {
        times.on_the_day.push(WHOLE_DAY);
    }
    times.on_the_day.sort_unstable();
    times.after_midnight.sort_unstable();
    Some(times)
}

/// As intervals have them: empty for the whole day.
pub fn ranges(times: &[(u16, u16)]) -> Vec<TimeRange> {
    if times.contains(&WHOLE_DAY) {
        return Vec::new();
    }
    times.iter().map(|(start, end)| TimeRange { start: *start, end: *end }).collect()
}

/// Minutes since midnight; an end that is not after the start lies on the next day.
fn bounds(range: &Range<Clock>, span: Span, findings: &mut Diagnostics) -> Option<(u16, u16)> {
    let end = range.end.as_ref().unwrap_or(&range.start);
    let (start_minute, end_minute) = (minutes(&range.start, findings), minutes(end, findings));
    let (start_minute, end_minute) = (start_minute?, end_minute?);
    if start_minute == 1440 {
        let message = "nothing begins at `24:00`";
        findings
            .push(Diagnostic::new(codes::WINDOW_BAD_CLOCK, range.start.span, message).help("write `00:00`"));
        return None;
    }
    if start_minute == end_minute {
        findings.push(
            Diagnostic::new(codes::WINDOW_EMPTY_TIME, span, "this ends in the minute in which it begins")
                .help("the whole day is `00:00..24:00`"),
        );
        return None;
    }
    Some((start_minute, end_minute))
}

fn minutes(clock: &Spanned<Clock>, findings: &mut Diagnostics) -> Option<u16> {
    let Clock { hours, minutes } = clock.value;
    if minutes > 59 || hours > 24 || (hours == 24 && minutes > 0) {
        let message = format!("no clock shows `{hours:02}:{minutes:02}`");
        findings.push(
            Diagnostic::new(codes::WINDOW_BAD_CLOCK, clock.span, message)
                .help("times are `00:00` to `24:00`"),
        );
        return None;
    }
    Some((hours * 60 + minutes) as u16)
}

fn warn_of_overlaps(mut times: Vec<((u16, u16), Span)>, findings: &mut Diagnostics) {
    times.sort_by_key(|(minutes, _)| *minutes);
    for pair in times.windows(2) {
        if pair[1].0.0 < pair[0].0.1 {
            findings.push(
                Diagnostic::new(
                    codes::WINDOW_OVERLAP,
                    pair[1].1,
                    "these times overlap with others of the same range",
                )
                .because(pair[0].1, "the others"),
            );
        }
    }
}
