//! The units that may be glued to a number.

use super::Dimension;

/// A unit: its base units are `times / per` of one of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub name: &'static str,
    pub dimension: Dimension,
    pub times: u64,
    pub per: u64,
}

const fn unit(name: &'static str, dimension: Dimension, times: u64, per: u64) -> Unit {
    Unit { name, dimension, times, per }
}

/// All units; a name that ends like another stands before it.
pub(super) const UNITS: &[Unit] = &[
    unit("%", Dimension::Ratio, 1, 100),
    unit("KiB", Dimension::Bytes, 1 << 10, 1),
    unit("MiB", Dimension::Bytes, 1 << 20, 1),
    unit("GiB", Dimension::Bytes, 1 << 30, 1),
    unit("TiB", Dimension::Bytes, 1 << 40, 1),
    unit("PiB", Dimension::Bytes, 1 << 50, 1),
    unit("kB", Dimension::Bytes, 1_000, 1),
    unit("KB", Dimension::Bytes, 1_000, 1),
    unit("MB", Dimension::Bytes, 1_000_000, 1),
    unit("GB", Dimension::Bytes, 1_000_000_000, 1),
    unit("TB", Dimension::Bytes, 1_000_000_000_000, 1),
    unit("PB", Dimension::Bytes, 1_000_000_000_000_000, 1),
    unit("B", Dimension::Bytes, 1, 1),
    unit("fps", Dimension::FramesPerSecond, 1, 1),
    unit("°C", Dimension::Celsius, 1, 1),
    unit("/s", Dimension::PerSecond, 1, 1),
    unit("/min", Dimension::PerSecond, 1, 60),
    unit("/h", Dimension::PerSecond, 1, 3600),
    unit("ms", Dimension::Time, 1, 1000),
    unit("s", Dimension::Time, 1, 1),
    unit("m", Dimension::Time, 60, 1),
    unit("h", Dimension::Time, 3600, 1),
    unit("d", Dimension::Time, 86_400, 1),
    unit("w", Dimension::Time, 604_800, 1),
    unit("y", Dimension::Time, 31_536_000, 1),
];

/// Parts of Prometheus durations in their fixed order, with their milliseconds.
pub const DURATION_UNITS: &[(&str, i64)] = &[
    ("y", 31_536_000_000),
    ("w", 604_800_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];
