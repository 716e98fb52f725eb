//! Who is told, and what the deploy does, as people read it.

use crate::diff::{Deployed, Effect, StepTold, Told};

/// So many names are listed.
const MOST_NAMES: usize = 6;

/// What is told under a title: whom it is about, and what happens.
pub(super) struct Entry {
    pub about: String,
    pub lines: Vec<String>,
}

/// A title and what stands under it.
pub(super) struct Section {
    pub title: &'static str,
    pub entries: Vec<Entry>,
}

/// Who is told now, and was not.
pub(super) fn told(told: &[Told]) -> Section {
    let entry =
        |told: &Told| Entry { about: names(&told.levels), lines: told.steps.iter().map(step).collect() };
    Section { title: "who is told, and when", entries: told.iter().map(entry).collect() }
}

/// `step 1: sms (webhook) instead of team (slack), Sat–Sun Europe/Berlin`
fn step(told: &StepTold) -> String {
    let StepTold { step, now, no_longer, times, sooner, later, latest_was, latest } = told;
    if let (Some(was), Some(is)) = (latest_was, latest) {
        return format!("step {step}: told at the latest {was} → {is} after the breach");
    }
    if let Some(time) = sooner {
        return format!("step {step}: told {time} sooner");
    }
    if let Some(time) = later {
        return format!("step {step}: told {time} later");
    }
    let (now, gone) = (now.join(", "), no_longer.join(", "));
    let who = match (now.is_empty(), gone.is_empty()) {
        (false, false) => format!("{now} instead of {gone}"),
        (false, true) => format!("{now} is told now"),
        _ => format!("{gone} is told no longer"),
    };
    let times = times.as_ref().map(|times| format!(", {times}")).unwrap_or_default();
    format!("step {step}: {who}{times}")
}

/// What becomes of alerts that fire while the program is deployed.
pub(super) fn deployed(deployed: &[Deployed]) -> Section {
    let entry = |deployed: &Deployed| {
        let many = deployed.channels.len() > 1;
        let (who, is) = (deployed.channels.join(", "), if many { "are" } else { "is" });
        let keeps = if many { "keep" } else { "keeps" };
        let what = match deployed.effect {
            Effect::NotifiedAgain => format!("{who} {is} notified again"),
            Effect::ToldAtOnce => format!("{who} {is} told at once of what fires already"),
            Effect::FiresAnew => "ends some minutes later, and fires anew after its `for`".to_string(),
            Effect::ToldOfTheEnd => format!("{who} {is} told of the old alert until it has ended"),
            Effect::StaysOpen => format!("{who} {keeps} the open incident: nothing resolves it"),
            Effect::NotToldYet => format!("{who} {is} not told before the notification is repeated"),
        };
        Entry { about: names(&deployed.groups), lines: vec![format!("{what} ({})", deployed.because)] }
    };
    Section { title: "alerts that fire during the deploy", entries: deployed.iter().map(entry).collect() }
}

/// The first names, and how many more there are.
fn names(all: &[String]) -> String {
    let first = all.iter().take(MOST_NAMES).cloned().collect::<Vec<_>>().join("; ");
    match all.len().saturating_sub(MOST_NAMES) {
        0 => first,
        more => format!("{first}; and {more} more"),
    }
}
