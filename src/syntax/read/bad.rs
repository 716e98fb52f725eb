//! What the catch-all rules skipped: read a second time for its message and exact place.

use super::super::split::STATEMENT_WORDS;
use super::super::syntax_error;
use super::super::{Rule, grammar, reader::Reader};
use crate::diag::{Diagnostic, codes};
use crate::text::{Span, nearest};
use pest::iterators::Pair;

/// Reports a skipped slice. `context` is the rule of the pair that holds it, `before` the item
/// that ends on the same line: then it is that item which does not go on like this.
pub(in crate::syntax) fn skipped(
    pair: &Pair<Rule>,
    context: Rule,
    before: Option<&Pair<Rule>>,
    reader: &mut Reader,
) {
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
        Rule::test_series => Rule::only_series_line,
        _ => Rule::only_statement,
    };
    if let Some(finding) = unknown_word(pair, context, reader) {
        return reader.report(finding);
    }
    let text = pair.get_input();
    let start = before.unwrap_or(pair).as_span().start();
    let slice = text[start..pair.as_span().end()].trim_end();
    let span = reader.span(before.unwrap_or(pair));
    if let Err(error) = grammar::parse(wanted, slice) {
        let finding = syntax_error::diagnose(*error, slice, span.file, span.start as usize);
        reader.report(match (context, &finding.help) {
            (Rule::window_statement, None) => {
                finding.help("a range is written such as `mon..fri 09:00..17:00 in \"Europe/Berlin\"`")
            }
            _ => finding,
        });
    }
}

/// The items of an alert besides its levels.
const ALERT_ITEMS: [&str; 8] =
    ["annotations", "dashboard", "description", "interval", "labels", "measure", "runbook", "summary"];

/// A statement, or an item of an alert, that begins with a word close to one that it may begin with.
fn unknown_word(pair: &Pair<Rule>, context: Rule, reader: &Reader) -> Option<Diagnostic> {
    let text = pair.as_str();
    let word = &text[..text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())];
    let (what, known) = match context {
        Rule::slice | Rule::statements => ("statement", STATEMENT_WORDS),
        Rule::alert_statement => ("item of an alert", &ALERT_ITEMS[..]),
        _ => return None,
    };
    if word.is_empty() || known.contains(&word) || text[word.len()..].trim_start().starts_with("when ") {
        return None;
    }
    let close = nearest(word, known.iter().copied())?;
    let start = reader.span(pair).start as usize;
    let span = Span::new(reader.span(pair).file, start, start + word.len());
    let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, span, format!("no {what} begins with `{word}`"));
    Some(finding.help(format!("did you mean `{close}`?")))
}

/// Reports what a block skipped.
pub(super) fn skipped_items(block: &Pair<Rule>, reader: &mut Reader) {
    let mut before: Option<Pair<Rule>> = None;
    for part in block.clone().into_inner() {
        if matches!(part.as_rule(), Rule::bad_item | Rule::bad_test_item | Rule::bad_line) {
            let item = before.as_ref().filter(|item| goes_on(item, &part));
            skipped(&part, block.as_rule(), item, reader);
        }
        before = Some(part);
    }
}

/// Whether a level is followed on its line by what could not be read, or a day by half a range. Other
/// items end where they must: what follows them stands for itself.
fn goes_on(item: &Pair<Rule>, bad: &Pair<Rule>) -> bool {
    if item.as_rule() == Rule::window_range {
        return bad.as_str().starts_with("..");
    }
    let (start, end) = (item.as_span().start() + item.as_str().trim_end().len(), bad.as_span().start());
    let lined = [Rule::level_item, Rule::measure_item, Rule::gate_requires, Rule::series_line];
    lined.contains(&item.as_rule()) && !bad.get_input()[start..end].contains('\n')
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
