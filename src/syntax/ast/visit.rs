//! Every name, text and expression of a statement, for the passes that rewrite them all
//! in the same way (parameters, lets).

use super::*;
use crate::expr::{Duration, Expr};
use crate::text::Spanned;

/// What a rewriting pass does to each leaf.
pub trait Rewrite {
    /// A name or a bare word: `${x}Down`.
    fn name(&mut self, name: &mut Name);
    /// A quoted string outside expressions.
    fn text(&mut self, text: &mut Spanned<String>);
    fn expr(&mut self, expr: &mut Expr);
    /// What a clause waits; those in expressions are left out.
    fn time(&mut self, time: &mut Duration);
    /// A number of a test.
    fn amount(&mut self, amount: &mut Amount);
    fn value(&mut self, value: &mut Value) {
        walk_value(self, value);
    }
}

/// Rewrites a statement, but not the bodies of templates, loops and environments: what
/// these bind must be known first.
pub fn walk_statement<R: Rewrite + ?Sized>(rewrite: &mut R, statement: &mut Statement) {
    use StatementKind::*;
    match &mut statement.kind {
        Use(path) => rewrite.text(path),
        Prometheus(settings) | Alertmanager(settings) => walk_settings(rewrite, settings),
        Channel(channel) => {
            rewrite.name(&mut channel.name);
            walk_settings(rewrite, &mut channel.settings);
        }
        Window(window) => {
            rewrite.name(&mut window.name);
            walk_calendar(rewrite, &mut window.calendar);
        }
        Maintenance(maintenance) => {
            rewrite.name(&mut maintenance.name);
            walk_calendar(rewrite, &mut maintenance.calendar);
            for mutes in &mut maintenance.mutes {
                mutes.severities.iter_mut().chain(&mut mutes.services).for_each(|name| rewrite.name(name));
            }
        }
        Escalation(escalation) => walk_escalation(rewrite, escalation),
        Severity(named) | Service(named) | Fleet(named) => {
            rewrite.name(&mut named.name);
            walk_settings(rewrite, &mut named.settings);
        }
        Metrics(items) => items.iter_mut().for_each(|item| {
            rewrite.name(&mut item.name);
            item.labels.iter_mut().flatten().for_each(|label| rewrite.name(label));
        }),
        Alert(alert) => walk_alert(rewrite, alert),
        Record(record) => {
            rewrite.name(&mut record.name);
            record.on.iter_mut().for_each(|on| rewrite.name(on));
            rewrite.expr(&mut record.expr);
            record.labels.iter_mut().for_each(|block| walk_settings(rewrite, block));
            record.interval.iter_mut().for_each(|interval| rewrite.time(interval));
        }
        Slo(slo) => walk_slo(rewrite, slo),
        Let(binding) => walk_bound(rewrite, &mut binding.value),
        Apply(apply) => {
            rewrite.name(&mut apply.template);
            apply.arguments.iter_mut().for_each(|argument| walk_bound(rewrite, &mut argument.value));
        }
        ForEach(each) => match &mut each.list {
            ForEachList::Values(values) => values.iter_mut().for_each(|value| rewrite.value(value)),
            ForEachList::Named(name) => rewrite.name(name),
        },
        Inhibit(inhibit) => {
            walk_alert_set(rewrite, &mut inhibit.source);
            inhibit.targets.iter_mut().for_each(|set| walk_alert_set(rewrite, set));
            inhibit.sharing.iter_mut().for_each(|label| rewrite.name(label));
        }
        Watchdog(watchdog) => {
            watchdog.name.iter_mut().chain(&mut watchdog.channels).for_each(|name| rewrite.name(name));
            rewrite.time(&mut watchdog.every);
        }
        Gate(gate) => walk_gate(rewrite, gate),
        Test(test) => walk_test(rewrite, test),
        Template(_) | Environment(_) | Policy(_) => {}
    }
}

fn walk_settings<R: Rewrite + ?Sized>(rewrite: &mut R, settings: &mut Settings) {
    for setting in &mut settings.entries {
        rewrite.name(&mut setting.key);
        setting.values.iter_mut().for_each(|value| rewrite.value(value));
    }
}

/// The parts of a value.
pub fn walk_value<R: Rewrite + ?Sized>(rewrite: &mut R, value: &mut Value) {
    match &mut value.kind {
        ValueKind::Quantity(_) => {}
        ValueKind::Text(text) => {
            let mut spanned = Spanned::new(std::mem::take(text), value.span);
            rewrite.text(&mut spanned);
            *text = spanned.value;
        }
        ValueKind::Word(word) => {
            let mut spanned = Spanned::new(std::mem::take(word), value.span);
            rewrite.name(&mut spanned);
            *word = spanned.value;
        }
        ValueKind::List(values) => values.iter_mut().for_each(|inner| rewrite.value(inner)),
        ValueKind::Block(settings) => walk_settings(rewrite, settings),
    }
}

fn walk_calendar<R: Rewrite + ?Sized>(rewrite: &mut R, calendar: &mut Calendar) {
    calendar.ranges.iter_mut().flat_map(|range| &mut range.zone).for_each(|zone| rewrite.text(zone));
}

fn walk_escalation<R: Rewrite + ?Sized>(rewrite: &mut R, escalation: &mut EscalationStatement) {
    rewrite.name(&mut escalation.name);
    escalation.repeat.iter_mut().for_each(|repeat| rewrite.time(repeat));
    escalation.steps.iter_mut().flat_map(|step| &mut step.after).for_each(|after| rewrite.time(after));
    for notify in escalation.steps.iter_mut().flat_map(|step| &mut step.notify) {
        notify.channels.iter_mut().for_each(|channel| rewrite.name(channel));
        notify.when.iter_mut().for_each(|when| rewrite.name(&mut when.window));
    }
}

fn walk_alert<R: Rewrite + ?Sized>(rewrite: &mut R, alert: &mut AlertStatement) {
    rewrite.name(&mut alert.name);
    alert.on.iter_mut().for_each(|on| rewrite.name(on));
    if let Some(measure) = &mut alert.measure {
        rewrite.expr(&mut measure.expr);
        measure.over.iter_mut().for_each(|over| rewrite.time(over));
        measure.by.iter_mut().flatten().for_each(|label| rewrite.name(label));
    }
    for level in &mut alert.levels {
        rewrite.name(&mut level.severity);
        for condition in std::iter::once(&mut level.when).chain(&mut level.until) {
            if let ConditionKind::Expr(expr) = &mut condition.kind {
                rewrite.expr(expr);
            }
        }
        level.overrides.iter_mut().for_each(|entry| rewrite.name(&mut entry.member));
        walk_clauses(rewrite, &mut level.clauses);
    }
    walk_extras(rewrite, &mut alert.extras);
}

fn walk_clauses<R: Rewrite + ?Sized>(rewrite: &mut R, clauses: &mut LevelClauses) {
    clauses.hold.iter_mut().chain(&mut clauses.keep_firing_for).for_each(|time| rewrite.time(time));
    clauses.escalate.iter_mut().for_each(|name| rewrite.name(name));
}

fn walk_extras<R: Rewrite + ?Sized>(rewrite: &mut R, extras: &mut Extras) {
    extras.texts.iter_mut().for_each(|(_, text)| rewrite.text(text));
    extras.labels.iter_mut().chain(&mut extras.annotations).for_each(|block| walk_settings(rewrite, block));
    extras.interval.iter_mut().for_each(|interval| rewrite.time(interval));
}

fn walk_slo<R: Rewrite + ?Sized>(rewrite: &mut R, slo: &mut SloStatement) {
    rewrite.name(&mut slo.name);
    slo.on.iter_mut().for_each(|on| rewrite.name(on));
    for expr in [&mut slo.bad, &mut slo.good, &mut slo.total].into_iter().flatten() {
        rewrite.expr(expr);
    }
    for level in [&mut slo.page, &mut slo.ticket].into_iter().flatten() {
        rewrite.name(&mut level.severity);
        level.escalate.iter_mut().for_each(|name| rewrite.name(name));
    }
    slo.by.iter_mut().flatten().for_each(|label| rewrite.name(label));
    walk_extras(rewrite, &mut slo.extras);
}

fn walk_gate<R: Rewrite + ?Sized>(rewrite: &mut R, gate: &mut GateStatement) {
    rewrite.name(&mut gate.name);
    gate.on.iter_mut().for_each(|on| rewrite.name(on));
    for check in &mut gate.checks {
        match &mut check.kind {
            GateCheckKind::Holds(name, expr) => {
                rewrite.name(name);
                rewrite.expr(expr);
            }
            GateCheckKind::Quiet { severity, on } => {
                std::iter::once(severity).chain(on).for_each(|name| rewrite.name(name));
            }
        }
    }
    if let Some((severity, clauses)) = &mut gate.no_go {
        rewrite.name(severity);
        walk_clauses(rewrite, clauses);
    }
    walk_extras(rewrite, &mut gate.extras);
}

fn walk_alert_set<R: Rewrite + ?Sized>(rewrite: &mut R, set: &mut AlertSet) {
    set.name.iter_mut().for_each(|name| rewrite.name(name));
    set.matchers.iter_mut().for_each(|matcher| rewrite.text(&mut matcher.value));
}

fn walk_test<R: Rewrite + ?Sized>(rewrite: &mut R, test: &mut TestStatement) {
    rewrite.text(&mut test.title);
    for item in &mut test.items {
        item.times_mut().into_iter().for_each(|time| rewrite.time(time));
        item.amounts_mut().into_iter().for_each(|amount| rewrite.amount(amount));
        match item {
            TestItem::Environment(name) => rewrite.name(name),
            TestItem::Starting { .. } | TestItem::Lasts(_) | TestItem::Restart { .. } => {}
            TestItem::Series { lines, .. } => {
                for line in lines {
                    line.series.name.iter_mut().for_each(|name| rewrite.name(name));
                    line.series.matchers.iter_mut().for_each(|matcher| rewrite.text(&mut matcher.value));
                }
            }
            TestItem::Silence { alert, .. } => walk_alert_set(rewrite, alert),
            TestItem::State(state) => {
                walk_alert_set(rewrite, &mut state.alert);
                state.texts.iter_mut().for_each(|(_, text)| rewrite.text(text));
                let blocks = state.labels.iter_mut().chain(&mut state.annotations);
                blocks.for_each(|block| walk_settings(rewrite, block));
            }
            TestItem::Told(told) => {
                told.channels.iter_mut().for_each(|name| rewrite.name(name));
                told.of.iter_mut().for_each(|set| walk_alert_set(rewrite, set));
            }
        }
    }
}

fn walk_bound<R: Rewrite + ?Sized>(rewrite: &mut R, bound: &mut Bound) {
    match bound {
        Bound::List(values, _) => values.iter_mut().for_each(|value| rewrite.value(value)),
        Bound::Expr(expr) => rewrite.expr(expr),
    }
}
