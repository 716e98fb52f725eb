//! Expressions beyond syntax: measures, units, labels. Snapshots hold each input with what
//! comes of it.

mod field;
mod label_conformance;
mod labels;
mod measures;
mod selection;
mod units;

use larum::diag::{Diagnostics, Label};
use larum::expr::Expr;
use larum::expr::catalogue::{Catalogue, Declaration, MetricKind, Unit};
use larum::syntax::parse_expression;
use larum::text::{FileId, Span};

const SOURCE: FileId = FileId(0);
/// Where declarations stand.
const ELSEWHERE: FileId = FileId(1);

/// The expression, when it is one.
fn parse(text: &str) -> Option<Expr> {
    let (expr, findings) = parse_expression(text, SOURCE, 0);
    (!findings.has_errors()).then_some(expr)
}

fn parsed(text: &str) -> Expr {
    parse(text).unwrap_or_else(|| panic!("no expression: {text}"))
}

/// `classic`, `native`, `summary`, `gauge`, `events_total` with labels `handler` and `status`.
fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    let labels = || Some(vec!["handler".to_string(), "status".to_string()]);
    for (name, kind, unit) in [
        ("classic", MetricKind::Histogram, "seconds"),
        ("native", MetricKind::NativeHistogram, "seconds"),
        ("summary", MetricKind::Summary, "seconds"),
        ("gauge", MetricKind::Gauge, "count"),
        ("events_total", MetricKind::Counter, "count"),
    ] {
        declare(&mut catalogue, name, kind, labels(), Unit::named(unit), false);
    }
    let recorded = Some(vec!["job".to_string()]);
    declare(&mut catalogue, "job:load:avg", MetricKind::Gauge, recorded, None, true);
    catalogue
}

fn declare(
    catalogue: &mut Catalogue,
    name: &str,
    kind: MetricKind,
    labels: Option<Vec<String>>,
    unit: Option<Unit>,
    recorded: bool,
) {
    let span = Span::new(ELSEWHERE, 0, 0);
    let declaration = Declaration { kind, labels, unit, recorded, range: None, span };
    catalogue.declare(name, declaration).expect("each name is declared once");
}

/// The findings, one a paragraph: code, token, message, causes, help.
fn told(source: &str, findings: Diagnostics) -> String {
    let token = |label: &Label| match label.span.file {
        ELSEWHERE => "(its declaration)".to_string(),
        _ => format!("`{}`", &source[label.span.start as usize..label.span.end as usize]),
    };
    let mut out = String::new();
    for finding in findings.sorted() {
        out += &format!("  {} at {}: {}\n", finding.code.name, token(&finding.primary), finding.message);
        for cause in &finding.causes {
            out += &format!("    because of {}: {}\n", token(cause), cause.text);
        }
        out += &finding.help.map(|help| format!("    help: {help}\n")).unwrap_or_default();
    }
    out
}
