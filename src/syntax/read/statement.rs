//! One pair, one statement.

use super::super::ast::{Statement, StatementKind};
use super::super::pairs::the;
use super::super::{Rule, reader::Reader, token};
use super::settings::settings_in;
use super::{bad, notify, policy, reuse, slo, test, watch, window};
use pest::iterators::Pair;

/// A statement; none for what is not one (the end of input, a skipped slice, a keyword).
fn statement(pair: &Pair<Rule>, reader: &mut Reader) -> Option<Statement> {
    use StatementKind::*;
    let kind = match pair.as_rule() {
        Rule::use_statement => Use(token::string(&the(pair, Rule::string), reader)),
        Rule::prometheus_statement => Prometheus(settings_in(pair, reader)),
        Rule::alertmanager_statement => Alertmanager(settings_in(pair, reader)),
        Rule::channel_statement => Channel(notify::channel(pair, reader)),
        Rule::window_statement => Window(window::window(pair, reader)),
        Rule::maintenance_statement => Maintenance(window::maintenance(pair, reader)),
        Rule::escalation_statement => Escalation(notify::escalation(pair, reader)),
        Rule::severity_statement => Severity(watch::named_settings(pair, reader)),
        Rule::metrics_statement => Metrics(watch::metrics(pair, reader)),
        Rule::service_statement => Service(watch::named_settings(pair, reader)),
        Rule::fleet_statement => Fleet(watch::named_settings(pair, reader)),
        Rule::alert_statement => Alert(Box::new(watch::alert(pair, reader))),
        Rule::record_statement => Record(watch::record(pair, reader)),
        Rule::slo_statement => Slo(Box::new(slo::slo(pair, reader))),
        Rule::let_statement => Let(reuse::let_statement(pair, reader)),
        Rule::template_statement => Template(reuse::template(pair, reader)),
        Rule::apply_statement => Apply(reuse::apply(pair, reader)),
        Rule::for_statement => ForEach(reuse::for_each(pair, reader)),
        Rule::environment_statement => Environment(reuse::environment(pair, reader)),
        Rule::inhibit_statement => Inhibit(notify::inhibit(pair, reader)),
        Rule::watchdog_statement => Watchdog(notify::watchdog(pair, reader)),
        Rule::gate_statement => Gate(Box::new(slo::gate(pair, reader))),
        Rule::policy_statement => Policy(policy::policy(pair, reader)),
        Rule::test_statement => Test(test::test(pair, reader)),
        _ => return None,
    };
    Some(Statement { kind, span: reader.span(pair), doc: Vec::new() })
}

/// The statements of a slice or of a block; what the parser skipped is reported.
pub(in crate::syntax) fn statements(block: &Pair<Rule>, reader: &mut Reader) -> Vec<Statement> {
    let mut found = Vec::new();
    for inner in block.clone().into_inner() {
        match inner.as_rule() {
            Rule::bad_statement => bad::skipped(&inner, block.as_rule(), None, reader),
            _ => found.extend(statement(&inner, reader)),
        }
    }
    found
}
