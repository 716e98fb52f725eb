//! Inhibition rules, in the old words and the new ones.

use super::fields::{fields, head};
use super::matcher::Notation;
use super::matchers;
use super::owned::InhibitRule;
use super::route::check_label;
use crate::diag::Diagnostics;
use crate::yaml::Node;

const KEYS: [&str; 8] = [
    "equal",
    "name",
    "source_match",
    "source_match_re",
    "source_matchers",
    "target_match",
    "target_match_re",
    "target_matchers",
];

pub(super) fn read(node: &Node, notation: Notation, findings: &mut Diagnostics) -> Option<InhibitRule> {
    let fields = fields(node, "an inhibition rule", &KEYS, findings)?;
    let equal = fields.names("equal", findings).unwrap_or_default();
    for label in &equal {
        check_label(label, "equal", notation, findings);
    }
    let source = ["source_match", "source_match_re", "source_matchers"];
    let target = ["target_match", "target_match_re", "target_matchers"];
    Some(InhibitRule {
        span: node.span,
        head: head(node),
        name: fields.text("name", findings).map_or_else(String::new, |name| name.value.clone()),
        source: matchers::all(&fields, source, notation, findings),
        target: matchers::all(&fields, target, notation, findings),
        equal,
    })
}
