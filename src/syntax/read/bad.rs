//! What the catch-all rules skipped: read a second time for its message and exact place.

use super::super::{Rule, grammar, reader::Reader};
use crate::diag::{Diagnostic, codes};
use pest::iterators::Pair;

/// Reports a skipped slice. `context` is the rule of the pair that holds it.
pub(in crate::syntax) fn skipped(pair: &Pair<Rule>, context: Rule, reader: &mut Reader) {
    let wanted = match context {
        Rule::settings => Rule::only_setting,
        Rule::window_statement => Rule::only_window_item,
        Rule::maintenance_statement => Rule::only_maintenance_item,
        Rule::escalation_statement => Rule::only_escalation_item,
        Rule::metrics_statement => Rule::only_metric_item,
        Rule::alert_statement => Rule::only_alert_item,
        Rule::slo_statement => Rule::only_slo_item,
        Rule::gate_statement => Rule::only_gate_item,
        Rule::policy_statement => Rule::only_policy_rule,
        Rule::policy_rule => Rule::only_requirement,
        Rule::test_statement => Rule::only_test_item,
        _ => Rule::only_statement,
    };
    let slice = pair.as_str().trim_end();
    let span = reader.span(pair);
    if let Err(error) = grammar::parse(wanted, slice) {
        reader.report(super::super::syntax_error::diagnose(*error, slice, span.file, span.start as usize));
    }
}

/// Reports what a block skipped.
pub(super) fn skipped_items(block: &Pair<Rule>, reader: &mut Reader) {
    for bad in super::parts(block, Rule::bad_item) {
        skipped(&bad, block.as_rule(), reader);
    }
}

/// An item or a clause that may stand only once.
pub(super) fn repeated(pair: &Pair<Rule>, what: &str, reader: &mut Reader) {
    let span = reader.span(pair);
    let message = format!("`{what}` stands here a second time");
    reader.report(Diagnostic::new(codes::SYNTAX_REPEATED, span, message).help("keep one of them"));
}

/// Prometheus has no annotations on recording rules.
pub(super) fn annotated_record(key: &Pair<Rule>, reader: &mut Reader) {
    let span = reader.span(key);
    reader.report(
        Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, "a recording rule has no annotations")
            .help("write `labels { … }`, or a comment"),
    );
}
