//! Reading YAML against other readers of libyaml's kind, and against promtool.

mod corpus;
mod damaged;
mod kinds;
mod page;
mod rules;
mod scalars;

use larum::diag::codes::{FILE_DECLINED, FILE_FOREIGN_FIELD};
use larum::diag::{Diagnostic, Level};
use larum::import::{Kind, Options};
use larum::text::FileId;
use larum::yaml::{Dialect, Stream, read};
use serde_yaml::Value;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

fn stream(text: &str) -> Stream {
    read(text, FileId(0), Dialect::V3)
}

/// Whether serde_yaml, which stands on libyaml, reads the text; its documents, all scalars as texts.
fn libyaml(text: &str) -> Result<Vec<Value>, String> {
    use serde::Deserialize;
    let documents = serde_yaml::Deserializer::from_str(text);
    documents.map(|document| Value::deserialize(document).map_err(|error| error.to_string())).collect()
}

/// What becomes of a file that Prometheus is given, and the findings that say why: one line each,
/// `code `token`: message`.
fn refusals(text: &str) -> Vec<String> {
    let import = larum::import::read(text, FileId(0), &Options::default());
    // Prometheus reads the first document alone.
    let documents = stream(text).documents;
    let end = documents.first().map_or(u32::MAX, |first| first.span.end);
    let refuses = |finding: &&Diagnostic| {
        let code = finding.code;
        let counts = finding.level() == Level::Error || code == FILE_FOREIGN_FIELD || code == FILE_DECLINED;
        counts && finding.primary.span.start <= end
    };
    let mut found: Vec<String> =
        import.findings.iter().filter(refuses).map(|finding| line(finding, text)).collect();
    if found.is_empty() && !matches!(import.kinds.first(), None | Some(Kind::Rules | Kind::Empty)) {
        found.push(format!("this is {}", import.what()));
    }
    found
}

fn line(finding: &Diagnostic, text: &str) -> String {
    let span = finding.primary.span;
    let token = &text[span.start as usize..span.end as usize];
    format!("{} `{token}`: {}", finding.code.name, finding.message)
}

/// The files below a folder of the corpus, sorted.
fn corpus(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(folder);
    let entries = WalkDir::new(root).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("the corpus is readable"));
    let files: Vec<PathBuf> =
        files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect();
    assert!(files.len() > 100, "only {} files in {folder}", files.len());
    files
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
