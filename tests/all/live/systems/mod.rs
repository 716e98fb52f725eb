//! The real systems of `rules/`: each escalation policy runs its first and its second step. Time is divided so
//! that the second step comes 12 s after the first.

mod dues;
mod hero_foundry;
mod idle_cultivation;
mod mmorpg_validation;
mod performance;
mod routes;
mod unit_system;
mod zev_mud;

use performance::System;

/// One policy, and an alert of it that is made to fire.
struct Policy {
    /// As in `escalation_policy`; a watchdog has its receiver's name.
    name: &'static str,
    alert: &'static str,
    /// `name{labels} value`, or `name{labels} +value` for a counter that gains so much a second. None: the lack of
    /// any makes it fire.
    series: &'static [&'static str],
    /// What becomes 12 s: the time until the second step; of a policy of one step, what suits its `for`.
    pace: &'static str,
    /// Who is told by the first step, as `RECEIVER:KIND`.
    first: &'static [&'static str],
    /// Who is told by the second one.
    second: &'static [&'static str],
}
