//! The canonical PromQL text of an expression. Parentheses of the source stay; others are
//! added where a tree that the compiler made would read differently without them.

use super::*;
use crate::quantity::write_duration;
use std::fmt::{self, Display, Formatter, Write};

/// How tightly an expression binds, beyond the operators' 1 to 6.
const SIGN: u8 = 5;
const ATOM: u8 = 8;

impl Expr {
    /// The expression as PromQL.
    pub fn to_promql(&self) -> String {
        let mut out = String::with_capacity(64);
        self.write_promql(&mut out);
        out
    }

    /// Appends the expression as PromQL.
    pub fn write_promql(&self, out: &mut String) {
        match &self.kind {
            ExprKind::Number(number) => out.push_str(&number.base_text()),
            ExprKind::String(text) => write_quoted(out, text),
            ExprKind::Selector(selector) => write_selector(out, selector),
            ExprKind::Range(inner, window) => {
                // `x offset 5m [1h]` is no PromQL: modifiers stand after the range.
                let (inner, modifiers) = split_modifiers(inner);
                inner.write_operand(out, ATOM);
                out.push('[');
                write_duration(out, window.milliseconds);
                out.push(']');
                modifiers.into_iter().for_each(|modifier| write_modifier(out, modifier));
            }
            ExprKind::Subquery(inner, window, step) => {
                inner.write_operand(out, ATOM);
                out.push('[');
                write_duration(out, window.milliseconds);
                out.push(':');
                if let Some(step) = step {
                    write_duration(out, step.milliseconds);
                }
                out.push(']');
            }
            ExprKind::Offset(inner, _) | ExprKind::At(inner, _) => {
                inner.write_operand(out, ATOM);
                write_modifier(out, self);
            }
            ExprKind::Negate(inner) => {
                out.push('-');
                inner.write_signed(out);
            }
            ExprKind::Plus(inner) => {
                out.push('+');
                inner.write_signed(out);
            }
            ExprKind::Paren(inner) => {
                out.push('(');
                inner.write_promql(out);
                out.push(')');
            }
            ExprKind::Binary(binary) => write_binary(out, binary),
            ExprKind::Aggregate(aggregate) => write_aggregate(out, aggregate),
            ExprKind::Call(call) => {
                out.push_str(&call.function);
                write_arguments(out, call.arguments.iter());
            }
            ExprKind::Percentile(quantile, arguments) => {
                // No PromQL: for messages, before measures are expanded.
                let _ = write!(out, "p{}", crate::quantity::humanised(quantile.value * 100.0, None));
                write_arguments(out, arguments.iter());
            }
            ExprKind::Measure => out.push_str("measure"),
            ExprKind::Error => out.push('…'),
        }
    }

    /// Writes the expression where at least `strength` is needed, in parentheses when it is weaker.
    fn write_operand(&self, out: &mut String, strength: u8) {
        if self.strength() >= strength {
            return self.write_promql(out);
        }
        out.push('(');
        self.write_promql(out);
        out.push(')');
    }

    /// Writes what stands behind a sign: `-a * b` would negate `a` alone.
    fn write_signed(&self, out: &mut String) {
        if self.begins_with_sign() { self.write_promql(out) } else { self.write_operand(out, SIGN + 1) }
    }

    pub(super) fn strength(&self) -> u8 {
        match &self.kind {
            ExprKind::Binary(binary) => binary.op.precedence(),
            _ if self.begins_with_sign() => SIGN,
            _ => ATOM,
        }
    }

    fn begins_with_sign(&self) -> bool {
        match &self.kind {
            ExprKind::Negate(_) | ExprKind::Plus(_) => true,
            ExprKind::Number(number) => number.value.is_sign_negative() && !number.value.is_nan(),
            _ => false,
        }
    }
}

impl Display for Expr {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_promql())
    }
}

/// The modifiers around an expression, innermost first, and what they modify.
fn split_modifiers(mut expr: &Expr) -> (&Expr, Vec<&Expr>) {
    let mut modifiers = Vec::new();
    while let ExprKind::Offset(inner, _) | ExprKind::At(inner, _) = &expr.kind {
        modifiers.push(expr);
        expr = inner;
    }
    modifiers.reverse();
    (expr, modifiers)
}

fn write_modifier(out: &mut String, modifier: &Expr) {
    match &modifier.kind {
        ExprKind::Offset(_, by) => {
            out.push_str(" offset ");
            write_duration(out, by.milliseconds);
        }
        ExprKind::At(_, At::Time(seconds)) => {
            let _ = write!(out, " @ {seconds:.3}");
        }
        ExprKind::At(_, At::Start) => out.push_str(" @ start()"),
        ExprKind::At(_, At::End) => out.push_str(" @ end()"),
        _ => {}
    }
}

fn write_binary(out: &mut String, binary: &Binary) {
    let (left, right) = needed_strengths(binary);
    binary.left.write_operand(out, left);
    out.push(' ');
    write_operator(out, binary);
    out.push(' ');
    binary.right.write_operand(out, right);
}

/// How tightly the operands must bind to stand without parentheses.
pub(super) fn needed_strengths(binary: &Binary) -> (u8, u8) {
    let strength = binary.op.precedence();
    let right_first = binary.op.value == BinaryOp::Power;
    let left = strength + u8::from(right_first);
    if binary.right.begins_with_sign() {
        // A sign begins an operand after any operator: `2 ^ -3`.
        return (left, 0);
    }
    (left, strength + u8::from(!right_first))
}

/// The operator with all that belongs to it: `> bool`, `/ on (job) group_left ()`.
pub(super) fn write_operator(out: &mut String, binary: &Binary) {
    out.push_str(binary.op.text());
    if binary.returns_bool {
        out.push_str(" bool");
    }
    if let Some(matching) = &binary.matching {
        out.push_str(if matching.on { " on (" } else { " ignoring (" });
        write_labels(out, &matching.labels);
        if let Some(group) = &matching.group {
            out.push_str(if group.side == Side::Left { " group_left (" } else { " group_right (" });
            write_labels(out, &group.include);
        }
    }
}

fn write_aggregate(out: &mut String, aggregate: &Aggregate) {
    write_aggregation(out, aggregate);
    write_arguments(out, aggregate.parameter.iter().chain(std::iter::once(&aggregate.body)));
}

/// What stands before the arguments: `sum by (job) `.
pub(super) fn write_aggregation(out: &mut String, aggregate: &Aggregate) {
    out.push_str(&aggregate.op);
    if let Some(grouping) = &aggregate.grouping {
        out.push_str(if grouping.without { " without (" } else { " by (" });
        write_labels(out, &grouping.labels);
        out.push(' ');
    }
}

fn write_arguments<'a>(out: &mut String, arguments: impl Iterator<Item = &'a Expr>) {
    out.push('(');
    for (index, argument) in arguments.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        argument.write_promql(out);
    }
    out.push(')');
}

/// Labels after an opening bracket, and the closing one.
fn write_labels(out: &mut String, labels: &[crate::text::Spanned<String>]) {
    for (index, label) in labels.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_label(out, label);
    }
    out.push(')');
}

fn write_selector(out: &mut String, selector: &Selector) {
    let quoted = selector.name.as_ref().filter(|name| !is_classic_metric(name));
    if let (Some(name), None) = (&selector.name, quoted) {
        out.push_str(name);
    }
    if selector.matchers.is_empty() && quoted.is_none() {
        if selector.name.is_none() {
            out.push_str("{}");
        }
        return;
    }
    out.push('{');
    if let Some(name) = quoted {
        write_quoted(out, name);
    }
    for (index, matcher) in selector.matchers.iter().enumerate() {
        if index > 0 || quoted.is_some() {
            out.push_str(", ");
        }
        write_label(out, &matcher.label);
        out.push_str(matcher.op.text());
        write_quoted(out, &matcher.value);
    }
    out.push('}');
}

fn write_label(out: &mut String, label: &str) {
    let number = label.eq_ignore_ascii_case("inf") || label.eq_ignore_ascii_case("nan");
    if is_classic_label(label) && !number { out.push_str(label) } else { write_quoted(out, label) }
}

/// A label that needs no quotes.
pub fn is_classic_label(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A metric that needs no quotes: not a keyword or a number either.
pub fn is_classic_metric(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'))
        && !is_keyword(name)
}

/// Words that PromQL does not read as the name of a metric.
fn is_keyword(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "and",
        "atan2",
        "bool",
        "by",
        "group_left",
        "group_right",
        "ignoring",
        "inf",
        "nan",
        "offset",
        "on",
        "or",
        "unless",
    ];
    name.len() <= 11 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(name))
        || name.eq_ignore_ascii_case("without")
}

/// Appends a string in double quotes, as Go quotes it.
pub fn write_quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut plain_from = 0;
    for (at, character) in text.char_indices() {
        let escape = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{7}' => "\\a",
            '\u{8}' => "\\b",
            '\u{b}' => "\\v",
            '\u{c}' => "\\f",
            control if control.is_control() || control == '\u{FEFF}' => "",
            // Prometheus takes it for broken UTF-8.
            '\u{FFFD}' => "",
            _ => continue,
        };
        out.push_str(&text[plain_from..at]);
        plain_from = at + character.len_utf8();
        match escape {
            "" if (character as u32) < 0x80 => {
                let _ = write!(out, "\\x{:02x}", character as u32);
            }
            "" => {
                let _ = write!(out, "\\u{:04x}", character as u32);
            }
            escape => out.push_str(escape),
        }
    }
    out.push_str(&text[plain_from..]);
    out.push('"');
}
