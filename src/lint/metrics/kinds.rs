//! Which metrics are counters and which are gauges, and how sure that is.

use crate::expr::catalogue::MetricKind;
use crate::lint::Look;
use crate::text::Span;

/// Why a metric is taken for a counter or a gauge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sureness {
    /// A declaration or a dump says so.
    Declared(Span),
    /// Nobody gives this name to anything else.
    Named,
    /// The name should say so, but many exporters call a number of things `_total`, and a histogram of what is
    /// there now has a `_count`, too.
    Likely,
}

/// Things that happen: the total of these is a counter wherever it is found.
const EVENTS: &[&str] =
    &["errors", "exceptions", "failures", "requests", "restart", "restarts", "retries", "timeouts"];

/// Whether `name` is a counter. Recorded series are what their rule makes of them.
pub fn counter(look: &Look, name: &str) -> Option<Sureness> {
    let facts = look.catalogue.metric(name);
    if facts.kind != MetricKind::Counter || is_recorded(look, name) {
        return None;
    }
    if let Some(declared) = facts.declared {
        return Some(Sureness::Declared(declared.span));
    }
    let word = name.strip_suffix("_total").and_then(|base| base.rsplit('_').next());
    Some(if word.is_some_and(|word| EVENTS.contains(&word)) { Sureness::Named } else { Sureness::Likely })
}

/// Whether `name` is a gauge.
pub fn gauge(look: &Look, name: &str) -> Option<Sureness> {
    let facts = look.catalogue.metric(name);
    match facts.declared {
        _ if is_recorded(look, name) => None,
        Some(declared) => {
            let is_gauge =
                matches!(declared.kind, MetricKind::Gauge | MetricKind::Info) && !declared.recorded;
            is_gauge.then_some(Sureness::Declared(declared.span))
        }
        None => is_gauge_by_name(name).then_some(Sureness::Named),
    }
}

fn is_recorded(look: &Look, name: &str) -> bool {
    name.contains(':') || look.records.contains_key(name)
}

/// Series of Prometheus itself and of the exporters that everybody runs.
const GAUGES: &[&str] = &[
    "ALERTS",
    "go_goroutines",
    "go_threads",
    "node_filesystem_avail_bytes",
    "node_filesystem_files",
    "node_filesystem_files_free",
    "node_filesystem_free_bytes",
    "node_filesystem_size_bytes",
    "node_load1",
    "node_load15",
    "node_load5",
    "probe_success",
    "process_max_fds",
    "process_open_fds",
    "process_resident_memory_bytes",
    "process_virtual_memory_bytes",
    "scrape_duration_seconds",
    "scrape_samples_scraped",
    "up",
];

fn is_gauge_by_name(name: &str) -> bool {
    let is_memory = name.starts_with("node_memory_") && name.ends_with("_bytes");
    let says_so = ["_celsius", "_info", "_percent", "_ratio"].iter().any(|suffix| name.ends_with(suffix));
    GAUGES.contains(&name) || is_memory || says_so
}
