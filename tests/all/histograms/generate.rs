//! Random series of histograms and expressions over them.

use crate::support::dice::Dice;
use std::fmt::Write;

pub struct Case {
    /// Name and values, one a minute.
    pub series: Vec<(String, String)>,
    pub minute: usize,
    pub expressions: Vec<String>,
}

const MINUTES: usize = 7;

pub fn case(dice: &mut Dice) -> Case {
    let mut series = Vec::new();
    for (name, shape) in [("a", Shape::exponential(dice)), ("b", Shape::exponential(dice))] {
        for place in 0..2 {
            let shape = if dice.chance(70) { shape.clone() } else { Shape::exponential(dice) };
            series.push((format!("{name}{{x=\"{place}\"}}"), values(dice, &shape)));
        }
    }
    for (name, shape) in [("c", Shape::custom(dice)), ("d", Shape::custom(dice))] {
        series.push((format!("{name}{{x=\"0\"}}"), values(dice, &shape)));
    }
    let gauge = Shape::gauge(dice);
    series.push(("g{x=\"0\"}".to_owned(), values(dice, &gauge)));
    let mixed = Shape::exponential(dice);
    series.push(("m{x=\"0\"}".to_owned(), with_floats(dice, &mixed)));
    for le in ["0.5", "1", "2.5", "+Inf"] {
        let counts: Vec<String> = (0..=MINUTES).map(|_| dice.number(0, 9).to_string()).collect();
        series.push((format!("l{{x=\"0\", le=\"{le}\"}}"), counts.join(" ")));
    }
    let expressions = (0..25).map(|_| expression(dice)).collect();
    Case { series, minute: dice.number(2, MINUTES), expressions }
}

/// What the histograms of a series have in common.
#[derive(Clone)]
pub struct Shape {
    pub schema: i32,
    zero_width: &'static str,
    pub bounds: Option<&'static str>,
    offset: i32,
    buckets: usize,
    negative: usize,
    hint: &'static str,
}

impl Shape {
    /// No bucket lies inside the zero bucket: then a sum would hang on the order of the series.
    pub fn exponential(dice: &mut Dice) -> Shape {
        let near = dice.chance(50);
        let offset = if near { -4 + dice.number(0, 4) as i32 } else { dice.number(1, 4) as i32 };
        let widths: [&str; 2] = if near { ["0", "1e-9"] } else { ["0.3", "1"] };
        Shape {
            schema: dice.number(0, 6) as i32 - 2,
            zero_width: dice.one_of::<&str>(&widths),
            bounds: None,
            offset,
            buckets: dice.number(0, 6),
            negative: if dice.chance(40) { dice.number(1, 4) } else { 0 },
            hint: "",
        }
    }

    pub fn gauge(dice: &mut Dice) -> Shape {
        Shape { hint: " counter_reset_hint:gauge", ..Shape::exponential(dice) }
    }

    pub fn custom(dice: &mut Dice) -> Shape {
        let bounds = ["-2 0.5 1 4", "0.1 0.2 5 10", "-3 -1 -0.5 -0.1"];
        let bounds = if dice.chance(70) { bounds[1] } else { *dice.one_of(&bounds) };
        let (offset, buckets) = (dice.number(0, 1) as i32, dice.number(1, 4));
        Shape { schema: -53, zero_width: "0", bounds: Some(bounds), offset, buckets, negative: 0, hint: "" }
    }
}

/// What a histogram counts.
pub struct Counts {
    zero: usize,
    positive: Vec<usize>,
    negative: Vec<usize>,
    sum: f64,
}

impl Counts {
    pub fn none(shape: &Shape) -> Counts {
        Counts { zero: 0, positive: vec![0; shape.buckets], negative: vec![0; shape.negative], sum: 0.0 }
    }

    pub fn grow(&mut self, dice: &mut Dice, shape: &Shape) {
        if shape.bounds.is_none() && dice.chance(60) {
            self.zero += dice.number(0, 4);
        }
        for count in self.positive.iter_mut().chain(&mut self.negative) {
            *count += if dice.chance(50) { dice.number(0, 9) } else { 0 };
        }
        self.sum += dice.number(0, 80) as f64 / 4.0 - 2.0;
    }

    pub fn written(&self, dice: &mut Dice, shape: &Shape) -> String {
        let count = self.zero + self.positive.iter().chain(&self.negative).sum::<usize>();
        let unseen = if dice.chance(5) { dice.number(1, 3) } else { 0 };
        let sum = if unseen > 0 { "NaN".to_owned() } else { self.sum.to_string() };
        let mut text =
            format!("{{{{schema:{} count:{} sum:{sum}{}", shape.schema, count + unseen, shape.hint);
        match shape.bounds {
            Some(bounds) => drop(write!(text, " custom_values:[{bounds}]")),
            None => drop(write!(text, " z_bucket:{} z_bucket_w:{}", self.zero, shape.zero_width)),
        }
        for (counts, offset, prefix) in [(&self.positive, shape.offset, ""), (&self.negative, 1, "n_")] {
            if !counts.is_empty() {
                let counts: Vec<String> = counts.iter().map(usize::to_string).collect();
                let _ = write!(text, " {prefix}offset:{offset} {prefix}buckets:[{}]", counts.join(" "));
            }
        }
        text + "}}"
    }
}

fn values(dice: &mut Dice, shape: &Shape) -> String {
    let mut counts = Counts::none(shape);
    counts.grow(dice, shape);
    if dice.chance(15) {
        let first = counts.written(dice, shape);
        let mut step = Counts::none(shape);
        step.grow(dice, shape);
        return format!("{first}+{}x{MINUTES}", step.written(dice, shape));
    }
    let mut shape = shape.clone();
    let mut values = Vec::new();
    for _ in 0..=MINUTES {
        match dice.number(0, 19) {
            0 => values.push("_".to_owned()),
            1 => values.push("stale".to_owned()),
            2 => counts = Counts::none(&shape),
            // A target that comes back with fewer buckets.
            3 if shape.bounds.is_none() && shape.schema > -3 => shape.schema -= 1,
            _ => counts.grow(dice, &shape),
        }
        if values.len() <= MINUTES {
            values.push(counts.written(dice, &shape));
        }
    }
    values.truncate(MINUTES + 1);
    values.join(" ")
}

fn with_floats(dice: &mut Dice, shape: &Shape) -> String {
    let mut counts = Counts::none(shape);
    let mut value = |dice: &mut Dice| {
        counts.grow(dice, shape);
        if dice.chance(50) { dice.number(0, 9).to_string() } else { counts.written(dice, shape) }
    };
    (0..=MINUTES).map(|_| value(dice)).collect::<Vec<_>>().join(" ")
}

const NAMES: [&str; 8] = ["a", "a", "b", "c", "d", "g", "m", "{x=\"0\", le=\"\"}"];

fn expression(dice: &mut Dice) -> String {
    match dice.number(0, 9) {
        0 | 1 => {
            let q = *dice.one_of(&["-0.1", "0", "0.1", "0.25", "0.5", "0.77", "0.9", "1", "1.5", "NaN"]);
            let of = if dice.chance(15) { "l".to_owned() } else { histogram(dice) };
            format!("histogram_quantile({q}, {of})")
        }
        2 | 3 => {
            let bounds = ["-Inf", "-5", "-0.7", "-0.1", "0", "0.05", "0.3", "1", "1.7", "6", "+Inf"];
            let (lower, upper) = (*dice.one_of(&bounds), *dice.one_of(&bounds));
            let of = if dice.chance(15) { "l".to_owned() } else { histogram(dice) };
            format!("histogram_fraction({lower}, {upper}, {of})")
        }
        4 | 5 => {
            let function = dice.one_of(&["count", "sum", "avg", "stddev", "stdvar"]);
            format!("histogram_{function}({})", histogram(dice))
        }
        6 => {
            let function =
                *dice.one_of(&["changes", "resets", "count_over_time", "present_over_time", "max_over_time"]);
            format!("{function}({}[{}m])", dice.one_of(&NAMES[..7]), dice.number(1, 7))
        }
        7 => format!("count_values(\"v\", {})", histogram(dice)),
        _ => histogram(dice),
    }
}

/// An expression whose result mostly is a histogram.
fn histogram(dice: &mut Dice) -> String {
    let name = *dice.one_of(&NAMES);
    match dice.number(0, 11) {
        0 | 1 => name.to_owned(),
        2..=4 => {
            let functions = [
                "rate",
                "increase",
                "delta",
                "irate",
                "idelta",
                "sum_over_time",
                "avg_over_time",
                "last_over_time",
            ];
            let function = *dice.one_of(&functions);
            let name = *dice.one_of(&NAMES[..7]);
            match dice.number(0, 5) {
                0 => format!("{function}(({})[{}m:1m])", histogram(dice), dice.number(2, 5)),
                _ => format!("{function}({name}[{}m])", dice.number(2, 7)),
            }
        }
        5 | 6 => format!("{}({})", dice.one_of(&["sum", "avg"]), histogram(dice)),
        7 => format!(
            "({} {} {})",
            histogram(dice),
            dice.one_of(&["*", "/"]),
            dice.one_of(&["2", "0.25", "-1", "0"])
        ),
        8 => format!("(-{name})"),
        9 => format!(
            "({} {} ignoring(le) {})",
            name,
            dice.one_of(&["==", "!=", "and", "unless"]),
            histogram(dice)
        ),
        _ => format!("({} {} on(x) {})", name, dice.one_of(&["+", "-"]), *dice.one_of(&NAMES[..6])),
    }
}
