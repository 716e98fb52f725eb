//! Models made by hand, so that lowering is tested alone.

use larum::expr::Expr;
use larum::model::*;
use larum::syntax::parse_expression;
use larum::text::{FileId, SourceMap, Span};

pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;

/// The one source file of all these models.
pub const FILE: &str = "test.larum";

/// Where a thing that is made by hand comes from: line `line` of `FILE`.
pub fn at(line: usize) -> Span {
    Span::new(FileId(0), line - 1, line - 1)
}

/// `FILE`, with as many lines as `at` may name.
pub fn sources() -> SourceMap {
    let mut sources = SourceMap::default();
    sources.add(FILE, FILE, "\n".repeat(10_000));
    sources
}

/// A PromQL expression.
#[track_caller]
pub fn expr(text: &str) -> Expr {
    let (expr, findings) = parse_expression(text, FileId(0), 0);
    assert!(findings.is_empty(), "{text}: {findings:?}");
    expr
}

pub fn pairs(pairs: &[(&str, &str)]) -> Vec<Pair> {
    pairs.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

/// A program with nothing in it but Alertmanager's defaults.
pub fn empty() -> Model {
    Model {
        name: "test".into(),
        prometheus: Prometheus {
            scrape_interval: 15 * SECOND,
            scrape_interval_is_said: true,
            evaluation_interval: MINUTE,
            external_labels: vec![],
            retention: None,
        },
        alertmanager: Alertmanager {
            fallback: vec![],
            group_by: vec!["alertname".into(), "service".into()],
            group_wait: 30 * SECOND,
            group_interval: 5 * MINUTE,
            repeat_interval: 240 * MINUTE,
            global: vec![],
            templates: vec![],
        },
        channels: vec![],
        windows: vec![],
        maintenances: vec![],
        escalations: vec![],
        severities: vec![],
        services: vec![],
        alerts: vec![],
        records: vec![],
        inhibitions: vec![],
        watchdogs: vec![],
        policies: vec![],
        tests: vec![],
        places: Places::default(),
        versions: Versions::default(),
        catalogue: Default::default(),
        features: Default::default(),
    }
}

pub fn channel(name: &str, kind: &str, settings: &[(&str, &str)]) -> Channel {
    let setting = |(key, text): &(&str, &str)| (key.to_string(), Setting::Text(text.to_string()));
    let settings = settings.iter().map(setting).collect();
    Channel { name: name.into(), kind: kind.into(), settings, span: at(2) }
}

/// A webhook channel.
pub fn webhook(name: &str) -> Channel {
    channel(name, "webhook", &[("url", &format!("http://{name}.example.com/"))])
}

/// A step whose clauses are channels and when they are told.
pub fn step(after: Millis, notify: &[(&[ChannelId], Option<When>)]) -> Step {
    let notify = notify.iter().map(|(channels, when)| Notify { channels: channels.to_vec(), when: *when });
    Step { after, notify: notify.collect(), span: at(3) }
}

pub fn escalation(name: &str, steps: Vec<Step>) -> Escalation {
    let name = name.into();
    Escalation {
        name,
        steps,
        repeat: None,
        group_wait: None,
        group_interval: None,
        group_by: None,
        span: at(4),
    }
}

pub fn severity(name: &str, rank: u32, escalation: EscalationId) -> Severity {
    Severity { name: name.into(), rank, escalation, labels: vec![], span: at(5) }
}

pub fn service(name: &str) -> Service {
    Service {
        name: name.into(),
        span: at(6),
        owner: None,
        select: vec![],
        depends_on: vec![],
        labels: vec![],
        annotations: vec![],
        fleet: None,
    }
}

/// A level without `for`, of which the labels of the result are not known.
pub fn level(key: &str, severity: SeverityId, escalation: EscalationId, condition: &str) -> Level {
    Level {
        severity,
        key: key.into(),
        condition: expr(condition),
        hold: None,
        pending: 0,
        keep_firing_for: 0,
        escalation,
        labels: vec![],
        annotations: pairs(&[("summary", "something is wrong")]),
        dimension: None,
        result_labels: None,
        span: at(8),
    }
}

pub fn alert(name: &str, service: Option<ServiceId>, levels: Vec<Level>) -> Alert {
    let name = name.into();
    Alert {
        name,
        service,
        interval: None,
        records: vec![],
        levels,
        says_down: false,
        objective: None,
        span: at(7),
    }
}
