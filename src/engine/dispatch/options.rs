//! Alertmanager's flags, and what of its behaviour is left to chance.

use crate::model::Millis;

const SECOND: Millis = 1_000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;

/// The default is that of Alertmanager 0.33, alone: without a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// When Alertmanager starts: garbage is collected at fixed distances from then.
    pub starts_at: Millis,
    /// `--dispatch.start-delay`: nobody is told anything before so long after a start.
    pub start_delay: Millis,
    /// `--data.retention`: a notification is not remembered for longer.
    pub retention: Millis,
    /// `--data.maintenance-interval`: how often the notification log and the silences are cleaned and saved.
    pub maintenance_interval: Millis,
    /// `--alerts.gc-interval`: how often resolved alerts are forgotten.
    pub gc_interval: Millis,
    /// How many Alertmanagers there are. Prometheus sends to all of them.
    pub peers: usize,
    /// `--cluster.peer-timeout`: how long each waits for the one before it.
    pub peer_timeout: Millis,
    /// How long it takes until the others know of a notification (`--cluster.gossip-interval`).
    pub gossip_delay: Millis,
    /// How long one of several tells nobody anything after its start: it waits until it knows all others
    /// (`--cluster.settle-timeout` at most; some polls two seconds apart, if all is well).
    pub settling: Millis,
    /// How long it takes until the others take a lost Alertmanager for lost: some probes, and a time of suspicion.
    pub loss_detection: Millis,
    pub regrouping: Regrouping,
    /// How long it takes until an alert that arrives quiets others. Alertmanager hands it to groups and to
    /// inhibition at once: with a `group_wait` of 0 it is chance which of them has it first.
    pub inhibition_delay: Millis,
    /// Groups are flushed so often at most, all of them together; see [`super::Dispatcher::is_exhausted`].
    pub flushes: u64,
}

/// A reload makes the groups anew of the alerts that are known, in an order that Alertmanager leaves to
/// chance. A group is told at once when the *first* alert that it gets is older than `group_wait`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Regrouping {
    #[default]
    OldestFirst,
    NewestFirst,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            starts_at: 0,
            start_delay: 0,
            retention: 120 * HOUR,
            maintenance_interval: 15 * MINUTE,
            gc_interval: 30 * MINUTE,
            peers: 1,
            peer_timeout: 15 * SECOND,
            gossip_delay: 200,
            settling: 10 * SECOND,
            loss_detection: 5 * SECOND,
            regrouping: Regrouping::OldestFirst,
            inhibition_delay: 0,
            flushes: 100_000_000,
        }
    }
}

/// The last multiple of `interval` since `start` that is not after `now`.
pub(super) fn last_round(start: Millis, interval: Millis, now: Millis) -> Millis {
    now.saturating_sub(now.saturating_sub(start).rem_euclid(interval.max(1)))
}
