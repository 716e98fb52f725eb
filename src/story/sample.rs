//! A story that tests of pictures share: errors rise over both limits, page, and are over.

use super::data::*;
use crate::engine::rules::State;
use crate::engine::world::{Stretch, Why};
use crate::model::Millis;
use crate::quantity::Dimension;

const SECOND: Millis = 1000;
const MINUTE: Millis = 60 * SECOND;

fn severity(name: &str, class: &'static str) -> Severity {
    Severity { name: name.to_string(), class }
}

fn lane(name: &str, class: &'static str, step: usize, times: [Millis; 3]) -> Lane {
    let [pending, firing, over] = times.map(|minutes| minutes * MINUTE);
    let stretches = vec![
        Stretch { state: State::Pending, start: pending, end: Some(firing) },
        Stretch { state: State::Firing, start: firing, end: Some(over) },
    ];
    Lane { severity: severity(name, class), part: None, step, already: false, stretches, withheld: vec![] }
}

fn mark(minutes: Millis, firing: usize, why: Why, about: &str) -> Mark {
    Mark { at: minutes * MINUTE, firing, resolved: 1 - firing, why, about: about.to_string() }
}

fn tally(name: &str, class: &'static str, step: usize, minutes: Millis, messages: &[(&str, usize)]) -> Tally {
    Tally {
        alert: "HighErrorRate".to_string(),
        severity: severity(name, class),
        part: None,
        step,
        series: 1,
        fired: 1,
        firing: minutes * MINUTE,
        longest: minutes * MINUTE,
        flaps: 0,
        messages: messages.iter().map(|(name, count)| (name.to_string(), *count)).collect(),
    }
}

pub(super) fn story() -> Story {
    let value = |step: Millis| {
        let minutes = step as f64 / 2.0;
        0.004 + 0.08 * (-(minutes - 20.0).powi(2) / 60.0).exp() + 0.002 * (minutes * 1.7).sin()
    };
    let points = (0..=90).filter(|step| !(70..76).contains(step)).map(|step| {
        let value = value(step);
        Point { at: step * 30 * SECOND, low: value, high: value, last: value }
    });
    let limit = |name: &str, class, text: &str, value, ends| Limit {
        severity: severity(name, class),
        text: text.to_string(),
        value,
        ends,
    };
    let chart = Chart {
        measured: "sum by (handler) (rate(http_requests_total{status=~\"5..\"}[5m])) / sum by (handler) (rate(http_requests_total[5m]))".to_string(),
        dimension: Some(Dimension::Ratio),
        points: points.collect(),
        step: 30 * SECOND,
        limits: vec![
            limit("critical", "v1", "critical > 5%", 0.05, false),
            limit("critical", "v1", "critical until < 3%", 0.03, true),
            limit("warning", "v3", "warning > 1%", 0.01, false),
        ],
    };
    let mut warning = lane("warning", "v3", 1, [7, 17, 31]);
    warning.withheld = vec![Withheld { at: 18 * MINUTE, why: "inhibited".to_string() }];
    let panel = Panel {
        labels: vec![("handler".to_string(), "/save <&>".to_string())],
        charts: vec![chart],
        lanes: vec![
            lane("critical", "v1", 1, [14, 16, 28]),
            lane("critical", "v1", 2, [14, 26, 28]),
            warning,
        ],
        channels: vec![
            ChannelRow {
                name: "oncall".to_string(),
                kind: "pagerduty".to_string(),
                marks: vec![mark(17, 1, Why::New, "critical"), mark(33, 0, Why::Resolved, "critical")],
            },
            ChannelRow {
                name: "team".to_string(),
                kind: "slack".to_string(),
                marks: vec![
                    mark(17, 1, Why::New, "critical"),
                    mark(22, 1, Why::Repeat, "critical"),
                    mark(33, 0, Why::Resolved, "critical"),
                ],
            },
            ChannelRow {
                name: "managers".to_string(),
                kind: "pagerduty".to_string(),
                marks: vec![mark(27, 1, Why::New, "critical, step 2")],
            },
        ],
    };
    Story {
        title: "hero-foundry".to_string(),
        notes: vec!["scenario “a burst of errors pages”".to_string()],
        start: 0,
        evaluated_from: 0,
        end: 45 * MINUTE,
        clock: Clock::Elapsed,
        alerts: vec![AlertStory {
            name: "HighErrorRate".to_string(),
            service: Some("api".to_string()),
            panels: vec![panel],
            more: 0,
        }],
        quiet: vec!["ServiceDown".to_string(), "SlowResponses".to_string()],
        tally: vec![
            tally("critical", "v1", 1, 12, &[("oncall", 1), ("team", 1)]),
            tally("critical", "v1", 2, 2, &[("managers", 1)]),
            tally("warning", "v3", 1, 14, &[]),
        ],
        totals: vec![
            Total { name: "managers".into(), kind: "pagerduty".into(), news: 1, repeats: 0, ends: 0 },
            Total { name: "oncall".into(), kind: "pagerduty".into(), news: 1, repeats: 0, ends: 1 },
            Total { name: "team".into(), kind: "slack".into(), news: 1, repeats: 1, ends: 1 },
        ],
        compared: None,
        failures: vec![],
    }
}

#[test]
fn a_story_is_drawn_alike_each_time_and_holds_all_that_happened() {
    let story = story();
    let drawn = [
        super::text(&story, super::Screen { width: 100, color: false }),
        super::svg(&story),
        super::html(&story, "larum simulate"),
    ];
    for text in &drawn {
        for words in ["hero-foundry", "critical until", "inhibited", "managers", "SlowResponses"] {
            assert!(text.contains(words), "no `{words}` in {text}");
        }
    }
    assert!(!drawn[1].contains("<&>") && !drawn[2].contains("<&>"), "labels are escaped");
    // Narrow, wide and coloured alike: no line is wider than the screen.
    for width in [1, 40, 80, 500] {
        let text = super::text(&story, super::Screen { width, color: false });
        let widest =
            text.lines().filter(|line| line.contains(['┤', '┼', '│'])).map(|line| line.chars().count());
        assert!(widest.max().unwrap_or(0) <= width.clamp(40, 140), "{width}\n{text}");
    }
    let data: serde_json::Value = serde_json::from_str(&super::json(&story)).expect("JSON");
    assert_eq!(data["alerts"][0]["panels"][0]["states"][1]["step"], 2);
}
