//! What may be set of an evaluation; the defaults are those of Prometheus 3.5.

use crate::model::Millis;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How long a sample is taken as the present value of its series.
    pub lookback: Millis,
    pub ranges: Ranges,
    /// Most samples that one evaluation may hold.
    pub max_samples: usize,
    /// The step of subqueries that name none: the global evaluation interval.
    pub default_step: Millis,
    /// Names are dropped from the result only, not on the way there.
    pub delayed_name_removal: bool,
    /// Whether a metric is a counter is told by its label `__type__` rather than by its name.
    pub type_and_unit_labels: bool,
}

/// Whether a sample that is exactly as old as a range is long lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranges {
    /// It does not: Prometheus 3.
    LeftOpen,
    /// It does: Prometheus 2.
    Closed,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            lookback: 300_000,
            ranges: Ranges::LeftOpen,
            max_samples: 50_000_000,
            default_step: 60_000,
            delayed_name_removal: false,
            type_and_unit_labels: false,
        }
    }
}

impl Ranges {
    /// The time after which samples lie in a range that begins at `start`.
    pub fn after(self, start: Millis) -> Millis {
        match self {
            Ranges::LeftOpen => start,
            Ranges::Closed => start.saturating_sub(1),
        }
    }
}
