//! Durations in ranges, steps and offsets, with arithmetic: `[1h / 2]`, `offset (5m + 30s)`. All of it is
//! constant, so that the tree holds what it comes to. Source: `promql/durations.go`.

use super::Rule;
use super::precedence::{Built, Climb, Joint, capped};
use super::reader::Reader;
use super::token;
use crate::diag::{Diagnostic, codes};
use crate::expr::{BinaryOp, Duration, Expr, ExprKind};
use crate::quantity::{LONGEST_MILLISECONDS, Quantity};
use crate::text::Spanned;
use pest::iterators::Pair;

/// `Rule::range_value` or `Rule::offset`.
pub(super) fn duration(pair: Pair<Rule>, reader: &mut Reader) -> Duration {
    let mut signs = 0;
    let mut parts = pair.clone().into_inner().filter(|part| part.as_rule() != Rule::kw_offset);
    let first = parts.find(|part| match part.as_rule() {
        Rule::sign => {
            signs += usize::from(part.as_str() == "-");
            false
        }
        _ => true,
    });
    match (first, parts.next()) {
        (Some(inner), None) if inner.as_rule() == Rule::range_value => duration(inner, reader),
        (Some(alone), None) if alone.as_rule() == Rule::quantity => {
            let mut found = token::duration(&alone, reader);
            if signs % 2 == 1 {
                found.milliseconds = -found.milliseconds;
            }
            found
        }
        _ => computed(pair, reader),
    }
}

/// With operators or parentheses.
fn computed(pair: Pair<Rule>, reader: &mut Reader) -> Duration {
    let whole = reader.span(&pair);
    let tree = tree(pair, reader).expr;
    let milliseconds = seconds(&tree).and_then(|seconds| {
        let milliseconds = (seconds * 1000.0).trunc();
        let fits = milliseconds.abs() <= LONGEST_MILLISECONDS as f64;
        let longer = || Spanned::new("this is longer than Prometheus can count", tree.span);
        fits.then_some(milliseconds as i64).ok_or_else(longer)
    });
    let milliseconds = milliseconds.unwrap_or_else(|fault| {
        if !tree.has_error() {
            reader.report(Diagnostic::new(codes::SYNTAX_NUMBER, fault.span, fault.value));
        }
        token::ANY_DURATION
    });
    Duration { computed: true, ..Duration::new(milliseconds, whole) }
}

/// Durations as numbers of seconds, and what stands between them.
fn tree(pair: Pair<Rule>, reader: &mut Reader) -> Built {
    let span = reader.span(&pair);
    let mut climb = Climb::default();
    for part in pair.into_inner() {
        let place = reader.span(&part);
        match part.as_rule() {
            Rule::sign => climb.sign(part.as_str() == "-", place),
            Rule::duration_operator => {
                let op = Spanned::new(BinaryOp::read(part.as_str()), place);
                climb.joint(Joint { op, returns_bool: false, matching: None }, reader);
            }
            Rule::quantity => {
                let seconds = token::duration(&part, reader).milliseconds;
                // A plain number keeps what is less than a millisecond: `[0.5 * 3ms]`.
                let number = Quantity::parse(part.as_str()).ok().filter(|number| number.dimension.is_none());
                let number = number.unwrap_or_else(|| Quantity::plain(seconds as f64 / 1000.0));
                climb.operand(Built::leaf(Expr::new(ExprKind::Number(number), place)));
            }
            Rule::duration_paren => {
                let inner = part.into_inner().find(|inner| inner.as_rule() == Rule::range_value);
                if let Some(inner) = inner.map(|inner| tree(inner, reader)) {
                    let expr = Expr::new(ExprKind::Paren(Box::new(inner.expr)), place);
                    climb.operand(capped(Built { expr, depth: inner.depth + 1 }, reader));
                }
            }
            _ => {}
        }
    }
    climb.finish(span, reader)
}

/// What the tree comes to, as Go computes it.
fn seconds(tree: &Expr) -> Result<f64, Spanned<&'static str>> {
    Ok(match &tree.kind {
        ExprKind::Number(number) => number.value,
        ExprKind::Paren(inner) | ExprKind::Plus(inner) => seconds(inner)?,
        ExprKind::Negate(inner) => -seconds(inner)?,
        ExprKind::Binary(binary) => {
            let (left, right) = (seconds(&binary.left)?, seconds(&binary.right)?);
            match binary.op.value {
                BinaryOp::Add => left + right,
                BinaryOp::Subtract => left - right,
                BinaryOp::Multiply => left * right,
                BinaryOp::Divide | BinaryOp::Modulo if right == 0.0 => {
                    return Err(Spanned::new("this divides by zero", binary.right.span));
                }
                BinaryOp::Divide => left / right,
                BinaryOp::Modulo => left % right,
                BinaryOp::Power => left.powf(right),
                _ => return Err(Spanned::new("durations have no such operator", binary.op.span)),
            }
        }
        _ => return Err(Spanned::new("this is no duration", tree.span)),
    })
}

#[cfg(test)]
mod tests {
    use crate::expr::types::{Features, check};
    use crate::syntax::parse_expression;
    use crate::text::{FileId, Span};

    const ON: Features =
        Features { experimental_functions: false, duration_expressions: true, version: None };

    #[test]
    fn arithmetic_is_folded() {
        for (written, meant) in [
            ("x[26m+4m]", "x[30m]"),
            ("x[60*30]", "x[30m]"),
            ("x[2m*(10+5)]", "x[30m]"),
            ("x[24m+((1.5*2m)+2m)]", "x[29m]"),
            ("x[-5m+35m]", "x[30m]"),
            ("x[1h/2]", "x[30m]"),
            ("x[1h30m % 1h]", "x[30m]"),
            ("x[30m1s-30m1s % 1m]", "x[30m]"),
            ("x[2^3^2]", "x[8m32s]"),
            ("x[-2^2+10m]", "x[9m56s]"),
            ("x[5m+-1m:(1m)]", "x[4m:1m]"),
            ("x[0.5*3ms]", "x[1ms]"),
            ("x offset (5m-10m)", "x offset -5m"),
            ("x offset -(5m*2)", "x offset -10m"),
            // Without parentheses the operator is one of values.
            ("x offset 100 + 2", "x offset 1m40s + 2"),
            ("x offset -2 ^ 2", "x offset -2s ^ 2"),
            ("x offset (1m) * 2", "x offset 2m"),
            ("x offset -(1m) * 2 > 3", "x offset -2m > 3"),
            ("x offset (1m) and y", "x offset 1m and y"),
        ] {
            let (expr, mut findings) = parse_expression(written, FileId(0), 0);
            check(&expr, &ON, &mut findings);
            assert!(findings.is_empty(), "{written}: {findings:?}");
            assert_eq!(expr.to_promql(), meant, "{written}");
        }
    }

    #[test]
    fn signs_alone_need_no_feature() {
        for (written, meant) in [
            ("x[+5m]", "x[5m]"),
            ("x[--5m]", "x[5m]"),
            ("x[0.0015]", "x[1ms]"),
            ("x offset --5m", "x offset 5m"),
            ("x offset -5m", "x offset -5m"),
        ] {
            let (expr, mut findings) = parse_expression(written, FileId(0), 0);
            check(&expr, &Features::default(), &mut findings);
            assert!(findings.is_empty(), "{written}: {findings:?}");
            assert_eq!(expr.to_promql(), meant, "{written}");
        }
    }

    #[test]
    fn faults_stand_at_their_token() {
        for (text, features, token, message) in [
            ("x[5m/(1-1)]", ON, "(1-1)", "this divides by zero"),
            ("x[5m%0]", ON, "0", "this divides by zero"),
            ("x[1e9*20]", ON, "1e9*20", "this is longer than Prometheus can count"),
            ("x[5m-10m]", ON, "5m-10m", "a range must be longer than 0"),
            ("x[-5m]", ON, "5m", "a range must be longer than 0"),
            (
                "x[5m+5m]",
                Features::default(),
                "5m+5m",
                "arithmetic of durations is experimental in Prometheus 3.5 and must be switched on",
            ),
            (
                "x offset (5m)",
                Features::default(),
                "(5m)",
                "arithmetic of durations is experimental in Prometheus 3.5 and must be switched on",
            ),
        ] {
            let (expr, mut findings) = parse_expression(text, FileId(0), 0);
            check(&expr, &features, &mut findings);
            let found: Vec<(Span, &str)> =
                findings.iter().map(|finding| (finding.primary.span, finding.message.as_str())).collect();
            let [(span, said)] = found[..] else { panic!("{text}: {findings:?}") };
            assert_eq!((&text[span.start as usize..span.end as usize], said), (token, message), "{text}");
        }
    }
}
