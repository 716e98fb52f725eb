//! The alerts of each service.

use super::{alert, parts};
use crate::picture::counts::{Counts, OfService};
use crate::picture::scene::Scene;
use crate::picture::times::{MARKS, place};
use crate::picture::words;
use crate::picture::xml::{Text, put};

/// With more alerts than this the services are folded at first.
const MOST_OPEN: usize = 150;

pub(super) fn push(out: &mut String, scene: &Scene, counts: &Counts) {
    out.push_str("<section id=\"services\">\n<h2>Alerts</h2>\n");
    out.push_str("<p class=\"filter\" hidden=\"hidden\"><label>Find <input type=\"search\" id=\"find\" placeholder=\"a name, a severity, a channel\" /></label> <span id=\"found\" role=\"status\"></span></p>\n");
    let open = if scene.alerts.len() > MOST_OPEN { "" } else { " open=\"open\"" };
    for own in &counts.services {
        service(out, scene, own, open);
    }
    out.push_str("</section>\n");
}

fn service(out: &mut String, scene: &Scene, own: &OfService, open: &str) {
    let (name, owner) = words::service(scene, own.service);
    put!(out, "<details class=\"service\" id=\"{}\"{open}>\n", words::service_id(own.service));
    put!(out, "<summary><h3>{}</h3> ", Text(name));
    if let Some(owner) = owner {
        put!(out, "<span class=\"owner\">owner <b>{}</b></span> ", Text(owner));
    }
    out.push_str("<span class=\"counts\">");
    for (severity, number) in &own.levels {
        put!(out, "{number} ");
        parts::severity(out, &scene.model.severities[*severity]);
        out.push(' ');
    }
    out.push_str("</span></summary>\n");
    if let Some(service) = own.service.map(|id| &scene.model.services[id]) {
        let needs: Vec<&str> =
            service.depends_on.iter().map(|id| scene.model.services[*id].name.as_str()).collect();
        if !needs.is_empty() {
            put!(out, "<p class=\"needs\">Needs {}.</p>\n", Text(&needs.join(", ")));
        }
        if let Some(fleet) = &service.fleet {
            let members = fleet.members.join(", ");
            put!(
                out,
                "<p class=\"needs\">A fleet by <code>{}</code>: {}.</p>\n",
                Text(&fleet.label),
                Text(&members)
            );
        }
    }
    if own.alerts.is_empty() {
        out.push_str("<p class=\"needs\">No alert watches it.</p>\n");
    } else {
        axis(out);
    }
    for index in &own.alerts {
        alert::push(out, scene, *index);
    }
    out.push_str("</details>\n");
}

/// The labels of the axis that the levels below share.
fn axis(out: &mut String) {
    out.push_str(
        "<div class=\"level head\" aria-hidden=\"true\"><span></span><span></span><div class=\"axis\">",
    );
    for (time, label) in MARKS {
        put!(out, "<span style=\"left:{}%\">{label}</span>", place(time));
    }
    out.push_str("</div><span></span></div>\n");
}
