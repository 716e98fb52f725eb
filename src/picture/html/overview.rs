//! How many alerts there are, of which severity, on which service, and which service needs which.

use super::{figure, parts};
use crate::model::SeverityId;
use crate::picture::counts::{BySeverity, Counts};
use crate::picture::dependencies;
use crate::picture::scene::Scene;
use crate::picture::severity::class;
use crate::picture::words;
use crate::picture::xml::{Text, put};

pub(super) fn push(out: &mut String, scene: &Scene, counts: &Counts) {
    out.push_str("<section id=\"overview\">\n<h2>Overview</h2>\n<div class=\"figures\">\n");
    figure(out, scene.alerts.len(), "alert");
    figure(out, counts.all.values().sum(), "level");
    figure(out, scene.services.len(), "service");
    figure(out, scene.escalations.len(), "escalation");
    figure(out, scene.channels.len(), "channel");
    out.push_str("</div>\n");
    bar(out, scene, &counts.all);
    matrix(out, scene, counts);
    if let Some(drawing) = dependencies::drawing(scene, counts) {
        put!(out, "<h3>What needs what</h3>\n<div class=\"scroll\" tabindex=\"0\">\n{drawing}</div>\n");
        out.push_str("<p class=\"hint\">An arrow leads from a service to one that it needs. While the needed one is down, the alerts of those that need it are quiet.</p>\n");
    }
    out.push_str("</section>\n");
}

/// All levels in one bar, by severity.
fn bar(out: &mut String, scene: &Scene, counts: &BySeverity) {
    if counts.is_empty() {
        return;
    }
    out.push_str("<ul class=\"share\" aria-label=\"Levels of alerts by severity\">\n");
    for (id, number) in counts {
        let severity = &scene.model.severities[*id];
        put!(
            out,
            "<li class=\"{}\" style=\"flex-grow:{number}\"><b>{number}</b> {}</li>\n",
            class(severity),
            Text(&severity.name)
        );
    }
    out.push_str("</ul>\n");
}

/// Services by severities.
fn matrix(out: &mut String, scene: &Scene, counts: &Counts) {
    if counts.services.is_empty() {
        return;
    }
    let severities: Vec<SeverityId> = counts.all.keys().copied().collect();
    let most = counts.services.iter().flat_map(|row| row.levels.values()).max().copied().unwrap_or(1).max(4);
    out.push_str("<div class=\"scroll\" tabindex=\"0\">\n<table class=\"matrix\">\n<thead><tr><th scope=\"col\">Service</th><th scope=\"col\">Owner</th>");
    for id in &severities {
        out.push_str("<th scope=\"col\">");
        parts::severity(out, &scene.model.severities[*id]);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &counts.services {
        let (name, owner) = words::service(scene, row.service);
        let id = words::service_id(row.service);
        put!(
            out,
            "<tr><th scope=\"row\"><a href=\"#{id}\">{}</a></th><td>{}</td>",
            Text(name),
            Text(owner.unwrap_or("–"))
        );
        for id in &severities {
            match row.levels.get(id) {
                None => out.push_str("<td class=\"none\">·</td>"),
                Some(number) => {
                    let heat = 10 + 30 * number / most;
                    let class = class(&scene.model.severities[*id]);
                    put!(out, "<td class=\"heat {class}\" style=\"--heat:{heat}%\">{number}</td>");
                }
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}
