//! Random expressions of a sound type, over all functions, operators and modifiers.

use super::data::BEGIN;
use crate::support::dice::Dice;
use larum::expr::functions::{FUNCTIONS, Function};
use larum::expr::types::Type;

const METRICS: [&str; 21] = [
    "up",
    "up",
    "g",
    "small",
    "small",
    "smooth",
    "c_total",
    "c_total",
    "lat_bucket",
    "target_info",
    "now_seconds",
    "lone",
    "missing",
    "{__name__=~\"up|small\"}",
    "{__name__=~\"small|h|mixed\"}",
    "h",
    "h",
    "custom",
    "gauge",
    "mixed",
    "build_info",
];
const MATCHERS: [&str; 9] = [
    "job=\"a\"",
    "job=\"b\"",
    "instance=\"1\"",
    "instance!=\"2\"",
    "instance=~\"1|3\"",
    "job!~\"b.*\"",
    "code=\"500\"",
    "code=~\".+\"",
    "code=\"\"",
];
const NUMBERS: [&str; 25] = [
    "0", "1", "1", "2", "2", "3", "-1", "0.5", "10", "100", "-0.0", "NaN", "Inf", "-Inf", "1e308", "5e-324",
    "7", "0.9", "0.95", "1.5", "-3", "0.1", "59", "1e-9", "1e3",
];
const DURATIONS: [&str; 12] =
    ["1m", "2m", "5m", "5m", "5m", "10m", "37s", "15s", "1m30s", "1ms", "2h", "(2m * 2)"];
const STEPS: [&str; 6] = ["1m", "30s", "", "", "45s", "2m"];
const ARITHMETIC: [&str; 6] = ["+", "-", "*", "/", "%", "^"];
/// Their last digits are not those of Go. A difference of two would show it, so they stand outermost.
const ROUNDED: [&str; 15] = [
    "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "deg", "exp", "rad", "sin", "sinh",
    "tan", "tanh",
];
const COMPARISONS: [&str; 6] = ["==", "!=", ">", "<", ">=", "<="];
const SETS: [&str; 3] = ["and", "or", "unless"];
const GROUPINGS: [&str; 9] = [
    "",
    "",
    " by (job)",
    " by (job, instance)",
    " by (instance, code)",
    " by ()",
    " without (instance)",
    " without (job, code)",
    " by (__name__, job)",
];
const MATCHINGS: [&str; 13] = [
    "",
    "",
    "",
    " on (job)",
    " on (job, instance)",
    " on ()",
    " ignoring (code)",
    " ignoring (instance, code, version, zone)",
    " on (job, instance) group_left ()",
    " on (job, instance) group_left (version)",
    " on (job, instance) group_right ()",
    " ignoring (code, le) group_left ()",
    " on (job) group_right (instance)",
];
/// Prometheus keeps the series of these in hash maps: the order of the results is chance.
const OF_CHANCE: [&str; 3] = ["info(", "count_values", ":"];

/// Over a range, `info` takes series by their numbers: so it is asked of series whose order is known.
fn info(dice: &mut Dice) -> String {
    const SOURCES: [&str; 8] =
        ["up", "g", "-small", "{__name__=~\"up|small\"}", "c_total", "target_info", "h", "lone"];
    let modifiers = modifiers(dice);
    let of = match dice.number(0, 3) {
        0 => format!("rate(c_total[5m]{modifiers})"),
        _ => format!("{}{modifiers}", dice.one_of(&SOURCES)),
    };
    let selector = *dice.one_of(&[
        "",
        "",
        ", {version=~\".+\"}",
        ", {version=~\".*\"}",
        ", {version=\"1.0\"}",
        ", {zone=\"z\"}",
        ", {__name__=\"target_info\"}",
        ", {__name__=\"build_info\"}",
        ", {__name__=~\".+_info\", build=~\"1.*\"}",
        ", {__name__=~\"target_info|build_info\"}",
    ]);
    format!("info({of}{selector})")
}

pub fn expression(dice: &mut Dice) -> String {
    let depth = dice.number(1, 4);
    match dice.number(0, 19) {
        0 => scalar(dice, depth),
        1 => format!("{}({})", dice.one_of(&ROUNDED), vector(dice, depth)),
        2 => format!("{} atan2 on (job, instance) {}", selector(dice), selector(dice)),
        _ => vector(dice, depth),
    }
}

/// Whether the series of an instant come in an order that is no chance.
pub fn is_ordered(expression: &str) -> bool {
    !OF_CHANCE.iter().any(|part| expression.contains(part))
}

fn number(dice: &mut Dice) -> String {
    (*dice.one_of(&NUMBERS)).to_owned()
}

fn selector(dice: &mut Dice) -> String {
    let metric = *dice.one_of(&METRICS);
    if metric.starts_with('{') || dice.chance(60) {
        return metric.to_owned();
    }
    let matchers = dice.several(1, 2, |dice, _| *dice.one_of(&MATCHERS));
    format!("{metric}{{{}}}", matchers.join(","))
}

fn modifiers(dice: &mut Dice) -> String {
    let mut out = String::new();
    if dice.chance(12) {
        let sign = *dice.one_of(&["", "", "-"]);
        // The last of them has parentheses, behind which an operator is one of durations.
        out += &format!(" offset {sign}{}", dice.one_of(&DURATIONS[..DURATIONS.len() - 1]));
    }
    if dice.chance(6) {
        let at = BEGIN / 1000 + dice.number(0, 2400) as i64;
        let fixed = format!("{at}");
        out += &format!(" @ {}", dice.one_of(&["start()", "end()", fixed.as_str()]));
    }
    out
}

fn matrix(dice: &mut Dice, depth: usize) -> String {
    let window = *dice.one_of(&DURATIONS);
    if depth > 0 && dice.chance(30) {
        let step = *dice.one_of(&STEPS);
        return format!("({})[{window}:{step}]{}", vector(dice, depth - 1), modifiers(dice));
    }
    format!("{}[{window}]{}", selector(dice), modifiers(dice))
}

fn scalar(dice: &mut Dice, depth: usize) -> String {
    match dice.number(0, 11) {
        _ if depth == 0 => number(dice),
        0 => "time()".to_owned(),
        1 => "pi()".to_owned(),
        2 | 3 => format!("scalar({})", vector(dice, depth - 1)),
        4 => {
            format!("({} {} {})", scalar(dice, depth - 1), dice.one_of(&ARITHMETIC), scalar(dice, depth - 1))
        }
        5 => {
            format!(
                "({} {} bool {})",
                scalar(dice, depth - 1),
                dice.one_of(&COMPARISONS),
                scalar(dice, depth - 1)
            )
        }
        6 => format!("(-{})", scalar(dice, depth - 1)),
        _ => number(dice),
    }
}

fn vector(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        return selector(dice) + &modifiers(dice);
    }
    let depth = depth - 1;
    match dice.number(0, 19) {
        0 => selector(dice) + &modifiers(dice),
        1 => format!("-{}", vector(dice, depth)),
        2 => format!("({})", vector(dice, depth)),
        3..=8 => call(dice, depth),
        9..=12 => aggregation(dice, depth),
        13 | 14 => with_scalar(dice, depth),
        _ => two_vectors(dice, depth),
    }
}

fn call(dice: &mut Dice, depth: usize) -> String {
    let function = dice.one_of(FUNCTIONS);
    if function.returns == Type::Scalar {
        return format!("vector({})", scalar(dice, depth));
    }
    match function.name {
        name if ROUNDED.contains(&name) => return selector(dice),
        "label_replace" => return label_replace(dice, depth),
        "label_join" => {
            let separator = *dice.one_of(&["-", "", ","]);
            let target = *dice.one_of(&["new", "job", "code", "__name__"]);
            return format!(
                "label_join({}, \"{target}\", \"{separator}\", \"job\", \"instance\")",
                vector(dice, depth)
            );
        }
        "sort_by_label" | "sort_by_label_desc" => {
            let label = *dice.one_of(&["job", "instance", "code", "missing"]);
            return format!("{}({}, \"{label}\")", function.name, vector(dice, depth));
        }
        "info" => return info(dice),
        "double_exponential_smoothing" if dice.chance(70) => {
            let factor = |dice: &mut Dice| *dice.one_of(&["0.1", "0.5", "0.93"]);
            let (one, other) = (factor(dice), factor(dice));
            return format!("{}({}, {one}, {other})", function.name, matrix(dice, depth));
        }
        _ => {}
    }
    let optional = function.arguments.len() == 1
        && ["day_", "days_", "hour", "minute", "month", "year"]
            .iter()
            .any(|begin| function.name.starts_with(begin));
    if optional && dice.chance(30) {
        return format!("{}()", function.name);
    }
    arguments(dice, depth, function)
}

fn arguments(dice: &mut Dice, depth: usize, function: &Function) -> String {
    let given = function.arguments.iter().map(|wanted| match wanted {
        Type::Scalar => scalar(dice, depth.min(1)),
        Type::Matrix => matrix(dice, depth),
        _ if function.name.starts_with("histogram_") && dice.chance(60) => histogram(dice, depth),
        _ => vector(dice, depth),
    });
    let given: Vec<String> = given.collect();
    format!("{}({})", function.name, given.join(", "))
}

/// Native histograms, mostly.
fn histogram(dice: &mut Dice, depth: usize) -> String {
    const METRICS: [&str; 5] = ["h", "h", "custom", "gauge", "mixed"];
    let (metric, by) = (*dice.one_of(&METRICS), *dice.one_of(&GROUPINGS));
    match dice.number(0, 7) {
        _ if depth == 0 => metric.to_owned() + &modifiers(dice),
        0 => format!("sum{by} ({})", histogram(dice, depth - 1)),
        1 => format!("avg{by} ({})", histogram(dice, depth - 1)),
        2 => format!("({} * {})", histogram(dice, depth - 1), number(dice)),
        3 => format!("({} {} {metric})", histogram(dice, depth - 1), dice.one_of(&["+", "-"])),
        4 | 5 => {
            let functions =
                ["rate", "increase", "irate", "delta", "idelta", "sum_over_time", "avg_over_time"];
            format!("{}({metric}[{}]{})", dice.one_of(&functions), dice.one_of(&DURATIONS), modifiers(dice))
        }
        6 => {
            let (range, step) = (*dice.one_of(&DURATIONS), *dice.one_of(&STEPS));
            format!("rate({}[{range}:{step}])", histogram(dice, depth - 1))
        }
        _ => metric.to_owned() + &modifiers(dice),
    }
}

fn label_replace(dice: &mut Dice, depth: usize) -> String {
    let target = *dice.one_of(&["new", "job", "code", "__name__", "instance"]);
    let with = *dice.one_of(&["$1", "x-$1", "", "same", "${1}y"]);
    let source = *dice.one_of(&["job", "instance", "code", "missing", "__name__"]);
    let regex = *dice.one_of(&["(.*)", "(.+)", "a|b", "([0-9])", ""]);
    format!("label_replace({}, \"{target}\", \"{with}\", \"{source}\", \"{regex}\")", vector(dice, depth))
}

fn aggregation(dice: &mut Dice, depth: usize) -> String {
    const PLAIN: [&str; 9] = ["sum", "sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"];
    let by = *dice.one_of(&GROUPINGS);
    if dice.chance(12) {
        // Over a range, Prometheus keeps the series of all but selectors in a hash map: of equals, chance decides.
        let of = selector(dice) + &modifiers(dice);
        let count = if dice.chance(25) { scalar(dice, depth.min(1)) } else { small_number(dice) };
        return format!("{}{by} ({count}, {of})", dice.one_of(&["topk", "bottomk", "limitk"]));
    }
    let of = vector(dice, depth);
    match dice.number(2, 15) {
        2 => format!("quantile{by} ({}, {of})", scalar(dice, depth.min(1))),
        // It writes floats as text, so that their last digits count.
        3 => {
            let of = exact(dice);
            format!("count_values{by} (\"{}\", {of})", dice.one_of(&["v", "job", "code"]))
        }
        4 if dice.chance(30) => format!("limit_ratio{by} ({}, {of})", scalar(dice, depth.min(1))),
        4 => format!("limit_ratio{by} ({}, {of})", dice.one_of(&["0.5", "-0.5", "0.2", "1", "-1.1", "0"])),
        _ => format!("{}{by} ({of})", dice.one_of(&PLAIN)),
    }
}

/// Values whose last digits are those of Prometheus: no sum hangs on an order that is chance.
fn exact(dice: &mut Dice) -> String {
    let functions = [
        "avg_over_time",
        "rate",
        "increase",
        "delta",
        "deriv",
        "stddev_over_time",
        "sum_over_time",
        "last_over_time",
        "mad_over_time",
        "irate",
    ];
    match dice.number(0, 5) {
        0 => {
            let (metric, range) = (selector(dice), *dice.one_of(&DURATIONS));
            format!("{}({metric}[{range}]{})", dice.one_of(&functions), modifiers(dice))
        }
        1 => {
            let (aggregation, by) =
                (*dice.one_of(&["avg", "sum", "stddev", "stdvar"]), *dice.one_of(&GROUPINGS));
            format!("{aggregation}{by} ({})", selector(dice))
        }
        2 => {
            let (op, number) = (*dice.one_of(&ARITHMETIC), number(dice));
            format!("({} {op} {number})", selector(dice) + &modifiers(dice))
        }
        3 => format!("{}({})", dice.one_of(&["ln", "log2", "log10", "sqrt", "round"]), selector(dice)),
        _ => selector(dice) + &modifiers(dice),
    }
}

fn small_number(dice: &mut Dice) -> String {
    (*dice.one_of(&["1", "2", "3", "0", "5", "-1", "2.7"])).to_owned()
}

fn with_scalar(dice: &mut Dice, depth: usize) -> String {
    let (a, b) = (vector(dice, depth), scalar(dice, depth));
    let op = match dice.number(0, 2) {
        0 => (*dice.one_of(&ARITHMETIC)).to_owned(),
        1 => (*dice.one_of(&COMPARISONS)).to_owned(),
        _ => format!("{} bool", dice.one_of(&COMPARISONS)),
    };
    if dice.chance(65) { format!("({a} {op} {b})") } else { format!("({b} {op} {a})") }
}

/// Both sides of one expression meet more often.
fn two_vectors(dice: &mut Dice, depth: usize) -> String {
    let a = vector(dice, depth);
    let b = if dice.chance(35) { a.clone() } else { vector(dice, depth) };
    let matching = *dice.one_of(&MATCHINGS);
    match dice.number(0, 3) {
        0 | 1 => format!("({a} {}{matching} {b})", dice.one_of(&ARITHMETIC)),
        2 => format!("({a} {}{}{matching} {b})", dice.one_of(&COMPARISONS), dice.one_of(&["", "", " bool"])),
        _ => {
            let plain = if matching.contains("group") { "" } else { matching };
            format!("({a} {}{plain} {b})", dice.one_of(&SETS))
        }
    }
}
