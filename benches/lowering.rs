//! Lowering and writing the rules of a big program: alerts with two levels, each with an
//! escalation of two steps.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use larum::emit::write_rules;
use larum::lower::lower;
use larum::model::*;
use larum::syntax::parse_expression;
use larum::text::{FileId, SourceMap, Span};
use std::io;

const ALERTS: usize = 10_000;
/// For each level a recorded condition and two alerting rules.
const RULES: usize = ALERTS * 6;

fn big_model() -> Model {
    let span = Span::new(FileId(0), 0, 0);
    let step = |after| Step { after, notify: vec![], span };
    let text = "sum by (handler) (rate(http_requests_total{job=\"api\", status=~\"5..\"}[5m])) > 0.05";
    let condition = parse_expression(text, FileId(0), 0).0;
    let level = |severity: usize| Level {
        severity,
        key: ["critical", "warning"][severity].to_string(),
        condition: condition.clone(),
        hold: None,
        pending: 120_000,
        keep_firing_for: 0,
        escalation: 0,
        labels: vec![("team".into(), "platform".into())],
        annotations: vec![
            (
                "summary".into(),
                "{{ $labels.handler }}: {{ $value | humanizePercentage }} of requests fail".into(),
            ),
            ("runbook_url".into(), "https://runbooks.example.com/api".into()),
        ],
        result_labels: Some(vec!["handler".into()]),
        dimension: None,
        span,
    };
    let alert = |index: usize| Alert {
        name: format!("HighErrorRate{index}"),
        service: None,
        interval: None,
        records: vec![],
        levels: vec![level(1), level(0)],
        says_down: false,
        objective: None,
        span,
    };
    let severity =
        |name: &str, rank| Severity { name: name.into(), rank, escalation: 0, labels: vec![], span };
    Model {
        name: "big".into(),
        prometheus: Prometheus {
            scrape_interval: 15_000,
            scrape_interval_is_said: true,
            evaluation_interval: 30_000,
            external_labels: vec![],
            retention: None,
        },
        alertmanager: Alertmanager {
            fallback: vec![],
            group_by: vec![],
            group_wait: 30_000,
            group_interval: 300_000,
            repeat_interval: 14_400_000,
            global: vec![],
            templates: vec![],
        },
        channels: vec![],
        windows: vec![],
        maintenances: vec![],
        escalations: vec![Escalation {
            name: "immediate".into(),
            steps: vec![step(0), step(900_000)],
            repeat: None,
            group_wait: None,
            group_interval: None,
            group_by: None,
            span,
        }],
        severities: vec![severity("critical", 10), severity("warning", 30)],
        services: vec![],
        alerts: (0..ALERTS).map(alert).collect(),
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

fn rules(criterion: &mut Criterion) {
    let model = big_model();
    let mut sources = SourceMap::default();
    sources.add("big.larum", "big.larum", "\n");
    let mut group = criterion.benchmark_group("lowering");
    group.sample_size(10).throughput(Throughput::Elements(RULES as u64));
    group.bench_function("rules", |bencher| {
        bencher.iter(|| {
            for file in lower(&model).rule_files {
                write_rules(&file, &sources, &mut io::sink()).expect("the rules are good");
            }
        });
    });
    group.finish();
}

criterion_group!(benches, rules);
criterion_main!(benches);
