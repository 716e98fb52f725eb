//! `=~"service_.+_prod"`: a label that holds several things at once.

use super::matchers;
use super::pattern::{Part, parts};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (_, _, matcher) in matchers(view) {
        if !matcher.op.is_regex() || matcher.label.value == "__name__" {
            continue;
        }
        let Some(parts) = parts(&matcher.value) else { continue };
        let between =
            parts.windows(3).any(|three| matches!(three, [Part::Text(_), Part::Wildcard, Part::Text(_)]));
        if between {
            let label = &matcher.label.value;
            let message = format!("`{label}` holds several things at once, which this regex takes apart");
            findings.push(
                Diagnostic::new(codes::MATCHERS_INNER_WILDCARD, matcher.value.span, message)
                    .help("give each of them a label of its own when scraping, and match by those"),
            );
        }
    }
}
