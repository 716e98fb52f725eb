//! What is said of labels, held against Prometheus: random expressions over random series. Labels said to be
//! impossible never appear, guaranteed ones always do, values are among those that are known, a key tells
//! series apart; sides said never to match give nothing; and what a safe fix makes of an expression means the same.
//!
//! Some hundreds; `LARUM_LABEL_WORLDS=100` makes thousands (`scripts/labels.sh`).

mod claims;
mod prometheus;
mod random;

use crate::support::dice::{Dice, number_of};
use claims::Claims;
use std::collections::BTreeMap;

#[test]
fn what_is_said_of_labels_is_true() {
    let worlds = number_of("LARUM_LABEL_WORLDS", 4);
    let mut dice = Dice::new();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for world in 0..worlds {
        // Of labels that a `by` names it is taken that they are there: half of the worlds keep to that.
        let full = world % 2 == 0;
        let series = random::series(&mut dice, full);
        let cases: Vec<Claims> =
            (0..150).filter_map(|_| Claims::of(random::vector(&mut dice, full, 3), full)).collect();
        let mut asked: Vec<&str> = cases.iter().flat_map(Claims::expressions).collect();
        asked.sort_unstable();
        asked.dedup();
        let answers = prometheus::answers(&series, &asked);
        for case in &cases {
            for (claim, holds) in case.judge(&answers) {
                *counts.entry(claim).or_default() += 1;
                if let Err(why) = holds {
                    wrong.push(format!("{}\n    {claim}: {why}\n    over {series:#?}", case.text));
                }
            }
        }
    }
    println!("{counts:#?}");
    assert!(
        wrong.is_empty(),
        "{}\n{} claims are wrong",
        wrong[..wrong.len().min(10)].join("\n"),
        wrong.len()
    );
    for claim in [
        "impossible",
        "guaranteed",
        "values",
        "key",
        "never matches",
        "fix",
        "changes nothing",
        "selects nothing",
    ] {
        assert!(
            counts.get(claim).is_some_and(|count| *count > 0),
            "nothing was claimed of `{claim}`: {counts:#?}"
        );
    }
}
