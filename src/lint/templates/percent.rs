//! Percent signs behind shares from 0 to 1, and `humanizePercentage` of what is none.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};
use crate::quantity::Dimension;
use crate::template::Shown;

use super::Text;

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(unit) = view.unit.unit() else { return };
    let is_share = unit.dimension == Dimension::Ratio && unit.scale == 1.0;
    let is_percent = unit.dimension == Dimension::Ratio && unit.scale == 0.01;
    // Counts and what is made of them are known only roughly.
    let is_no_share = matches!(
        unit.dimension,
        Dimension::Bytes
            | Dimension::BytesPerSecond
            | Dimension::Celsius
            | Dimension::Time
            | Dimension::Timestamp
    );
    for text in &view.texts {
        for shown in text.template().map_or(&[][..], |template| template.values_shown()) {
            let span = text.span_of(shown.at.clone());
            if is_share && shown.through != Some("humanizePercentage") && has_percent_sign(text, shown) {
                findings.push(
                    Diagnostic::new(
                        codes::TEMPLATE_PERCENT,
                        span,
                        "the value is a share from 0 to 1, and is shown as percent",
                    )
                    .because(view.rule.expr.span, "not multiplied by 100")
                    .help("write `{{ $value | humanizePercentage }}` without a `%` behind it"),
                );
            } else if (is_percent || is_no_share) && shown.through == Some("humanizePercentage") {
                findings.push(
                    Diagnostic::new(
                        codes::TEMPLATE_PERCENT,
                        span,
                        format!("`humanizePercentage` multiplies by 100, and the value {}", unit.statement()),
                    )
                    .because(view.rule.expr.span, "its value")
                    .help(if is_percent {
                        "write `{{ $value | printf \"%.1f\" }}%`, or leave out the `* 100`"
                    } else {
                        "show it as what it is"
                    }),
                );
            }
        }
    }
}

/// Whether a `%` follows: behind the action, or in the format.
fn has_percent_sign(text: &Text, shown: &Shown) -> bool {
    let (value, at) = (text.value(), shown.at.clone());
    let in_format =
        shown.through == Some("printf") && value.get(at.clone()).is_some_and(|it| it.contains("%%"));
    in_format || value.get(at.end..).is_some_and(|rest| rest.starts_with('%'))
}
