//! The templates of notifications: functions and data of Alertmanager 0.33 (`template/template.go`),
//! each tried with `amtool template render`.

use super::functions::{ANY_NUMBER, Function, Param, TEXT, TWO, of, variadic};
use super::kind::Kind;

const ONE: &[Param] = &[Param::Any];
const THREE: &[Param] = &[Param::Any, Param::Any, Param::Any];

/// The function of that name.
pub(super) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.binary_search_by_key(&name, |function| function.name).ok().map(|at| &FUNCTIONS[at])
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|function| function.name)
}

/// Sorted by name; Go's own are among them.
#[rustfmt::skip]
static FUNCTIONS: [Function; 39] = [
    variadic("and", ONE, ANY_NUMBER, Kind::Unknown),
    variadic("append", ONE, ANY_NUMBER, Kind::Unknown),
    variadic("call", ONE, ANY_NUMBER, Kind::Unknown),
    of("date", TWO, Kind::Text),
    variadic("dict", &[], ANY_NUMBER, Kind::Unknown),
    variadic("eq", TWO, ANY_NUMBER, Kind::Bool),
    of("ge", TWO, Kind::Bool),
    of("gt", TWO, Kind::Bool),
    variadic("html", &[], ANY_NUMBER, Kind::Text),
    of("humanizeDuration", ONE, Kind::Text),
    variadic("index", ONE, ANY_NUMBER, Kind::Unknown),
    of("join", TWO, Kind::Text),
    variadic("js", &[], ANY_NUMBER, Kind::Text),
    of("le", TWO, Kind::Bool),
    of("len", ONE, Kind::Integer),
    variadic("list", &[], ANY_NUMBER, Kind::Unknown),
    of("lt", TWO, Kind::Bool),
    of("match", TWO, Kind::Bool),
    of("ne", TWO, Kind::Bool),
    of("not", ONE, Kind::Bool),
    of("now", &[], Kind::Unknown),
    variadic("or", ONE, ANY_NUMBER, Kind::Unknown),
    variadic("print", &[], ANY_NUMBER, Kind::Text),
    variadic("printf", TEXT, ANY_NUMBER, Kind::Text),
    variadic("println", &[], ANY_NUMBER, Kind::Text),
    of("reReplaceAll", THREE, Kind::Text),
    of("safeHtml", ONE, Kind::Unknown),
    of("safeUrl", ONE, Kind::Unknown),
    of("since", ONE, Kind::Unknown),
    variadic("slice", ONE, 3, Kind::Unknown),
    variadic("stringSlice", &[], ANY_NUMBER, Kind::Unknown),
    of("title", ONE, Kind::Text),
    of("toJson", ONE, Kind::Text),
    of("toLower", ONE, Kind::Text),
    of("toUpper", ONE, Kind::Text),
    of("trimSpace", ONE, Kind::Text),
    of("tz", TWO, Kind::Unknown),
    of("urlUnescape", ONE, Kind::Text),
    variadic("urlquery", &[], ANY_NUMBER, Kind::Text),
];

#[cfg(test)]
#[test]
fn sorted_and_unique() {
    assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
}
