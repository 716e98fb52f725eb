//! Native histograms of a real Prometheus: each value that Larum draws is the one that Prometheus gives.

use super::history::{History, START};
use super::remote_write::{Histogram, Series, send};
use crate::support::command::Project;
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

/// Requests become slow for half an hour, all counters begin anew once, and once a series ends for ten minutes. The
/// first are whole numbers in buckets that grow wider, the second have bounds of their own, the last are floats.
fn series() -> Vec<Series> {
    let mut all = Vec::new();
    for (name, place) in [("request_seconds", 0), ("work_seconds", 1), ("load_seconds", 2)] {
        let mut counts = [0_i64; 6];
        let (mut histograms, mut floats, mut sum) = (Vec::new(), Vec::new(), 0.0);
        for minute in 0..MINUTES {
            let at = (START + minute * 60) * 1000;
            if minute == 250 {
                (counts, sum) = ([0; 6], 0.0);
            }
            if (300..310).contains(&minute) {
                if minute == 300 {
                    floats.push((at, f64::from_bits(0x7ff0_0000_0000_0002)));
                }
                continue;
            }
            let slow = (120 + 20 * place..150 + 20 * place).contains(&minute);
            let bucket = if slow { 4 + minute as usize % 2 } else { minute as usize % 3 };
            counts[bucket] += 10 + minute % 7;
            counts[1] += 2;
            sum += if slow { 30.0 } else { 2.5 };
            let used = counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
            histograms.push((
                at,
                match place {
                    1 => Histogram {
                        schema: -53,
                        bounds: vec![0.1, 0.25, 0.5, 1.0, 2.5],
                        first: 0,
                        buckets: counts.to_vec(),
                        zeros: 0,
                        sum,
                        floats: false,
                    },
                    _ => Histogram {
                        schema: place as i32,
                        bounds: vec![],
                        first: -2,
                        buckets: counts[..used].to_vec(),
                        zeros: minute as u64 / 10,
                        sum,
                        floats: place == 2,
                    },
                },
            ));
        }
        let labels = vec![("__name__", name), ("handler", "/save"), ("job", "shop")];
        all.push(Series { labels, floats, histograms });
    }
    all
}

/// One minute after the other, as a scraper would.
fn fill(port: u16, all: Vec<Series>) {
    let mut by_minute: BTreeMap<i64, Vec<Series>> = BTreeMap::new();
    for series in all {
        let part = |floats, histograms| Series { labels: series.labels.clone(), floats, histograms };
        for sample in series.floats {
            by_minute.entry(sample.0).or_default().push(part(vec![sample], vec![]));
        }
        for sample in series.histograms {
            by_minute.entry(sample.0).or_default().push(part(vec![], vec![sample]));
        }
    }
    by_minute.values().for_each(|series| send(port, series));
}

#[test]
fn native_histograms_are_those_of_the_server() {
    let flags = &["--web.enable-remote-write-receiver", "--enable-feature=native-histograms"];
    let history = History::empty(flags);
    fill(history.server.port(), series());
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
