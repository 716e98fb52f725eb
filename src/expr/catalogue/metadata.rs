//! A catalogue from what Prometheus says of metrics: the answers of `/api/v1/metadata` and
//! `/api/v1/targets/metadata`. They tell kinds and units, no labels.

use super::dump::{Dump, DumpFault, Family};
use super::exposition::kind_named;
use super::{MetricKind, Unit};
use crate::text::{FileId, Span};
use serde_json::Value;
use std::collections::HashMap;

/// The metrics of an answer. `file` is the answer itself.
pub fn from_metadata(json: &str, file: FileId) -> Result<Dump, DumpFault> {
    let fault = |at: usize, message: String| DumpFault { span: Span::new(file, at, at), message };
    let answer: Value = serde_json::from_str(json).map_err(|error| {
        fault(offset(json, error.line(), error.column()), format!("this is no JSON: {error}"))
    })?;
    if let Some(error) = answer["error"].as_str() {
        return Err(fault(0, format!("Prometheus answered with an error: {error}")));
    }
    let places = places(json);
    let mut dump = Dump::default();
    let mut add = |name: &str, told: &Value| {
        let at = places.get(name).copied().unwrap_or(0);
        let family = dump.family(name, Span::new(file, at, at + name.len()));
        let kind = kind_named(told["type"].as_str().unwrap_or_default());
        let kind = kind.unwrap_or(Family::Plain(MetricKind::Unknown));
        let first = family.kind == Family::Plain(MetricKind::Unknown);
        // Jobs that do not agree: one of them is wrong, and nobody knows which.
        family.kind = if first || family.kind == kind { kind } else { Family::Plain(MetricKind::Unknown) };
        family.unit = told["unit"].as_str().and_then(Unit::named);
    };
    // Both answers stand in an envelope, which dumps are often stripped of.
    match answer.get("data").unwrap_or(&answer) {
        Value::Object(metrics) => {
            for (name, told) in metrics {
                told.as_array().into_iter().flatten().for_each(|told| add(name, told));
            }
        }
        Value::Array(targets) => {
            for told in targets {
                if let Some(name) = told["metric"].as_str() {
                    add(name, told);
                }
            }
        }
        _ => {}
    }
    if dump.is_empty() {
        let message = "no metric stands here: save the answer of `/api/v1/metadata`";
        return Err(fault(0, message.to_owned()));
    }
    Ok(dump)
}

/// Where each string of the text stands first. Names of metrics have no escapes.
fn places(json: &str) -> HashMap<&str, usize> {
    let mut places = HashMap::new();
    let mut start = None;
    let mut escaped = false;
    for (at, byte) in json.bytes().enumerate() {
        match (start, byte) {
            (None, b'"') => start = Some(at + 1),
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(from), b'"') => {
                places.entry(&json[from..at]).or_insert(from);
                start = None;
            }
            _ => {}
        }
    }
    places
}

/// The byte of a line and a column, both counted from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;

    #[test]
    fn both_answers_are_read() {
        let metrics = r#"{"status": "success", "data": {
            "jobs": [{"type": "counter", "help": "a", "unit": ""}],
            "load": [{"type": "gauge", "unit": ""}, {"type": "counter"}],
            "h_seconds": [{"type": "histogram", "help": "say \"x\"", "unit": "seconds"}]}}"#;
        let targets = r#"{"status":"success","data":[
            {"target":{"job":"a"},"metric":"jobs","type":"counter"},{"metric":"h_seconds","type":"histogram"},
            {"metric":"load","type":"gauge"},{"metric":"load","type":"counter"}]}"#;
        for text in [metrics, targets] {
            let mut catalogue = Catalogue::default();
            let dump = from_metadata(text, FileId(0)).unwrap_or_else(|fault| panic!("{fault:?}"));
            catalogue.add_dump(&dump, true);
            let kind = |name: &str| catalogue.metric(name).declared.map(|declared| declared.kind);
            assert_eq!(kind("jobs_total"), Some(MetricKind::Counter));
            assert_eq!(kind("load"), Some(MetricKind::Unknown));
            assert_eq!(kind("h_seconds_bucket"), Some(MetricKind::Counter));
            let declared = catalogue.metric("h_seconds_sum").declared.map(|declared| declared.span);
            let span = declared.unwrap_or_else(|| panic!("declared"));
            assert_eq!(&text[span.start as usize..span.end as usize], "h_seconds");
            // Labels are not told.
            assert_eq!(catalogue.metric("jobs_total").labels(&catalogue), None);
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for text in ["", "[", "{}", r#"{"status":"error","error":"x"}"#, r#"{"data":{}}"#, "# TYPE a counter"]
        {
            assert!(from_metadata(text, FileId(0)).is_err(), "{text}");
        }
    }
}
