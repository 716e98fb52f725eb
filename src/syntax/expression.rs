//! pest's pairs of an expression to our tree.

use super::brackets;
use super::duration::duration;
use super::grammar::{Grammar, Rule};
use super::precedence::{Built, Climb, Joint, capped};
use super::reader::Reader;
use super::syntax_error::diagnose;
use super::token;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::*;
use crate::text::{FileId, Span, Spanned};
use pest::Parser;
use pest::iterators::Pair;

/// Reads a bare expression that stands at byte `base` of its file.
pub fn parse_expression(text: &str, file: FileId, base: usize) -> (Expr, Diagnostics) {
    let mut reader = Reader::new(file, base);
    let nothing = || Expr::new(ExprKind::Error, Span::new(file, base, base + text.len()));
    if let Some(at) = brackets::too_deep(text) {
        let span = Span::new(file, base + at, base + at + 1);
        let message = format!("brackets stand more than {} deep in one another", brackets::DEEPEST);
        reader.error(codes::SYNTAX_TOO_DEEP, span, message);
        return (nothing(), reader.findings);
    }
    let expr = match Grammar::parse(Rule::expression, text) {
        Ok(mut pairs) => {
            let inner = pairs.next().and_then(|whole| whole.into_inner().next());
            inner.map_or_else(nothing, |inner| expression(inner, &mut reader))
        }
        Err(error) => {
            reader.report(diagnose(error, text, file, base));
            nothing()
        }
    };
    (expr, reader.findings)
}

/// `Rule::expr`.
pub(super) fn expression(pair: Pair<Rule>, reader: &mut Reader) -> Expr {
    row(pair, Climb::default(), reader).expr
}

/// `Rule::condition_tail`: an expression whose left side is the alert's measure.
pub(super) fn condition_tail(pair: Pair<Rule>, reader: &mut Reader) -> Expr {
    let span = reader.span(&pair);
    let mut climb = Climb::default();
    climb.operand(Built::leaf(Expr::new(ExprKind::Measure, span.part(0, 0))));
    row(pair, climb, reader).expr
}

fn row(pair: Pair<Rule>, mut climb: Climb, reader: &mut Reader) -> Built {
    let span = reader.span(&pair);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::sign => climb.sign(part.as_str() == "-", reader.span(&part)),
            Rule::operand => climb.operand(operand(part, reader)),
            _ => {
                let joint = joint(part, reader);
                climb.joint(joint, reader);
            }
        }
    }
    climb.finish(span, reader)
}

fn joint(pair: Pair<Rule>, reader: &mut Reader) -> Joint {
    let mut op = Spanned::new(BinaryOp::Add, reader.span(&pair));
    let mut returns_bool = false;
    let mut matching: Option<Matching> = None;
    for part in pair.into_inner() {
        let span = reader.span(&part);
        match part.as_rule() {
            Rule::operator => op = Spanned::new(BinaryOp::read(part.as_str()), span),
            Rule::bool_modifier => returns_bool = true,
            Rule::matching => {
                let (word, labels) = word_and_labels(part, reader);
                let on = word.eq_ignore_ascii_case("on");
                matching = Some(Matching { on, labels, group: None, span });
            }
            _ => {
                let (word, include) = word_and_labels(part, reader);
                let side = if word.eq_ignore_ascii_case("group_left") { Side::Left } else { Side::Right };
                if let Some(matching) = &mut matching {
                    matching.group = Some(Group { side, include, span });
                }
            }
        }
    }
    Joint { op, returns_bool, matching }
}

/// A keyword and the list of labels that may follow it.
fn word_and_labels<'a>(pair: Pair<'a, Rule>, reader: &mut Reader) -> (&'a str, Vec<Spanned<String>>) {
    let mut parts = pair.into_inner();
    let word = parts.next().map_or("", |word| word.as_str());
    let labels = parts.next().map(|list| token::label_list(list, reader));
    (word, labels.unwrap_or_default())
}

fn operand(pair: Pair<Rule>, reader: &mut Reader) -> Built {
    let mut parts = pair.into_inner();
    let Some(first) = parts.next() else {
        return Built::leaf(Expr::new(ExprKind::Error, Span::new(FileId(0), 0, 0)));
    };
    let mut built = atom(first, reader);
    for part in parts {
        let span = built.expr.span.to(reader.span(&part));
        let inner = Box::new(built.expr);
        let kind = match part.as_rule() {
            Rule::range => range(inner, part, reader),
            Rule::offset => offset(inner, part, reader),
            _ => at(inner, part, reader),
        };
        built = capped(Built { expr: Expr::new(kind, span), depth: built.depth + 1 }, reader);
    }
    built
}

fn atom(pair: Pair<Rule>, reader: &mut Reader) -> Built {
    let span = reader.span(&pair);
    let kind = match pair.as_rule() {
        Rule::paren => {
            let inner = pair.into_inner().find(|part| part.as_rule() == Rule::expr);
            let Some(inner) = inner.map(|inner| row(inner, Climb::default(), reader)) else {
                return Built::leaf(Expr::new(ExprKind::Error, span));
            };
            let expr = Expr::new(ExprKind::Paren(Box::new(inner.expr)), span);
            return capped(Built { expr, depth: inner.depth + 1 }, reader);
        }
        Rule::quantity | Rule::bad_number => {
            token::quantity(&pair, reader).map_or(ExprKind::Error, ExprKind::Number)
        }
        Rule::string_literal => {
            let inner = pair.into_inner().next();
            inner.map_or(ExprKind::Error, |inner| ExprKind::String(token::string(&inner, reader).value))
        }
        Rule::selector => ExprKind::Selector(selector(pair, reader)),
        _ => return applied(pair, reader),
    };
    Built::leaf(Expr::new(kind, span))
}

pub(super) fn selector(pair: Pair<Rule>, reader: &mut Reader) -> Selector {
    let mut name = None;
    let mut found = token::Matchers::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::metric_name => name = Some(reader.text(&part)),
            _ => found = token::matchers(part, reader),
        }
    }
    if let (Some(bare), Some(quoted)) = (&name, &found.name) {
        let message = format!("the metric's name is given twice, as `{}` and `{}`", bare.value, quoted.value);
        let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, quoted.span, message);
        reader.report(finding.because(bare.span, "the first name"));
    }
    Selector { name: name.or(found.name), matchers: found.matchers }
}

fn range(inner: Box<Expr>, pair: Pair<Rule>, reader: &mut Reader) -> ExprKind {
    let mut window = None;
    let mut step = None;
    let mut is_subquery = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::subquery_colon => is_subquery = true,
            Rule::range_value if is_subquery => step = Some(duration(part, reader)),
            Rule::range_value => window = Some(duration(part, reader)),
            _ => {}
        }
    }
    match window {
        Some(window) if is_subquery => ExprKind::Subquery(inner, window, step),
        Some(window) => ExprKind::Range(inner, window),
        None => ExprKind::Error,
    }
}

fn offset(inner: Box<Expr>, pair: Pair<Rule>, reader: &mut Reader) -> ExprKind {
    ExprKind::Offset(inner, duration(pair, reader))
}

fn at(inner: Box<Expr>, pair: Pair<Rule>, reader: &mut Reader) -> ExprKind {
    let Some(time) = pair.into_inner().next() else { return ExprKind::Error };
    if time.as_rule() == Rule::at_edge {
        let start = time.as_str().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("start"));
        return ExprKind::At(inner, if start { At::Start } else { At::End });
    }
    match token::signed_quantity(time, reader) {
        Some(time) => ExprKind::At(inner, At::Time(time.value)),
        None => ExprKind::Error,
    }
}

/// A call, an aggregation or a percentile: a name and arguments.
fn applied(pair: Pair<Rule>, reader: &mut Reader) -> Built {
    let span = reader.span(&pair);
    let rule = pair.as_rule();
    let mut name = Spanned::new(String::new(), span);
    let mut grouping = None;
    let mut arguments = Vec::new();
    let mut depth = 0;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::by_labels => {
                let span = reader.span(&part);
                let (word, labels) = word_and_labels(part, reader);
                grouping = Some(Grouping { without: word.eq_ignore_ascii_case("without"), labels, span });
            }
            Rule::arguments => {
                for argument in part.into_inner() {
                    match argument.as_rule() {
                        Rule::expr => {
                            let built = row(argument, Climb::default(), reader);
                            depth = depth.max(built.depth);
                            arguments.push(built.expr);
                        }
                        Rule::trailing_comma => trailing_comma(&argument, reader),
                        _ => {}
                    }
                }
            }
            _ => name = reader.text(&part),
        }
    }
    let kind = match rule {
        Rule::aggregation => aggregate(name, grouping, arguments, span, reader),
        Rule::percentile => {
            let percent: f64 = name.value[1..].parse().unwrap_or_default();
            ExprKind::Percentile(Spanned::new(fraction(percent), name.span), arguments)
        }
        _ => ExprKind::Call(Call { function: name, arguments }),
    };
    capped(Built { expr: Expr::new(kind, span), depth: depth + 1 }, reader)
}

/// Prometheus takes a last comma in lists of labels and matchers, but not here.
fn trailing_comma(comma: &Pair<Rule>, reader: &mut Reader) {
    let message = "arguments cannot end with a comma";
    reader.report(
        Diagnostic::new(codes::SYNTAX_UNEXPECTED, reader.span(comma), message).help("remove the comma"),
    );
}

/// 99.9 as 0.999, not 0.9990000000000001.
fn fraction(percent: f64) -> f64 {
    format!("{percent}e-2").parse().unwrap_or_default()
}

fn aggregate(
    op: Spanned<String>,
    grouping: Option<Grouping>,
    arguments: Vec<Expr>,
    span: Span,
    reader: &mut Reader,
) -> ExprKind {
    let op = op.map(|name| name.to_ascii_lowercase());
    let wants = if Aggregate::takes_parameter(&op) { 2 } else { 1 };
    let given = arguments.len();
    let mut arguments = arguments.into_iter();
    match (given == wants, wants, arguments.next(), arguments.next()) {
        (true, 1, Some(body), None) => {
            ExprKind::Aggregate(Box::new(Aggregate { op, grouping, parameter: None, body }))
        }
        (true, 2, parameter, Some(body)) => {
            ExprKind::Aggregate(Box::new(Aggregate { op, grouping, parameter, body }))
        }
        _ => {
            let message = format!(
                "`{}` takes {wants} argument{}, not {given}",
                op.value,
                if wants == 1 { "" } else { "s" }
            );
            reader.error(codes::TYPE_ARGUMENTS, span, message);
            ExprKind::Error
        }
    }
}
