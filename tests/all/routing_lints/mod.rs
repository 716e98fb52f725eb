//! Lints on configurations of Alertmanager: what they find in cases, and that what they claim about routes is what
//! the walk does that is held against amtool.

mod corpus;
mod random;
mod rules;
mod traps;

use crate::support::rules::{group, rule};
use larum::diag::{Diagnostic, Diagnostics};
use larum::import::{Alertmanager, Notation, alertmanager};
use larum::lint::routing::{Given, TemplateFile, check};
use larum::lint::{Facts, Look};
use larum::ruleset::{Field, RuleKind, RuleSet};
use larum::text::{FileId, Located, SourceMap, Span, Spanned};

/// Of rules, whose texts do not matter here.
const RULES: FileId = FileId(9);

fn read(text: &str) -> (Alertmanager, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add("alertmanager.yml", "alertmanager.yml", text);
    let import = alertmanager(text, file, Notation::default());
    assert!(import.config.is_some(), "{:?}\n{text}", import.findings);
    (import.config.expect("it is there"), sources)
}

/// All findings in a configuration, with the texts where they stand.
fn findings(
    text: &str,
    rules: Option<&RuleSet>,
    templates: Option<&[TemplateFile]>,
) -> Vec<(Diagnostic, String)> {
    let (imported, sources) = read(text);
    let facts = Facts::default();
    let look = rules.map(|rules| Look::new(rules, &facts));
    let now = "2026-11-21T12:00:00Z".parse().expect("a time");
    let given = Given { rules: look.as_ref(), templates, now };
    let mut found = Diagnostics::default();
    check(&imported, &given, &mut found);
    let told = |finding: Diagnostic| {
        let span = finding.primary.span;
        let text = if span.file == RULES { String::new() } else { sources.text(span).to_owned() };
        (finding, text)
    };
    found.sorted().into_iter().map(told).collect()
}

/// The same as `code: text`, sorted by place.
fn found(text: &str) -> Vec<String> {
    let lines = |(finding, text): (Diagnostic, String)| format!("{}: {text}", finding.code.name);
    findings(text, None, None).into_iter().map(lines).collect()
}

/// Name, expression, labels.
type Alert<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn alerts(of: &[Alert]) -> RuleSet {
    let mut rules = Vec::new();
    let file = RULES;
    for (name, expression, labels) in of {
        let span = Span::new(file, 0, 0);
        let field = |(name, value): &(&str, &str)| Field {
            name: Spanned::new((*name).to_owned(), span),
            value: Located::whole((*value).to_owned(), span),
        };
        let mut alert = rule(name, RuleKind::Alert(Box::default()), expression, file);
        alert.labels = labels.iter().map(field).collect();
        rules.push(alert);
    }
    RuleSet { groups: vec![group("rules", rules, file)] }
}
