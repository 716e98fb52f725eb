//! One alert: what it says, and for each level the limit, the times and who is told.

use super::parts;
use crate::model::{Alert, Level, Step};
use crate::picture::scene::Scene;
use crate::picture::summary::shared;
use crate::picture::times::{MARKS, apart, latest, place};
use crate::picture::xml::{Text, put};
use crate::picture::{condition, words};
use crate::quantity::duration_text;

/// Expressions are broken into lines of this width.
const WIDTH: usize = 76;

/// Levels that tell the same people of the same limit: the members of a fleet.
struct Alike<'m> {
    limit: Option<String>,
    levels: Vec<&'m Level>,
}

pub(super) fn push(out: &mut String, scene: &Scene, index: usize) {
    let shown = &scene.alerts[index];
    put!(out, "<article class=\"alert\" id=\"a{index}\">\n<h4>{}</h4>\n", Text(&shown.alert.name));
    let summaries: Vec<&str> = shown.levels.iter().filter_map(|level| annotation(level, "summary")).collect();
    if !summaries.is_empty() {
        out.push_str("<p class=\"summary\">");
        parts::pieces(out, shared(&summaries));
        out.push_str("</p>\n");
    }
    let rows = alike(&shown.levels);
    for row in &rows {
        level(out, scene, shown.alert, row);
    }
    out.push_str("<details class=\"more\"><summary>Expressions and texts</summary>\n");
    for row in &rows {
        expression(out, scene, row);
    }
    if let Some(row) = rows.first() {
        texts(out, row.levels[0]);
    }
    out.push_str("</details>\n</article>\n");
}

/// The most severe first.
fn alike<'m>(levels: &[&'m Level]) -> Vec<Alike<'m>> {
    let mut levels = levels.to_vec();
    // The model has the most severe severity first.
    levels.sort_by_key(|level| level.severity);
    let mut rows: Vec<Alike> = Vec::new();
    for level in levels {
        let limit = condition::words(&level.condition);
        let facts = |level: &Level| {
            (level.severity, level.escalation, level.pending, level.keep_firing_for, level.hold.is_some())
        };
        match rows.last_mut() {
            Some(row) if row.limit == limit && facts(row.levels[0]) == facts(level) => row.levels.push(level),
            _ => rows.push(Alike { limit, levels: vec![level] }),
        }
    }
    rows
}

fn annotation<'m>(level: &'m Level, name: &str) -> Option<&'m str> {
    level.annotations.iter().find(|(key, _)| key == name).map(|(_, text)| text.as_str())
}

fn level(out: &mut String, scene: &Scene, alert: &Alert, row: &Alike) {
    let (model, level) = (scene.model, row.levels[0]);
    let escalation = &model.escalations[level.escalation];
    out.push_str("<div class=\"level\">");
    name(out, scene, row);
    limit(out, row);
    let times = latest(model, alert, level);
    axis(out, &times);
    out.push_str("<div class=\"who\"><ol class=\"steps\">");
    for (step, time) in escalation.steps.iter().zip(&times) {
        self::step(out, scene, step, *time);
    }
    let id = level.escalation;
    put!(out, "</ol><p class=\"by\">by <a href=\"#e{id}\">{}</a></p></div></div>\n", Text(&escalation.name));
}

fn limit(out: &mut String, row: &Alike) {
    let level = row.levels[0];
    out.push_str("<div class=\"limit\">");
    if let Some(limit) = &row.limit {
        put!(out, "<b>{}</b> ", Text(limit));
    }
    match level.pending {
        0 => out.push_str("<span>without delay</span>"),
        pending => put!(out, "<span>for {}</span>", duration_text(pending)),
    }
    if level.hold.is_some() {
        out.push_str("<span> · until it is clearly over</span>");
    }
    if level.keep_firing_for > 0 {
        put!(out, "<span> · kept for {}</span>", duration_text(level.keep_firing_for));
    }
    out.push_str("</div>");
}

/// When each step comes, drawn; the times stand beside it as text.
fn axis(out: &mut String, times: &[i64]) {
    out.push_str("<div class=\"axis\" aria-hidden=\"true\">");
    for (time, _) in MARKS {
        put!(out, "<i style=\"left:{}%\"></i>", place(time));
    }
    let places = apart(times);
    if let (Some(first), Some(last)) = (places.first(), places.last()) {
        put!(out, "<s class=\"wait\" style=\"width:{first:.1}%\"></s>");
        put!(out, "<s style=\"left:{first:.1}%;width:{:.1}%\"></s>", last - first);
    }
    for (index, place) in places.iter().enumerate() {
        put!(out, "<b style=\"left:{place:.1}%\">{}</b>", index + 1);
    }
    out.push_str("</div>\n");
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

/// The severity, and which of several levels with it these are.
fn name(out: &mut String, scene: &Scene, row: &Alike) {
    let level = row.levels[0];
    out.push_str("<div class=\"name\">");
    parts::severity(out, &scene.model.severities[level.severity]);
    if row.levels.len() > 1 {
        put!(out, " <span class=\"part\">each of {}</span>", row.levels.len());
    } else if let Some((_, part)) = level.key.split_once(':')
        // The condition says it already.
        && row.limit.as_deref() != Some(part)
    {
        put!(out, " <span class=\"part\">{}</span>", Text(part));
    }
    out.push_str("</div>");
}

fn expression(out: &mut String, scene: &Scene, row: &Alike) {
    let level = row.levels[0];
    name(out, scene, row);
    put!(out, "<pre>{}</pre>\n", Text(&level.condition.to_promql_lines(WIDTH)));
    if let Some(hold) = &level.hold {
        let hold = hold.to_promql_lines(WIDTH);
        put!(out, "<p>and once it fires, as long as</p><pre>{}</pre>\n", Text(&hold));
    }
    if row.levels.len() > 1 {
        let keys: Vec<&str> =
            row.levels[1..].iter().filter_map(|level| level.key.rsplit(':').next()).collect();
        put!(out, "<p>and in the same way {}</p>\n", Text(&keys.join(", ")));
    }
}

fn texts(out: &mut String, level: &Level) {
    out.push_str("<dl class=\"texts\">\n");
    for (name, text) in &level.annotations {
        put!(out, "<dt>{}</dt><dd>", Text(name));
        let address = text.starts_with("https://") || text.starts_with("http://");
        match address && !text.contains("{{") && !text.contains(char::is_whitespace) {
            true => put!(out, "<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", Text(text)),
            false => parts::annotation(out, text),
        }
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n");
}
