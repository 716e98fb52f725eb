//! Alerts that come and go for other reasons than what they watch.

pub(super) mod absent_at_once;
pub(super) mod changing_series;
pub(super) mod long_number;
pub(super) mod mixed_operators;
pub(super) mod nan_spreads;
pub(super) mod nested_subquery;
pub(super) mod restart_ratio;
pub(super) mod useless_sort;
pub(super) mod value_label;
pub(super) mod vanishing_sum;
