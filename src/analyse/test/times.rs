//! When a test starts and ends.

use super::{Reader, twice};
use crate::diag::{Diagnostic, codes};
use crate::expr::Duration;
use crate::model::{Millis, Test, TestValues};
use crate::quantity::duration_text;
use crate::syntax::ast::{
    SeriesValues, ShapeItem, ShapeKind, StateItem, TestItem, TestStatement, ToldItem, ToldWhen,
};
use crate::text::Spanned;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A test of more samples than this was not meant.
const MOST_SAMPLES: i64 = 20_000_000;
/// Nor one that looks at the rules so often.
const MOST_EVALUATIONS: i64 = 200_000;

impl Reader<'_> {
    /// The start since 1970, and whose clock that is; promtool's own start where none is said.
    pub(super) fn starting(&mut self, test: &TestStatement) -> (Millis, Option<String>) {
        let mut found = test.items.iter().filter_map(|item| match item {
            TestItem::Starting { time, zone } => Some((time, zone.as_ref())),
            _ => None,
        });
        let Some((time, zone)) = found.next() else { return (0, None) };
        for (second, _) in found {
            self.findings.push(twice("starting", second.span, time.span));
        }
        let read = super::super::calendar::zone(zone, self.findings).flatten();
        let clock = match &read {
            Some(name) => TimeZone::get(name).unwrap_or(TimeZone::UTC),
            None => TimeZone::UTC,
        };
        (self.instant(time, clock), read)
    }

    fn instant(&mut self, time: &Spanned<String>, clock: TimeZone) -> Millis {
        let help = "write a date and a time of day: `starting \"2026-03-01T01:30\" in \"Europe/Berlin\"`";
        let Ok(reading) = time.value.parse::<DateTime>() else {
            let message = format!("`{}` is no time", time.value);
            self.findings.push(Diagnostic::new(codes::TEST_TIME, time.span, message).help(help));
            return 0;
        };
        let instant = clock.to_ambiguous_timestamp(reading);
        if instant.is_ambiguous() {
            let message = format!("the clocks are changed: `{}` is there twice, or never", time.value);
            let help = "start earlier or later, or give the time in UTC";
            self.findings.push(Diagnostic::new(codes::TEST_TIME, time.span, message).help(help));
        }
        instant.compatible().map_or(0, |instant| instant.as_millisecond())
    }

    /// How long it lasts: as it says, else until the last thing that it names. None when nothing says it.
    pub(super) fn end(&mut self, test: &TestStatement, read: &Test) -> Option<Millis> {
        let mut said = test.items.iter().filter_map(|item| match item {
            TestItem::Lasts(lasts) => Some(lasts),
            _ => None,
        });
        let named = named_times(test);
        if let Some(lasts) = said.next() {
            for second in said {
                self.findings.push(twice("lasts", second.span, lasts.span));
            }
            for late in named.iter().filter(|time| time.milliseconds > lasts.milliseconds) {
                let message = format!("the test is over before {}", duration_text(late.milliseconds));
                self.findings.push(
                    Diagnostic::new(codes::TEST_TIME, late.span, message)
                        .because(lasts.span, "so long it lasts")
                        .help("let it last longer, or take this time away"),
                );
            }
            return Some(lasts.milliseconds);
        }
        let series = read.series.iter().filter_map(|series| match &series.values {
            TestValues::Notation(values) => {
                // Notations are bounded.
                let last = values.len().saturating_sub(1) as i64;
                Some(last.saturating_mul(series.every))
            }
            TestValues::Shape(_) => None,
        });
        let last = series.chain(named.iter().map(|time| time.milliseconds)).max();
        if last.is_none() && !read.expectations.is_empty() {
            self.findings.push(
                Diagnostic::new(codes::TEST_NO_END, test.title.span, "nothing says how long this test lasts")
                    .help("add `lasts 1h`, or a time to what it expects"),
            );
        }
        last
    }

    /// Reports a test that would run for hours.
    pub(super) fn within_limits(&mut self, test: &Test) {
        let of = |every: Millis| test.lasts / every.max(1) + 1;
        let samples: i64 = test.series.iter().map(|series| of(series.every)).sum();
        let evaluations = of(self.model.prometheus.evaluation_interval);
        let finding = if samples > MOST_SAMPLES {
            Some((format!("this test has {samples} samples, and may have {MOST_SAMPLES}"), "fewer series"))
        } else if evaluations > MOST_EVALUATIONS {
            let message =
                format!("this test looks {evaluations} times at the rules, and may {MOST_EVALUATIONS} times");
            Some((message, "an earlier end"))
        } else {
            None
        };
        if let Some((message, other)) = finding {
            self.findings.push(
                Diagnostic::new(codes::TEST_TOO_LONG, test.title.span, message)
                    .help(format!("give it longer steps, {other}, or make several tests of it")),
            );
        }
    }
}

/// Every time that a test names, but for lengths.
fn named_times(test: &TestStatement) -> Vec<Duration> {
    let mut times = Vec::new();
    for item in &test.items {
        match item {
            TestItem::State(state) => {
                let StateItem { at, .. } = &**state;
                times.push(at.clone());
            }
            TestItem::Told(told) => {
                let ToldItem { when, .. } = &**told;
                if let ToldWhen::By(time) | ToldWhen::NotBefore(time) = when {
                    times.push(time.clone());
                }
            }
            TestItem::Silence { at, .. } | TestItem::Restart { at, .. } => times.push(at.clone()),
            TestItem::Series { lines, .. } => {
                for line in lines {
                    if let SeriesValues::Shape(shape) = &line.values {
                        times.extend(of_shape(shape));
                    }
                }
            }
            TestItem::Environment(_) | TestItem::Starting { .. } | TestItem::Lasts(_) => {}
        }
    }
    times
}

fn of_shape(shape: &ShapeItem) -> Vec<Duration> {
    let mut times: Vec<Duration> = shape.outages.iter().map(|outage| outage.from.clone()).collect();
    times.extend(shape.resets.iter().cloned());
    match &shape.kind {
        ShapeKind::Steps((_, then)) => times.extend(then.iter().map(|(time, _)| time.clone())),
        ShapeKind::Rising((_, then)) => times.extend(then.iter().map(|(time, _)| time.clone())),
        ShapeKind::Observing { phases: (_, then), .. } => {
            times.extend(then.iter().map(|(time, _)| time.clone()));
        }
        ShapeKind::Ramp { after, .. } => times.extend(after.clone()),
        ShapeKind::Wave { .. } => {}
    }
    times
}
