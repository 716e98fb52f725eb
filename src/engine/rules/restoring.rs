//! What a restarted server learns of its alerts from `ALERTS_FOR_STATE` (`RestoreForState` of `rules/group.go`).

use super::alerting::{Alerting, FOR_STATE};
use super::options::Options;
use crate::model::Millis;
use crate::series::{Labels, NAME, Series, SetId, Store};
use std::collections::HashMap;

impl Alerting {
    /// Takes over since when alerts are active, where that was not long ago.
    pub(super) fn restore(&mut self, store: &mut Store, at: Millis, options: &Options) {
        self.restored = true;
        // It fires soon anyway.
        if self.pending < options.grace_period {
            return;
        }
        let since = self.remembered(store, at - options.outage_tolerance, at);
        for alert in &mut self.alerts {
            let Some((down_at, active_at)) = since.get(&alert.labels) else { continue };
            let remaining = self.pending - (down_at - active_at);
            // What fired before fires at the next evaluation.
            alert.active_at = if remaining <= 0 {
                *active_at
            } else if remaining < options.grace_period {
                at + options.grace_period - self.pending
            } else {
                active_at + (at - down_at)
            };
        }
    }

    /// Of each set of labels: the last sample that was written in that time, and since when it says that the alert is
    /// active; in whole seconds. Not of those that had ended.
    fn remembered(&self, store: &mut Store, from: Millis, to: Millis) -> HashMap<SetId, (Millis, Millis)> {
        let wanted = self.own_labels();
        let has = |labels: &Labels| wanted.iter().all(|(name, value)| labels.get(name) == value);
        let last = |series: &Series| -> Option<(Millis, Millis)> {
            let (time, reading) = series.samples().into_iter().rfind(|(time, _)| *time <= to)?;
            let seconds = reading.float().filter(|_| time >= from && !reading.is_stale())?;
            Some((time.div_euclid(1000) * 1000, (seconds as Millis).saturating_mul(1000)))
        };
        let ids = store.named(FOR_STATE).to_vec();
        let mut found = HashMap::new();
        for id in ids {
            let series = store.series(id);
            let labels = store.sets.labels(series.labels);
            if has(labels)
                && let Some(last) = last(series)
            {
                let bare = labels.filter(|name| name != NAME);
                found.insert(store.sets.id(&bare), last);
            }
        }
        found
    }
}
