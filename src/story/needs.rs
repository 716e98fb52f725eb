//! Which series rules look at, and how far back: what has to be known to evaluate them anywhere.

use crate::engine::rules::Group;
use crate::expr::{At, Expr, ExprKind, MatchOp, Selector};
use crate::model::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// A selector as a server is asked for it; sorted.
pub type Wanted = Vec<(String, MatchOp, String)>;

/// Samples that evaluations of one run need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub wanted: Wanted,
    pub from: Millis,
    pub until: Millis,
}

/// Series that rules write themselves.
#[derive(Clone, Debug, Default)]
pub struct Own(BTreeSet<String>);

impl Own {
    pub fn of(groups: &[Group]) -> Own {
        let rules = groups.iter().flat_map(|group| &group.rules);
        let records = rules.filter(|rule| !rule.is_alert()).map(|rule| rule.name.clone());
        Own(records.chain(["ALERTS".to_string(), "ALERTS_FOR_STATE".to_string()]).collect())
    }

    pub fn has(&self, metric: &str) -> bool {
        self.0.contains(metric)
    }
}

/// What all rules of these groups need when they are evaluated from `start` to `end`; each selector once.
pub fn needs(groups: &[Group], (start, end): (Millis, Millis), lookback: Millis) -> Vec<Need> {
    let own = Own::of(groups);
    let mut found: BTreeMap<Vec<(String, u8, String)>, Need> = BTreeMap::new();
    for group in groups {
        for rule in &group.rules {
            let window = Window { from: start - group.query_offset, until: end };
            walk(&rule.expr, window, lookback, &mut |selector, window| {
                if selector.name.as_ref().is_some_and(|name| own.has(&name.value)) {
                    return;
                }
                let wanted = wanted(selector);
                let key = wanted.iter().map(|(name, op, value)| (name.clone(), *op as u8, value.clone()));
                let need = Need { wanted: wanted.clone(), from: window.from, until: window.until };
                let known = found.entry(key.collect()).or_insert(need);
                known.from = known.from.min(window.from);
                known.until = known.until.max(window.until);
            });
        }
    }
    found.into_values().collect()
}

/// Each selector of an expression, and how far back it looks at most: ranges, offsets and subqueries around it.
pub fn each_selector(expr: &Expr, lookback: Millis, found: &mut dyn FnMut(&Selector, Millis)) {
    let now = Window { from: 0, until: 0 };
    walk(expr, now, lookback, &mut |selector, window| found(selector, window.from.saturating_neg().max(0)));
}

#[derive(Clone, Copy)]
struct Window {
    from: Millis,
    until: Millis,
}

impl Window {
    fn earlier(self, by: Millis) -> Window {
        Window { from: self.from.saturating_sub(by), ..self }
    }
}

fn walk(expr: &Expr, window: Window, lookback: Millis, found: &mut dyn FnMut(&Selector, Window)) {
    match &expr.kind {
        ExprKind::Selector(selector) => found(selector, window.earlier(lookback)),
        ExprKind::Range(inner, range) => walk(inner, window.earlier(range.milliseconds), lookback, found),
        ExprKind::Subquery(inner, range, step) => {
            let step = step.as_ref().map_or(0, |step| step.milliseconds);
            walk(inner, window.earlier(range.milliseconds + step), lookback, found);
        }
        ExprKind::Offset(inner, offset) => {
            let by = offset.milliseconds;
            // A negative one looks ahead.
            let moved = Window { from: window.from - by.max(0), until: window.until - by.min(0) };
            walk(inner, moved, lookback, found);
        }
        ExprKind::At(inner, At::Time(seconds)) => {
            let at = (seconds * 1000.0) as Millis;
            walk(inner, Window { from: at, until: at }, lookback, found);
        }
        _ => expr.children().into_iter().for_each(|child| walk(child, window, lookback, found)),
    }
}

fn wanted(selector: &Selector) -> Wanted {
    let name = selector.name.iter().map(|name| ("__name__".to_string(), MatchOp::Equal, name.value.clone()));
    let matchers =
        selector.matchers.iter().map(|own| (own.label.value.clone(), own.op, own.value.value.clone()));
    let mut all: Wanted = name.chain(matchers).collect();
    all.sort();
    all.dedup();
    all
}

/// `{__name__="up", job=~"a|b"}`
pub fn wanted_text(wanted: &Wanted) -> String {
    let matcher = |(name, op, value): &(String, MatchOp, String)| {
        let mut text = String::new();
        match crate::expr::is_classic_label(name) {
            true => text.push_str(name),
            false => crate::expr::write_quoted(&mut text, name),
        }
        text.push_str(op.text());
        crate::expr::write_quoted(&mut text, value);
        text
    };
    format!("{{{}}}", wanted.iter().map(matcher).collect::<Vec<_>>().join(", "))
}
