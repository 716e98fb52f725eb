//! Random expressions, of a sound type; parts are taken twice at times, so that sides speak of the same.

use crate::support::dice::Dice;

const SELECTORS: [&str; 11] = [
    "g",
    "small",
    "up",
    "up",
    "c_total",
    "c_total{code=\"500\"}",
    "g{job=\"a\"}",
    "h",
    "mixed",
    "small{instance=\"1\"}",
    "lat_bucket",
];
const NUMBERS: [&str; 22] = [
    "0", "1", "-1", "0.5", "2", "3", "10", "100", "-0", "NaN", "Inf", "-Inf", "1e308", "5e-324", "7", "12",
    "24", "1.5", "-3", "0.1", "59", "1e-9",
];
const ARITHMETIC: [&str; 7] = ["+", "-", "*", "/", "%", "^", "atan2"];
const COMPARISONS: [&str; 6] = ["==", "!=", ">", "<", ">=", "<="];
const SETS: [&str; 3] = ["and", "or", "unless"];
const OF_EACH: [&str; 26] = [
    "abs",
    "ceil",
    "floor",
    "round",
    "sgn",
    "sqrt",
    "exp",
    "ln",
    "log2",
    "log10",
    "sin",
    "cos",
    "tanh",
    "asin",
    "atan",
    "acos",
    "cosh",
    "deg",
    "rad",
    "hour",
    "minute",
    "month",
    "day_of_week",
    "days_in_month",
    "day_of_month",
    "sort",
];
const OVER_TIME: [&str; 15] = [
    "rate",
    "increase",
    "irate",
    "delta",
    "idelta",
    "changes",
    "resets",
    "count_over_time",
    "present_over_time",
    "last_over_time",
    "max_over_time",
    "min_over_time",
    "avg_over_time",
    "sum_over_time",
    "stddev_over_time",
];
const AGGREGATIONS: [&str; 9] = ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "sum"];
const GROUPINGS: [&str; 5] = ["", "", " by (job)", " by (job, instance)", " without (instance)"];

pub fn expression(dice: &mut Dice) -> String {
    let depth = dice.number(1, 4);
    if dice.chance(3) { scalar(dice, depth) } else { vector(dice, depth) }
}

fn number(dice: &mut Dice) -> String {
    (*dice.one_of(&NUMBERS)).to_owned()
}

fn scalar(dice: &mut Dice, depth: usize) -> String {
    match dice.number(0, 9) {
        _ if depth == 0 => number(dice),
        0 => "time()".to_owned(),
        1 => "pi()".to_owned(),
        2 => format!("scalar({})", vector(dice, depth - 1)),
        3 => {
            format!("({} {} {})", scalar(dice, depth - 1), dice.one_of(&ARITHMETIC), scalar(dice, depth - 1))
        }
        4 => {
            let (a, b) = (scalar(dice, depth - 1), scalar(dice, depth - 1));
            format!("({a} {} bool {b})", dice.one_of(&COMPARISONS))
        }
        5 => format!("(-{})", scalar(dice, depth - 1)),
        _ => number(dice),
    }
}

fn window(dice: &mut Dice, depth: usize, function: &str) -> String {
    if ["rate", "increase", "irate"].contains(&function) {
        // Of what they are taken to be given: counters.
        return format!(
            "{}[5m]",
            dice.one_of(&["c_total", "c_total{code=\"500\"}", "lat_bucket", "c_total"])
        );
    }
    if depth > 0 && dice.chance(30) {
        return format!("({})[6m:1m]", vector(dice, depth - 1));
    }
    format!("{}[5m]", dice.one_of(&SELECTORS))
}

fn vector(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        return (*dice.one_of(&SELECTORS)).to_owned();
    }
    let depth = depth - 1;
    match dice.number(0, 21) {
        0 => (*dice.one_of(&SELECTORS)).to_owned(),
        1 => format!("vector({})", scalar(dice, depth)),
        2 => format!("{}({})", dice.one_of(&OF_EACH), vector(dice, depth)),
        3 => format!("-({})", vector(dice, depth)),
        4 => (*dice.one_of(&["hour()", "month()", "day_of_week()", "minute()"])).to_owned(),
        5 => format!("absent({})", vector(dice, depth)),
        6 => {
            let (of, limit) = (vector(dice, depth), scalar(dice, depth));
            match dice.number(0, 3) {
                0 => format!("clamp_min({of}, {limit})"),
                1 => format!("clamp_max({of}, {limit})"),
                2 => format!("clamp({of}, {limit}, {})", scalar(dice, depth)),
                _ => format!("round({of}, {limit})"),
            }
        }
        7 | 8 => {
            let function = *dice.one_of(&OVER_TIME);
            format!("{function}({})", window(dice, depth, function))
        }
        9 => {
            let quantile = number(dice);
            format!("quantile_over_time({quantile}, {})", window(dice, depth, ""))
        }
        10 | 11 => {
            format!("{}{} ({})", dice.one_of(&AGGREGATIONS), dice.one_of(&GROUPINGS), vector(dice, depth))
        }
        12 => match dice.number(0, 3) {
            0 => format!("topk({}, {})", number(dice), vector(dice, depth)),
            1 => format!("quantile{} ({}, {})", dice.one_of(&GROUPINGS), number(dice), vector(dice, depth)),
            2 => format!("count_values(\"v\", {})", vector(dice, depth)),
            _ => format!("absent_over_time({})", window(dice, depth, "")),
        },
        13 | 14 => {
            let (a, b) = (vector(dice, depth), scalar(dice, depth));
            let op = *dice.one_of(&ARITHMETIC);
            if dice.chance(60) { format!("({a} {op} {b})") } else { format!("({b} {op} {a})") }
        }
        15 | 16 => comparison(dice, depth),
        17 => share(dice),
        _ => two_vectors(dice, depth),
    }
}

fn comparison(dice: &mut Dice, depth: usize) -> String {
    let (a, b) = (vector(dice, depth), scalar(dice, depth));
    filter(dice, &a, &b)
}

fn filter(dice: &mut Dice, a: &str, b: &str) -> String {
    let op = *dice.one_of(&COMPARISONS);
    let bool = if dice.chance(20) { " bool" } else { "" };
    if dice.chance(75) { format!("({a} {op}{bool} {b})") } else { format!("({b} {op}{bool} {a})") }
}

/// Both sides of one expression, or of a single series, meet more often.
fn two_vectors(dice: &mut Dice, depth: usize) -> String {
    let a = vector(dice, depth);
    let b = if dice.chance(60) { a.clone() } else { vector(dice, depth) };
    let narrowed = |dice: &mut Dice, text: String| match dice.number(0, 2) {
        0 => text,
        _ => {
            let limit = number(dice);
            filter(dice, &text, &limit)
        }
    };
    let (a, b) = (narrowed(dice, a), narrowed(dice, b));
    let matching = *dice.one_of(&["", "", "", " on (job)", " on ()", " ignoring (code)"]);
    match dice.number(0, 3) {
        0 => format!("({a} {}{matching} {b})", dice.one_of(&ARITHMETIC)),
        1 => format!("({a} {}{}{matching} {b})", dice.one_of(&COMPARISONS), dice.one_of(&["", "", " bool"])),
        _ => format!("({a} {}{matching} {b})", dice.one_of(&SETS)),
    }
}

/// A part of a whole.
fn share(dice: &mut Dice) -> String {
    let by = *dice.one_of(&["", " by (job)", " by (job, instance)"]);
    match dice.number(0, 3) {
        0 => format!("sum{by} (rate(c_total{{code=\"500\"}}[5m])) / sum{by} (rate(c_total[5m]))"),
        1 => format!("count{by} (up == {}) / count{by} (up)", number(dice)),
        2 => "sum by (job, instance) (increase(c_total{code=\"200\"}[9m])) / on (job) group_left () \
              sum by (job) (increase(c_total[9m]))"
            .to_owned(),
        _ => format!("sum{by} (up) / count{by} (up)"),
    }
}
