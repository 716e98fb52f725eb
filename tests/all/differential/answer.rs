//! What a query gives, from either side.

use larum::engine::promql::{Answer as Ours, Failure, Value};
use larum::series::{Histogram, Labels, Reading, Store};
use serde_json::Value as Json;
use std::collections::BTreeSet;

#[derive(Debug)]
pub enum Answer {
    /// Refused before it was evaluated.
    Refused(String),
    Failed(String),
    Given(Given),
}

#[derive(Debug)]
pub struct Given {
    /// Series in the order of the answer; a scalar and a string are one without labels.
    pub rows: Vec<Row>,
    /// Warnings and hints.
    pub notes: BTreeSet<String>,
}

#[derive(Debug)]
pub struct Row {
    pub labels: Labels,
    pub samples: Vec<(i64, Amount)>,
}

/// The value of a sample, as far as the API tells it.
#[derive(Clone, Debug)]
pub enum Amount {
    Float(f64),
    Histogram {
        count: f64,
        sum: f64,
        /// Of each bucket that counts something its bounds and its count.
        buckets: Vec<[f64; 3]>,
    },
}

impl From<&Reading> for Amount {
    fn from(reading: &Reading) -> Amount {
        match reading {
            Reading::Float(value) => Amount::Float(*value),
            Reading::Histogram(histogram) => Amount::of(histogram),
        }
    }
}

impl Amount {
    fn of(histogram: &Histogram) -> Amount {
        let buckets = histogram.all_buckets().filter(|bucket| bucket.count != 0.0);
        let buckets = buckets.map(|bucket| [bucket.lower, bucket.upper, bucket.count]);
        Amount::Histogram { count: histogram.count, sum: histogram.sum, buckets: buckets.collect() }
    }
}

pub fn ours(answer: Result<Ours, Failure>, store: &Store) -> Answer {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => return Answer::Failed(failure.message),
    };
    let row = |labels, samples| Row { labels: store.sets.labels(labels).clone(), samples };
    let rows = match answer.value {
        Value::Scalar(value) => {
            vec![Row { labels: Labels::default(), samples: vec![(0, Amount::Float(value))] }]
        }
        Value::Text(text) => vec![Row { labels: Labels::new([("text", text)]), samples: vec![] }],
        Value::Vector(samples) => samples
            .iter()
            .map(|sample| row(sample.labels, vec![(sample.at, Amount::from(&sample.reading))]))
            .collect(),
        Value::Matrix(rows) => {
            let samples = |samples: Vec<(i64, Reading)>| {
                samples.iter().map(|(at, it)| (*at, Amount::from(it))).collect()
            };
            rows.into_iter().map(|one| row(one.labels, samples(one.samples))).collect()
        }
    };
    Answer::Given(Given { rows, notes: answer.notes.into_iter().map(|note| note.message).collect() })
}

/// What the API of Prometheus answers.
pub fn real(status: u16, body: &str) -> Answer {
    let json: Json = serde_json::from_str(body).unwrap_or_else(|_| panic!("{status}: {body}"));
    if status == 400 {
        return Answer::Refused(json["error"].as_str().unwrap_or_default().to_owned());
    }
    if status != 200 {
        return Answer::Failed(json["error"].as_str().unwrap_or_default().to_owned());
    }
    let notes = ["warnings", "infos"].iter().flat_map(|key| json[*key].as_array().into_iter().flatten());
    // Of notes that say the same, Prometheus tells one place.
    let words = |note: &Json| {
        let text = note.as_str().unwrap_or_default();
        text.rsplit_once(" (").map_or(text, |(words, _)| words).to_owned()
    };
    let notes = notes.map(words).collect();
    let data = &json["data"]["result"];
    let rows = match json["data"]["resultType"].as_str() {
        Some("scalar") => vec![Row { labels: Labels::default(), samples: vec![(0, sample(data).1)] }],
        Some("string") => {
            vec![Row {
                labels: Labels::new([("text", data[1].as_str().unwrap_or_default())]),
                samples: vec![],
            }]
        }
        _ => data.as_array().into_iter().flatten().map(row).collect(),
    };
    Answer::Given(Given { rows, notes })
}

fn row(json: &Json) -> Row {
    let pairs = json["metric"].as_object().into_iter().flatten();
    let labels = Labels::new(pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())));
    let of_key = |key: &str| json[key].as_array().into_iter().flatten();
    let mut samples: Vec<(i64, Amount)> = match json["value"].as_array().or(json["histogram"].as_array()) {
        Some(_) if json["value"].is_array() => vec![sample(&json["value"])],
        Some(_) => vec![histogram(&json["histogram"])],
        None => of_key("values").map(sample).chain(of_key("histograms").map(histogram)).collect(),
    };
    samples.sort_by_key(|(at, _)| *at);
    Row { labels, samples }
}

fn sample(json: &Json) -> (i64, Amount) {
    (time(json), Amount::Float(number(&json[1])))
}

fn histogram(json: &Json) -> (i64, Amount) {
    let (at, histogram) = (time(json), &json[1]);
    let buckets = histogram["buckets"].as_array().into_iter().flatten();
    let buckets = buckets.map(|bucket| [1, 2, 3].map(|place| number(&bucket[place]))).collect();
    (at, Amount::Histogram { count: number(&histogram["count"]), sum: number(&histogram["sum"]), buckets })
}

fn time(json: &Json) -> i64 {
    let seconds = json[0].as_f64().unwrap_or_else(|| panic!("a sample: {json}"));
    (seconds * 1000.0).round() as i64
}

fn number(json: &Json) -> f64 {
    json.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("a number: {json}"))
}
