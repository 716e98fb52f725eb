//! Whether both answers are the same, but for the rounding of floats.

use super::answer::{Amount, Answer, Given, Row};
use std::collections::BTreeMap;

/// Most notes of a level that the API tells.
const TOLD: usize = 10;

/// The difference, in words. With `gaps`, a subquery has steps between its ranges, at which Prometheus finds something
/// to tell, too.
pub fn difference(ours: &Answer, real: &Answer, in_order: bool, gaps: bool) -> Option<String> {
    match (ours, real) {
        (Answer::Refused(_), Answer::Refused(_)) => None,
        (Answer::Failed(ours), Answer::Failed(real)) => (certain(ours) != certain(real))
            .then(|| format!("fails differently\n  ours {ours}\n  real {real}")),
        (Answer::Given(ours), Answer::Given(real)) => given(ours, real, in_order, gaps),
        (ours, real) => Some(format!("\n  ours {}\n  real {}", shown(ours), shown(real))),
    }
}

/// Over a range, Prometheus keeps series in a hash map: which of them it names is chance.
fn certain(message: &str) -> &str {
    const OF_CHANCE: &str = "found duplicate series for the match group";
    if message.starts_with(OF_CHANCE) { OF_CHANCE } else { message }
}

fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Given(given) => format!("{} series: {:?}", given.rows.len(), given.rows.first()),
        Answer::Refused(why) => format!("refused: {why}"),
        Answer::Failed(why) => format!("failed: {why}"),
    }
}

fn given(ours: &Given, real: &Given, in_order: bool, gaps: bool) -> Option<String> {
    let omitted = ours.notes.len().max(real.notes.len()) >= TOLD;
    let same = if gaps { ours.notes.is_subset(&real.notes) } else { ours.notes == real.notes };
    if !same && !omitted {
        return Some(format!("notes\n  ours {:?}\n  real {:?}", ours.notes, real.notes));
    }
    if in_order {
        let order = |given: &Given| given.rows.iter().map(|row| row.labels.to_string()).collect::<Vec<_>>();
        if order(ours) != order(real) {
            return Some(format!("order\n  ours {:?}\n  real {:?}", order(ours), order(real)));
        }
    }
    let by_labels = |given: &Given| -> BTreeMap<String, Vec<(i64, Amount)>> {
        given.rows.iter().map(|Row { labels, samples }| (labels.to_string(), samples.clone())).collect()
    };
    let (left, right) = (by_labels(ours), by_labels(real));
    if ours.rows.len() != real.rows.len() || !left.keys().eq(right.keys()) {
        return Some(format!("series\n  ours {:?}\n  real {:?}", left.keys(), right.keys()));
    }
    for (labels, ours) in &left {
        let real = &right[labels];
        let times = |samples: &[(i64, Amount)]| samples.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        if times(ours) != times(real) {
            return Some(format!("{labels}: samples at\n  ours {:?}\n  real {:?}", times(ours), times(real)));
        }
        if let Some(((at, ours), (_, real))) =
            ours.iter().zip(real).find(|(ours, real)| !alike(&ours.1, &real.1))
        {
            return Some(format!("{labels} at {at}: \n  ours {ours:?}\n  real {real:?}"));
        }
    }
    None
}

fn alike(ours: &Amount, real: &Amount) -> bool {
    match (ours, real) {
        (Amount::Float(ours), Amount::Float(real)) => near(*ours, *real),
        (
            Amount::Histogram { count, sum, buckets },
            Amount::Histogram { count: real_count, sum: real_sum, buckets: real_buckets },
        ) => {
            let same = |ours: &[f64; 3], real: &[f64; 3]| ours.iter().zip(real).all(|(o, r)| near(*o, *r));
            near(*count, *real_count)
                && near(*sum, *real_sum)
                && buckets.len() == real_buckets.len()
                && buckets.iter().zip(real_buckets).all(|(ours, real)| same(ours, real))
        }
        _ => false,
    }
}

/// Equal but for the last digits, of which functions such as `sin` leave more or fewer.
pub fn near(one: f64, other: f64) -> bool {
    if one.is_nan() || other.is_nan() || one == other {
        return one.is_nan() && other.is_nan() || one == other;
    }
    (one - other).abs() <= 1e-12 * one.abs().max(other.abs())
}
