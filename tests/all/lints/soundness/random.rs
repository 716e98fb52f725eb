//! Random series and random expressions over them: three metrics, three labels, few values.

use crate::support::dice::Dice;

const METRICS: [&str; 3] = ["a", "b", "c"];
const LABELS: [&str; 3] = ["x", "y", "z"];
const VALUES: [&str; 4] = ["p", "q", "pq", "qq"];
const REGEXES: [&str; 14] =
    ["p|q", "p.*", ".*q", ".+", ".*", "", "p", "^p$", "p|p|q", "q|", "(?i)P", "[pq]+", "^q.*", "pq|qq"];

/// Series with values over six minutes. `full`: each of them has each label.
pub fn series(dice: &mut Dice, full: bool) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for metric in METRICS {
        for _ in 0..dice.number(1, 6) {
            let labels: Vec<String> = LABELS
                .iter()
                .filter(|_| full || dice.chance(70))
                .collect::<Vec<_>>()
                .into_iter()
                .map(|label| format!("{label}=\"{}\"", dice.one_of(&VALUES)))
                .collect();
            let name = format!("{metric}{{{}}}", labels.join(","));
            let values: Vec<&str> = (0..7).map(|_| *dice.one_of(&["1", "2", "3", "0"])).collect();
            if !found.iter().any(|(known, _)| *known == name) {
                found.push((name, values.join(" ")));
            }
        }
    }
    found
}

fn selector(dice: &mut Dice) -> String {
    let name = *dice.one_of(&METRICS);
    let matchers = dice.several(0, 3, |dice, _| {
        let label = *dice.one_of(&LABELS);
        match dice.number(0, 5) {
            0 => format!("{label}!=\"{}\"", dice.one_of(&["p", "q", ""])),
            1 => format!("{label}=~\"{}\"", dice.one_of(&REGEXES)),
            2 => format!("{label}!~\"{}\"", dice.one_of(&REGEXES)),
            3 => format!("{label}=\"\""),
            _ => format!("{label}=\"{}\"", dice.one_of(&VALUES)),
        }
    });
    if matchers.is_empty() { name.to_string() } else { format!("{name}{{{}}}", matchers.join(", ")) }
}

fn labels(dice: &mut Dice, full: bool) -> String {
    let pool: &[&str] = if full { &LABELS } else { &["x", "y", "z", "w"] };
    let some = dice.some_of(pool.len());
    some.into_iter().map(|at| pool[at]).collect::<Vec<_>>().join(", ")
}

/// An instant vector.
pub fn vector(dice: &mut Dice, full: bool, depth: usize) -> String {
    if depth == 0 || dice.chance(10) {
        return selector(dice);
    }
    match dice.number(0, 9) {
        0..=2 => aggregation(dice, full, depth - 1),
        3..=6 => binary(dice, full, depth - 1),
        7 | 8 => call(dice, full, depth - 1),
        _ => format!(
            "({}) {}",
            vector(dice, full, depth - 1),
            dice.one_of(&["> 1", "* 2", "== 2", "or vector(0)"])
        ),
    }
}

fn aggregation(dice: &mut Dice, full: bool, depth: usize) -> String {
    if depth > 0 && dice.chance(15) {
        // Perhaps of what is one series each already.
        let grouping = format!("by ({})", labels(dice, full));
        let (op, body) = (*dice.one_of(&["sum", "max", "count"]), vector(dice, full, depth - 1));
        return format!(
            "{op} {grouping} (sum {} ({body}))",
            dice.one_of(&[grouping.as_str(), "without (x)", ""])
        );
    }
    let op =
        *dice.one_of(&["sum", "max", "min", "avg", "count", "group", "topk", "count_values", "quantile"]);
    let grouping = match dice.number(0, 4) {
        0 => String::new(),
        1 => format!("without ({})", labels(dice, full)),
        _ => format!("by ({})", labels(dice, full)),
    };
    let parameter = match op {
        "topk" => "1, ",
        "count_values" => "\"w\", ",
        "quantile" => "0.5, ",
        _ => "",
    };
    format!("{op} {grouping} ({parameter}{})", vector(dice, full, depth))
}

fn binary(dice: &mut Dice, full: bool, depth: usize) -> String {
    let (mut left, right) = (vector(dice, full, depth), vector(dice, full, depth));
    let op = *dice.one_of(&["+", "/", ">", "==", "and", "or", "unless"]);
    let set = matches!(op, "and" | "or" | "unless");
    let listed = labels(dice, full);
    let mut matching = match dice.number(0, 3) {
        0 | 1 => String::new(),
        2 => format!("ignoring ({listed})"),
        _ => format!("on ({listed})"),
    };
    if matching.starts_with("on") && dice.chance(30) {
        left = format!("sum by ({listed}) ({left})");
    }
    if !set && !matching.is_empty() && dice.chance(60) {
        let include: Vec<&str> =
            LABELS.into_iter().filter(|label| !listed.contains(label) && dice.chance(40)).collect();
        matching += &format!(" {} ({})", dice.one_of(&["group_left", "group_right"]), include.join(", "));
    }
    format!("({left}) {op} {matching} ({right})")
}

fn call(dice: &mut Dice, full: bool, depth: usize) -> String {
    let label = |dice: &mut Dice| *dice.one_of(&LABELS);
    match dice.number(0, 7) {
        0 => format!("abs({})", vector(dice, full, depth)),
        1 => format!("absent({})", selector(dice)),
        2 => format!("absent({})", vector(dice, full, depth)),
        3 => format!("max_over_time(({})[5m:1m])", vector(dice, full, depth)),
        4 => format!("last_over_time({}[3m])", selector(dice)),
        5 if full => {
            let to = label(dice);
            format!(
                "label_replace({}, \"{to}\", \"p\", \"{}\", \".*\")",
                vector(dice, full, depth),
                label(dice)
            )
        }
        5 | 6 if !full => {
            let (to, from) = (*dice.one_of(&["x", "y", "w"]), *dice.one_of(&["x", "z", ""]));
            let (replacement, regex) = (
                *dice.one_of(&["p", "$1", "${1}q", "", "$0"]),
                *dice.one_of(&["(.*)", "(.+)", "(p)q?", "", "(q)|p"]),
            );
            let regex = if regex.is_empty() && replacement.contains('1') { "()" } else { regex };
            let body = vector(dice, full, depth);
            format!("label_replace({body}, \"{to}\", \"{replacement}\", \"{from}\", \"{regex}\")")
        }
        7 if !full => {
            let body = vector(dice, full, depth);
            format!("label_join({body}, \"{}\", \"\", \"{}\")", label(dice), label(dice))
        }
        _ => "vector(1)".to_string(),
    }
}
