//! What is said of an alert that does not reach a target.

use super::{Lags, Question, Verdict, tellers};
use crate::diag::codes;
use crate::model::policy::Reaches;
use crate::policy::failure::Failure;
use crate::policy::item::Item;
use crate::policy::routes::{Cell, Routes};
use crate::policy::told::later;
use crate::policy::words;
use crate::quantity::duration_text;
use crate::reach::Times;
use crate::reach::times::in_words;
use crate::text::Spanned;
use std::collections::BTreeSet;

/// The failure of `item` in one cell of labels, with the names of the intervals that quiet it.
pub(super) fn failure(
    item: &Item,
    target: &Spanned<String>,
    asked: &Reaches,
    (cell, lags): (&Cell, &Lags),
    (question, verdict): (&Question, &Verdict),
    routes: &mut Routes,
) -> (Failure, Vec<String>) {
    let title = &item.title;
    match verdict {
        Verdict::Late(latest) => {
            let message =
                format!("{title} tells `{}` only {} after the breach", target.value, duration_text(*latest));
            let here = format!("the policy allows {}", duration_text(asked.within));
            (Failure::new(codes::POLICY_LATE, None, message, target.span).here(here), Vec::new())
        }
        Verdict::Gaps(gaps) => gap(item, target, asked, (cell, lags), (question, gaps), routes),
        _ => {
            let told: BTreeSet<&str> = cell
                .steps
                .iter()
                .flatten()
                .flat_map(|told| told.channels.iter().map(|channel| channel.name))
                .collect();
            let here = match told.is_empty() {
                true => "tells nobody".to_string(),
                false => format!("tells {}", words::list(told.into_iter().map(str::to_string), "and")),
            };
            let message = format!("{title} never tells `{}`", target.value);
            (Failure::new(codes::POLICY_UNREACHED, None, message, target.span).here(here), Vec::new())
        }
    }
}

fn gap(
    item: &Item,
    target: &Spanned<String>,
    asked: &Reaches,
    (cell, lags): (&Cell, &Lags),
    (question, gaps): (&Question, &Times),
    routes: &mut Routes,
) -> (Failure, Vec<String>) {
    let within = question.within - lags.unseen;
    let in_time: Vec<_> =
        tellers(cell, lags, question.target).filter(|(_, way)| way.first <= within).collect();
    let names: BTreeSet<&String> =
        in_time.iter().flat_map(|(told, _)| told.during.iter().chain(told.muted_by)).collect();
    let zone = routes.zone(names.iter().copied());
    // People know the times at which nobody is told; what is seen a little before is what is missed.
    let quiet = in_time.iter().fold(question.seen.clone(), |left, (told, _)| left.without(&told.times));
    let times = in_words(if quiet.is_never() { gaps } else { &quiet }, &zone);
    let mut muted_by: Vec<String> = Vec::new();
    let mut outside: Vec<String> = Vec::new();
    if let Some(seen) = gaps.ranges().first().map(|range| range.start) {
        for (told, way) in &in_time {
            let at = later(seen, way.first);
            let muting = told.muted_by.iter().filter(|name| routes.named(name).contains(at));
            muted_by.extend(muting.cloned());
            if !told.during.iter().any(|name| routes.named(name).contains(at)) {
                outside.extend(told.during.iter().cloned());
            }
        }
    }
    for names in [&mut muted_by, &mut outside] {
        names.sort();
        names.dedup();
    }
    let quoted = |names: &[String]| words::list(names.iter().map(|name| format!("`{name}`")), "and");
    let mut here = format!("not {times}");
    if !muted_by.is_empty() {
        here += &format!(", muted by {}", quoted(&muted_by));
    }
    if !outside.is_empty() {
        here += &format!(", outside of {}", quoted(&outside));
    }
    let when = match &asked.when {
        None => String::new(),
        Some(when) if when.outside => format!(" outside `{}`", when.window),
        Some(when) => format!(" during `{}`", when.window),
    };
    let message = format!("{} does not always tell `{}`{when}", item.title, target.value);
    muted_by.extend(outside);
    (Failure::new(codes::POLICY_UNREACHED, None, message, target.span).here(here), muted_by)
}

/// Adds for which labels it is: those in which the cells differ.
pub(super) fn only_for(cell: &Cell, cells: &[Cell], failure: Failure) -> Failure {
    let differs = |name: &str| cells.iter().any(|other| other.labels.get(name) != cell.labels.get(name));
    let named = cell.labels.named().filter(|(name, _)| differs(name));
    let labels: Vec<String> = named.flat_map(|(name, values)| values.matchers(name)).collect();
    if labels.is_empty() {
        return failure;
    }
    let here = format!("{}; when {}", failure.here, labels.join(", "));
    Failure { here, ..failure }
}
