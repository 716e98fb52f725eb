//! The one list of lints, sorted by the code that each of them reports first.

use super::{Look, View, fragile, matchers, metrics, rules, templates, time, values};
use crate::diag::{Code, Diagnostics, codes};

/// One lint.
#[derive(Clone, Copy)]
pub struct Lint {
    /// The codes that it reports, sorted.
    pub codes: &'static [Code],
    pub run: Run,
    /// Also for the rules of programs; else `analyse` says the same already.
    pub for_programs: bool,
}

/// What a lint looks at.
#[derive(Clone, Copy)]
pub enum Run {
    /// One rule.
    Rule(fn(&Look, &View, &mut Diagnostics)),
    /// All rules together; must not look at all rules for each rule.
    Whole(fn(&Look, &mut Diagnostics)),
}

pub const ALL: &[Lint] = &[
    rule(&[codes::ALERT_ABSENT_AT_ONCE], fragile::absent_at_once::check),
    rule(&[codes::ALERT_CHANGING_SERIES], fragile::changing_series::check),
    together(
        &[codes::ALERT_MUTES_ITSELF, codes::ALERT_READS_ITSELF, codes::ALERT_UNKNOWN_NAME],
        rules::alert_series::check,
    ),
    rule(&[codes::ALERT_RESTART_RATIO], fragile::restart_ratio::check),
    of_files(&[codes::ALERT_SHORT_FOR], rules::short_for::check),
    together(&[codes::ALERT_SUBSUMED, codes::RULE_DUPLICATE, codes::RULE_SAME_NAME], rules::duplicate::check),
    together(&[codes::ALERT_TIER_ORDER], rules::tiers::check),
    rule(&[codes::ALERT_VALUE_LABEL], fragile::value_label::check),
    rule(&[codes::ALERT_VANISHING_SUM], fragile::vanishing_sum::check),
    of_files(&[codes::ALERT_ZERO_FOR], rules::zero_for::check),
    together(&[codes::ANNOTATION_MISSPELT_NAME, codes::LABELS_MISSPELT_NAME], rules::spelling::check),
    of_files(&[codes::ANNOTATION_NOT_A_URL], rules::runbook::check),
    of_files(&[codes::ANNOTATION_SAME_TEXT], templates::same_text::check),
    rule(&[codes::COUNTER_COMPARED_RAW], metrics::compared_raw::check),
    rule(&[codes::COUNTER_EXACT_INCREASE], metrics::exact_increase::check),
    rule(&[codes::COUNTER_GAUGE_FUNCTION], metrics::gauge_function::check),
    rule(&[codes::COUNTER_IRATE_IN_ALERT], metrics::irate_in_alert::check),
    rule(&[codes::COUNTER_RATE_OF_AGGREGATE], metrics::rate_of_aggregate::check),
    rule(&[codes::COUNTER_RATE_OF_GAUGE], metrics::rate_of_gauge::check),
    rule(&[codes::COUNTER_RATE_OF_RATE], metrics::rate_of_rate::check),
    rule(&[codes::EXPR_LONG_NUMBER], fragile::long_number::check),
    rule(&[codes::EXPR_MIXED_OPERATORS], fragile::mixed_operators::check),
    rule(&[codes::EXPR_NAN_SPREADS], fragile::nan_spreads::check),
    rule(&[codes::EXPR_NESTED_SUBQUERY], fragile::nested_subquery::check),
    rule(&[codes::EXPR_USELESS_SORT], fragile::useless_sort::check),
    together(&[codes::GROUP_INTERVAL], rules::interval::check),
    rule(&[codes::HISTOGRAM_AGGREGATED_QUANTILE], metrics::aggregated_quantile::check),
    rule(&[codes::HISTOGRAM_MIXED_PARTS], metrics::mixed_parts::check),
    rule(&[codes::HISTOGRAM_NO_BUCKETS], metrics::no_buckets::check),
    rule(&[codes::HISTOGRAM_QUANTILE_OUT_OF_RANGE], metrics::quantile_out_of_range::check),
    rule(&[codes::HISTOGRAM_RAW_BUCKETS], metrics::raw_buckets::check),
    rule(&[codes::HISTOGRAM_UNNORMALISED_BOUND], metrics::unnormalised_bound::check),
    of_files(&[codes::LABELS_EMPTY_VALUE], rules::empty_label::check),
    of_files(&[codes::LABELS_EXTERNAL], rules::external_labels::check),
    together(&[codes::LABELS_MISSING_SEVERITY, codes::LABELS_MISSPELT_SEVERITY], rules::severity::check),
    of_files(&[codes::LABELS_OVERWRITTEN], rules::overwritten::check),
    of_files(&[codes::LABELS_WITHOUT_EFFECT, codes::RECORD_TEMPLATE], rules::fixed_label::check),
    rule(&[codes::MATCHERS_CONTRADICTION], matchers::contradiction::check),
    rule(
        &[codes::MATCHERS_EMPTY_ALTERNATIVE, codes::MATCHERS_REPEATED_ALTERNATIVE],
        matchers::alternatives::check,
    ),
    rule(&[codes::MATCHERS_EVERYTHING], matchers::everything::check),
    rule(&[codes::MATCHERS_INNER_WILDCARD], matchers::inner_wildcard::check),
    rule(&[codes::MATCHERS_NEEDLESS_ANCHOR], matchers::anchors::check),
    rule(&[codes::MATCHERS_NEEDLESS_REGEX], matchers::needless_regex::check),
    rule(&[codes::MATCHERS_NO_METRIC], matchers::no_metric::check),
    rule(&[codes::MATCHERS_REDUNDANT], matchers::redundant::check),
    rule(&[codes::MATCHERS_TAKEN_LITERALLY], matchers::taken_literally::check),
    rule(&[codes::MATCHERS_UNESCAPED_DOT], matchers::dots::check),
    rule(&[codes::METRIC_UNKNOWN], metrics::unknown::check),
    together(&[codes::RECORD_CYCLE, codes::RECORD_READS_ITSELF], rules::circle::check),
    together(&[codes::RECORD_GAPS, codes::RECORD_LAG, codes::RECORD_READ_TOO_EARLY], rules::early::check),
    together(&[codes::RECORD_MISSING], rules::unrecorded::check),
    of_files(&[codes::RECORD_NAME], rules::record_name::check),
    of_files(&[codes::RECORD_OPERATIONS], rules::operations::check),
    rule(&[codes::RULE_SECRET], rules::secret::check),
    rule(&[codes::TEMPLATE_EXTERNAL_LABEL], templates::external_label::check),
    of_files(&[codes::TEMPLATE_FAULT], templates::faults::check),
    of_files(&[codes::TEMPLATE_LABEL], templates::label::check),
    rule(&[codes::TEMPLATE_LABEL], templates::query::check),
    rule(&[codes::TEMPLATE_NO_BRACES], templates::braces::check),
    rule(&[codes::TEMPLATE_PERCENT], templates::percent::check),
    of_files(
        &[codes::TEMPLATE_QUERY_IN_LABEL, codes::TEMPLATE_VALUE_IN_LABEL],
        templates::label_value::check,
    ),
    of_files(&[codes::TEMPLATE_RAW_VALUE], templates::raw_value::check),
    rule(&[codes::TIME_BEYOND_RETENTION], time::beyond_retention::check),
    rule(&[codes::TIME_FAR_PREDICTION], time::far_prediction::check),
    rule(&[codes::TIME_FIXED], time::fixed_time::check),
    rule(&[codes::TIME_FUTURE], time::future::check),
    rule(&[codes::TIME_LONG_RANGE], time::long_range::check),
    rule(&[codes::TIME_TOO_SHORT], time::too_short::check),
    rule(&[codes::VALUE_ALWAYS_HOLDS, codes::VALUE_NEVER_HOLDS], values::holds::check),
    rule(&[codes::VALUE_CONSTANT], values::constant::check),
    rule(&[codes::VALUE_CONTRADICTION], values::contradiction::check),
    rule(&[codes::VALUE_COUNT_ZERO], values::count_zero::check),
    rule(&[codes::VALUE_NAN], values::nan::check),
    rule(&[codes::VALUE_NEVER_RETURNS], values::never_returns::check),
    rule(&[codes::VALUE_NO_CONDITION], values::no_condition::check),
    rule(&[codes::VALUE_REDUNDANT], values::redundant::check),
    rule(&[codes::VALUE_SAME_SIDES], values::same_sides::check),
    rule(&[codes::VALUE_UNUSED_SIDE], values::unused_side::check),
    rule(&[codes::VALUE_ZERO_DIVISION], values::division::check),
];

/// A lint of single rules, those of programs too.
const fn rule(codes: &'static [Code], check: fn(&Look, &View, &mut Diagnostics)) -> Lint {
    Lint { codes, run: Run::Rule(check), for_programs: true }
}

/// A lint of single rules of files: of programs `analyse` says the same.
const fn of_files(codes: &'static [Code], check: fn(&Look, &View, &mut Diagnostics)) -> Lint {
    Lint { codes, run: Run::Rule(check), for_programs: false }
}

/// A lint of all rules together.
const fn together(codes: &'static [Code], check: fn(&Look, &mut Diagnostics)) -> Lint {
    Lint { codes, run: Run::Whole(check), for_programs: false }
}
