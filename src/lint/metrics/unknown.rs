//! A metric that is not in the complete catalogue: misspelt, or gone.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};

/// What Prometheus makes itself.
const OWN: &[&str] = &[
    "ALERTS",
    "ALERTS_FOR_STATE",
    "scrape_body_size_bytes",
    "scrape_duration_seconds",
    "scrape_sample_limit",
    "scrape_samples_post_metric_relabeling",
    "scrape_samples_scraped",
    "scrape_series_added",
    "scrape_timeout_seconds",
    "up",
];

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    if !look.facts.catalogue.complete {
        return;
    }
    for node in &view.nodes {
        let ExprKind::Selector(selector) = &node.kind else { continue };
        let Some(name) = &selector.name else { continue };
        if is_known(look, name) {
            continue;
        }
        let known = look.catalogue.names().chain(look.records.keys().copied()).chain(OWN.iter().copied());
        let message = format!("no metric `{}` is known, and nothing records it", name.value);
        findings.push(Diagnostic::new(codes::METRIC_UNKNOWN, name.span, message).did_you_mean(name, known));
    }
}

fn is_known(look: &Look, name: &str) -> bool {
    let has = |name: &str| look.catalogue.metric(name).declared.is_some();
    let scraped_natively = || has(&format!("{name}_bucket"));
    has(name) || OWN.contains(&name) || look.records.contains_key(name) || scraped_natively()
}
