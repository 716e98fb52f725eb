//! Reading YAML against other readers of libyaml's kind, and against promtool.

mod scalars;

use larum::text::FileId;
use larum::yaml::{Dialect, Stream, read};
use serde_yaml::Value;

fn stream(text: &str) -> Stream {
    read(text, FileId(0), Dialect::V3)
}

/// Whether serde_yaml, which stands on libyaml, reads the text; its documents, all scalars as texts.
fn libyaml(text: &str) -> Result<Vec<Value>, String> {
    use serde::Deserialize;
    let documents = serde_yaml::Deserializer::from_str(text);
    documents.map(|document| Value::deserialize(document).map_err(|error| error.to_string())).collect()
}
