//! Windows and maintenances over the week.

use super::parts;
use crate::model::{Interval, Maintenance, Mutes, WindowId};
use crate::picture::interval_words::conditions;
use crate::picture::scene::Scene;
use crate::picture::told::{Told, Use, uses};
use crate::picture::week::{DAYS, Often, Week, weeks};
use crate::picture::words;
use crate::picture::xml::{Text, put};

pub(super) fn has_any(scene: &Scene) -> bool {
    !scene.windows.is_empty() || !scene.model.maintenances.is_empty()
}

pub(super) fn push(out: &mut String, scene: &Scene) {
    if !has_any(scene) {
        return;
    }
    out.push_str("<section id=\"week\">\n<h2>The week</h2>\n<p class=\"hint\">Times are those of the clock on the wall of the zone, in summer and in winter.</p>\n<div class=\"cards wide\">\n");
    let uses = uses(scene);
    for id in &scene.windows {
        window(out, scene, *id, uses.get(id).map_or(&[], Vec::as_slice));
    }
    for maintenance in &scene.model.maintenances {
        self::maintenance(out, scene, maintenance);
    }
    out.push_str("</div>\n</section>\n");
}

fn window(out: &mut String, scene: &Scene, id: WindowId, uses: &[Use]) {
    let window = &scene.model.windows[id];
    put!(out, "<article class=\"card\">\n<h3>{}</h3>\n", Text(&window.name));
    strips(out, &window.intervals, "window");
    for used in uses {
        let escalation = &scene.model.escalations[used.escalation].name;
        put!(out, "<dl class=\"told\">\n<dt>{} · {}</dt>\n", Text(escalation), words::after(used.step));
        for (place, told) in [("inside", &used.inside), ("outside", &used.outside)] {
            put!(out, "<dd><span class=\"place {place}\">{place}</span> ");
            channels(out, scene, told);
            out.push_str("</dd>\n");
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</article>\n");
}

fn channels(out: &mut String, scene: &Scene, told: &[Told]) {
    if told.is_empty() {
        out.push_str("<span class=\"nobody\">nobody</span>");
    }
    for told in told {
        parts::channel(out, &scene.model.channels[told.channel], told.also.as_deref());
    }
}

fn maintenance(out: &mut String, scene: &Scene, maintenance: &Maintenance) {
    put!(
        out,
        "<article class=\"card\">\n<h3>{} <span class=\"tag\">maintenance</span></h3>\n",
        Text(&maintenance.name)
    );
    strips(out, &maintenance.intervals, "maintenance");
    out.push_str("<p class=\"mutes\">Nobody is told of ");
    for (index, mutes) in maintenance.mutes.iter().enumerate() {
        if index > 0 {
            out.push_str(", nor of ");
        }
        self::mutes(out, scene, mutes);
    }
    out.push_str(".</p>\n</article>\n");
}

fn mutes(out: &mut String, scene: &Scene, mutes: &Mutes) {
    if mutes.severities.is_empty() {
        out.push_str("anything");
    }
    for (index, id) in mutes.severities.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        parts::severity(out, &scene.model.severities[*id]);
    }
    let names: Vec<&str> = mutes.services.iter().map(|id| scene.model.services[*id].name.as_str()).collect();
    if !names.is_empty() {
        put!(out, " on {}", Text(&names.join(", ")));
    }
}

/// A strip of seven days for each zone of the intervals.
fn strips(out: &mut String, intervals: &[Interval], class: &str) {
    for week in weeks(intervals) {
        strip(out, &week, class);
    }
    let conditions = conditions(intervals);
    if !conditions.is_empty() {
        out.push_str("<ul class=\"intervals\">\n");
        for line in conditions {
            put!(out, "<li>{}</li>\n", Text(&line));
        }
        out.push_str("</ul>\n");
    }
}

fn strip(out: &mut String, week: &Week, class: &str) {
    let words = week.words();
    put!(out, "<p class=\"times\">{} <span class=\"zone\">{}</span></p>\n", Text(&words), Text(week.zone));
    put!(
        out,
        "<div class=\"strip {class}\" role=\"img\" aria-label=\"{} {}\">\n",
        Text(&words),
        Text(week.zone)
    );
    for (name, runs) in DAYS.iter().zip(&week.days) {
        put!(out, "<div class=\"day\"><span>{name}</span><div class=\"hours\">");
        for run in runs {
            let left = run.start as f64 / 14.4;
            let width = (run.end - run.start) as f64 / 14.4;
            put!(out, "<i class=\"{}\" style=\"left:{left:.2}%;width:{width:.2}%\"></i>", run.often.class());
        }
        out.push_str("</div></div>\n");
    }
    out.push_str("<div class=\"day scale\"><span></span><div class=\"ticks\">");
    for hour in [0, 6, 12, 18, 24] {
        put!(out, "<span style=\"left:{:.2}%\">{hour}</span>", hour as f64 / 0.24);
    }
    out.push_str("</div></div>\n</div>\n");
    match week.rarest() {
        Some(Often::Some) => out.push_str("<p class=\"hint\">Hatched: not in every week.</p>\n"),
        Some(Often::Most) => out.push_str("<p class=\"hint\">Dotted: in most weeks, but not in all.</p>\n"),
        _ => {}
    }
}
