//! Native histograms of a real Prometheus: each value that Larum draws is the one that Prometheus gives.

use super::history::{History, START};
use crate::support::command::Project;
use crate::support::remote_write::{Sent, send};
use larum::series::histogram::{Buckets, CUSTOM_SCHEMA};
use larum::series::{Histogram, Labels, Reading, stale};
use serde_json::Value;
use std::collections::BTreeMap;

const PROGRAM: &str = r##"
prometheus { scrape_interval 1m  evaluation_interval 1m  external_labels { cluster = "prod" } }
channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
severity critical { notify oncall }
service shop { owner "web"  select { job = "shop" }  runbook "https://runbooks.example.com/#${alert}" }
metrics {
  native_histogram request_seconds labels (handler)
  native_histogram work_seconds    labels (handler)
  native_histogram load_seconds    labels (handler)
}
alert Slow on shop {
  measure  p90(request_seconds) over 5m by (handler)
  critical when > 1s for 2m
  summary  "${handler} is slow: ${value}"
}
alert SlowWork on shop {
  measure  p90(work_seconds) over 5m by (handler)
  critical when > 1s for 2m
  summary  "work of ${handler} is slow: ${value}"
}
alert SlowLoad on shop {
  measure  mean(load_seconds) over 5m by (handler)
  critical when > 1s for 2m
  summary  "${handler} loads slowly: ${value}"
}
"##;

const MINUTES: i64 = 400;

struct Series {
    labels: Labels,
    samples: Vec<(i64, Reading)>,
    whole: bool,
}

/// Requests become slow for half an hour, all counters begin anew once, and once a series ends for ten minutes. The
/// first are whole numbers in buckets that grow wider, the second have bounds of their own, the last are floats.
fn series() -> Vec<Series> {
    let mut all = Vec::new();
    for (name, place) in [("request_seconds", 0), ("work_seconds", 1), ("load_seconds", 2)] {
        let mut counts = [0.0; 6];
        let (mut samples, mut sum) = (Vec::new(), 0.0);
        for minute in 0..MINUTES {
            let at = (START + minute * 60) * 1000;
            match minute {
                250 => (counts, sum) = ([0.0; 6], 0.0),
                300 => samples.push((at, Reading::Float(stale()))),
                _ => {}
            }
            if (300..310).contains(&minute) {
                continue;
            }
            let slow = (120 + 20 * place..150 + 20 * place).contains(&minute);
            let bucket = if slow { 4 + minute as usize % 2 } else { minute as usize % 3 };
            counts[bucket] += 10.0 + (minute % 7) as f64;
            counts[1] += 2.0;
            sum += if slow { 30.0 } else { 2.5 };
            let used = counts.iter().rposition(|count| *count > 0.0).map_or(0, |last| last + 1);
            let zero_count = if place == 1 { 0.0 } else { (minute / 10) as f64 };
            let of_both = Histogram {
                count: counts.iter().sum::<f64>() + zero_count,
                zero_count,
                sum,
                ..Histogram::default()
            };
            let histogram = match place {
                1 => Histogram {
                    schema: CUSTOM_SCHEMA,
                    custom: [0.1, 0.25, 0.5, 1.0, 2.5].into(),
                    positive: Buckets::run(0, counts.to_vec()),
                    ..of_both
                },
                _ => Histogram {
                    schema: place as i32,
                    zero_threshold: 0.001,
                    positive: Buckets::run(-2, counts[..used].to_vec()),
                    ..of_both
                },
            };
            samples.push((at, Reading::from(histogram)));
        }
        let labels = Labels::new([("__name__", name), ("handler", "/save"), ("job", "shop")]);
        all.push(Series { labels, samples, whole: place < 2 });
    }
    all
}

/// One minute after the other, as a scraper would.
fn fill(port: u16, all: &[Series]) {
    for minute in 0..MINUTES {
        let at = (START + minute * 60) * 1000;
        let sent = all.iter().map(|series| {
            let first = series.samples.partition_point(|(other, _)| *other < at);
            let last = series.samples.partition_point(|(other, _)| *other <= at);
            Sent { labels: &series.labels, samples: &series.samples[first..last], whole: series.whole }
        });
        send(port, &sent.collect::<Vec<_>>());
    }
}

#[test]
fn native_histograms_are_those_of_the_server() {
    let flags = &["--web.enable-remote-write-receiver", "--enable-feature=native-histograms"];
    let history = History::empty(flags);
    fill(history.server.port(), &series());
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let time = |minute: i64| jiff::Timestamp::from_second(START + minute * 60).expect("a time").to_string();
    let ran = project.larum(&[
        "backtest",
        "--prometheus",
        &history.address(),
        "--no-cache",
        "--format",
        "json",
        "--since",
        &time(30),
        "--until",
        &time(MINUTES),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let story: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let alerts = story["alerts"].as_array().expect("alerts");
    // Prometheus 3.5 gives buckets of custom bounds without the bounds.
    assert_eq!(alerts.len(), 2, "{}", story["levels"]);
    let left_out = format!("{} native histograms are left out", MINUTES - 10);
    assert!(ran.stderr.contains(&left_out), "{}", ran.stderr);
    assert!(story["notes"].to_string().contains(&left_out), "{}", story["notes"]);
    for alert in alerts {
        let name = &alert["name"];
        let chart = &alert["panels"][0]["charts"][0];
        let drawn: BTreeMap<i64, f64> = (chart["points"].as_array().expect("points").iter())
            .map(|point| (point[0].as_i64().expect("a time"), point[3].as_f64().unwrap_or(f64::NAN)))
            .collect();
        let query = chart["measured"].as_str().expect("PromQL").replace(' ', "%20").replace('+', "%2B");
        let query = query.replace('{', "%7B").replace('}', "%7D").replace('"', "%22");
        let path = format!(
            "/api/v1/query_range?query={query}&start={}&end={}&step=60",
            START + 30 * 60,
            START + MINUTES * 60
        );
        let answer = history.server.json(&path);
        let rows = answer["data"]["result"].as_array().expect("rows");
        assert_eq!(rows.len(), 1, "{name}: {answer}");
        let real: BTreeMap<i64, f64> = (rows[0]["values"].as_array().expect("values").iter())
            .map(|pair| {
                let value = pair[1].as_str().expect("a value").parse().expect("a number");
                (pair[0].as_i64().expect("a time") * 1000, value)
            })
            .collect();
        assert!(real.len() > 300, "{name}: {}", real.len());
        assert_eq!(
            drawn.keys().collect::<Vec<_>>(),
            real.keys().collect::<Vec<_>>(),
            "{name}: when there is a value"
        );
        for (at, value) in &drawn {
            let other = real[at];
            let same = value.is_nan() && other.is_nan() || (value - other).abs() <= 1e-9 * other.abs();
            assert!(same, "{name} at {at}: {value}, and Prometheus says {other}");
        }
    }
    let fired: Vec<u64> = (story["levels"].as_array().expect("levels").iter())
        .map(|level| level["fired"].as_u64().expect("a count"))
        .collect();
    assert_eq!(fired, [1, 0, 1], "{}", story["levels"]);
}
