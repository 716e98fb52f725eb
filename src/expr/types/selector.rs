//! Selectors: something to select by, one name, regexes that Prometheus can read.

use super::{Checker, Type};
use crate::diag::{Diagnostic, codes};
use crate::expr::{MatchOp, Matcher, Selector};
use crate::text::{Span, Spanned};

impl Checker<'_> {
    pub(super) fn selector(&mut self, selector: &Selector, span: Span) -> Option<Type> {
        self.matchers(&selector.matchers);
        match selector.name.as_ref().filter(|name| !name.is_empty()) {
            Some(name) => self.name_twice(name, &selector.matchers),
            None if selector.matchers.iter().all(matches_nothing) => {
                let message = "this selects every series there is";
                let finding = Diagnostic::new(codes::EXPR_SELECTS_EVERYTHING, span, message);
                self.report(finding.help("name a metric, or match a label that must not be empty"));
            }
            None => {}
        }
        Some(Type::Vector)
    }

    pub(super) fn matchers(&mut self, matchers: &[Matcher]) {
        for matcher in matchers.iter().filter(|matcher| matcher.op.is_regex()) {
            self.regex(&matcher.value, matcher.value.span);
        }
    }

    fn name_twice(&mut self, name: &Spanned<String>, matchers: &[Matcher]) {
        for matcher in matchers.iter().filter(|matcher| matcher.label.value == "__name__") {
            let message =
                format!("the metric is named twice, `{}` and `{}`", name.value, matcher.value.value);
            let finding = Diagnostic::new(codes::EXPR_NAMED_TWICE, matcher.label.span, message);
            self.report(finding.because(name.span, "named here").help("keep one of them"));
        }
    }

    /// A regex in the string at `span`, quotes included.
    pub(super) fn regex(&mut self, pattern: &str, span: Span) {
        let Err(error) = crate::regexes::check(pattern) else { return };
        // Escapes make the string's text longer than its value: then the place inside is not known.
        let plain = (span.end - span.start) as usize == pattern.len() + 2;
        let place = if plain { span.part(1 + error.at.start, 1 + error.at.end) } else { span };
        let mut finding = Diagnostic::new(codes::EXPR_REGEX, place, error.message);
        finding.help = error.help;
        self.report(finding);
    }

    /// The names in `by`, `on`, `group_left`, ….
    pub(super) fn labels(&mut self, labels: &[Spanned<String>]) {
        for label in labels.iter().filter(|label| label.value.is_empty()) {
            self.error(codes::EXPR_LABEL_NAME, label.span, "the name of a label is empty");
        }
    }
}

/// Whether a matcher accepts the empty value, so that it leaves all series in.
fn matches_nothing(matcher: &Matcher) -> bool {
    let value = matcher.value.as_str();
    let accepts_empty = |pattern: &str| match pattern {
        ".*" | "" => true,
        ".+" => false,
        _ => crate::regexes::Matcher::new(pattern).is_ok_and(|regex| regex.matches("")),
    };
    match matcher.op {
        MatchOp::Equal => value.is_empty(),
        MatchOp::NotEqual => !value.is_empty(),
        MatchOp::Regex => accepts_empty(value),
        MatchOp::NotRegex => !accepts_empty(value),
    }
}
