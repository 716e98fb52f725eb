//! Random expressions of a sound type, over all functions, operators and modifiers.

use super::data::BEGIN;
use crate::support::dice::Dice;
use larum::expr::functions::{FUNCTIONS, Function};
use larum::expr::types::Type;

const METRICS: [&str; 14] = [
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
/// Functions whose answers have an order of their own, equal series included.
const ORDERED: [&str; 2] = ["sort_by_label(", "sort_by_label_desc("];

/// `info` is compared at instants alone, where it takes each series for itself.
pub fn info(dice: &mut Dice) -> String {
    let of = *dice.one_of(&["up", "g", "-small", "{__name__=~\"up|small\"}", "c_total", "rate(c_total[5m])"]);
    match dice.number(0, 3) {
        0 => format!("info({of}, {{version=~\".+\"}})"),
        1 => format!("info({of}, {{zone=\"z\"}})"),
        2 => format!("info({of}, {{__name__=\"target_info\"}})"),
        _ => format!("info({of})"),
    }
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

/// Whether the whole expression says in which order its series come.
pub fn is_ordered(expression: &str) -> bool {
    ORDERED.iter().any(|function| expression.starts_with(function))
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
        // Prometheus 3.5 mixes up the series that `info` is given over a range: see [`info`].
        "info" => return selector(dice),
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
        _ => vector(dice, depth),
    });
    let given: Vec<String> = given.collect();
    format!("{}({})", function.name, given.join(", "))
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
        return format!("{}{by} ({}, {of})", dice.one_of(&["topk", "bottomk", "limitk"]), small_number(dice));
    }
    let of = vector(dice, depth);
    match dice.number(2, 15) {
        2 => format!("quantile{by} ({}, {of})", scalar(dice, depth.min(1))),
        // It writes floats as text, so that their last digits count.
        3 => {
            let of = selector(dice) + &modifiers(dice);
            format!("count_values{by} (\"{}\", {of})", dice.one_of(&["v", "job", "code"]))
        }
        4 => format!("limit_ratio{by} ({}, {of})", dice.one_of(&["0.5", "-0.5", "0.2", "1", "-1.1", "0"])),
        _ => format!("{}{by} ({of})", dice.one_of(&PLAIN)),
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
