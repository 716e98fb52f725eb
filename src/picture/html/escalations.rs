//! Each escalation as a line of time that runs down: who is told at which step.

use super::parts;
use crate::model::{EscalationId, Millis};
use crate::picture::counts::Counts;
use crate::picture::scene::Scene;
use crate::picture::words;
use crate::picture::xml::{Text, put};
use crate::quantity::duration_text;

pub(super) fn push(out: &mut String, scene: &Scene, counts: &Counts) {
    out.push_str("<section id=\"escalations\">\n<h2>Escalations</h2>\n<p class=\"hint\">From the moment the alert fires, as long as it fires and nobody has silenced it.</p>\n<div class=\"cards\">\n");
    for id in &scene.escalations {
        escalation(out, scene, counts, *id);
    }
    out.push_str("</div>\n</section>\n");
}

fn escalation(out: &mut String, scene: &Scene, counts: &Counts, id: EscalationId) {
    let escalation = &scene.model.escalations[id];
    put!(
        out,
        "<article class=\"card\" id=\"e{id}\">\n<h3>{}</h3>\n<p class=\"used\">",
        Text(&escalation.name)
    );
    match counts.escalations.get(&id) {
        None => out.push_str("no alert uses it"),
        Some(levels) => {
            for (severity, number) in levels {
                put!(out, "{number} ");
                parts::severity(out, &scene.model.severities[*severity]);
                out.push(' ');
            }
        }
    }
    out.push_str("</p>\n<ol class=\"line\">\n");
    let mut before: Millis = 0;
    for step in &escalation.steps {
        put!(out, "<li style=\"--gap:{:.1}em\">", gap(step.after - before));
        put!(out, "<span class=\"time\">{}</span> <div>", words::after(step));
        for notify in &step.notify {
            let when = notify.when.map(|when| words::when(scene.model, when));
            for channel in &notify.channels {
                parts::channel(out, &scene.model.channels[*channel], when.as_deref());
            }
        }
        out.push_str("</div></li>\n");
        before = step.after;
    }
    out.push_str("</ol>\n<p class=\"again\">");
    put!(out, "↻ every step again every <b>{}</b>", duration_text(words::repeat(scene.model, escalation)));
    if let Some(wait) = escalation.group_wait {
        put!(out, " · gathers for {}", duration_text(wait));
    }
    if let Some(labels) = &escalation.group_by {
        put!(out, " · one message for each {}", Text(&labels.join(", ")));
    }
    out.push_str("</p>\n</article>\n");
}

/// Room above a step, in em: more the longer it is waited for, but an hour not sixty times a minute.
fn gap(wait: Millis) -> f64 {
    let minutes = wait.max(0) as f64 / 60_000.0;
    if minutes == 0.0 { 0.0 } else { 0.5 + 0.45 * (1.0 + minutes).log2() * 0.5 }
}
