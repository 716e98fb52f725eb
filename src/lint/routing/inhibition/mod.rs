//! Inhibition rules: those that mute nothing, too much, or each other.

mod circle;
mod equal;
mod sides;

use super::look::Look;
use crate::diag::Diagnostics;
pub(super) use sides::Sides;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let rules: Vec<Sides> =
        look.config.inhibit_rules.iter().enumerate().map(|(index, rule)| Sides::new(index, rule)).collect();
    for rule in &rules {
        sides::check(look, rule, findings);
        equal::check(look, rule, findings);
    }
    circle::check(look, &rules, findings);
}
