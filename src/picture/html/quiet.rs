//! What quiets what, who hears of alerts that no route knows, and the heartbeat.

use super::parts;
use crate::picture::quiet::rules;
use crate::picture::scene::Scene;
use crate::picture::xml::{Text, put};
use crate::quantity::duration_text;

pub(super) fn has_any(scene: &Scene) -> bool {
    !scene.is_part || !rules(scene).is_empty()
}

pub(super) fn push(out: &mut String, scene: &Scene) {
    if !has_any(scene) {
        return;
    }
    out.push_str("<section id=\"quiet\">\n<h2>Quiet while</h2>\n");
    let rules = rules(scene);
    if !rules.is_empty() {
        out.push_str("<div class=\"scroll\" tabindex=\"0\">\n<table class=\"quiet\">\n<thead><tr><th scope=\"col\">While this fires</th><th scope=\"col\">this is quiet</th><th scope=\"col\">where these are the same</th></tr></thead>\n<tbody>\n");
        for rule in &rules {
            put!(
                out,
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                Text(&rule.source),
                Text(&rule.target),
                Text(&rule.same.join(", "))
            );
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
    if !scene.is_part {
        heartbeats(out, scene);
    }
    out.push_str("</section>\n");
}

fn heartbeats(out: &mut String, scene: &Scene) {
    let channels = |out: &mut String, ids: &[usize]| {
        ids.iter().for_each(|id| parts::channel(out, &scene.model.channels[*id], None));
    };
    for watchdog in &scene.model.watchdogs {
        let every = duration_text(watchdog.every);
        put!(out, "<p><b>{}</b> always fires: every {every} it tells ", Text(&watchdog.name));
        channels(out, &watchdog.channels);
        out.push_str("Who stops hearing it knows that alerting is broken.</p>\n");
    }
    if !scene.model.alertmanager.fallback.is_empty() {
        out.push_str("<p>Alerts that no route knows go to ");
        channels(out, &scene.model.alertmanager.fallback);
        out.push_str("</p>\n");
    }
}
