//! `test` blocks: names resolved against the model, times put in order, values read.

mod expect;
mod names;
mod observing;
mod series;
mod shape;
mod times;

use super::context::Environment;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Millis, Model, Server, Test, TestRestart, TestSilence};
use crate::syntax::ast::{Name, Statement, StatementKind, TestItem, TestStatement};
use crate::text::{Span, Spanned};
use std::collections::HashMap;

/// The tests of one environment, in source order.
pub(super) fn tests(
    statements: &[Statement],
    model: &Model,
    environment: &Environment,
    findings: &mut Diagnostics,
) -> Vec<Test> {
    let is_broken = findings.has_errors();
    let mut found = Vec::new();
    let mut titles: HashMap<&str, Span> = HashMap::new();
    for statement in statements {
        let StatementKind::Test(test) = &statement.kind else { continue };
        let own = own_environment(test, findings);
        if let Some(name) = own
            && !environment.known.contains(&name.value)
        {
            let known = environment.known.iter().map(String::as_str);
            findings.push(super::names::unknown("environment", name, known));
            continue;
        }
        if own.map(|name| name.value.as_str()) != environment.wanted {
            continue;
        }
        if let Some(first) = titles.insert(&test.title.value, test.title.span) {
            findings.push(super::names::duplicate("test", &test.title, first));
        }
        found.extend(Reader { model, is_broken, findings }.test(test, environment.wanted));
    }
    found
}

/// The environments that tests name, those in loops and templates, too.
pub(super) fn environments<'a>(statements: &'a [Statement], named: &mut Vec<&'a str>) {
    for statement in statements {
        match &statement.kind {
            StatementKind::Test(test) => named.extend(test.items.iter().filter_map(|item| match item {
                TestItem::Environment(name) => Some(name.value.as_str()),
                _ => None,
            })),
            StatementKind::ForEach(each) => environments(&each.body, named),
            StatementKind::Template(template) => environments(&template.body, named),
            _ => {}
        }
    }
}

/// The environment that a test names; a second one is reported.
fn own_environment<'a>(test: &'a TestStatement, findings: &mut Diagnostics) -> Option<&'a Name> {
    let mut names = test.items.iter().filter_map(|item| match item {
        TestItem::Environment(name) => Some(name),
        _ => None,
    });
    let first = names.next()?;
    for second in names {
        findings.push(twice("env", second.span, first.span));
    }
    Some(first)
}

fn twice(what: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(codes::SYNTAX_REPEATED, second, format!("`{what}` stands here a second time"))
        .because(first, "first here")
        .help("keep one of them")
}

struct Reader<'a> {
    model: &'a Model,
    /// What cannot be read may be what a test names.
    is_broken: bool,
    findings: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn test(&mut self, test: &TestStatement, environment: Option<&str>) -> Option<Test> {
        let mut read = Test {
            title: test.title.clone(),
            environment: environment.map(str::to_string),
            start: 0,
            zone: None,
            lasts: 0,
            series: Vec::new(),
            silences: Vec::new(),
            restarts: Vec::new(),
            expectations: Vec::new(),
        };
        let (start, zone) = self.starting(test);
        (read.start, read.zone) = (start, zone);
        for item in &test.items {
            match item {
                TestItem::Series { every, lines } => self.series(every, lines, &mut read.series),
                TestItem::Silence { alert, at, hold } => {
                    self.positive(hold, "a silence");
                    let (of, at, hold) = (self.alerts(alert), at.milliseconds, hold.milliseconds);
                    read.silences.push(TestSilence { of, at, hold });
                }
                TestItem::Restart { server, at } => {
                    if let Some(server) = self.server(server) {
                        let span = at.span;
                        read.restarts.push(TestRestart { server, at: at.milliseconds, span });
                    }
                }
                TestItem::State(state) => read.expectations.extend(self.state(state)),
                TestItem::Told(told) => read.expectations.extend(self.told(told)),
                TestItem::Environment(_) | TestItem::Starting { .. } | TestItem::Lasts(_) => {}
            }
        }
        if read.expectations.is_empty() && !test.items.iter().any(asserts) {
            self.findings.push(nothing(&test.title));
        }
        read.lasts = self.end(test, &read)?;
        self.within_limits(&read);
        Some(read)
    }

    fn server(&mut self, name: &Name) -> Option<Server> {
        match name.value.as_str() {
            "prometheus" => return Some(Server::Prometheus),
            "alertmanager" => return Some(Server::Alertmanager),
            _ => {}
        }
        self.findings.push(super::names::unknown("server", name, ["prometheus", "alertmanager"]));
        None
    }

    /// Reports a duration of nothing.
    fn positive(&mut self, time: &crate::expr::Duration, what: &str) -> Millis {
        if time.milliseconds <= 0 {
            let message = format!("{what} takes some time");
            self.findings.push(
                Diagnostic::new(codes::TEST_TIME, time.span, message).help("write a duration such as `15s`"),
            );
        }
        time.milliseconds.max(1)
    }
}

fn asserts(item: &TestItem) -> bool {
    matches!(item, TestItem::State(_) | TestItem::Told(_))
}

fn nothing(title: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(codes::TEST_NOTHING, title.span, "this test expects nothing")
        .help("say what must hold: `at 5m Alert is firing`, `by 6m notified oncall`, `never notified sms`")
}
