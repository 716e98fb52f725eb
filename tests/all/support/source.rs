//! The text of a one-file program to its findings, without a file.

use jiff::civil::{Date, date};
use larum::analyse::{Source, analyse, analyse_everywhere, environments};
use larum::diag::Diagnostic;
use larum::model::Model;
use larum::syntax::parse;
use larum::text::SourceMap;

/// The day on which tests look at policies.
pub const TODAY: Date = date(2026, 3, 2);

/// A program of one file and all that is to be said of it, in source order.
pub struct Checked {
    pub sources: SourceMap,
    pub findings: Vec<Diagnostic>,
}

impl Checked {
    /// Reads and analyses `text` as `larum check` does a folder with the file `name`.
    pub fn new(name: &str, text: &str) -> Checked {
        let mut sources = SourceMap::default();
        let id = sources.add(name, name, text.to_owned());
        let (file, findings) = parse(text, id);
        let mut wanted = vec![None];
        wanted.extend(environments(&file.statements).into_iter().map(Some));
        let source = Source {
            name: "program".to_owned(),
            statements: file.statements,
            damaged: file.damaged,
            findings,
            ..Source::default()
        };
        let judge = |model: &Model| larum::policy::judge(model, TODAY);
        let (_, findings) = analyse_everywhere(source, &wanted, |_| (), judge);
        Checked { sources, findings }
    }

    /// The codes that were found, in source order, each as often as it was.
    pub fn codes(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.code.name).collect()
    }
}

/// What a program without errors means in one environment.
#[track_caller]
pub fn model(name: &str, text: &str, environment: Option<&str>) -> Model {
    let mut sources = SourceMap::default();
    let id = sources.add(name, name, text.to_owned());
    let (file, findings) = parse(text, id);
    assert!(!findings.has_errors(), "{name}: {findings:#?}");
    let (model, findings) = analyse(name, file.statements, environment);
    model.unwrap_or_else(|| panic!("{name}: {findings:#?}"))
}

/// The environments that a program declares.
pub fn environments_of(text: &str) -> Vec<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("a", "a", text.to_owned());
    environments(&parse(text, id).0.statements)
}
