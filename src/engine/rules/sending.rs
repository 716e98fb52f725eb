//! What Alertmanager is told: alerts that fire, again and again, and that they are over (`sendAlerts` of
//! `rules/alerting.go`).

use super::alert::{Alert, State};
use super::manager::RulePlace;
use crate::model::Millis;
use crate::series::Labels;

/// One alert of one message to Alertmanager.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    pub at: Millis,
    pub rule: RulePlace,
    /// With external labels, where it has none of that name itself.
    pub labels: Labels,
    /// Sorted by name.
    pub annotations: Vec<(String, String)>,
    /// When it began to fire.
    pub starts_at: Millis,
    /// When it was over; of one that fires, until when that is believed without another word.
    pub ends_at: Millis,
    pub resolved: bool,
}

/// How often a message may fail to arrive before Alertmanager takes an alert for resolved.
const LIVES: Millis = 4;

impl Alert {
    pub(super) fn needs_sending(&self, at: Millis, resend_delay: Millis) -> bool {
        if self.state == State::Pending {
            return false;
        }
        match (self.resolved_at, self.last_sent_at) {
            (_, None) => true,
            (Some(resolved), Some(sent)) if resolved > sent => true,
            (_, Some(sent)) => sent + resend_delay < at,
        }
    }

    /// Notes that it is sent now by a group of this interval.
    pub(super) fn mark_sent(&mut self, at: Millis, resend_delay: Millis, interval: Millis) {
        self.last_sent_at = Some(at);
        self.valid_until = Some(at + LIVES * interval.max(resend_delay));
    }

    /// `StartsAt`, `EndsAt` and whether it is over.
    pub(super) fn span(&self) -> (Millis, Millis, bool) {
        let end = self.resolved_at.or(self.valid_until).unwrap_or(self.active_at);
        (self.fired_at.unwrap_or(self.active_at), end, self.resolved_at.is_some())
    }
}

/// The labels that leave the server.
pub fn with_external(labels: &Labels, external: &[(String, String)]) -> Labels {
    if external.is_empty() {
        return labels.clone();
    }
    let external = external.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Labels::new(external.chain(labels.iter()))
}
