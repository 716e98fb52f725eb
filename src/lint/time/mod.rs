//! Ranges, offsets and moments that do not suit how long samples are kept and how often they come.

pub(super) mod beyond_retention;
pub(super) mod far_prediction;
pub(super) mod fixed_time;
pub(super) mod future;
pub(super) mod long_range;
pub(super) mod too_short;
