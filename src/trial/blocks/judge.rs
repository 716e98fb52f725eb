//! What a test expects, against what happened.

use super::Failure;
use super::clock::Clock;
use super::measured::comparisons;
use super::story::Story;
use super::table::Table;
use crate::diag::{Diagnostic, codes};
use crate::engine::world::Record;
use crate::expr::{Expr, ExprKind, MatchOp, Matcher};
use crate::lower::AlertmanagerConfig;
use crate::model::{Expectation, Level, Millis, Model, Test};
use crate::regexes::RegexError;
use crate::series::Labels;
use crate::text::go::{Form, float_in};
use crate::text::{Span, Spanned};

/// Values of an expression at an instant of the run.
pub(super) type Ask<'a> = dyn FnMut(&Expr, Millis) -> Vec<(Labels, f64)> + 'a;

pub(super) struct Judge<'a> {
    pub model: &'a Model,
    pub config: &'a AlertmanagerConfig<'a>,
    pub test: &'a Test,
    pub record: &'a Record,
    pub clock: Clock,
    pub ask: &'a mut Ask<'a>,
}

/// At how many evaluations before and after a failure the measured value is shown.
const AROUND: Millis = 3;
/// Of how many comparisons and series.
const MOST_ROWS: usize = 6;

impl Judge<'_> {
    /// What does not hold, in source order.
    pub fn failures(&mut self) -> Vec<Failure> {
        let test = self.test;
        let mut failures = Vec::new();
        for expectation in &test.expectations {
            let judged = match expectation {
                Expectation::State(state) => self.state(state),
                Expectation::Told(told) => self.told(told),
            };
            match judged {
                Ok(found) => failures.extend(found),
                Err(error) => failures.push(too_large(expectation.span(), &error)),
            }
        }
        once_each(&mut failures);
        failures
    }

    /// Shows what the alert of a name measured around an instant, beside its limits.
    pub fn values_around(
        &mut self,
        name: Option<&Spanned<String>>,
        matchers: &[Matcher],
        at: Millis,
        story: &mut Story,
    ) {
        let model = self.model;
        let Some(alert) = name.and_then(|name| model.alerts.iter().find(|alert| alert.name == name.value))
        else {
            return;
        };
        let interval = alert.interval.unwrap_or(model.prometheus.evaluation_interval).max(1);
        let now = self.record.start + (at - self.record.start) / interval * interval;
        let times = self.times_around(now, interval);
        for level in &alert.levels {
            let severity = &model.severities[level.severity].name;
            if matchers.iter().all(|matcher| may_be(matcher, severity)) {
                self.values_of(level, severity, now, &times, story);
            }
        }
    }

    fn times_around(&self, now: Millis, interval: Millis) -> Vec<Millis> {
        let (start, end) = (self.record.start, self.record.end);
        (-AROUND..=AROUND)
            .map(|step| now + step * interval)
            .filter(|time| (start..=end).contains(time))
            .collect()
    }

    fn values_of(&mut self, level: &Level, severity: &str, now: Millis, times: &[Millis], story: &mut Story) {
        for one in comparisons(&level.condition) {
            let head = |time: &Millis| match *time == now {
                true => format!("▸{}", self.clock.text(*time)),
                false => self.clock.text(*time),
            };
            let mut table = Table::new(times.iter().map(head));
            let mut rows: Vec<(Labels, Vec<Option<f64>>)> = Vec::new();
            for (column, time) in times.iter().enumerate() {
                for (labels, value) in (self.ask)(one.measured, *time) {
                    let row = match rows.iter().position(|(known, _)| *known == labels) {
                        Some(row) => row,
                        None => {
                            rows.push((labels, vec![None; times.len()]));
                            rows.len() - 1
                        }
                    };
                    rows[row].1[column] = Some(value);
                }
            }
            let now_at = times.iter().position(|time| *time == now).unwrap_or_default();
            let limit = flat(&one.limit.to_promql());
            story.title(&format!("{severity}: measured, against {} {limit}", one.op.text()));
            for (labels, values) in rows.iter().take(MOST_ROWS) {
                table.row(&labels.to_string(), values.iter().map(|value| value.map_or("-".into(), short)));
            }
            if !matches!(one.limit.unparenthesised().kind, ExprKind::Number(_)) {
                let values = times.iter().map(|time| {
                    let value = (self.ask)(one.limit, *time).first().map(|(_, value)| *value);
                    value.map_or("-".to_string(), short)
                });
                table.row("the limit", values);
            }
            match rows.is_empty() {
                true => story.line("there is no data at these times"),
                false => {
                    table.narrow(now_at);
                    table.lines().for_each(|line| story.line(line));
                }
            }
            story.and_more_of(rows.len(), MOST_ROWS);
        }
    }
}

/// What was told just above is not told again.
fn once_each(failures: &mut [Failure]) {
    let mut above: Option<Story> = None;
    for failure in failures.iter_mut().filter(|failure| !failure.story.lines().is_empty()) {
        let same = above.as_ref() == Some(&failure.story);
        let told = failure.story.clone();
        if same && told.lines().len() > 2 {
            failure.story = told.as_above();
        }
        above = Some(told);
    }
}

/// Whether a level of this severity can match.
fn may_be(matcher: &Matcher, severity: &str) -> bool {
    matcher.label.value != "severity" || matcher.op != MatchOp::Equal || matcher.value.value == severity
}

/// Six digits are enough to see on which side of a limit a value is.
fn short(value: f64) -> String {
    let text = float_in(value, Form::General, Some(6));
    // Sizes are easier to read with all their digits.
    if text.contains("e+") { float_in(value, Form::Fixed, Some(0)) } else { text }
}

/// An expression in one line, cut short.
fn flat(text: &str) -> String {
    const LONGEST: usize = 60;
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn too_large(span: Span, error: &RegexError) -> Failure {
    let finding = Diagnostic::new(codes::TEST_FAILED, span, error.message.clone());
    Failure { finding, story: Story::default() }
}
