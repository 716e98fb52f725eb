//! In which order a message lists its alerts. Source: `AlertSlice.Less`, `LabelSet.Before`.

use crate::series::Labels;
use std::cmp::Ordering;

/// By `job` and `instance` where they have them, then by all labels, fewer of them first.
pub(super) fn by_message(one: &Labels, other: &Labels) -> Ordering {
    for label in ["job", "instance"] {
        let order = match (one.get(label), other.get(label)) {
            ("", "") => Ordering::Equal,
            ("", _) => Ordering::Greater,
            (_, "") => Ordering::Less,
            (mine, its) => mine.cmp(its),
        };
        if order.is_ne() {
            return order;
        }
    }
    one.iter().len().cmp(&other.iter().len()).then_with(|| {
        let pairs = one.iter().zip(other.iter());
        // Of two names the smaller one counts: who has it comes second, as the other lacks it.
        let differing = pairs.map(|(mine, its)| match mine.0.cmp(its.0) {
            Ordering::Equal => mine.1.cmp(its.1),
            order => order.reverse(),
        });
        differing.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    })
}
