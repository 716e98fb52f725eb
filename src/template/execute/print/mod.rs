//! Values as text. Source: Go's `fmt`.

mod numbers;
mod printf;
mod times;
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
    /// Is it showing what a verb does not fit? Then values do not print themselves.
    erroring: bool,
}

impl Printer {
    fn new() -> Printer {
        Printer { out: String::new(), flags: Flags::default(), erroring: false }
    }
}

/// `fmt.Sprint`: spaces between operands of which neither is text.
pub(super) fn print(values: &[Value]) -> String {
    sprint(values, Printer::argument)
}

fn sprint(values: &[Value], show: impl Fn(&mut Printer, &Value, char)) -> String {
    let mut printer = Printer::new();
    let mut text_before = true;
    for (index, value) in values.iter().enumerate() {
        let is_text = matches!(value, Value::Text(_) | Value::Html(_));
        if index > 0 && !is_text && !text_before {
            printer.out.push(' ');
        }
        show(&mut printer, value, 'v');
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
    let named: Vec<Value> = values
        .iter()
        .map(|one| if let Value::Absent = one { Value::lent("<no value>") } else { one.clone() })
        .collect();
    sprint(&named, |printer, value, _| printer.shown(value))
}
