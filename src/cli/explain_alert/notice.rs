//! One receiver of a step: who it is, when it is told, how often, by which route.

use super::line;
use crate::emit::matcher_text;
use crate::quantity::duration_text;
use crate::reach::Times;
use crate::reach::program::{Notice, Reach, Repeat, Step, Told};
use crate::reach::symbolic::Labels;
use crate::reach::times::in_words;

pub(super) fn write(text: &mut String, reach: &Reach, step: &Step, notice: &Notice) {
    let channels: Vec<String> =
        notice.channels.iter().map(|told| format!("{} ({})", told.name, told.kind)).collect();
    let channels = if channels.is_empty() { "nobody".to_string() } else { channels.join(", ") };
    line(text, 7, &format!("{channels}{}", condition(step, notice)));
    if !notice.times.is_always() {
        let when = in_words(&notice.times, &reach.zone(notice));
        line(text, 9, &format!("when   {when}{}", intervals(notice)));
    }
    line(text, 9, &format!("again  {}{}", again(notice), resolves(&notice.channels)));
    line(text, 9, &format!("route  {} → {}", way(reach, notice), notice.receiver));
}

/// When no notice of a step is told.
pub(super) fn write_nobody(text: &mut String, reach: &Reach, step: &Step) {
    // Where labels decide, some alerts may never be told at a time at which others are.
    let Some(first) = step.notices.first() else { return };
    if step.notices.iter().any(|notice| !condition(step, notice).is_empty()) {
        return;
    }
    let never = Times::never(first.times.horizon());
    let nobody = step.notices.iter().fold(never, |all, notice| all.union(&notice.times)).complement();
    if !nobody.is_never() {
        line(text, 7, &format!("nobody {}", in_words(&nobody, &reach.zone(first))));
        line(text, 9, "what fires then is told afterwards, if it still does, or if it ended in the last 15m");
    }
}

/// ` if team="a"`: what the labels must be, where not all alerts of the step lead here.
fn condition(step: &Step, notice: &Notice) -> String {
    let of = |labels: &Labels| {
        let named = labels.named().filter(|(name, values)| step.labels.get(name) != *values);
        named.flat_map(|(name, values)| values.matchers(name)).collect::<Vec<_>>().join(", ")
    };
    let conditions: Vec<String> = notice.labels.iter().map(of).collect();
    match conditions.iter().any(String::is_empty) {
        true => String::new(),
        false => format!("  if {}", conditions.join(" or ")),
    }
}

/// ` (in office-hours, not in maintenance/patch-day)`
fn intervals(notice: &Notice) -> String {
    let part =
        |word: &str, names: &[String]| (!names.is_empty()).then(|| format!("{word} {}", names.join(", ")));
    let parts: Vec<String> =
        [part("in", notice.during), part("not in", notice.muted_by)].into_iter().flatten().collect();
    format!(" ({})", parts.join(", "))
}

fn again(notice: &Notice) -> String {
    let Repeat { soonest, latest } = Repeat::of(&notice.settings);
    match soonest == latest {
        true => format!("every {} while it fires", duration_text(latest)),
        false => format!("every {} to {} while it fires", duration_text(soonest), duration_text(latest)),
    }
}

/// Who is told of the alert's end.
fn resolves(channels: &[Told]) -> String {
    let names = |resolved: bool| {
        let some = channels.iter().filter(|told| told.sends_resolved == resolved);
        some.map(|told| told.name).collect::<Vec<_>>()
    };
    match (&names(true)[..], &names(false)[..]) {
        ([], []) => String::new(),
        (_, []) => "; its end is told".to_string(),
        ([], _) => "; its end is not told".to_string(),
        (told, silent) => format!("; its end is told to {}, not to {}", told.join(", "), silent.join(", ")),
    }
}

/// The matchers on the way to the route.
fn way(reach: &Reach, notice: &Notice) -> String {
    let mut way: Vec<_> = reach.tree.ancestry(notice.node).collect();
    way.reverse();
    let matchers = way.iter().flat_map(|id| &reach.tree.node(*id).route.matchers);
    let texts: Vec<String> = matchers.map(matcher_text).collect();
    if texts.is_empty() { "root".into() } else { texts.join(" › ") }
}
