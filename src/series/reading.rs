//! The value of a sample.

/// A float, or a native histogram.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Float(f64),
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
