//! The functions that a template may call. Sources: Prometheus 3.5's `template/template.go` and Go's
//! `text/template/funcs.go`.

mod compare;
mod escape;
mod hosts;
mod humanized;
mod index;
mod patterns;
mod queries;
pub(super) mod times;

use super::Run;
use super::print;
use super::value::{Text, Value};
use std::fmt;
use std::rc::Rc;

/// The Go type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `reflect.Value`: anything, nothing included.
    Reflected,
    /// `interface {}`: anything, nothing included.
    Any,
    Text,
    Integer,
    Vector,
    Sample,
    Time,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Reflected => "reflect.Value",
            Type::Any => "interface {}",
            Type::Text => "string",
            Type::Integer => "int",
            Type::Vector => "template.queryResult",
            Type::Sample => "*template.sample",
            Type::Time => "time.Time",
        })
    }
}

macro_rules! functions {
    ($($name:literal $variant:ident ($($fixed:ident),*) $($more:ident)?;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Function { $($variant),* }

        impl Function {
            pub fn named(name: &str) -> Option<Function> {
                match name { $($name => Some(Function::$variant),)* _ => None }
            }

            pub fn name(self) -> &'static str {
                match self { $(Function::$variant => $name),* }
            }

            /// The parameters that it must have, and the type of any number of others.
            pub fn parameters(self) -> (&'static [Type], Option<Type>) {
                match self { $(Function::$variant => (&[$(Type::$fixed),*], functions!(@more $($more)?))),* }
            }
        }
    };
    (@more) => { None };
    (@more $more:ident) => { Some(Type::$more) };
}

functions! {
    "and" And (Reflected) Reflected;
    "args" Args () Any;
    "call" Call (Reflected) Reflected;
    "eq" Eq (Reflected) Reflected;
    "externalURL" ExternalUrl ();
    "first" First (Vector);
    "ge" Ge (Reflected, Reflected);
    "graphLink" GraphLink (Text);
    "gt" Gt (Reflected, Reflected);
    "html" Html () Any;
    "humanize" Humanize (Any);
    "humanize1024" Humanize1024 (Any);
    "humanizeDuration" HumanizeDuration (Any);
    "humanizePercentage" HumanizePercentage (Any);
    "humanizeTimestamp" HumanizeTimestamp (Any);
    "index" Index (Reflected) Reflected;
    "js" Js () Any;
    "label" Label (Text, Sample);
    "le" Le (Reflected, Reflected);
    "len" Len (Reflected);
    "lt" Lt (Reflected, Reflected);
    "match" Match (Text, Text);
    "ne" Ne (Reflected, Reflected);
    "not" Not (Reflected);
    "or" Or (Reflected) Reflected;
    "parseDuration" ParseDuration (Text);
    "pathPrefix" PathPrefix ();
    "print" Print () Any;
    "printf" Printf (Text) Any;
    "println" Println () Any;
    "query" Query (Text);
    "reReplaceAll" ReReplaceAll (Text, Text, Text);
    "safeHtml" SafeHtml (Text);
    "slice" Slice (Reflected) Reflected;
    "sortByLabel" SortByLabel (Text, Vector);
    "stripDomain" StripDomain (Text);
    "stripPort" StripPort (Text);
    "strvalue" Strvalue (Sample);
    "tableLink" TableLink (Text);
    "title" Title (Text);
    "toLower" ToLower (Text);
    "toTime" ToTime (Any);
    "toUpper" ToUpper (Text);
    "urlquery" Urlquery () Any;
    "value" Value (Sample);
}

/// What Go says where a nil pointer is followed.
const NIL_POINTER: &str = "runtime error: invalid memory address or nil pointer dereference";

/// Runs a function on arguments of its parameters' types; an error is what the function itself says.
pub(super) fn run<'r>(
    run: &mut Run<'r, '_>,
    function: Function,
    arguments: &[Value<'r>],
) -> Result<Value<'r>, String> {
    let text = |index: usize| arguments.get(index).and_then(as_text).unwrap_or_default();
    let any = |index: usize| arguments.get(index).unwrap_or(&Value::Absent);
    Ok(match function {
        // The caller runs these: they take no more arguments than they need, or none as their values.
        Function::And | Function::Or | Function::Call => any(0).clone(),
        Function::Not => Value::Bool(!any(0).truth()),
        Function::Eq => Value::Bool(compare::equal(any(0), arguments.get(1..).unwrap_or_default())?),
        Function::Ne => Value::Bool(!compare::equal(any(0), &arguments[1..])?),
        Function::Lt => Value::Bool(compare::less(any(0), any(1))?),
        Function::Le => Value::Bool(compare::less_or_equal(any(0), any(1))?),
        Function::Gt => Value::Bool(!compare::less_or_equal(any(0), any(1))?),
        Function::Ge => Value::Bool(!compare::less(any(0), any(1))?),
        Function::Index => index::index(any(0), arguments.get(1..).unwrap_or_default())?,
        Function::Slice => index::slice(any(0), arguments.get(1..).unwrap_or_default())?,
        Function::Len => index::length(any(0))?,
        Function::Args => {
            let mut entries: Vec<(String, Value)> = arguments
                .iter()
                .enumerate()
                .map(|(index, value)| (format!("arg{index}"), value.clone().unboxed()))
                .collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Arguments(Rc::new(entries))
        }
        Function::Print => Value::made(print::print(arguments)),
        Function::Println => Value::made(print::println(arguments)),
        Function::Printf => {
            Value::made(print::printf(text(0), arguments.get(1..).unwrap_or_default(), run.room())?)
        }
        Function::Html => Value::made(escape::html(&print::shown(arguments))),
        Function::Js => Value::made(escape::js(&print::shown(arguments))),
        Function::Urlquery => Value::made(escape::query(&print::shown(arguments))),
        Function::SafeHtml => Value::Html(Text::Made(text(0).into())),
        Function::Title => Value::made(escape::title(text(0))),
        Function::ToUpper => Value::made(escape::upper(text(0))),
        Function::ToLower => Value::made(escape::lower(text(0))),
        Function::Query => queries::query(run, text(0))?,
        Function::First => queries::first(any(0))?,
        Function::Label => queries::label(text(0), any(1))?,
        Function::Value => queries::value(any(0))?,
        Function::Strvalue => queries::label("__value__", any(0))?,
        Function::SortByLabel => queries::sort_by_label(text(0), any(1)),
        Function::Humanize => Value::made(humanized::humanize(to_float(any(0))?)),
        Function::Humanize1024 => Value::made(humanized::humanize_1024(to_float(any(0))?)),
        Function::HumanizeDuration => Value::made(humanized::duration(to_float(any(0))?)),
        Function::HumanizePercentage => Value::made(humanized::percentage(to_float(any(0))?)),
        Function::HumanizeTimestamp => {
            let value = to_float(any(0))?;
            Value::made(if value.is_finite() {
                times::show(times::of(value)?)
            } else {
                humanized::four_digits(value)
            })
        }
        Function::ToTime => Value::Time(times::of(to_float(any(0))?)?),
        Function::ParseDuration => Value::Float(times::parse_duration(text(0))?),
        Function::ReReplaceAll => Value::made(patterns::replace_all(run, text(0), text(1), text(2))?),
        Function::Match => Value::Bool(patterns::matches(run, text(0), text(1))?),
        Function::GraphLink => Value::made(format!("/graph?g0.expr={}&g0.tab=0", escape::query(text(0)))),
        Function::TableLink => Value::made(format!("/graph?g0.expr={}&g0.tab=1", escape::query(text(0)))),
        Function::StripPort => Value::made(hosts::strip_port(text(0))),
        Function::StripDomain => Value::made(hosts::strip_domain(text(0))),
        Function::ExternalUrl => Value::lent(run.data.server_url.ok_or(NIL_POINTER)?),
        Function::PathPrefix => Value::made(hosts::path(run.data.server_url.ok_or(NIL_POINTER)?)),
    })
}

fn as_text<'v>(value: &'v Value) -> Option<&'v str> {
    match value {
        Value::Text(text) | Value::Html(text) => Some(text),
        _ => None,
    }
}

/// A number, or text that reads as one.
fn to_float(value: &Value) -> Result<f64, String> {
    match value {
        Value::Float(value) => Ok(*value),
        Value::Integer(value) | Value::Long(value) => Ok(*value as f64),
        Value::Text(text) => crate::text::go::parse_float(text).map_err(|error| {
            format!("strconv.ParseFloat: parsing {}: {error}", crate::text::go::quote(text))
        }),
        Value::Boxed(inner) => to_float(inner),
        other => Err(format!("can't convert {} to float", other.type_name())),
    }
}
