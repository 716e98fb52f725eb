//! Runs one test: groups are evaluated step by step, alerts are looked at on the way, expressions at the end.

use super::file::{Test, TestFile};
use super::series::{self, Loader};
use super::words::go_duration;
use super::{alerts, samples};
use crate::diag::{Diagnostic, codes};
use crate::engine::promql;
use crate::engine::rules::{self, Group, Manager};
use crate::expr::types::Features;
use crate::quantity::duration_text;
use crate::series::Store;
use crate::text::Span;

/// What the Prometheus is like whose rules are tested.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub promql: promql::Options,
    pub features: Features,
}

/// Something that is not as expected.
#[derive(Clone, Debug)]
pub struct Failure {
    /// One sentence without a full stop.
    pub message: String,
    /// As promtool prints it, several lines.
    pub report: String,
    /// The expectation in the test file; of a failed rule its expression.
    pub span: Span,
    /// Where the test itself is wrong: drawn instead of the report.
    pub finding: Option<Diagnostic>,
}

impl Failure {
    /// Of a part of the test that cannot be read.
    pub(super) fn unreadable(finding: Diagnostic) -> Failure {
        let (message, span) = (finding.message.clone(), finding.primary.span);
        Failure { report: message.clone(), message, span, finding: Some(finding) }
    }
}

/// Runs a test of `file` over groups in the order in which they stand in their files.
pub fn run(file: &TestFile, test: &Test, groups: &[Group], options: &Options) -> Vec<Failure> {
    let lines = match series::read(&test.input_series) {
        Ok(lines) => lines,
        Err(finding) => return vec![Failure::unreadable(*finding)],
    };
    if let Some(nameless) = test.alert_tests.iter().find(|alert| alert.alertname.is_none()) {
        let at = duration_text(nameless.at);
        let of = test.name.as_ref().map(|name| format!(" (in TestGroup {})", name.value)).unwrap_or_default();
        let report = format!(
            "an item under alert_rule_test misses required attribute alertname at eval_time {at}{of}"
        );
        let message = "the test does not say of which alert it is".to_owned();
        let finding = Diagnostic::new(codes::FIELD_MISSING, nameless.span, message.clone())
            .help("name it: `alertname: …`");
        return vec![Failure { message, report, span: nameless.span, finding: Some(finding) }];
    }
    if let Some(failure) = too_long(file, test) {
        return vec![failure];
    }
    let promql = promql::Options { default_step: file.evaluation_interval, ..options.promql.clone() };
    let server = rules::Options {
        features: options.features,
        interval: test.interval,
        external_labels: test.external_labels.clone(),
        external_url: test.external_url.clone(),
        sends: false,
        promql,
        ..rules::Options::default()
    };
    let mut store = Store::default();
    let loader = Loader::new(&lines, test.interval, START, &mut store);
    let manager = Manager::new(in_order(file, groups), server.clone());
    let mut running = Running { file, test, store, loader, manager, failures: Vec::new() };
    if running.evaluate() {
        samples::check(test, file.fuzzy_compare, &mut running.store, &server, &mut running.failures);
    }
    running.failures
}

/// Nobody waits for more evaluations: at one a minute, two years.
const MOST_EVALUATIONS: i64 = 1_000_000;

fn too_long(file: &TestFile, test: &Test) -> Option<Failure> {
    let evaluations = test.lasts() / file.evaluation_interval;
    if evaluations <= MOST_EVALUATIONS {
        return None;
    }
    let (lasts, step) = (duration_text(test.lasts()), duration_text(file.evaluation_interval));
    let message = format!(
        "the test looks at {lasts}, and rules are evaluated every {step}: that are more than {MOST_EVALUATIONS} evaluations"
    );
    Some(Failure { report: message.clone(), message, span: test.span, finding: None })
}

/// Tests begin in 1970.
const START: i64 = 0;

/// Those that are not named in the order share the first place of it.
fn in_order(file: &TestFile, groups: &[Group]) -> Vec<Group> {
    let place = |group: &&Group| {
        let named = file.group_eval_order.iter().position(|name| name.value == group.name);
        named.unwrap_or_default()
    };
    let mut groups: Vec<&Group> = groups.iter().collect();
    groups.sort_by_key(place);
    groups.into_iter().cloned().collect()
}

struct Running<'r> {
    file: &'r TestFile,
    test: &'r Test,
    store: Store,
    loader: Loader<'r>,
    manager: Manager,
    failures: Vec<Failure>,
}

impl Running<'_> {
    /// Evaluates until the last check. False when a rule failed: then nothing more is looked at.
    fn evaluate(&mut self) -> bool {
        let mut due: Vec<usize> = (0..self.test.alert_tests.len()).collect();
        due.sort_by_key(|index| self.test.alert_tests[*index].at);
        let mut due = due.into_iter().peekable();
        let step = self.file.evaluation_interval;
        let mut now = 0;
        while now <= self.test.lasts() {
            if !self.evaluate_at(START + now) {
                return false;
            }
            while let Some(index) = due.next_if(|index| self.test.alert_tests[*index].at < now + step) {
                let alert = &self.test.alert_tests[index];
                let failure =
                    alerts::check(alert, self.test, &mut self.manager, &mut self.store, START + now);
                self.failures.extend(failure);
            }
            now += step;
        }
        true
    }

    fn evaluate_at(&mut self, at: i64) -> bool {
        if let Err(message) = self.loader.load(at, &mut self.store) {
            let span = self.test.span;
            self.failures.push(Failure { report: message.clone(), message, span, finding: None });
            return true;
        }
        let failed = self.manager.evaluate(&mut self.store, at);
        for failure in &failed {
            let name = &self.manager.rule(failure.rule).name;
            let report =
                format!("    rule: {name}, time: {}, err: {}", go_duration(at - START), failure.message);
            let message = format!("the rule `{name}` cannot be evaluated: {}", failure.message);
            self.failures.push(Failure { message, report, span: failure.span, finding: None });
        }
        failed.is_empty()
    }
}
