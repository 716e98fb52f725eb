//! What a query gives, from either side.

use larum::engine::promql::{Answer as Ours, Failure, Value};
use larum::series::{Labels, Reading, Store};
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
    pub samples: Vec<(i64, f64)>,
}

pub fn ours(answer: Result<Ours, Failure>, store: &Store) -> Answer {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => return Answer::Failed(failure.message),
    };
    let float = |reading: &Reading| reading.float().unwrap_or(f64::NAN);
    let row = |labels, samples| Row { labels: store.sets.labels(labels).clone(), samples };
    let rows = match answer.value {
        Value::Scalar(value) => vec![Row { labels: Labels::default(), samples: vec![(0, value)] }],
        Value::Text(text) => vec![Row { labels: Labels::new([("text", text)]), samples: vec![] }],
        Value::Vector(samples) => samples
            .iter()
            .map(|sample| row(sample.labels, vec![(sample.at, float(&sample.reading))]))
            .collect(),
        Value::Matrix(rows) => {
            let samples =
                |samples: Vec<(i64, Reading)>| samples.iter().map(|(at, it)| (*at, float(it))).collect();
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
    let samples = match json["values"].as_array() {
        Some(values) => values.iter().map(sample).collect(),
        None => vec![sample(&json["value"])],
    };
    Row { labels, samples }
}

fn sample(json: &Json) -> (i64, f64) {
    let seconds = json[0].as_f64().unwrap_or_else(|| panic!("a sample: {json}"));
    let value = json[1].as_str().and_then(|text| text.parse().ok());
    ((seconds * 1000.0).round() as i64, value.unwrap_or_else(|| panic!("a sample: {json}")))
}
