//! The value of a sample.

use super::Histogram;
use std::sync::Arc;

/// A float, or a native histogram.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Float(f64),
    Histogram(Arc<Histogram>),
}

impl Reading {
    pub fn float(&self) -> Option<f64> {
        match self {
            Reading::Float(value) => Some(*value),
            Reading::Histogram(_) => None,
        }
    }

    pub fn histogram(&self) -> Option<&Arc<Histogram>> {
        match self {
            Reading::Float(_) => None,
            Reading::Histogram(histogram) => Some(histogram),
        }
    }

    /// Whether a store that has one takes the other as the same: a NaN is the same as itself.
    pub fn same(&self, other: &Reading) -> bool {
        match (self, other) {
            (Reading::Float(one), Reading::Float(other)) => one.to_bits() == other.to_bits(),
            (Reading::Histogram(one), Reading::Histogram(other)) => one == other,
            _ => false,
        }
    }

    /// Whether it marks the end of its series.
    pub fn is_stale(&self) -> bool {
        match self {
            Reading::Float(value) => is_stale(*value),
            Reading::Histogram(histogram) => histogram.is_stale(),
        }
    }
}

impl From<f64> for Reading {
    fn from(value: f64) -> Reading {
        Reading::Float(value)
    }
}

impl From<Histogram> for Reading {
    fn from(histogram: Histogram) -> Reading {
        Reading::Histogram(Arc::new(histogram))
    }
}

/// The bits of the NaN that says: this series has ended.
pub const STALE_BITS: u64 = 0x7ff0_0000_0000_0002;

/// The marker of an end.
pub fn stale() -> f64 {
    f64::from_bits(STALE_BITS)
}

/// Whether it is the marker of an end; other NaNs are values.
pub fn is_stale(value: f64) -> bool {
    value.to_bits() == STALE_BITS
}
