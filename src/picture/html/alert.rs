//! One alert: what it says, and for each level the limit, the times and who is told.

use super::parts;
use crate::model::{Level, Step};
use crate::picture::scene::Scene;
use crate::picture::times::{MARKS, apart, latest, place};
use crate::picture::xml::{Text, put};
use crate::picture::{condition, words};
use crate::quantity::duration_text;

/// Expressions are broken into lines of this width.
const WIDTH: usize = 76;

pub(super) fn push(out: &mut String, scene: &Scene, index: usize) {
    let shown = &scene.alerts[index];
    put!(out, "<article class=\"alert\" id=\"a{index}\">\n<h4>{}</h4>\n", Text(&shown.alert.name));
    let mut levels = shown.levels.clone();
    // The model has the most severe severity first.
    levels.sort_by_key(|level| level.severity);
    let annotation = |name: &str| {
        let level = shown.levels.last()?;
        level.annotations.iter().find(|(key, _)| key == name).map(|(_, text)| text.as_str())
    };
    if let Some(summary) = annotation("summary") {
        out.push_str("<p class=\"summary\">");
        parts::annotation(out, summary);
        out.push_str("</p>\n");
    }
    for level in &levels {
        self::level(out, scene, level);
    }
    out.push_str("<details class=\"more\"><summary>Expressions");
    if shown.levels.iter().any(|level| !level.annotations.is_empty()) {
        out.push_str(" and texts");
    }
    out.push_str("</summary>\n");
    for level in &levels {
        expression(out, scene, level);
    }
    if let Some(level) = shown.levels.last() {
        out.push_str("<dl class=\"texts\">\n");
        for (name, text) in &level.annotations {
            put!(out, "<dt>{}</dt><dd>", Text(name));
            let link = (text.starts_with("https://") || text.starts_with("http://")) && !text.contains("{{");
            match link && !text.contains(char::is_whitespace) {
                true => put!(out, "<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", Text(text)),
                false => parts::annotation(out, text),
            }
            out.push_str("</dd>\n");
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</details>\n</article>\n");
}

fn level(out: &mut String, scene: &Scene, level: &Level) {
    let model = scene.model;
    let escalation = &model.escalations[level.escalation];
    out.push_str("<div class=\"level\">");
    name(out, scene, level);
    out.push_str("<p class=\"limit\">");
    if let Some(limit) = condition::words(&level.condition) {
        put!(out, "<b>{}</b> ", Text(&limit));
    }
    match level.pending {
        0 => out.push_str("<span>at once</span>"),
        pending => put!(out, "<span>for {}</span>", duration_text(pending)),
    }
    if level.hold.is_some() {
        out.push_str("<span> · until it is clearly over</span>");
    }
    if level.keep_firing_for > 0 {
        put!(out, "<span> · held {}</span>", duration_text(level.keep_firing_for));
    }
    out.push_str("</p>");
    let times: Vec<i64> =
        escalation.steps.iter().map(|step| latest(model, level, escalation, step)).collect();
    out.push_str("<div class=\"axis\" aria-hidden=\"true\">");
    for (time, _) in MARKS {
        put!(out, "<i style=\"left:{}%\"></i>", place(time));
    }
    let places = apart(&times);
    if let (Some(first), Some(last)) = (places.first(), places.last()) {
        put!(out, "<s class=\"wait\" style=\"width:{first:.1}%\"></s>");
        put!(out, "<s style=\"left:{first:.1}%;width:{:.1}%\"></s>", last - first);
    }
    for (index, place) in places.iter().enumerate() {
        put!(out, "<b style=\"left:{place:.1}%\">{}</b>", index + 1);
    }
    out.push_str("</div>\n<ol class=\"steps\">");
    for (step, time) in escalation.steps.iter().zip(&times) {
        self::step(out, scene, step, *time);
    }
    put!(
        out,
        "</ol><p class=\"by\">by <a href=\"#e{}\">{}</a></p></div>\n",
        level.escalation,
        Text(&escalation.name)
    );
}

fn step(out: &mut String, scene: &Scene, step: &Step, time: i64) {
    put!(out, "<li><span class=\"time\">≤ {}</span> ", duration_text(time));
    let mut parts = Vec::new();
    for notify in &step.notify {
        let names: Vec<&str> =
            notify.channels.iter().map(|id| scene.model.channels[*id].name.as_str()).collect();
        let when = notify.when.map(|when| format!(" {}", words::when(scene.model, when)));
        parts.push(names.join(", ") + &when.unwrap_or_default());
    }
    put!(out, "{}</li>", Text(&parts.join("; ")));
}

/// The severity, and which of several levels with it this is.
fn name(out: &mut String, scene: &Scene, level: &Level) {
    out.push_str("<div class=\"name\">");
    parts::severity(out, &scene.model.severities[level.severity]);
    let part = level.key.split_once(':').map(|(_, part)| part);
    // The condition says it already.
    if let Some(part) = part.filter(|part| condition::words(&level.condition).as_deref() != Some(part)) {
        put!(out, " <span class=\"part\">{}</span>", Text(part));
    }
    out.push_str("</div>");
}

fn expression(out: &mut String, scene: &Scene, level: &Level) {
    name(out, scene, level);
    put!(out, "<pre>{}</pre>\n", Text(&level.condition.to_promql_lines(WIDTH)));
    if let Some(hold) = &level.hold {
        put!(out, "<p>and once it fires, as long as</p><pre>{}</pre>\n", Text(&hold.to_promql_lines(WIDTH)));
    }
}
