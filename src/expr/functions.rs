//! The functions of PromQL 3.5, as `promtool` knows them.

use super::types::Type;
use super::types::Type::{Matrix, Scalar, String, Vector};
use crate::quantity::Version;

/// One function: what it takes and what it gives.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    pub arguments: &'static [Type],
    pub more: More,
    pub returns: Type,
    /// Only with `--enable-feature=promql-experimental-functions`.
    pub experimental: bool,
    /// The version of Prometheus that brought it, where that is later than 3.0.
    pub since: Option<Version>,
}

/// How the number of arguments may differ from the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    Exactly,
    /// The last argument may be left out.
    LastOptional,
    /// The last argument may be left out or repeated.
    LastRepeats,
}

/// The aggregations, sorted.
pub const AGGREGATIONS: [&str; 14] = [
    "avg",
    "bottomk",
    "count",
    "count_values",
    "group",
    "limit_ratio",
    "limitk",
    "max",
    "min",
    "quantile",
    "stddev",
    "stdvar",
    "sum",
    "topk",
];

impl Function {
    /// The function of that name; names are in lower case, as Prometheus has them.
    pub fn named(name: &str) -> Option<&'static Function> {
        FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok().map(|index| &FUNCTIONS[index])
    }

    /// The least and the greatest number of arguments; none for no upper bound.
    pub fn arity(&self) -> (usize, Option<usize>) {
        let listed = self.arguments.len();
        match self.more {
            More::Exactly => (listed, Some(listed)),
            More::LastOptional => (listed - 1, Some(listed)),
            More::LastRepeats => (listed - 1, None),
        }
    }
}

const fn function(name: &'static str, arguments: &'static [Type], returns: Type) -> Function {
    Function { name, arguments, more: More::Exactly, returns, experimental: false, since: None }
}

impl Function {
    const fn more(mut self, more: More) -> Function {
        self.more = more;
        self
    }

    const fn experimental(mut self) -> Function {
        self.experimental = true;
        self
    }

    const fn since(mut self, major: u32, minor: u32) -> Function {
        self.since = Some(Version::new(major, minor));
        self
    }
}

/// Sorted by name.
pub const FUNCTIONS: &[Function] = &[
    function("abs", &[Vector], Vector),
    function("absent", &[Vector], Vector),
    function("absent_over_time", &[Matrix], Vector),
    function("acos", &[Vector], Vector),
    function("acosh", &[Vector], Vector),
    function("asin", &[Vector], Vector),
    function("asinh", &[Vector], Vector),
    function("atan", &[Vector], Vector),
    function("atanh", &[Vector], Vector),
    function("avg_over_time", &[Matrix], Vector),
    function("ceil", &[Vector], Vector),
    function("changes", &[Matrix], Vector),
    function("clamp", &[Vector, Scalar, Scalar], Vector),
    function("clamp_max", &[Vector, Scalar], Vector),
    function("clamp_min", &[Vector, Scalar], Vector),
    function("cos", &[Vector], Vector),
    function("cosh", &[Vector], Vector),
    function("count_over_time", &[Matrix], Vector),
    function("day_of_month", &[Vector], Vector).more(More::LastOptional),
    function("day_of_week", &[Vector], Vector).more(More::LastOptional),
    function("day_of_year", &[Vector], Vector).more(More::LastOptional),
    function("days_in_month", &[Vector], Vector).more(More::LastOptional),
    function("deg", &[Vector], Vector),
    function("delta", &[Matrix], Vector),
    function("deriv", &[Matrix], Vector),
    function("double_exponential_smoothing", &[Matrix, Scalar, Scalar], Vector).experimental(),
    function("exp", &[Vector], Vector),
    function("floor", &[Vector], Vector),
    function("histogram_avg", &[Vector], Vector),
    function("histogram_count", &[Vector], Vector),
    function("histogram_fraction", &[Scalar, Scalar, Vector], Vector),
    function("histogram_quantile", &[Scalar, Vector], Vector),
    function("histogram_stddev", &[Vector], Vector),
    function("histogram_stdvar", &[Vector], Vector),
    function("histogram_sum", &[Vector], Vector),
    function("hour", &[Vector], Vector).more(More::LastOptional),
    function("idelta", &[Matrix], Vector),
    function("increase", &[Matrix], Vector),
    function("info", &[Vector, Vector], Vector).more(More::LastOptional).experimental(),
    function("irate", &[Matrix], Vector),
    function("label_join", &[Vector, String, String, String], Vector).more(More::LastRepeats),
    function("label_replace", &[Vector, String, String, String, String], Vector),
    function("last_over_time", &[Matrix], Vector),
    function("ln", &[Vector], Vector),
    function("log10", &[Vector], Vector),
    function("log2", &[Vector], Vector),
    function("mad_over_time", &[Matrix], Vector).experimental(),
    function("max_over_time", &[Matrix], Vector),
    function("min_over_time", &[Matrix], Vector),
    function("minute", &[Vector], Vector).more(More::LastOptional),
    function("month", &[Vector], Vector).more(More::LastOptional),
    function("pi", &[], Scalar),
    function("predict_linear", &[Matrix, Scalar], Vector),
    function("present_over_time", &[Matrix], Vector),
    function("quantile_over_time", &[Scalar, Matrix], Vector),
    function("rad", &[Vector], Vector),
    function("rate", &[Matrix], Vector),
    function("resets", &[Matrix], Vector),
    function("round", &[Vector, Scalar], Vector).more(More::LastOptional),
    function("scalar", &[Vector], Scalar),
    function("sgn", &[Vector], Vector),
    function("sin", &[Vector], Vector),
    function("sinh", &[Vector], Vector),
    function("sort", &[Vector], Vector),
    function("sort_by_label", &[Vector, String], Vector).more(More::LastRepeats).experimental(),
    function("sort_by_label_desc", &[Vector, String], Vector).more(More::LastRepeats).experimental(),
    function("sort_desc", &[Vector], Vector),
    function("sqrt", &[Vector], Vector),
    function("stddev_over_time", &[Matrix], Vector),
    function("stdvar_over_time", &[Matrix], Vector),
    function("sum_over_time", &[Matrix], Vector),
    function("tan", &[Vector], Vector),
    function("tanh", &[Vector], Vector),
    function("time", &[], Scalar),
    function("timestamp", &[Vector], Vector),
    function("ts_of_last_over_time", &[Matrix], Vector).experimental().since(3, 5),
    function("ts_of_max_over_time", &[Matrix], Vector).experimental().since(3, 5),
    function("ts_of_min_over_time", &[Matrix], Vector).experimental().since(3, 5),
    function("vector", &[Scalar], Vector),
    function("year", &[Vector], Vector).more(More::LastOptional),
];

/// Whether a function tells, without arguments, what time it is.
pub fn reads_clock(name: &str) -> bool {
    const CLOCK: [&str; 9] = [
        "day_of_month",
        "day_of_week",
        "day_of_year",
        "days_in_month",
        "hour",
        "minute",
        "month",
        "time",
        "year",
    ];
    CLOCK.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(FUNCTIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(AGGREGATIONS.is_sorted());
    }
}
