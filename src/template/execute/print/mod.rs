//! Values as text. Source: Go's `fmt`.

mod numbers;
mod printf;
mod values;

use super::value::Value;
pub(super) use printf::printf;
pub(super) use values::{month_name, weekday_name};

/// What a verb is told: `%+-08.3f`.
#[derive(Clone, Copy, Default)]
struct Flags {
    width: Option<usize>,
    precision: Option<usize>,
    minus: bool,
    plus: bool,
    sharp: bool,
    space: bool,
    zero: bool,
    /// `%+v`: with names of fields.
    names: bool,
    /// `%#v`: in Go's syntax.
    go: bool,
}

struct Printer {
    out: String,
    flags: Flags,
}

impl Printer {
    fn new() -> Printer {
        Printer { out: String::new(), flags: Flags::default() }
    }
}

/// `fmt.Sprint`: spaces between operands of which neither is text.
pub(super) fn print(values: &[Value]) -> String {
    let mut printer = Printer::new();
    let mut text_before = true;
    for (index, value) in values.iter().enumerate() {
        let is_text = matches!(value, Value::Text(_) | Value::Html(_));
        if index > 0 && !is_text && !text_before {
            printer.out.push(' ');
        }
        printer.argument(value, 'v');
        text_before = is_text;
    }
    printer.out
}

/// `fmt.Sprintln`: spaces between all, and a line break.
pub(super) fn println(values: &[Value]) -> String {
    let mut printer = Printer::new();
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            printer.out.push(' ');
        }
        printer.argument(value, 'v');
    }
    printer.out.push('\n');
    printer.out
}

/// Under one verb, without flags.
pub(super) fn formatted(value: &Value, verb: char) -> String {
    let mut printer = Printer::new();
    printer.argument(value, verb);
    printer.out
}

/// As an action shows a value; pointers show what they point to.
pub(super) fn value(value: &Value) -> String {
    let mut printer = Printer::new();
    match value {
        Value::Absent => printer.out.push_str("<no value>"),
        value => printer.shown(value),
    }
    printer.out
}

/// As `html` and its like take their arguments.
pub(super) fn shown(values: &[Value]) -> String {
    match values {
        [Value::Text(text)] => text.to_string(),
        _ => print(&values.iter().map(printable).collect::<Vec<_>>()),
    }
}

fn printable<'v>(one: &Value<'v>) -> Value<'v> {
    match one {
        Value::Absent => Value::lent("<no value>"),
        Value::Sample(Some(_)) => Value::made(value(one)),
        one => one.clone(),
    }
}
