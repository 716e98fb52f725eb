//! Functions of range vectors: each series of the window becomes one sample.

use super::range::{Presence, Range};
use super::set::Set;
use super::{Node, functions, metric};
use crate::expr::catalogue::Catalogue;

/// What a function makes of a window; none when it takes no range vector, or nothing is known.
pub(super) fn range(function: &str, node: &Node, catalogue: &Catalogue) -> Option<Range> {
    let at = usize::from(function == "quantile_over_time");
    let window = node.children.get(at)?;
    let samples = &window.range;
    let counted = || metric::is_taken_for_counter(window.expr, samples, catalogue);
    let found = match function {
        "rate" | "irate" | "increase" if counted() => {
            let histograms = samples.histograms;
            Range { histograms, ..Range::floats(Set::between(0.0, f64::INFINITY)) }
        }
        "rate" | "irate" | "increase" | "delta" | "idelta" => Range::unknown(),
        "changes" | "resets" => Range::floats(Set::whole(0.0, f64::MAX)),
        "count_over_time" => Range::floats(Set::whole(1.0, f64::MAX)),
        "present_over_time" => Range::floats(Set::point(1.0)),
        "absent_over_time" => Range::floats(Set::point(1.0)),
        "last_over_time" | "first_over_time" => samples.clone(),
        "max_over_time" | "min_over_time" => samples.clone().with(samples.values.clone()),
        "avg_over_time" => Range { histograms: samples.histograms, ..functions::average(samples) },
        "sum_over_time" => Range { histograms: samples.histograms, ..functions::sum(samples) },
        "quantile_over_time" => functions::quantile(node.children[0].range.constant(), samples),
        "stddev_over_time" | "stdvar_over_time" | "mad_over_time" => spread(samples),
        "ts_of_last_over_time" | "ts_of_max_over_time" | "ts_of_min_over_time" => {
            Range::floats(Set::finite())
        }
        "deriv" | "predict_linear" | "double_exponential_smoothing" => {
            Range { negative_zero: true, ..Range::floats(Set::all()) }
        }
        _ => return None,
    };
    let presence = match samples.presence {
        Presence::Never if function == "absent_over_time" => Presence::Always,
        Presence::Never => Presence::Never,
        _ => Presence::Sometimes,
    };
    Some(Range { presence, scalar: false, single: false, ..found })
}

fn spread(samples: &Range) -> Range {
    let nan = samples.values.nan || samples.values.has_infinity();
    // Squares overflow, and infinities among them give NaN.
    let nan = nan || samples.values.high().is_none_or(|high| high > 1e150);
    let nan = nan || samples.values.low().is_none_or(|low| low < -1e150);
    Range::floats(Set::between(0.0, f64::INFINITY).with_nan(nan))
}
