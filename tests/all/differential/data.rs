//! Random series of floats and of native histograms: gaps, ends, resets, jitter, NaN, infinities, floats below the
//! least normal one, sets of labels that overlap.

use crate::histograms::generate::{Counts, Shape};
use crate::support::dice::Dice;
use larum::series::{Labels, NAME, Reading, notation, stale};

/// When all series begin: a whole minute, so that some steps hit samples exactly.
pub const BEGIN: i64 = 1_700_000_040_000;
/// How long they are: less than half of what Prometheus holds in memory, so that it takes them in any order.
pub const LENGTH: i64 = 40 * 60_000;

#[derive(Clone, Debug)]
pub struct Random {
    pub labels: Labels,
    pub samples: Vec<(i64, Reading)>,
}

pub fn series(dice: &mut Dice) -> Vec<Random> {
    let mut all = Vec::new();
    let mut add = |dice: &mut Dice, name: &str, pairs: &[(&str, &str)], value: Value| {
        if dice.chance(93) {
            let labels = Labels::new(pairs.iter().copied().chain([(NAME, name)]));
            all.push(Random { labels, samples: samples(dice, value) });
        }
    };
    for job in ["a", "b"] {
        for instance in ["1", "2", "3"] {
            let target = [("job", job), ("instance", instance)];
            add(dice, "up", &target, Value::OneOf(&[0.0, 1.0]));
            add(dice, "g", &target, Value::Any);
            add(dice, "small", &target, Value::OneOf(&[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]));
            add(dice, "smooth", &target, Value::Walk);
            for code in ["200", "404", "500"] {
                add(dice, "c_total", &[target[0], target[1], ("code", code)], Value::Counter);
            }
            add(dice, "h", &target, Value::Histogram(Shape::exponential));
            add(dice, "custom", &target, Value::Histogram(Shape::custom));
            add(dice, "gauge", &target, Value::Histogram(Shape::gauge));
            add(dice, "mixed", &target, Value::Mixed);
            let version = *dice.one_of(&["1.0", "1.1", "2.0"]);
            let info = [target[0], target[1], ("version", version), ("zone", "z")];
            add(dice, "target_info", &info, Value::OneOf(&[1.0]));
            add(dice, "build_info", &[target[0], target[1], ("build", version)], Value::OneOf(&[1.0]));
        }
        for le in ["0.1", "1", "10", "+Inf"] {
            add(dice, "lat_bucket", &[("job", job), ("le", le)], Value::Counter);
        }
        add(dice, "now_seconds", &[("job", job)], Value::Clock);
    }
    add(dice, "lone", &[], Value::Walk);
    all
}

#[derive(Clone, Copy)]
enum Value {
    OneOf(&'static [f64]),
    Any,
    Walk,
    Counter,
    Clock,
    /// Native histograms of a kind.
    Histogram(fn(&mut Dice) -> Shape),
    /// Floats among native histograms.
    Mixed,
}

/// At a steady interval, some with jitter; some samples missing, some series ended for a while.
fn samples(dice: &mut Dice, value: Value) -> Vec<(i64, Reading)> {
    let interval = *dice.one_of(&[15_000, 30_000, 60_000, 60_000]);
    let jitter = if dice.chance(30) { interval / 3 } else { 0 };
    let mut source = Source {
        value,
        last: dice.number(0, 50) as f64,
        step: *dice.one_of(&[0.1, 1.0, 1.0, 1e14]),
        counts: Grown::new(dice, value),
    };
    let mut all = Vec::new();
    let mut away = 0;
    for at in (BEGIN..BEGIN + LENGTH).step_by(interval) {
        let at = at + dice.number(0, jitter) as i64;
        match dice.number(0, 99) {
            _ if away > 0 => away -= 1,
            0..=3 => {}
            4 => {
                away = dice.number(0, 12);
                all.push((at, stale().into()));
            }
            5 => away = dice.number(0, 9),
            _ => all.push((at, source.reading(dice, at))),
        }
    }
    all
}

struct Source {
    value: Value,
    last: f64,
    step: f64,
    counts: Grown,
}

/// What a native histogram has counted.
struct Grown {
    shape: Shape,
    counts: Counts,
}

impl Grown {
    fn new(dice: &mut Dice, value: Value) -> Grown {
        let shape = match value {
            Value::Histogram(shape) => shape(dice),
            _ => Shape::exponential(dice),
        };
        let counts = Counts::none(&shape);
        Grown { shape, counts }
    }

    fn next(&mut self, dice: &mut Dice) -> Reading {
        match dice.number(0, 24) {
            0 => self.counts = Counts::none(&self.shape),
            // A target that comes back with fewer buckets.
            1 if self.shape.bounds.is_none() && self.shape.schema > -3 => self.shape.schema -= 1,
            2..=5 => {}
            _ => self.counts.grow(dice, &self.shape),
        }
        let text = self.counts.written(dice, &self.shape);
        notation::parse_histogram(&text).expect("a histogram").into()
    }
}

impl Source {
    fn reading(&mut self, dice: &mut Dice, at: i64) -> Reading {
        match self.value {
            Value::Histogram(_) => self.counts.next(dice),
            Value::Mixed if dice.chance(60) => self.counts.next(dice),
            _ => self.next(dice, at).into(),
        }
    }

    fn next(&mut self, dice: &mut Dice, at: i64) -> f64 {
        const ODD: [f64; 17] = [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            0.0,
            -0.0,
            1e308,
            -1e308,
            5e-324,
            -3e-310,
            f64::MIN_POSITIVE,
            f64::MAX,
            0.3,
            1.0,
            0.1,
            9_007_199_254_740_993.0,
            1e16,
            -1e16,
        ];
        self.last = match self.value {
            Value::OneOf(values) => *dice.one_of(values),
            Value::Any if dice.chance(25) => *dice.one_of(&ODD),
            Value::Any => dice.number(0, 20_000) as f64 / 100.0 - 100.0,
            Value::Walk => self.last + (dice.number(0, 200) as f64 - 100.0) / 10.0,
            Value::Counter => match dice.number(0, 24) {
                0 => 0.0,
                1 => dice.number(0, 5) as f64 * 0.3,
                2..=6 => self.last,
                _ => self.last + dice.number(0, 90) as f64 * self.step,
            },
            Value::Mixed | Value::Histogram(_) => dice.number(0, 9) as f64,
            Value::Clock => at as f64 / 1000.0 + dice.number(0, 100_000_000) as f64,
        };
        self.last
    }
}
