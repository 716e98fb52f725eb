//! What happened in a panel, in words and in order of time.

use super::data::{Lane, Panel, Severity};
use crate::engine::rules::State;
use crate::model::Millis;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub at: Millis,
    pub kind: EventKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EventKind {
    Pending,
    Firing,
    Over,
    Withheld,
    Told,
}

impl EventKind {
    /// The word that stands for it in data and in styles.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::Pending => "pending",
            EventKind::Firing => "firing",
            EventKind::Over => "over",
            EventKind::Withheld => "withheld",
            EventKind::Told => "told",
        }
    }
}

/// All events of a panel; what comes at one time in the order of causes.
pub(super) fn of(panel: &Panel) -> Vec<Event> {
    let mut events: Vec<Event> = panel.lanes.iter().flat_map(states).collect();
    events.extend(messages(panel));
    events.sort_by_key(|event| (event.at, event.kind));
    events
}

/// `critical`, `critical page_fast, step 2`
pub(super) fn level_name(severity: &Severity, part: Option<&str>, step: usize) -> String {
    let part = part.map(|part| format!(" {part}")).unwrap_or_default();
    let step = if step > 1 { format!(", step {step}") } else { String::new() };
    format!("{}{part}{step}", severity.name)
}

pub(super) fn name(lane: &Lane) -> String {
    level_name(&lane.severity, lane.part.as_deref(), lane.step)
}

fn states(lane: &Lane) -> Vec<Event> {
    let name = name(lane);
    let mut events = Vec::new();
    for (index, stretch) in lane.stretches.iter().enumerate() {
        let already = if lane.already && index == 0 { " already" } else { "" };
        // Later steps wait from the beginning; that they do says nothing.
        let (kind, text) = match stretch.state {
            State::Inactive => continue,
            State::Pending => (EventKind::Pending, format!("{name} is pending{already}")),
            State::Firing => (EventKind::Firing, format!("{name} fires{already}")),
        };
        if lane.step == 1 || kind == EventKind::Firing {
            events.push(Event { at: stretch.start, kind, text });
        }
        let goes_on = lane.stretches.get(index + 1).is_some_and(|next| Some(next.start) == stretch.end);
        if let Some(end) = stretch.end.filter(|_| !goes_on && (lane.step == 1 || kind == EventKind::Firing)) {
            let text = match stretch.state {
                State::Firing => format!("{name} is over"),
                _ => format!("{name} is not pending any more"),
            };
            events.push(Event { at: end, kind: EventKind::Over, text });
        }
    }
    let mut before: Option<&str> = None;
    for withheld in &lane.withheld {
        if before != Some(&withheld.why) {
            let text = format!("{name}: {}, nobody is told", withheld.why);
            events.push(Event { at: withheld.at, kind: EventKind::Withheld, text });
        }
        before = Some(&withheld.why);
    }
    events
}

/// Messages of one time and meaning are one event.
fn messages(panel: &Panel) -> Vec<Event> {
    let mut told: Vec<(Millis, String, Vec<String>)> = Vec::new();
    for row in &panel.channels {
        for mark in &row.marks {
            let (at, words) = (mark.at, mark.words());
            let channel = format!("{} ({})", row.name, row.kind);
            match told.iter_mut().find(|(time, text, _)| *time == at && *text == words) {
                Some((.., channels)) => channels.push(channel),
                None => told.push((at, words, vec![channel])),
            }
        }
    }
    let event = |(at, words, channels): (Millis, String, Vec<String>)| Event {
        at,
        kind: EventKind::Told,
        text: format!("told {}: {words}", channels.join(", ")),
    };
    told.into_iter().map(event).collect()
}
