//! Samples by the query API, for servers without remote read. It does not tell where series end, and its native
//! histograms are not exact: those are left out.

use super::super::wire::Fetched;
use crate::model::Millis;
use crate::series::{Labels, Reading};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Reply {
    pub status: String,
    #[serde(default, rename = "errorType")]
    pub error_type: String,
    #[serde(default)]
    pub error: String,
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(default, rename = "resultType")]
    result_type: String,
    #[serde(default)]
    result: serde_json::Value,
}

#[derive(Deserialize)]
struct Row {
    metric: BTreeMap<String, String>,
    #[serde(default)]
    values: Vec<(f64, String)>,
    #[serde(default)]
    histograms: Vec<serde::de::IgnoredAny>,
}

/// A query at an instant, as a form.
pub(super) fn form(query: &str, at: Millis) -> String {
    let (seconds, rest) = (at.div_euclid(1000), at.rem_euclid(1000));
    format!("query={}&time={seconds}.{rest:03}", escaped(query))
}

/// As a form has it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The series of an answer to a query for a range.
///
/// # Errors
/// What is wrong with it.
pub(super) fn series(body: &[u8]) -> Result<Vec<Fetched>, String> {
    let reply: Reply = serde_json::from_slice(body).map_err(|error| format!("no JSON: {error}"))?;
    if reply.status != "success" {
        return Err(format!("{}: {}", reply.error_type, reply.error));
    }
    let data = reply.data.ok_or("there is no `data` in it")?;
    if data.result_type != "matrix" {
        return Err(format!("it holds a `{}`, not a matrix", data.result_type));
    }
    let rows: Vec<Row> = serde_json::from_value(data.result).map_err(|error| error.to_string())?;
    rows.into_iter().map(fetched).collect()
}

fn fetched(row: Row) -> Result<Fetched, String> {
    let sample = |(seconds, text): (f64, String)| {
        let value = match text.as_str() {
            "+Inf" => f64::INFINITY,
            "-Inf" => f64::NEG_INFINITY,
            "NaN" => f64::NAN,
            text => text.parse().map_err(|_| format!("`{text}` is no value"))?,
        };
        Ok(((seconds * 1000.0).round() as Millis, Reading::Float(value)))
    };
    Ok(Fetched {
        labels: Labels::new(row.metric),
        samples: row.values.into_iter().map(sample).collect::<Result<_, String>>()?,
        left_out: row.histograms.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let body = br#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"up","job":"a"},"values":[[1.5,"1"],[1435781430.781,"+Inf"]]}]}}"#;
        let found = series(body).expect("an answer");
        assert_eq!(found[0].labels.to_string(), "up{job=\"a\"}");
        assert_eq!(found[0].samples, [(1500, 1.0.into()), (1_435_781_430_781, f64::INFINITY.into())]);
        let refused = br#"{"status":"error","errorType":"bad_data","error":"parse error"}"#;
        assert_eq!(series(refused), Err("bad_data: parse error".to_string()));
        assert_eq!(form("a[1ms]", 1_700_000_000_050), "query=a%5B1ms%5D&time=1700000000.050");
        assert!(series(b"<html>").is_err_and(|error| error.starts_with("no JSON")));
    }
}
