//! Any text as a template of a rule: what Larum reads it can build and expand, to text or to an error.

#![no_main]

use larum::template::execute::{Data, Measured, Prepared, Querier, QuerySample};
use libfuzzer_sys::fuzz_target;

/// Answers each query with two samples.
struct Two;

impl Querier for Two {
    fn query(&mut self, text: &str) -> Result<Vec<QuerySample>, String> {
        let sample = |name: &str| QuerySample {
            labels: vec![("a".to_owned(), name.to_owned())],
            value: text.len() as f64,
        };
        Ok(vec![sample("x"), sample("w")])
    }
}

fuzz_target!(|text: &str| {
    let read = larum::template::parse(text);
    let prepared = Prepared::new(text);
    assert_eq!(read.is_ok(), prepared.is_ok());
    let Ok(prepared) = prepared else { return };
    let labels = [("instance".to_owned(), "host:9100".to_owned()), ("job".to_owned(), "é".to_owned())];
    for value in [Measured::Number(1.5), Measured::Number(f64::NAN), Measured::Text("{count:1, sum:2}")] {
        let data = Data {
            name: "A",
            labels: &labels,
            external_labels: &[],
            external_url: "",
            server_url: Some("http://localhost:9090/x"),
            value,
        };
        let _ = prepared.expand(&data, &mut Two);
    }
});
