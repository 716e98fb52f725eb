//! How bad a severity looks: one of a few steps, by its rank.

use crate::model::Severity;

/// The class of a severity, for its colour; its name always stands beside it.
pub(crate) fn class(severity: &Severity) -> &'static str {
    match severity.rank {
        0..=14 => "v1",
        15..=24 => "v2",
        25..=34 => "v3",
        35..=44 => "v4",
        45..=69 => "v5",
        _ => "v6",
    }
}
