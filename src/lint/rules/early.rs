//! When a rule reads what others record: before it is recorded anew, from another group, or when it is gone.

use super::LOOKBACK;
use super::reads::reads;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::model::Millis;
use crate::quantity::duration_text;
use crate::ruleset::{Group, Origin, Rule};
use crate::text::{Span, Spanned};
use std::collections::{BTreeSet, HashMap};

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let makers = makers(look);
    for group in look.rules.groups.iter().filter(|group| group.origin == Origin::Yaml) {
        for (place, rule) in group.rules.iter().enumerate() {
            let mut seen = BTreeSet::new();
            for read in reads(&rule.expr).into_iter().filter(|read| read.is_instant) {
                let name = read.name.value.as_str();
                if !look.circular.contains(name)
                    && seen.insert(name)
                    && let Some(makers) = makers.get(name)
                {
                    findings.extend(of_read(read.name, group, place, makers));
                }
            }
        }
    }
}

/// Who records a series.
struct Makers<'a> {
    first: &'a Rule,
    /// The groups, and where in each the first rule stands that records it.
    places: HashMap<*const Group, usize>,
    /// The shortest interval, and where it is said; none when one is not known.
    interval: Option<(Millis, Option<Span>)>,
}

fn makers<'a>(look: &Look<'a>) -> HashMap<&'a str, Makers<'a>> {
    let mut found: HashMap<&str, Makers> = HashMap::new();
    for group in &look.rules.groups {
        let own = group.interval.as_ref().map(|clause| (clause.value, Some(clause.span)));
        let interval = own.or(look.facts.evaluation_interval.map(|interval| (interval, None)));
        for (place, rule) in group.rules.iter().enumerate().filter(|(_, rule)| rule.alert().is_none()) {
            let makers = found.entry(rule.name.value.as_str()).or_insert(Makers {
                first: rule,
                places: HashMap::new(),
                interval,
            });
            makers.places.entry(std::ptr::from_ref(group)).or_insert(place);
            makers.interval = makers.interval.min(interval);
        }
    }
    found
}

fn of_read(name: &Spanned<String>, group: &Group, place: usize, makers: &Makers) -> Option<Diagnostic> {
    let own = makers.places.get(&std::ptr::from_ref(group));
    // One that was recorded just before is new.
    if own.is_some_and(|maker| *maker < place) {
        return None;
    }
    if let Some((interval, clause)) = makers.interval.filter(|(interval, _)| *interval > LOOKBACK) {
        return Some(gaps(name, interval, clause));
    }
    match (own, makers.places.len()) {
        (Some(_), 1) => Some(
            Diagnostic::new(
                codes::RECORD_READ_TOO_EARLY,
                name.span,
                format!(
                    "`{}` is recorded only after this rule: it reads the value of the last evaluation",
                    name.value
                ),
            )
            .because(makers.first.name.span, "recorded here, further down in the group")
            .help("the rules of a group run in their order: move the recording rule up"),
        ),
        (Some(_), _) => None,
        (None, _) => Some(
            Diagnostic::new(
                codes::RECORD_LAG,
                name.span,
                format!("`{}` is recorded by another group, so that it may be one interval old", name.value),
            )
            .because(makers.first.name.span, "recorded here")
            .help("put the recording rule into the same group, before this one, to read what is new"),
        ),
    }
}

fn gaps(name: &Spanned<String>, interval: Millis, clause: Option<Span>) -> Diagnostic {
    let (every, name_text) = (duration_text(interval), &name.value);
    let finding = Diagnostic::new(
        codes::RECORD_GAPS,
        name.span,
        format!("`{name_text}` is recorded every {every}, and cannot be read any more 5m after each time"),
    )
    .help(format!("record it at least every 5m, or read `last_over_time({name_text}[{every}])`"));
    match clause {
        Some(span) => finding.because(span, "recorded at this interval"),
        None => finding,
    }
}
