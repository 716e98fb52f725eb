//! The story as data for programs: times are milliseconds since 1970.

use super::data::{Chart, Lane, Panel, Story, Tally, Total};
use super::events;
use crate::engine::world::Why;
use serde_json::{Map, Value, json};

/// Changes when a field goes or changes its meaning, not when one comes.
const VERSION: u32 = 1;

/// The text, with an end of line.
pub fn json(story: &Story) -> String {
    let alerts = story.alerts.iter().map(|alert| {
        json!({
            "name": alert.name,
            "service": alert.service,
            "panels": alert.panels.iter().map(panel).collect::<Vec<_>>(),
            "more": alert.more,
        })
    });
    let failures = story.failures.iter().map(|failure| {
        json!({
            "rule": failure.rule, "first": failure.first, "times": failure.times, "message": failure.message,
        })
    });
    let compared = story.compared.as_ref().map(|compared| {
        json!({
            "change": compared.change,
            "levels": compared.tally.iter().map(tally).collect::<Vec<_>>(),
            "channels": compared.totals.iter().map(total).collect::<Vec<_>>(),
        })
    });
    let value = json!({
        "version": VERSION,
        "program": story.title,
        "notes": story.notes,
        "start": story.start,
        "evaluated_from": story.evaluated_from,
        "end": story.end,
        "alerts": alerts.collect::<Vec<_>>(),
        "never_active": story.quiet,
        "levels": story.tally.iter().map(tally).collect::<Vec<_>>(),
        "channels": story.totals.iter().map(total).collect::<Vec<_>>(),
        "as_it_is": compared,
        "failures": failures.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn total(total: &Total) -> Value {
    json!({
        "channel": total.name, "kind": total.kind,
        "new": total.news, "repeated": total.repeats, "over": total.ends,
    })
}

fn panel(panel: &Panel) -> Value {
    let labels: Map<String, Value> =
        panel.labels.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    let channels = panel.channels.iter().map(|row| {
        let messages = row.marks.iter().map(|mark| {
            json!({
                "at": mark.at, "firing": mark.firing, "resolved": mark.resolved,
                "why": why(mark.why), "about": mark.about,
            })
        });
        json!({ "channel": row.name, "kind": row.kind, "messages": messages.collect::<Vec<_>>() })
    });
    let events = events::of(panel)
        .into_iter()
        .map(|event| json!({ "at": event.at, "kind": event.kind.word(), "text": event.text }));
    json!({
        "labels": labels,
        "charts": panel.charts.iter().map(chart).collect::<Vec<_>>(),
        "states": panel.lanes.iter().map(lane).collect::<Vec<_>>(),
        "channels": channels.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
    })
}

fn why(why: Why) -> &'static str {
    match why {
        Why::New => "new",
        Why::More => "more",
        Why::Resolved => "resolved",
        Why::Repeat => "repeat",
    }
}

/// Points as `[at, lowest, highest, last]`; what is no number is null.
fn chart(chart: &Chart) -> Value {
    let points = chart.points.iter().map(|point| json!([point.at, point.low, point.high, point.last]));
    let limits = chart.limits.iter().map(|limit| {
        json!({
            "severity": limit.severity.name, "text": limit.text, "value": limit.value, "ends": limit.ends,
        })
    });
    json!({
        "measured": chart.measured,
        "step": chart.step,
        "points": points.collect::<Vec<_>>(),
        "limits": limits.collect::<Vec<_>>(),
    })
}

fn lane(lane: &Lane) -> Value {
    let spans = lane
        .stretches
        .iter()
        .map(|stretch| json!({ "state": stretch.state.word(), "start": stretch.start, "end": stretch.end }));
    let withheld = lane.withheld.iter().map(|one| json!({ "at": one.at, "why": one.why }));
    json!({
        "severity": lane.severity.name,
        "part": lane.part,
        "step": lane.step,
        "already": lane.already,
        "spans": spans.collect::<Vec<_>>(),
        "withheld": withheld.collect::<Vec<_>>(),
    })
}

fn tally(tally: &Tally) -> Value {
    let messages: Map<String, Value> =
        tally.messages.iter().map(|(channel, count)| (channel.clone(), Value::from(*count))).collect();
    json!({
        "alert": tally.alert,
        "severity": tally.severity.name,
        "part": tally.part,
        "step": tally.step,
        "series": tally.series,
        "fired": tally.fired,
        "firing_ms": tally.firing,
        "longest_ms": tally.longest,
        "flaps": tally.flaps,
        "messages": messages,
    })
}
