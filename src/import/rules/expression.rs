//! PromQL in a YAML scalar.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::types::{self, Features};
use crate::expr::{Binary, BinaryOp, Expr, ExprKind, Selector};
use crate::quantity::{Dimension, Quantity};
use crate::syntax::parse_expression;
use crate::text::{Located, Span, Spanned};
use crate::yaml::Reader;

/// The expression of a rule, each node at its place in the file; none where Prometheus refuses it.
pub(super) fn read(text: &Located, features: &Features, reader: &mut Reader) -> Option<Expr> {
    let (expr, findings) = checked(text, &mut |expr, findings| {
        types::check_rule(expr, features, findings);
    });
    findings.into_iter().for_each(|finding| reader.report(finding));
    expr
}

/// The expression of a query, of any type.
///
/// # Errors
/// All that Prometheus refuses, each at its token.
pub fn query(text: &Located, features: &Features) -> Result<Expr, Vec<Diagnostic>> {
    let (expr, findings) = checked(text, &mut |expr, findings| {
        types::check(expr, features, findings);
    });
    expr.ok_or(findings)
}

fn checked(
    text: &Located,
    check: &mut dyn FnMut(&Expr, &mut Diagnostics),
) -> (Option<Expr>, Vec<Diagnostic>) {
    let base = text.contiguous().unwrap_or(0);
    let (mut expr, mut findings) = parse_expression(&text.value, text.file(), base);
    if !findings.has_errors() {
        findings.extend(interpolation(text, base));
        only_promql(&mut expr, &mut findings);
    }
    if !findings.has_errors() {
        check(&expr, &mut findings);
    }
    let broken = findings.has_errors() || expr.has_error();
    let places = |span: &mut Span| *span = text.span_of(span.start as usize..span.end as usize);
    let scattered = text.contiguous().is_none();
    let mut found = findings.sorted();
    for finding in &mut found {
        // What a fix would write stands in a scalar of YAML: nothing here knows how to quote it.
        finding.fix = None;
        if finding.code == codes::EXPR_EXPERIMENTAL {
            finding.help = finding.help.take().and_then(|help| switch_on(&help));
        }
        if scattered {
            places(&mut finding.primary.span);
            finding.causes.iter_mut().for_each(|cause| places(&mut cause.span));
        }
    }
    if broken {
        return (None, found);
    }
    if scattered {
        expr.for_each_span_mut(&mut { places });
    }
    (Some(expr), found)
}

/// The same help without the words for programs.
fn switch_on(help: &str) -> Option<String> {
    let flag = types::FLAGS.into_iter().find(|flag| help.contains(flag))?;
    Some(format!(
        "run Prometheus with `--enable-feature={flag}`, and say so in `larum.toml`: `features = [\"{flag}\"]` below `[prometheus]`"
    ))
}

/// Programs fill in `${name}`; here nobody does.
fn interpolation(text: &Located, base: usize) -> Option<Diagnostic> {
    let at = base + outside_strings(&text.value).find(|at| text.value[*at..].starts_with("${"))?;
    let finding =
        Diagnostic::new(codes::SYNTAX_UNEXPECTED, Span::new(text.file(), at, at + 2), "`${` is no PromQL");
    Some(finding.help("fill in the variable before the file is checked"))
}

/// The bytes of an expression that stand in no string and no comment, where they are ASCII.
fn outside_strings(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let here = at;
            at += 1;
            match bytes[here] {
                b'#' => at = text[here..].find('\n').map_or(bytes.len(), |newline| here + newline),
                quote @ (b'"' | b'\'' | b'`') => {
                    while at < bytes.len() && bytes[at] != quote {
                        at += if bytes[at] == b'\\' && quote != b'`' { 2 } else { 1 };
                    }
                    at += 1;
                }
                byte if byte.is_ascii() => return Some(here),
                _ => {}
            }
        }
        None
    })
}

/// Programs know more than PromQL: numbers with units, percentiles. Here these are wrong.
fn only_promql(expr: &mut Expr, findings: &mut Diagnostics) {
    let span = expr.span;
    match &expr.kind {
        ExprKind::Number(number) => match unit(number) {
            Unit::None => {}
            Unit::Division(metric) => expr.kind = division(number, metric, span),
            Unit::Foreign(unit) => {
                let message = format!("PromQL knows no unit `{unit}`");
                let help = format!("write {} without a unit", number.value);
                findings.push(Diagnostic::new(codes::SYNTAX_NUMBER, span, message).help(help));
            }
        },
        ExprKind::Percentile(quantile, _) => {
            let message = "PromQL has no function of this name".to_string();
            let help = format!("write `histogram_quantile({}, …)`", quantile.value);
            findings.push(Diagnostic::new(codes::EXPR_UNKNOWN_FUNCTION, quantile.span, message).help(help));
        }
        _ => {}
    }
    for child in expr.children_mut() {
        only_promql(child, findings);
    }
}

enum Unit {
    None,
    /// `10/s` divides by the series `s`.
    Division(&'static str),
    Foreign(String),
}

fn unit(number: &Quantity) -> Unit {
    match number.dimension {
        None => Unit::None,
        Some(Dimension::Time) if crate::quantity::parse_duration(&number.text).is_ok() => Unit::None,
        Some(Dimension::PerSecond) => {
            let known = ["s", "min", "h"].into_iter();
            let metric = known.into_iter().find(|metric| number.text.ends_with(&format!("/{metric}")));
            metric.map_or(Unit::None, Unit::Division)
        }
        Some(_) => {
            Unit::Foreign(number.text.trim_start_matches(|c: char| !c.is_alphabetic() && c != '%').into())
        }
    }
}

fn division(number: &Quantity, metric: &str, span: Span) -> ExprKind {
    let digits = number.text.len() - metric.len() - 1;
    let value = number.text[..digits].replace('_', "").parse().unwrap_or(f64::NAN);
    let place = span.part(digits + 1, number.text.len());
    let selector = Selector { name: Some(Spanned::new(metric.to_owned(), place)), matchers: Vec::new() };
    ExprKind::Binary(Box::new(Binary {
        op: Spanned::new(BinaryOp::Divide, span.part(digits, digits + 1)),
        returns_bool: false,
        matching: None,
        left: Expr::new(ExprKind::Number(Quantity::plain(value)), span.part(0, digits)),
        right: Expr::new(ExprKind::Selector(selector), place),
    }))
}
