//! What a command gives, and whether it can run: arguments, kinds, fields.

use super::facts::{Query, Template};
use super::functions::{Function, Param};
use super::kind::Kind;
use super::{TemplateError, quoted};
use std::ops::Range;

/// An operand, or what a command gave to the next one.
#[derive(Clone, Copy)]
pub(super) struct Operand {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// Is it a literal of text, quotes included?
    pub literal: bool,
}

impl Operand {
    pub fn at(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Notes the facts and faults of a call, and gives the kind of its result.
pub(super) fn call(
    text: &str,
    function: &Function,
    name_at: Range<usize>,
    args: &[Operand],
    found: &mut Template,
) -> Kind {
    let (least, most) = (function.params.len(), function.params.len().saturating_add(function.more));
    if args.len() < least || args.len() > most {
        let count = match (least, args.len()) {
            (1, given) => format!("1 argument, not {given}"),
            (_, given) => format!("{least} arguments, not {given}"),
        };
        let at_least = if function.more > 0 && args.len() < least { "at least " } else { "" };
        let error = TemplateError::new(name_at, format!("`{}` takes {at_least}{count}", function.name));
        found.faults.push(match function.name {
            "value" if args.is_empty() => error.help("the alert's own value is `$value`"),
            "label" if args.is_empty() => error.help("the alert's own labels are `$labels.name`"),
            _ => error,
        });
        return function.result;
    }
    for (param, arg) in function.params.iter().zip(args) {
        check_argument(text, function, *param, *arg, found);
    }
    if matches!(function.name, "eq" | "ne" | "lt" | "le" | "gt" | "ge") {
        check_comparison(text, function, args, found);
    }
    let constant = |arg: &Operand| arg.literal.then(|| quoted::unquote(&text[arg.at()]).ok()).flatten();
    match (function.name, args) {
        ("query", [expression]) => {
            if let Some(text) = constant(expression) {
                let place = u32::try_from(found.queries.len()).ok();
                let at = expression.start + 1..expression.end - 1;
                found.queries.push(Query { text, at, labels: Vec::new() });
                return Kind::Vector(place);
            }
        }
        ("first", [Operand { kind: Kind::Vector(query), .. }]) => return Kind::Sample(*query),
        ("sortByLabel", [_, Operand { kind: kind @ Kind::Vector(_), .. }]) => return *kind,
        ("label", [name, Operand { kind: Kind::Sample(query), .. }]) => {
            found.read_of(*query, constant(name), name.start + 1..name.end.saturating_sub(1));
        }
        ("index", [map, key]) => {
            let name = constant(key);
            return indexed(map.kind, name, key.start + 1..key.end.saturating_sub(1), found);
        }
        ("slice", [sliced, ..]) if sliced.kind == Kind::Text => return Kind::Text,
        ("match" | "reReplaceAll", [pattern, ..]) => {
            let refused = constant(pattern).and_then(|pattern| crate::regexes::check(&pattern).err());
            if let Some(error) = refused {
                let fault = TemplateError::new(pattern.at(), format!("this is no regex: {}", error.message));
                found.faults.push(TemplateError { help: error.help, ..fault });
            }
        }
        _ => {}
    }
    function.result
}

fn indexed(map: Kind, name: Option<String>, at: Range<usize>, found: &mut Template) -> Kind {
    match map {
        Kind::Labels => found.labels.extend(name.map(|name| (name, at))),
        Kind::ExternalLabels => found.external_labels.extend(name.map(|name| (name, at))),
        Kind::SampleLabels(query) => found.read_of(query, name, at),
        Kind::Vector(query) => return Kind::Sample(query),
        Kind::Alerts | Kind::AlertList => return Kind::Alert,
        Kind::KeyValues => {}
        _ => return Kind::Unknown,
    }
    Kind::Text
}

/// The field `.name` of a value of that kind; `at` is the name alone.
pub(super) fn field(kind: Kind, name: &str, at: Range<usize>, found: &mut Template) -> Kind {
    match kind {
        Kind::Labels => found.labels.push((name.to_owned(), at)),
        Kind::ExternalLabels => found.external_labels.push((name.to_owned(), at)),
        Kind::SampleLabels(query) => found.read_of(query, Some(name.to_owned()), at),
        _ => match kind.field(name) {
            Ok(Kind::Value) => {
                found.value.get_or_insert(at);
                return Kind::Value;
            }
            Ok(kind) => return kind,
            Err(fields) => {
                let error = TemplateError::new(at, format!("{kind} has no field `{name}`"));
                let near = crate::text::nearest(name, fields.iter().copied());
                found.faults.push(match near.or(fields.first().copied()) {
                    _ if kind == Kind::Notification && matches!(name, "Labels" | "Annotations") => error
                        .help(format!(
                            "write `.Common{name}`, or `{{{{ range .Alerts }}}}{{{{ .{name}.x }}}}{{{{ end }}}}`"
                        )),
                    Some(near) => error.help(format!("did you mean `.{near}`?")),
                    None => error.help("only label sets, samples and `.` itself have fields"),
                });
                return Kind::Unknown;
            }
        },
    }
    Kind::Text
}

fn check_argument(text: &str, function: &Function, param: Param, arg: Operand, found: &mut Template) {
    let fits = match param {
        _ if arg.kind == Kind::Unknown => true,
        Param::Any => true,
        Param::Text => arg.kind == Kind::Text,
        Param::Number => matches!(arg.kind, Kind::Text | Kind::Integer | Kind::Float | Kind::Value),
        Param::Vector => matches!(arg.kind, Kind::Vector(_)),
        Param::Sample => matches!(arg.kind, Kind::Sample(_)),
    };
    if fits {
        return;
    }
    let (wanted, help) = match (param, arg.kind) {
        (Param::Text, Kind::Value | Kind::Integer | Kind::Float) => {
            ("text", Some(format!("make text of it: `(print {})`", &text[arg.at()])))
        }
        (Param::Text, _) => ("text", None),
        (Param::Vector, _) => ("a query result", None),
        (Param::Sample, Kind::Vector(_)) => {
            ("one sample", Some("take one sample: `| first` before it".to_owned()))
        }
        (Param::Sample, _) => ("one sample", None),
        (_, Kind::Sample(_)) => ("a number", Some("take the sample's value: `| value` before it".to_owned())),
        (_, Kind::Vector(_)) => ("a number", Some("take one value: `| first | value` before it".to_owned())),
        _ => ("a number", None),
    };
    let error = TemplateError::new(arg.at(), format!("`{}` takes {wanted}, not {}", function.name, arg.kind));
    found.faults.push(TemplateError { help, ..error });
}

/// Go compares only values of one basic type: `gt $value 5` fails, `gt $value 5.0` works.
fn check_comparison(text: &str, function: &Function, args: &[Operand], found: &mut Template) {
    let basic = |kind| match kind {
        Kind::Value => Some(Kind::Float),
        Kind::Integer | Kind::Float | Kind::Text | Kind::Bool => Some(kind),
        _ => None,
    };
    let Some((first, rest)) = args.split_first() else { return };
    if first.kind == Kind::Bool && !matches!(function.name, "eq" | "ne") {
        let message = format!("`{}` cannot order true and false", function.name);
        found.faults.push(TemplateError::new(first.at(), message));
        return;
    }
    for other in rest {
        let (Some(left), Some(right)) = (basic(first.kind), basic(other.kind)) else { continue };
        if left == right {
            continue;
        }
        let message = format!("`{}` cannot compare {} with {}", function.name, first.kind, other.kind);
        let integer = if right == Kind::Integer { other } else { first };
        let error = TemplateError::new(other.at(), message);
        let numbers = [left, right].iter().all(|kind| matches!(kind, Kind::Integer | Kind::Float));
        let literal = text[integer.at()].bytes().all(|byte| byte.is_ascii_digit());
        found.faults.push(match numbers && literal {
            true => error.help(format!("write `{}.0`", &text[integer.at()])),
            false => error,
        });
    }
}
