//! The functions that a template may call: Prometheus 3.5's (`template/template.go`) and Go's own.

use super::kind::Kind;

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Param {
    Any,
    Text,
    /// A number, or text that reads as one.
    Number,
    Vector,
    Sample,
}

#[derive(Debug)]
pub(super) struct Function {
    pub name: &'static str,
    /// The arguments it must have.
    pub params: &'static [Param],
    /// How many more it may have, of any kind.
    pub more: usize,
    pub result: Kind,
}

/// The function of that name.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.binary_search_by_key(&name, |function| function.name).ok().map(|at| &FUNCTIONS[at])
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name)
}

pub(super) const fn of(name: &'static str, params: &'static [Param], result: Kind) -> Function {
    Function { name, params, more: 0, result }
}

pub(super) const fn variadic(
    name: &'static str,
    params: &'static [Param],
    more: usize,
    result: Kind,
) -> Function {
    Function { name, params, more, result }
}

pub(super) const ANY_NUMBER: usize = usize::MAX;
pub(super) const TEXT: &[Param] = &[Param::Text];
const NUMBER: &[Param] = &[Param::Number];
const SAMPLE: &[Param] = &[Param::Sample];
pub(super) const TWO: &[Param] = &[Param::Any, Param::Any];

/// Sorted by name.
#[rustfmt::skip]
static FUNCTIONS: [Function; 45] = [
    variadic("and", &[Param::Any], ANY_NUMBER, Kind::Unknown),
    variadic("args", &[], ANY_NUMBER, Kind::Unknown),
    variadic("call", &[Param::Any], ANY_NUMBER, Kind::Unknown),
    variadic("eq", TWO, ANY_NUMBER, Kind::Bool),
    of("externalURL", &[], Kind::Text),
    of("first", &[Param::Vector], Kind::Sample(None)),
    of("ge", TWO, Kind::Bool),
    of("graphLink", TEXT, Kind::Text),
    of("gt", TWO, Kind::Bool),
    variadic("html", &[], ANY_NUMBER, Kind::Text),
    of("humanize", NUMBER, Kind::Text),
    of("humanize1024", NUMBER, Kind::Text),
    of("humanizeDuration", NUMBER, Kind::Text),
    of("humanizePercentage", NUMBER, Kind::Text),
    of("humanizeTimestamp", NUMBER, Kind::Text),
    variadic("index", &[Param::Any], ANY_NUMBER, Kind::Unknown),
    variadic("js", &[], ANY_NUMBER, Kind::Text),
    of("label", &[Param::Text, Param::Sample], Kind::Text),
    of("le", TWO, Kind::Bool),
    of("len", &[Param::Any], Kind::Integer),
    of("lt", TWO, Kind::Bool),
    of("match", &[Param::Text, Param::Text], Kind::Bool),
    of("ne", TWO, Kind::Bool),
    of("not", &[Param::Any], Kind::Bool),
    variadic("or", &[Param::Any], ANY_NUMBER, Kind::Unknown),
    of("parseDuration", TEXT, Kind::Float),
    of("pathPrefix", &[], Kind::Text),
    variadic("print", &[], ANY_NUMBER, Kind::Text),
    variadic("printf", TEXT, ANY_NUMBER, Kind::Text),
    variadic("println", &[], ANY_NUMBER, Kind::Text),
    of("query", TEXT, Kind::Vector(None)),
    of("reReplaceAll", &[Param::Text, Param::Text, Param::Text], Kind::Text),
    of("safeHtml", TEXT, Kind::Unknown),
    variadic("slice", &[Param::Any], 3, Kind::Unknown),
    of("sortByLabel", &[Param::Text, Param::Vector], Kind::Vector(None)),
    of("stripDomain", TEXT, Kind::Text),
    of("stripPort", TEXT, Kind::Text),
    of("strvalue", SAMPLE, Kind::Text),
    of("tableLink", TEXT, Kind::Text),
    of("title", TEXT, Kind::Text),
    of("toLower", TEXT, Kind::Text),
    of("toTime", NUMBER, Kind::Unknown),
    of("toUpper", TEXT, Kind::Text),
    variadic("urlquery", &[], ANY_NUMBER, Kind::Text),
    of("value", SAMPLE, Kind::Float),
];

#[cfg(test)]
#[test]
fn sorted_and_unique() {
    assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
}
