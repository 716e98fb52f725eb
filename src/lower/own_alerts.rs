//! A rule that reads the alerts of its own level in `ALERTS`, for what a condition alone cannot
//! say: hysteresis, and escalation of an alert that is kept firing.

use super::expression::{binary, last_over_time, matching, operand, parenthesised, selector};
use super::labels;
use crate::expr::{BinaryOp, Expr};
use crate::model::{Alert, Level, Millis, Model};

const MINUTE: Millis = 60_000;

/// How long a restart of Prometheus may take, until its rules are evaluated again.
const RESTART_ALLOWANCE: Millis = 7 * MINUTE;

/// Prometheus restores the state of an alert only when its `for` is over ten minutes; another one is
/// pending again for its whole `for`. So long must the memory of it firing last, and over the
/// five minutes for which a sample counts as present.
pub(super) fn memory(level: &Level) -> Millis {
    level.pending.max(5 * MINUTE) + RESTART_ALLOWANCE
}

/// The level's alerts of the first step that fire, or that fired before a restart and are not
/// resolved since:
///
/// ```text
/// last_over_time(ALERTS{alertname="X",alertstate="firing",…,escalation=""}[12m])
/// and ignoring (alertstate) ALERTS{alertname="X",…,escalation=""}
/// ```
///
/// A step or a level never reads itself: `escalation=""` leaves later steps out.
pub(super) fn firing(model: &Model, alert: &Alert, level: &Level) -> Expr {
    let span = level.span;
    let any_state = labels::identity(model, alert, level);
    let mut firing = any_state.clone();
    firing.insert(1, ("alertstate", "firing"));
    let remembered = last_over_time(selector("ALERTS", &firing, span), memory(level), span);
    let present = selector("ALERTS", &any_state, span);
    let matching = matching(false, vec!["alertstate"], span);
    binary(remembered, BinaryOp::And, Some(matching), present, span)
}

/// The condition of a level with hysteresis: bad by `condition`, or firing already and still
/// bad by `hold`.
pub(super) fn with_hold(model: &Model, alert: &Alert, level: &Level, hold: &Expr) -> Expr {
    let span = level.span;
    let matching = match labels::kept(alert, level) {
        Some(kept) => matching(true, kept, span),
        None => matching(false, labels::set_by_rule(alert, level), span),
    };
    let firing = parenthesised(firing(model, alert, level));
    let held = binary(operand(hold.clone()), BinaryOp::And, Some(matching), firing, span);
    binary(level.condition.clone(), BinaryOp::Or, None, parenthesised(held), span)
}
