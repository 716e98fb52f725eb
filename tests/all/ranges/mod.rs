//! Value ranges against the real Prometheus: random expressions over random series, among them NaN, infinities,
//! resets, gaps, stale series and native histograms. Every sample must lie in its range, what never returns must
//! not return, what always returns must.

mod data;
mod judge;
mod random;

use crate::support::dice::{Dice, number_of};
use judge::{Answer, Sample, answers};
use larum::expr::catalogue::Catalogue;
use larum::expr::ranges::{self, Presence, Range};
use larum::syntax::parse_expression;
use larum::text::FileId;

/// Minutes after the beginning of the data.
const TIMES: [u32; 3] = [7, 18, 33];

#[test]
fn samples_lie_in_their_ranges() {
    let mut dice = Dice::new();
    let (mut evaluated, mut never, mut always, mut bounded, mut wrong) = (0, 0, 0, 0, Vec::new());
    // `scripts/ranges.sh` asks for more.
    let wanted = number_of("LARUM_RANGES", 1500);
    let mut left = wanted;
    while left > 0 {
        let batch = left.min(2500);
        left -= batch;
        let series = data::series(&mut dice);
        let expressions: Vec<String> = (0..batch).map(|_| random::expression(&mut dice)).collect();
        for (place, answer) in answers(&series, &expressions, &TIMES).into_iter().enumerate() {
            let text = &expressions[place / TIMES.len()];
            let Answer::Samples(samples) = answer else { continue };
            evaluated += 1;
            let range = range_of(text);
            never += usize::from(range.presence == Presence::Never);
            always += usize::from(range.presence == Presence::Always);
            bounded += usize::from(range.low.is_some() || range.high.is_some());
            if let Some(what) = disagreement(&range, &samples) {
                wrong.push(format!("{text}\n    {what}\n    {range:?}"));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {evaluated}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    eprintln!("{evaluated} evaluated: {never} never, {always} always, {bounded} bounded");
    let enough = evaluated > wanted && never * 100 > evaluated && always * 100 > evaluated;
    assert!(enough && bounded * 10 > evaluated, "{evaluated} evaluated: {never} never, {always} always");
}

fn range_of(text: &str) -> Range {
    let (expr, faults) = parse_expression(text, FileId(0), 0);
    assert!(faults.is_empty(), "{text}: {faults:?}");
    ranges::of(&expr, &Catalogue::default()).range
}

fn disagreement(range: &Range, samples: &[(String, Sample)]) -> Option<String> {
    if samples.is_empty() {
        return (range.presence == Presence::Always)
            .then(|| "no samples, said always to be there".to_owned());
    }
    if range.presence == Presence::Never {
        return Some(format!("said never to return: {samples:?}"));
    }
    if range.single && (samples.len() > 1 || samples[0].0 != "{}") {
        return Some(format!("said to be one series without labels: {samples:?}"));
    }
    let values = range.real();
    let outside = samples.iter().find(|(_, sample)| match sample {
        Sample::Float(value) => {
            let wrong_zero = *value == 0.0 && value.is_sign_negative() && !range.negative_zero;
            !values.contains(*value) || wrong_zero
        }
        Sample::Histogram => !range.histograms,
    });
    outside.map(|(_, sample)| format!("{sample:?} is outside"))
}
