//! A test file, read as promtool reads it: strictly, with Go's `yaml.v2`.

use super::file::{AlertTest, Expected, ExpectedSample, ExprTest, Input, Test, TestFile};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Millis;
use crate::text::{FileId, Located, Span, Spanned};
use crate::yaml::{self, Dialect, Fields, Node, Reader, Resolved};
use std::collections::HashMap;

const MINUTE: Millis = 60_000;

const FILE: &[&str] = &["rule_files", "evaluation_interval", "group_eval_order", "tests", "fuzzy_compare"];
const TEST: &[&str] = &[
    "interval",
    "input_series",
    "alert_rule_test",
    "promql_expr_test",
    "external_labels",
    "external_url",
    "name",
];

/// The file, and all that is wrong with it. With an error promtool runs none of its tests.
pub fn read(text: &str, file: FileId) -> (TestFile, Diagnostics) {
    let (stream, unread) = yaml::read_first(text, file, Dialect::V2);
    let mut reader = Reader::default();
    let mut found = TestFile { evaluation_interval: MINUTE, ..TestFile::default() };
    if let Some(fields) = stream.documents.first().and_then(|node| reader.fields(node, "a test file", FILE)) {
        found = test_file(&fields, &mut reader);
    }
    let mut findings = stream.findings;
    findings.append(reader.findings);
    findings.extend(unread.map(|at| unread_by("promtool", at)));
    (found, findings)
}

/// What follows the first document is passed over, whatever it is.
pub(super) fn unread_by(who: &str, at: Span) -> Diagnostic {
    let message = format!("{who} reads only the first document of a file, and it has ended before this");
    Diagnostic::new(codes::FILE_IGNORED_DOCUMENT, at, message)
        .help("indent it to the level of what it belongs to, or put it in a file of its own")
}

fn test_file(fields: &Fields, reader: &mut Reader) -> TestFile {
    let texts = |key: &str, reader: &mut Reader| -> Vec<Located> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        reader.texts(node, &format!("`{key}`")).into_iter().cloned().collect()
    };
    let order: Vec<Spanned<String>> = texts("group_eval_order", reader).into_iter().map(spanned).collect();
    once_each(&order, reader);
    let interval = duration(fields, "evaluation_interval", reader);
    let evaluation_interval = if interval == 0 { MINUTE } else { interval };
    let nodes = fields.get("tests").map(|node| reader.list(node, "`tests`")).unwrap_or_default();
    let tests = nodes.iter().filter_map(|node| test(node, evaluation_interval, reader)).collect();
    let fuzzy = fields.get("fuzzy_compare").and_then(|node| reader.flag(node, "`fuzzy_compare`"));
    TestFile {
        rule_files: texts("rule_files", reader),
        evaluation_interval,
        group_eval_order: order,
        fuzzy_compare: fuzzy.unwrap_or_default(),
        tests,
    }
}

fn once_each(order: &[Spanned<String>], reader: &mut Reader) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for name in order {
        if let Some(before) = first.insert(&name.value, name.span) {
            let message = format!("the group `{}` stands twice in the order of evaluation", name.value);
            let finding = Diagnostic::new(codes::NAME_DUPLICATE, name.span, message);
            reader.report(finding.because(before, "first here").help("remove one of them"));
        }
    }
}

fn test(node: &Node, evaluation_interval: Millis, reader: &mut Reader) -> Option<Test> {
    let fields = reader.fields(node, "a test", TEST)?;
    let interval = duration(&fields, "interval", reader);
    let external = fields.get("external_labels").map(|node| pairs(node, "`external_labels`", reader));
    Some(Test {
        name: text(&fields, "name", reader).map(spanned).filter(|name| !name.value.is_empty()),
        interval: if interval == 0 { evaluation_interval } else { interval },
        input_series: items(&fields, "input_series", reader, input),
        alert_tests: items(&fields, "alert_rule_test", reader, alert_test),
        expr_tests: items(&fields, "promql_expr_test", reader, expr_test),
        external_labels: external.unwrap_or_default(),
        external_url: text(&fields, "external_url", reader).map(|text| text.value).unwrap_or_default(),
        span: node.head(),
    })
}

fn input(node: &Node, reader: &mut Reader) -> Option<Input> {
    let fields = reader.fields(node, "an input series", &["series", "values"])?;
    Some(Input {
        series: text_or_none(&fields, "series", reader),
        values: text_or_none(&fields, "values", reader),
    })
}

fn alert_test(node: &Node, reader: &mut Reader) -> Option<AlertTest> {
    let fields = reader.fields(node, "a test of alerts", &["eval_time", "alertname", "exp_alerts"])?;
    let alertname = text(&fields, "alertname", reader).map(spanned).filter(|name| !name.value.is_empty());
    let mut wanted = items(&fields, "exp_alerts", reader, expected);
    if let Some(name) = &alertname {
        for alert in &mut wanted {
            alert.labels.retain(|(label, _)| label != "alertname");
            alert.labels.push(("alertname".to_owned(), name.value.clone()));
            alert.labels.sort();
        }
    }
    wanted.sort();
    let at = duration(&fields, "eval_time", reader);
    Some(AlertTest { at, alertname, expected: wanted, span: node.head() })
}

fn expected(node: &Node, reader: &mut Reader) -> Option<Expected> {
    let none = Expected { labels: Vec::new(), annotations: Vec::new() };
    // An alert of which nothing is said is one without labels.
    if node.is_null() {
        return Some(none);
    }
    let fields = reader.fields(node, "an expected alert", &["exp_labels", "exp_annotations"])?;
    let labels = fields.get("exp_labels").map(|node| pairs(node, "`exp_labels`", reader));
    let annotations = fields.get("exp_annotations").map(|node| pairs(node, "`exp_annotations`", reader));
    Some(Expected { labels: labels.unwrap_or_default(), annotations: annotations.unwrap_or_default() })
}

fn expr_test(node: &Node, reader: &mut Reader) -> Option<ExprTest> {
    let fields = reader.fields(node, "a test of an expression", &["expr", "eval_time", "exp_samples"])?;
    Some(ExprTest {
        expr: text_or_none(&fields, "expr", reader),
        at: duration(&fields, "eval_time", reader),
        expected: items(&fields, "exp_samples", reader, expected_sample),
        span: node.head(),
    })
}

fn expected_sample(node: &Node, reader: &mut Reader) -> Option<ExpectedSample> {
    let fields = reader.fields(node, "an expected sample", &["labels", "value", "histogram"])?;
    let value = fields.get("value").and_then(|node| number(node, reader));
    Some(ExpectedSample {
        labels: text_or_none(&fields, "labels", reader),
        value: value.unwrap_or_default(),
        histogram: text_or_none(&fields, "histogram", reader),
    })
}

/// The items of a list that can be read.
fn items<T>(
    fields: &Fields,
    key: &str,
    reader: &mut Reader,
    read: impl Fn(&Node, &mut Reader) -> Option<T>,
) -> Vec<T> {
    let nodes = fields.get(key).map(|node| reader.list(node, &format!("`{key}`"))).unwrap_or_default();
    nodes.iter().filter_map(|node| read(node, reader)).collect()
}

fn text(fields: &Fields, key: &str, reader: &mut Reader) -> Option<Located> {
    reader.text(fields.get(key)?, &format!("`{key}`")).cloned()
}

/// An empty text at the head of the mapping where there is none.
fn text_or_none(fields: &Fields, key: &str, reader: &mut Reader) -> Located {
    text(fields, key, reader).unwrap_or_else(|| Located::whole(String::new(), fields.node.head()))
}

fn spanned(text: Located) -> Spanned<String> {
    Spanned::new(text.value, text.span)
}

/// 0 where none is given.
fn duration(fields: &Fields, key: &str, reader: &mut Reader) -> Millis {
    let value = fields.get(key).and_then(|node| reader.duration(node, &format!("`{key}`")));
    value.unwrap_or_default()
}

/// Sorted by name.
fn pairs(node: &Node, what: &str, reader: &mut Reader) -> Vec<(String, String)> {
    let pairs = reader.pairs(node, what).into_iter();
    let mut pairs: Vec<(String, String)> =
        pairs.filter_map(|(name, value)| Some((name.text()?.value.clone(), value.value.clone()))).collect();
    pairs.sort();
    pairs
}

fn number(node: &Node, reader: &mut Reader) -> Option<f64> {
    match node.scalar().map(|scalar| scalar.resolved()) {
        Some(Resolved::Null) => None,
        Some(Resolved::Int(value)) => Some(value as f64),
        Some(Resolved::Unsigned(value)) => Some(value as f64),
        Some(Resolved::Float(value)) => Some(value),
        _ => {
            reader.wrong_type(node, "a value is a number");
            None
        }
    }
}
