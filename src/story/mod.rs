//! The story of a run: what was measured, what state alerts were in, who was told, on one axis of time.
//!
//! ```text
//!  Model ─── measured ──┐
//!  Record ──────────────┼── tell ── Story ──┬── text, for a terminal
//!  Store ───────────────┘                   ├── svg
//!                                           ├── html, one svg a panel
//!                                           └── json
//!  Record ── tally: how often, how long, how many messages
//! ```

mod axis;
mod compare;
mod data;
mod events;
mod html;
mod input;
mod json;
mod measured;
mod needs;
mod places;
mod points;
#[cfg(test)]
mod sample;
mod svg;
mod tally;
mod tell;
mod text;

pub use data::{
    AlertStory, ChannelRow, Chart, Clock, Compared, Failure, Lane, Limit, Mark, Panel, Point, Severity,
    Story, Tally, Total, Withheld,
};
pub use html::html;
pub use input::{Input, InputFault, Recorded, Stepped, read as read_input};
pub use json::json;
pub use needs::{Need, Own, Wanted, each_selector, needs, wanted_text};
pub use svg::svg;
pub use tell::{Asked, Run, tell};
pub use text::{Screen, text};

/// What could not be evaluated, since when, and why.
fn failure_text(story: &Story, failure: &Failure) -> String {
    let again = if failure.times > 1 { format!(", {} times", failure.times) } else { String::new() };
    let at = story.time(failure.first);
    format!("{} cannot be evaluated (at {at}{again}): {}", failure.rule, failure.message)
}

/// `handler="/save", status="500"`
fn labels_text(labels: &[(String, String)]) -> String {
    labels.iter().map(|(name, value)| format!("{name}={value:?}")).collect::<Vec<_>>().join(", ")
}
