//! A whole program through lowering and emission, as people will read it.

use crate::support::compiled::Compiled;
use crate::support::models::*;
use larum::model::*;

/// The program of the language's first example, as the model has it.
fn hero_foundry() -> Model {
    let mut model = empty();
    model.prometheus.external_labels = pairs(&[("cluster", "prod-eu")]);
    model.alertmanager.group_by.push("cluster".into());
    model.alertmanager.fallback = vec![0, 2];
    model.channels = vec![
        channel("oncall", "pagerduty", &[("routing_key_file", "/etc/alertmanager/secrets/pd-primary")]),
        channel("managers", "pagerduty", &[("routing_key_file", "/etc/alertmanager/secrets/pd-managers")]),
        channel("team", "slack", &[("channel", "#hero-foundry"), ("api_url_file", "/etc/slack")]),
        channel("sms", "webhook", &[("url_file", "/etc/alertmanager/secrets/sms-gateway")]),
        webhook("deadmans"),
    ];
    model.windows = vec![Window {
        name: "office-hours".into(),
        intervals: vec![Interval {
            times: vec![TimeRange { start: 9 * 60, end: 17 * 60 }],
            weekdays: vec![1..=5],
            location: Some("America/New_York".into()),
            ..Interval::default()
        }],
        span: at(20),
    }];
    model.maintenances = vec![Maintenance {
        name: "monthly".into(),
        intervals: vec![Interval {
            times: vec![TimeRange { start: 120, end: 240 }],
            weekdays: vec![0..=0],
            days_of_month: vec![1..=7],
            ..Interval::default()
        }],
        mutes: vec![Mutes { severities: vec![1, 2], services: vec![] }],
        span: at(24),
    }];
    let office = Some(When { window: 0, outside: false });
    let mut immediate = escalation(
        "immediate",
        vec![
            step(0, &[(&[0, 2], None)]),
            step(15 * MINUTE, &[(&[3], None)]),
            step(30 * MINUTE, &[(&[1], None)]),
        ],
    );
    immediate.repeat = Some(60 * MINUTE);
    let within = vec![step(0, &[(&[2], office)]), step(60 * MINUTE, &[(&[0], None)])];
    model.escalations = vec![
        immediate,
        escalation("within-an-hour", within),
        escalation("info", vec![step(0, &[(&[2], None)])]),
    ];
    model.severities = vec![severity("critical", 10, 0), severity("warning", 30, 1), severity("info", 50, 2)];
    let mut api = service("api");
    api.depends_on = vec![0];
    model.services = vec![service("postgres"), api];
    model.alerts = vec![postgres_down(), high_error_rate()];
    model.watchdogs =
        vec![Watchdog { name: "Watchdog".into(), every: MINUTE, channels: vec![4], span: at(90) }];
    model
}

fn postgres_down() -> Alert {
    let down = Level { pending: MINUTE, ..level("critical", 0, 0, "up{job=\"postgres\"} == 0") };
    Alert { says_down: true, ..alert("PostgresDown", Some(0), vec![down]) }
}

fn high_error_rate() -> Alert {
    let ratio = "sum by (handler) (rate(http_requests_total{status=~\"5..\"}[5m])) \
                 / sum by (handler) (rate(http_requests_total[5m]))";
    let handler = Some(vec!["handler".to_string()]);
    let warning = Level {
        pending: 10 * MINUTE,
        result_labels: handler.clone(),
        ..level("warning", 1, 1, &format!("{ratio} > 0.01"))
    };
    let critical = Level {
        pending: 2 * MINUTE,
        hold: Some(expr(&format!("({ratio} >= 0.03)"))),
        result_labels: handler,
        labels: pairs(&[("team", "platform")]),
        annotations: pairs(&[("summary", "{{ $labels.handler }}: {{ $value | humanizePercentage }} fail")]),
        ..level("critical", 0, 0, &format!("{ratio} > 0.05"))
    };
    alert("HighErrorRate", Some(1), vec![warning, critical])
}

#[test]
fn a_whole_program_reads_as_by_hand() {
    let compiled = Compiled::new(&hero_foundry());
    compiled.expect_accepted();
    insta::assert_snapshot!("hero_foundry_api", compiled.rules_of("api"));
    insta::assert_snapshot!("hero_foundry_alertmanager", compiled.alertmanager_text());
}
