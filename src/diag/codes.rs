//! The one table of diagnostic codes. Each has a page under `docs/codes/`, whose
//! bad and good blocks are tests.

use super::Level;

/// A stable name `group/name`, its level, and its page.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    pub name: &'static str,
    pub level: Level,
    page: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name == other.name
    }
}

/// Declares the constants and the table in one list, sorted by name.
macro_rules! codes {
    ($($constant:ident $level:ident $name:literal)*) => {
        $(pub const $constant: Code = Code {
            name: $name,
            level: Level::$level,
            page: include_str!(concat!("../../docs/codes/", $name, ".md")),
        };)*
        /// Every code, sorted by name.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    ALERT_ABSENT_AT_ONCE Warning "alert/absent-at-once"
    ALERT_BAND Error "alert/band"
    ALERT_CHANGING_SERIES Warning "alert/changing-series"
    ALERT_INTERVAL Error "alert/interval"
    ALERT_LEVEL_ORDER Error "alert/level-order"
    ALERT_LEVEL_SIDES Error "alert/level-sides"
    ALERT_NO_MEASURE Error "alert/no-measure"
    ALERT_OVERRIDE Error "alert/override"
    ALERT_RESTART_RATIO Pedantic "alert/restart-ratio"
    ALERT_UNKNOWN_LABELS Warning "alert/unknown-labels"
    ALERT_UNTIL Error "alert/until"
    ALERT_VALUE_LABEL Pedantic "alert/value-label"
    ALERT_VANISHING_SUM Pedantic "alert/vanishing-sum"
    ALERTMANAGER_AMBIGUOUS_MATCHER Warning "alertmanager/ambiguous-matcher"
    ALERTMANAGER_CLASSIC_MATCHER Warning "alertmanager/classic-matcher"
    ALERTMANAGER_GROUP_BY Error "alertmanager/group-by"
    ALERTMANAGER_MATCHER Error "alertmanager/matcher"
    ALERTMANAGER_ROOT_ROUTE Error "alertmanager/root-route"
    ALLOW_EXPIRED Warning "allow/expired"
    ALLOW_LOCKED Warning "allow/locked"
    ALLOW_MALFORMED Warning "allow/malformed"
    ALLOW_NO_REASON Warning "allow/no-reason"
    ALLOW_UNKNOWN_CODE Warning "allow/unknown-code"
    ALLOW_UNUSED Warning "allow/unused"
    CHANNEL_BAD_DURATION Error "channel/bad-duration"
    CHANNEL_BAD_URL Error "channel/bad-url"
    CHANNEL_CONFLICT Error "channel/conflict"
    CHANNEL_HTTP_CONFIG Warning "channel/http-config"
    CHANNEL_INLINE_SECRET Error "channel/inline-secret"
    CHANNEL_MISSING Error "channel/missing"
    CHANNEL_NEVER_RESOLVES Warning "channel/never-resolves"
    CHANNEL_NOT_ONE_OF Error "channel/not-one-of"
    CHANNEL_REPEATED_SETTING Error "channel/repeated-setting"
    CHANNEL_RESERVED_NAME Error "channel/reserved-name"
    CHANNEL_TEMPLATE Error "channel/template"
    CHANNEL_TIMEOUT Warning "channel/timeout"
    CHANNEL_TOO_LONG Warning "channel/too-long"
    CHANNEL_UNKNOWN_KIND Error "channel/unknown-kind"
    CHANNEL_UNKNOWN_SETTING Error "channel/unknown-setting"
    CHANNEL_WRONG_TYPE Error "channel/wrong-type"
    COUNTER_COMPARED_RAW Warning "counter/compared-raw"
    COUNTER_EXACT_INCREASE Warning "counter/exact-increase"
    COUNTER_GAUGE_FUNCTION Warning "counter/gauge-function"
    COUNTER_IRATE_IN_ALERT Pedantic "counter/irate-in-alert"
    COUNTER_RATE_OF_AGGREGATE Warning "counter/rate-of-aggregate"
    COUNTER_RATE_OF_GAUGE Warning "counter/rate-of-gauge"
    COUNTER_RATE_OF_RATE Warning "counter/rate-of-rate"
    ESCALATION_EVERY_LABEL Warning "escalation/every-label"
    ESCALATION_GAP Warning "escalation/gap"
    ESCALATION_GROUP_INTERVAL Warning "escalation/group-interval"
    ESCALATION_GROUP_WAIT Warning "escalation/group-wait"
    ESCALATION_LOST_RESOLVE Note "escalation/lost-resolve"
    ESCALATION_LOST_VALUE Error "escalation/lost-value"
    ESCALATION_ORDER Error "escalation/order"
    ESCALATION_PAGES_TWICE Warning "escalation/pages-twice"
    ESCALATION_REPEAT Warning "escalation/repeat"
    ESCALATION_RESTART Note "escalation/restart"
    ESCALATION_TEMPLATED_LABEL Warning "escalation/templated-label"
    ESCALATION_TOGETHER Warning "escalation/together"
    ESCALATION_TOLD_TWICE Warning "escalation/told-twice"
    EXPR_EXPERIMENTAL Error "expr/experimental"
    EXPR_LABEL_NAME Error "expr/label-name"
    EXPR_LONG_NUMBER Pedantic "expr/long-number"
    EXPR_MATCHING Error "expr/matching"
    EXPR_MIXED_OPERATORS Pedantic "expr/mixed-operators"
    EXPR_MODIFIER Error "expr/modifier"
    EXPR_NAMED_TWICE Error "expr/named-twice"
    EXPR_NAN_SPREADS Warning "expr/nan-spreads"
    EXPR_NESTED_SUBQUERY Pedantic "expr/nested-subquery"
    EXPR_RANGE Error "expr/range"
    EXPR_REGEX Error "expr/regex"
    EXPR_SELECTS_EVERYTHING Error "expr/selects-everything"
    EXPR_UNKNOWN_FUNCTION Error "expr/unknown-function"
    EXPR_USELESS_SORT Warning "expr/useless-sort"
    FIELD_CONFLICT Error "field/conflict"
    FIELD_DUPLICATE Error "field/duplicate"
    FIELD_MISSING Error "field/missing"
    FIELD_TYPE Error "field/type"
    FIELD_UNKNOWN Error "field/unknown"
    FILE_DECLINED Note "file/declined"
    FILE_FOREIGN_FIELD Note "file/foreign-field"
    FILE_IGNORED_DOCUMENT Warning "file/ignored-document"
    GATE_CONFIDENCE Error "gate/confidence"
    HISTOGRAM_AGGREGATED_QUANTILE Warning "histogram/aggregated-quantile"
    HISTOGRAM_MIXED_PARTS Warning "histogram/mixed-parts"
    HISTOGRAM_NO_BUCKETS Warning "histogram/no-buckets"
    HISTOGRAM_QUANTILE_OUT_OF_RANGE Error "histogram/quantile-out-of-range"
    HISTOGRAM_RAW_BUCKETS Warning "histogram/raw-buckets"
    HISTOGRAM_UNNORMALISED_BOUND Warning "histogram/unnormalised-bound"
    INHIBIT_LESS_SEVERE Warning "inhibit/less-severe"
    INHIBIT_NO_ALERT Warning "inhibit/no-alert"
    INHIBIT_NO_EFFECT Warning "inhibit/no-effect"
    INHIBIT_WITHOUT_LABEL Warning "inhibit/without-label"
    LABELS_AMBIGUOUS_MATCH Pedantic "labels/ambiguous-match"
    LABELS_EMPTY_NAME Error "labels/empty-name"
    LABELS_IMPOSSIBLE Error "labels/impossible"
    LABELS_LOST_JOIN Warning "labels/lost-join"
    LABELS_MISSING_GROUP Warning "labels/missing-group"
    LABELS_NAME Error "labels/name"
    LABELS_NEEDLESS_AGGREGATION Warning "labels/needless-aggregation"
    LABELS_NEEDLESS_GROUP Pedantic "labels/needless-group"
    LABELS_NEVER_MATCHES Error "labels/never-matches"
    LABELS_NO_GROUP Error "labels/no-group"
    LABELS_NO_SERIES Error "labels/no-series"
    LABELS_NOT_SHARED Error "labels/not-shared"
    LABELS_OVERWRITTEN Warning "labels/overwritten"
    LABELS_REPLACED_BY_JOIN Pedantic "labels/replaced-by-join"
    LABELS_REPLACES_NOTHING Warning "labels/replaces-nothing"
    LABELS_RESERVED Error "labels/reserved"
    LABELS_TAKEN_FOR_STEP Error "labels/taken-for-step"
    MATCHERS_CONTRADICTION Error "matchers/contradiction"
    MATCHERS_EMPTY_ALTERNATIVE Pedantic "matchers/empty-alternative"
    MATCHERS_EVERYTHING Warning "matchers/everything"
    MATCHERS_INNER_WILDCARD Pedantic "matchers/inner-wildcard"
    MATCHERS_NEEDLESS_ANCHOR Pedantic "matchers/needless-anchor"
    MATCHERS_NEEDLESS_REGEX Pedantic "matchers/needless-regex"
    MATCHERS_NO_METRIC Pedantic "matchers/no-metric"
    MATCHERS_REDUNDANT Pedantic "matchers/redundant"
    MATCHERS_REPEATED_ALTERNATIVE Warning "matchers/repeated-alternative"
    MATCHERS_TAKEN_LITERALLY Warning "matchers/taken-literally"
    MATCHERS_UNESCAPED_DOT Pedantic "matchers/unescaped-dot"
    MEASURE_ARGUMENT Error "measure/argument"
    MEASURE_NO_WINDOW Error "measure/no-window"
    MEASURE_UNKNOWN_KIND Error "measure/unknown-kind"
    MEASURE_UNUSED_CLAUSE Warning "measure/unused-clause"
    METRIC_UNKNOWN Warning "metric/unknown"
    NAME_ARGUMENT Error "name/argument"
    NAME_CYCLE Error "name/cycle"
    NAME_DUPLICATE Error "name/duplicate"
    NAME_NESTED Error "name/nested"
    NAME_NOT_DURATION Error "name/not-duration"
    NAME_NOT_LIST Error "name/not-list"
    NAME_NOT_TEXT Error "name/not-text"
    NAME_UNKNOWN Error "name/unknown"
    NAME_UNUSED Warning "name/unused"
    POLICY_AGGREGATION Error "policy/aggregation"
    POLICY_DURATION Error "policy/duration"
    POLICY_EXPIRED Warning "policy/expired"
    POLICY_FORBIDDEN Error "policy/forbidden"
    POLICY_LATE Error "policy/late"
    POLICY_LIMIT Error "policy/limit"
    POLICY_MISSING Error "policy/missing"
    POLICY_NAME Error "policy/name"
    POLICY_SELECTOR Error "policy/selector"
    POLICY_UNREACHED Error "policy/unreached"
    POLICY_UNUSED Warning "policy/unused"
    POLICY_VALUE Error "policy/value"
    RECORD_BRACES Error "record/braces"
    RECORD_NAME Warning "record/name"
    SERVICE_NO_DOWN Warning "service/no-down"
    SLO_EVENTS Error "slo/events"
    SLO_NEVER_FIRES Warning "slo/never-fires"
    SLO_OBJECTIVE Error "slo/objective"
    SYNTAX_ESCAPE Error "syntax/escape"
    SYNTAX_NUMBER Error "syntax/number"
    SYNTAX_REPEATED Error "syntax/repeated"
    SYNTAX_TOO_DEEP Error "syntax/too-deep"
    SYNTAX_UNCLOSED Error "syntax/unclosed"
    SYNTAX_UNEXPECTED Error "syntax/unexpected"
    SYNTAX_UNOPENED Error "syntax/unopened"
    TARGET_MIMIR_LIMIT Error "target/mimir-limit"
    TARGET_MIMIR_SECRET Error "target/mimir-secret"
    TARGET_MIMIR_SETTING Error "target/mimir-setting"
    TARGET_OPERATOR_INTEGRATION Error "target/operator-integration"
    TARGET_OPERATOR_NAMESPACE Error "target/operator-namespace"
    TARGET_OPERATOR_SECRET Error "target/operator-secret"
    TARGET_OPERATOR_SETTING Error "target/operator-setting"
    TARGET_OPERATOR_ZONE Error "target/operator-zone"
    TARGET_THANOS_MEMORY Warning "target/thanos-memory"
    TARGET_VMALERT_FUNCTION Error "target/vmalert-function"
    TARGET_VMALERT_MEMORY Warning "target/vmalert-memory"
    TEMPLATE_FAULT Error "template/fault"
    TEMPLATE_LABEL Error "template/label"
    TEMPLATE_NO_VALUE Error "template/no-value"
    TEMPLATE_SYNTAX Error "template/syntax"
    TIME_BEYOND_RETENTION Warning "time/beyond-retention"
    TIME_FAR_PREDICTION Pedantic "time/far-prediction"
    TIME_FIXED Warning "time/fixed"
    TIME_FUTURE Warning "time/future"
    TIME_LONG_RANGE Pedantic "time/long-range"
    TIME_TOO_SHORT Warning "time/too-short"
    TYPE_ARGUMENTS Error "type/arguments"
    TYPE_BOOL Error "type/bool"
    TYPE_MISMATCH Error "type/mismatch"
    UNIT_MISMATCH Error "unit/mismatch"
    UNIT_SCALE Error "unit/scale"
    UNIT_SURPRISE Warning "unit/surprise"
    USE_CYCLE Error "use/cycle"
    USE_UNKNOWN Error "use/unknown"
    VERSION_ALERTMANAGER Error "version/alertmanager"
    VERSION_PROMETHEUS Error "version/prometheus"
    WINDOW_BACKWARDS Error "window/backwards"
    WINDOW_BAD_CLOCK Error "window/bad-clock"
    WINDOW_EMPTY_TIME Error "window/empty-time"
    WINDOW_LEAP_YEAR Error "window/leap-year"
    WINDOW_LOST_DAY Warning "window/lost-day"
    WINDOW_MIXED_RANGE Error "window/mixed-range"
    WINDOW_NEVER Error "window/never"
    WINDOW_NO_SUCH_DATE Error "window/no-such-date"
    WINDOW_OVERLAP Warning "window/overlap"
    WINDOW_UNKNOWN_ZONE Error "window/unknown-zone"
    YAML_ALIAS Error "yaml/alias"
    YAML_SYNTAX Error "yaml/syntax"
}

pub fn named(name: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.name == name)
}

impl Code {
    /// The first paragraph of a section of its page.
    pub fn section(self, name: &str) -> Option<&'static str> {
        let heading = format!("\n## {name}\n\n");
        let start = self.page.find(&heading)? + heading.len();
        let text = &self.page[start..];
        Some(text.split("\n\n").next().unwrap_or(text).trim_end())
    }

    /// The page of this code, in Markdown.
    pub fn page(self) -> &'static str {
        self.page
    }
}
