//! Matchers of one label that no value passes: the selector never selects anything.

use super::{matchers_by_label, selectors, span_of};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::Matcher;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for one in selectors(view) {
        for (label, matchers) in matchers_by_label(one.selector) {
            let mut values = None;
            for (at, (matcher, own)) in matchers.iter().enumerate() {
                let narrowed = match values.take() {
                    Some(before) => own.clone().and(&before),
                    None => own.clone(),
                };
                if narrowed.are_none() {
                    findings.push(nothing_left(label, matcher, &matchers[..at]));
                    break;
                }
                values = Some(narrowed);
            }
        }
    }
}

fn nothing_left(
    label: &str,
    matcher: &Matcher,
    before: &[(&Matcher, crate::expr::labels::Values)],
) -> Diagnostic {
    let (op, value) = (matcher.op.text(), &matcher.value.value);
    if before.is_empty() {
        let message = format!("`{op}\"{value}\"` lets nothing through, not even series without `{label}`");
        let finding = Diagnostic::new(codes::MATCHERS_CONTRADICTION, span_of(matcher), message);
        return finding.help(format!(
            "for series without the label write `{label}=\"\"`, for those with it `{label}!=\"\"`"
        ));
    }
    let message = format!("no value of `{label}` passes all of its matchers, so that nothing is selected");
    let finding = Diagnostic::new(codes::MATCHERS_CONTRADICTION, span_of(matcher), message);
    let finding = before
        .iter()
        .fold(finding, |finding, (earlier, _)| finding.because(span_of(earlier), "and this must hold, too"));
    finding.help("series that pass one or the other are selected by `=~\"a|b\"`")
}
