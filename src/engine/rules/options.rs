//! What a server was started with.

use crate::engine::promql;
use crate::expr::types::Features;
use crate::model::Millis;

#[derive(Clone, Debug)]
pub struct Options {
    pub promql: promql::Options,
    /// For the queries of templates.
    pub features: Features,
    /// `evaluation_interval`: of groups that have none of their own.
    pub interval: Millis,
    /// Known to templates, and put on alerts when they are sent; sorted by name.
    pub external_labels: Vec<(String, String)>,
    /// `$externalURL` of templates.
    pub external_url: String,
    /// What `externalURL` and `pathPrefix` of templates give; promtool has none, and they fail there.
    pub server_url: Option<String>,
    /// Whether there is an Alertmanager that wants to hear of alerts.
    pub sends: bool,
    /// `--rules.alert.resend-delay`
    pub resend_delay: Millis,
    /// `--rules.alert.for-outage-tolerance`: what was pending longer ago begins anew after a restart.
    pub outage_tolerance: Millis,
    /// `--rules.alert.for-grace-period`: how long an alert is pending at least after a restart.
    pub grace_period: Millis,
}

const MINUTE: Millis = 60_000;

impl Default for Options {
    /// As Prometheus is started without arguments.
    fn default() -> Options {
        Options {
            promql: promql::Options::default(),
            features: Features::default(),
            interval: MINUTE,
            external_labels: Vec::new(),
            external_url: String::new(),
            server_url: None,
            sends: true,
            resend_delay: MINUTE,
            outage_tolerance: 60 * MINUTE,
            grace_period: 10 * MINUTE,
        }
    }
}
