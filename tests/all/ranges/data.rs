//! Random series, in the notation of promtool.

use crate::support::dice::Dice;

const LENGTH: usize = 40;

/// `(series, values)`
pub fn series(dice: &mut Dice) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for job in ["a", "b"] {
        for instance in ["1", "2"] {
            let labels = format!("job=\"{job}\",instance=\"{instance}\"");
            all.push((format!("up{{{labels}}}"), with_gaps(dice, up)));
            all.push((format!("g{{{labels}}}"), with_gaps(dice, any)));
            all.push((format!("small{{{labels}}}"), with_gaps(dice, small)));
            for code in ["200", "500"] {
                all.push((format!("c_total{{{labels},code=\"{code}\"}}"), counter(dice)));
            }
        }
        all.push((format!("h{{job=\"{job}\"}}"), histograms(dice, false)));
        all.push((format!("mixed{{job=\"{job}\"}}"), histograms(dice, true)));
        for le in ["0.1", "1", "+Inf"] {
            all.push((format!("lat_bucket{{job=\"{job}\",le=\"{le}\"}}"), counter(dice)));
        }
    }
    all
}

fn with_gaps(dice: &mut Dice, value: fn(&mut Dice) -> String) -> String {
    let mut out = Vec::new();
    for _ in 0..LENGTH {
        out.push(match dice.number(0, 19) {
            0 | 1 => "_".to_owned(),
            2 => "stale".to_owned(),
            _ => value(dice),
        });
    }
    out.join(" ")
}

fn up(dice: &mut Dice) -> String {
    dice.number(0, 1).to_string()
}

fn small(dice: &mut Dice) -> String {
    (dice.number(0, 6) as i64 - 3).to_string()
}

fn any(dice: &mut Dice) -> String {
    const ODD: [&str; 12] = [
        "NaN",
        "Inf",
        "-Inf",
        "0",
        "-0",
        "1e308",
        "-1e308",
        "5e-324",
        "-5e-324",
        "1",
        "0.1",
        "9007199254740993",
    ];
    if dice.chance(40) {
        return (*dice.one_of(&ODD)).to_owned();
    }
    format!("{}", dice.number(0, 20_000) as f64 / 100.0 - 100.0)
}

/// Grows, begins anew at times; finite and never negative.
fn counter(dice: &mut Dice) -> String {
    let mut value = dice.number(0, 50) as f64;
    let step = *dice.one_of(&[0.1, 1.0, 1.0, 1e15]);
    let mut out = Vec::new();
    for _ in 0..LENGTH {
        match dice.number(0, 19) {
            0 => value = 0.0,
            1 => value = dice.number(0, 5) as f64 * 0.3,
            2..=6 => {}
            _ => value += dice.number(0, 90) as f64 * step,
        }
        out.push(if dice.chance(5) { "_".to_owned() } else { format!("{value}") });
    }
    out.join(" ")
}

fn histograms(dice: &mut Dice, mixed: bool) -> String {
    let mut out = Vec::new();
    for _ in 0..LENGTH {
        let (one, two) = (dice.number(0, 9), dice.number(0, 9));
        out.push(if dice.chance(10) {
            "_".to_owned()
        } else if mixed && dice.chance(40) {
            any(dice)
        } else {
            format!(
                "{{{{schema:0 count:{} sum:{} buckets:[{one} {two}]}}}}",
                one + two,
                one as f64 * 1.5 - 2.0
            )
        });
    }
    out.join(" ")
}
