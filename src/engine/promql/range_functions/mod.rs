//! Functions of a range of samples of each series: `rate(x[5m])`, `avg_over_time(x[1h])`.

mod absent;
mod frame;
mod histogram_rate;
mod instant_change;
mod node;
mod over_time;
mod rate;
mod trend;
mod variance;
mod walk;

pub use absent::AbsentOverTime;
pub use frame::{Apply, Frame};
pub use node::RangeFunction;

/// The function of that name; its parameter is a range, and scalars may stand beside it.
pub fn named(name: &str) -> Option<Apply> {
    Some(match name {
        "avg_over_time" => over_time::average,
        "changes" => walk::changes,
        "count_over_time" => over_time::count,
        "delta" => rate::delta,
        "deriv" => trend::derivative,
        "double_exponential_smoothing" => trend::smooth,
        "idelta" => instant_change::idelta,
        "increase" => rate::increase,
        "irate" => instant_change::irate,
        "last_over_time" => over_time::last,
        "mad_over_time" => over_time::median_deviation,
        "max_over_time" => over_time::greatest,
        "min_over_time" => over_time::least,
        "predict_linear" => trend::predict,
        "present_over_time" => over_time::present,
        "quantile_over_time" => over_time::quantile,
        "rate" => rate::rate,
        "resets" => walk::resets,
        "stddev_over_time" => variance::deviation,
        "stdvar_over_time" => variance::variance,
        "sum_over_time" => over_time::sum,
        "ts_of_last_over_time" => over_time::time_of_last,
        "ts_of_max_over_time" => over_time::time_of_greatest,
        "ts_of_min_over_time" => over_time::time_of_least,
        _ => return None,
    })
}
