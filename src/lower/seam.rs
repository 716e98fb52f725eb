//! Stands in for the printer of expressions and durations, and for the referee, until they are there.

use crate::expr::*;
use std::fmt::Write;

pub fn print(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Number(number) => number.value.to_string(),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::Selector(selector) => {
            let op = |op| match op {
                MatchOp::Equal => "=",
                MatchOp::NotEqual => "!=",
                MatchOp::Regex => "=~",
                MatchOp::NotRegex => "!~",
            };
            let quoted = |text: &str| {
                text.replace('\\', "\\\\")
                    .replace('"', "\\\"")
                    .replace('\n', "\\n")
                    .replace('\u{fffd}', "\\ufffd")
            };
            let label =
                |text: &str| if text.contains('.') { format!("\"{text}\"") } else { text.to_string() };
            let matcher =
                |m: &Matcher| format!("{}{}\"{}\"", label(&m.label.value), op(m.op), quoted(&m.value.value));
            let all: Vec<_> = selector.matchers.iter().map(matcher).collect();
            let name = selector.name.as_ref().map_or("", |name| name.value.as_str());
            if all.is_empty() { name.into() } else { format!("{name}{{{}}}", all.join(",")) }
        }
        ExprKind::Range(inner, range) => format!("{}[{}]", print(inner), duration_text(range.milliseconds)),
        ExprKind::Paren(inner) => format!("({})", print(inner)),
        ExprKind::Binary(binary) => {
            let op = match *binary.op {
                BinaryOp::Greater => ">",
                BinaryOp::Less => "<",
                BinaryOp::GreaterOrEqual => ">=",
                BinaryOp::Equal => "==",
                BinaryOp::And => "and",
                BinaryOp::Or => "or",
                _ => "\u{e000}",
            };
            let matching = binary.matching.as_ref().map_or(String::new(), |matching| {
                let label =
                    |text: &str| if text.contains('.') { format!("\"{text}\"") } else { text.to_string() };
                let labels: Vec<_> = matching.labels.iter().map(|name| label(&name.value)).collect();
                format!(" {} ({})", if matching.on { "on" } else { "ignoring" }, labels.join(", "))
            });
            format!("{} {op}{matching} {}", print(&binary.left), print(&binary.right))
        }
        ExprKind::Call(call) => {
            let arguments: Vec<_> = call.arguments.iter().map(print).collect();
            format!("{}({})", call.function.value, arguments.join(", "))
        }
        _ => String::from("\u{e000}"),
    }
}

pub fn accepts(text: &str) -> Result<(), String> {
    if text.contains('\u{e000}') { Err("unknown".into()) } else { Ok(()) }
}

/// Unit, milliseconds, and whether it is used only when nothing remains: `90d`, not `12w6d`.
const UNITS: [(&str, i64, bool); 7] = [
    ("y", 365 * 86_400_000, true),
    ("w", 7 * 86_400_000, true),
    ("d", 86_400_000, false),
    ("h", 3_600_000, false),
    ("m", 60_000, false),
    ("s", 1_000, false),
    ("ms", 1, false),
];

/// Appends `milliseconds`; a negative one gets a sign, as offsets have it.
pub fn write_duration(out: &mut String, milliseconds: i64) {
    if milliseconds == 0 {
        out.push_str("0s");
        return;
    }
    if milliseconds < 0 {
        out.push('-');
    }
    let mut rest = milliseconds.unsigned_abs();
    for (unit, size, exact) in UNITS {
        let size = size.unsigned_abs();
        if rest >= size && !(exact && rest % size != 0) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{}{unit}", rest / size);
            rest %= size;
        }
    }
}

/// `milliseconds` as text.
pub fn duration_text(milliseconds: i64) -> String {
    let mut text = String::new();
    write_duration(&mut text, milliseconds);
    text
}
