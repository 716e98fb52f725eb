//! Routes and inhibition in the words of the CRD.

use super::super::objects::text;
use super::Refusals;
use crate::diag::{Diagnostic, codes};
use crate::expr::MatchOp;
use crate::lower::{InhibitRule, Matcher, Route};
use crate::model::{Millis, Setting};
use crate::quantity::duration_text;
use crate::text::Span;

/// A route and those below it. The tree is four routes deep.
pub(super) fn route(route: &Route, refusals: &mut Refusals) -> Setting {
    let mut fields = Vec::new();
    if !route.matchers.is_empty() {
        fields.push(("matchers".to_string(), matchers(&route.matchers, route.span, refusals)));
    }
    if let Some(receiver) = &route.receiver {
        fields.push(text("receiver", receiver));
    }
    if let Some(group_by) = &route.group_by {
        fields.push(("groupBy".to_string(), texts(group_by)));
    }
    let mut duration = |name: &str, value: Option<Millis>| {
        fields.extend(value.map(|value| text(name, &duration_text(value))));
    };
    duration("groupWait", route.group_wait);
    duration("groupInterval", route.group_interval);
    duration("repeatInterval", route.repeat_interval);
    for (name, intervals) in [
        ("activeTimeIntervals", &route.active_time_intervals),
        ("muteTimeIntervals", &route.mute_time_intervals),
    ] {
        if !intervals.is_empty() {
            fields.push((name.to_string(), texts(intervals)));
        }
    }
    if route.continues {
        fields.push(("continue".to_string(), Setting::Bool(true)));
    }
    if !route.routes.is_empty() {
        let below = route.routes.iter().map(|child| self::route(child, refusals)).collect();
        fields.push(("routes".to_string(), Setting::List(below)));
    }
    Setting::Map(fields)
}

/// Without its name, which the CRD lacks: it is for people alone.
pub(super) fn inhibit_rule(rule: &InhibitRule, refusals: &mut Refusals) -> Setting {
    let mut fields = vec![
        ("sourceMatch".to_string(), matchers(&rule.source, rule.span, refusals)),
        ("targetMatch".to_string(), matchers(&rule.target, rule.span, refusals)),
    ];
    if !rule.equal.is_empty() {
        fields.push(("equal".to_string(), texts(&rule.equal)));
    }
    Setting::Map(fields)
}

fn matchers(matchers: &[Matcher], span: Option<Span>, refusals: &mut Refusals) -> Setting {
    Setting::List(matchers.iter().map(|one| matcher(one, span, refusals)).collect())
}

/// The operator writes the name without quotes, so that only a classic one can be read again.
fn matcher(matcher: &Matcher, span: Option<Span>, refusals: &mut Refusals) -> Setting {
    let classic = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_classic =
        matcher.label.chars().all(classic) && !matcher.label.starts_with(|c: char| c.is_ascii_digit());
    if let (false, Some(span)) = (is_classic, span) {
        let message = format!("AlertmanagerConfig cannot match the label `{}`", matcher.label);
        refusals.push(
            Diagnostic::new(codes::TARGET_OPERATOR_SETTING, span, message)
                .help("labels of letters, digits and `_` can be matched there"),
        );
    }
    let op = match matcher.op {
        MatchOp::Equal => "=",
        MatchOp::NotEqual => "!=",
        MatchOp::Regex => "=~",
        MatchOp::NotRegex => "!~",
    };
    Setting::Map(vec![text("name", &matcher.label), text("matchType", op), text("value", &matcher.value)])
}

fn texts(texts: &[impl AsRef<str>]) -> Setting {
    Setting::List(texts.iter().map(|text| Setting::Text(text.as_ref().to_string())).collect())
}
