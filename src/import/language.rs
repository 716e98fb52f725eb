//! Rules whose expressions are of another language than PromQL.

use crate::yaml::Node;

/// The language of the expressions of a document in which some are no PromQL.
pub(super) fn of(document: &Node) -> Option<&'static str> {
    let groups = document.get("groups").or_else(|| document.get("spec")?.get("groups"));
    let groups = groups.and_then(Node::sequence).unwrap_or_default();
    let mut found = None;
    for group in groups {
        match group.get("type").and_then(Node::text).map(|text| text.value.as_str()) {
            Some("graphite") => return Some("rules for Graphite, which is not read"),
            Some("vlogs") => return Some("rules of LogsQL, which is not read"),
            _ => {}
        }
        for rule in group.get("rules").and_then(Node::sequence).unwrap_or_default() {
            let Some(expr) = rule.get("expr").and_then(Node::text) else { continue };
            match foreign_words(&expr.value) {
                Some(Language::LogQl) => return Some("rules of Loki: LogQL is not read"),
                Some(Language::MetricsQl) => found = Some("rules of MetricsQL, which is not read"),
                None => {}
            }
        }
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    LogQl,
    MetricsQl,
}

/// Functions of MetricsQL that PromQL has not and that nobody misspells so.
const METRICSQL: &[&str] = &[
    "WITH",
    "alias",
    "any",
    "ascent_over_time",
    "bitmap_and",
    "bitmap_or",
    "buckets_limit",
    "count_eq_over_time",
    "count_gt_over_time",
    "count_le_over_time",
    "count_ne_over_time",
    "decreases_over_time",
    "default_rollup",
    "descent_over_time",
    "distinct",
    "distinct_over_time",
    "duration_over_time",
    "geomean",
    "histogram",
    "histogram_over_time",
    "hoeffding_bound_lower",
    "hoeffding_bound_upper",
    "increase_prometheus",
    "increase_pure",
    "increases_over_time",
    "integrate",
    "interpolate",
    "keep_last_value",
    "keep_next_value",
    "label_copy",
    "label_del",
    "label_keep",
    "label_lowercase",
    "label_map",
    "label_match",
    "label_mismatch",
    "label_move",
    "label_set",
    "label_transform",
    "label_uppercase",
    "label_value",
    "lag",
    "lifetime",
    "limit_offset",
    "median",
    "mode_over_time",
    "outlier_iqr_over_time",
    "outliers_iqr",
    "outliers_mad",
    "outliersk",
    "prometheus_buckets",
    "quantiles",
    "quantiles_over_time",
    "range_avg",
    "range_first",
    "range_last",
    "range_max",
    "range_median",
    "range_min",
    "range_normalize",
    "range_over_time",
    "range_quantile",
    "range_sum",
    "remove_resets",
    "rollup",
    "rollup_candlestick",
    "rollup_delta",
    "rollup_deriv",
    "rollup_increase",
    "rollup_rate",
    "rollup_scrape_interval",
    "running_avg",
    "running_max",
    "running_min",
    "running_sum",
    "scrape_interval",
    "share_eq_over_time",
    "share_gt_over_time",
    "share_le_over_time",
    "smooth_exponential",
    "sum_eq_over_time",
    "sum_gt_over_time",
    "sum_le_over_time",
    "tfirst_over_time",
    "timestamp_with_name",
    "tlast_change_over_time",
    "tlast_over_time",
    "tmax_over_time",
    "tmin_over_time",
    "union",
    "vmrange_buckets_to_le",
    "zscore",
    "zscore_over_time",
];

/// Words and signs outside of quotes and comments that only another language has.
fn foreign_words(expr: &str) -> Option<Language> {
    let bytes = expr.as_bytes();
    let mut at = 0;
    let mut found = None;
    // The last sign before white space: `}` of a selector before `!= "text"`.
    let mut before = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => at = behind_quote(bytes, at, quote),
            b'#' => at += expr[at..].find('\n').unwrap_or(expr.len() - at),
            b'|' => return Some(Language::LogQl),
            b'!' if before == b'}' && filters(&expr[at..]) => return Some(Language::LogQl),
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let start = at;
                while at < bytes.len()
                    && (bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'_' | b':' | b'.'))
                {
                    at += 1;
                }
                let word = &expr[start..at];
                let called = expr[at..].trim_start().starts_with('(');
                let between = before != 0 && matches!(word, "default" | "if" | "ifnot" | "keep_metric_names");
                if called && METRICSQL.contains(&word) || between && !b"{,(".contains(&before) {
                    found = Some(Language::MetricsQl);
                }
                before = b'a';
                continue;
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => {}
        }
        before = bytes.get(at).copied().unwrap_or(0);
        at += 1;
    }
    found
}

/// `!= "text"` or `!~ "text"` behind a selector: a filter of lines.
fn filters(rest: &str) -> bool {
    let operand = rest.strip_prefix("!=").or_else(|| rest.strip_prefix("!~"));
    operand.is_some_and(|operand| operand.trim_start().starts_with(['"', '`']))
}

/// The last byte of the string that begins at `at`.
fn behind_quote(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    at += 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' && quote != b'`' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (expr, expected) in [
            ("sum(rate({job=\"a\"} |= \"error\" [5m])) > 1", Some(Language::LogQl)),
            ("count_over_time({job=\"a\"} != \"x\" [5m])", Some(Language::LogQl)),
            ("up{a=\"b|c\"} != 5 # | x", None),
            ("up default 0", Some(Language::MetricsQl)),
            ("rollup_rate(x[5m])", Some(Language::MetricsQl)),
            ("sum by (default) (up)", None),
            ("default", None),
            ("sum by (if, default) (median)", None),
            ("up{", None),
            ("\"", None),
            ("'\\", None),
        ] {
            assert_eq!(foreign_words(expr), expected, "{expr}");
        }
    }
}
