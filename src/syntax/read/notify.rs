//! Channels, escalations, watchdogs, inhibition.

use super::super::ast::*;
use super::super::pairs::{part, parts, the};
use super::super::{Rule, reader::Reader, token};
use super::bad::skipped_items;
use super::settings::{setting, settings_in};
use super::{name, names};
use crate::text::Span;
use pest::iterators::Pair;

pub(super) fn channel(pair: &Pair<Rule>, reader: &mut Reader) -> ChannelStatement {
    ChannelStatement {
        name: name(pair, reader),
        kind: reader.text(&the(pair, Rule::channel_kind)),
        settings: settings_in(pair, reader),
    }
}

pub(super) fn escalation(pair: &Pair<Rule>, reader: &mut Reader) -> EscalationStatement {
    skipped_items(pair, reader);
    let mut steps = Vec::new();
    for item in pair.clone().into_inner() {
        if !matches!(item.as_rule(), Rule::escalation_first | Rule::escalation_after) {
            continue;
        }
        let after = part(&item, Rule::time).map(|after| token::time(&after, reader));
        let notify = parts(&item, Rule::notify).map(|inner| notify(&inner, reader)).collect();
        steps.push(StepItem { after, notify, span: reader.span(&item) });
    }
    EscalationStatement {
        name: name(pair, reader),
        steps,
        repeat: part(pair, Rule::escalation_repeat)
            .map(|repeat| token::time(&the(&repeat, Rule::time), reader)),
        settings: parts(pair, Rule::escalation_setting)
            .map(|holder| setting(&the(&holder, Rule::setting), reader))
            .collect(),
        span: reader.span(pair),
    }
}

fn notify(pair: &Pair<Rule>, reader: &mut Reader) -> Notify {
    Notify { channels: names(pair, reader), when: notify_when(pair, reader), span: reader.span(pair) }
}

/// `during W` or `outside W` in a pair.
pub(super) fn notify_when(pair: &Pair<Rule>, reader: &Reader) -> Option<NotifyWhen> {
    let when =
        |rule, outside| part(pair, rule).map(|when| NotifyWhen { window: name(&when, reader), outside });
    when(Rule::notify_during, false).or_else(|| when(Rule::notify_outside, true))
}

pub(super) fn watchdog(pair: &Pair<Rule>, reader: &mut Reader) -> WatchdogStatement {
    WatchdogStatement {
        name: part(pair, Rule::watchdog_name).map(|given| name(&given, reader)),
        every: token::time(&the(pair, Rule::time), reader),
        channels: names(pair, reader),
    }
}

pub(super) fn inhibit(pair: &Pair<Rule>, reader: &mut Reader) -> InhibitStatement {
    let mut sets: Vec<AlertSet> = parts(pair, Rule::alert_set).map(|set| alert_set(&set, reader)).collect();
    let targets = sets.split_off(1);
    let source = sets.pop().unwrap_or_else(|| unreachable!("the grammar has a source in every inhibition"));
    let sharing = part(pair, Rule::label_list).map_or(vec![], |labels| token::label_list(labels, reader));
    InhibitStatement { source, targets, sharing }
}

pub(super) fn alert_set(pair: &Pair<Rule>, reader: &mut Reader) -> AlertSet {
    let span: Span = reader.span(pair);
    AlertSet {
        name: part(pair, Rule::name).map(|given| reader.text(&given)),
        matchers: part(pair, Rule::matchers).map_or(vec![], |inner| token::matchers(inner, reader).matchers),
        span,
    }
}
