//! One HTML page that needs nothing else: to be read on a screen or a phone, and to be printed. It is
//! well-formed XML, too.

mod alert;
mod escalations;
mod overview;
mod parts;
mod quiet;
mod services;
mod week;

use super::counts::Counts;
use super::kind::SYMBOLS;
use super::scene::Scene;
use super::words;
use super::xml::{Text, put};

const STYLE: &str = include_str!("style.css");
const FILTER: &str = include_str!("filter.js");

/// The page of a scene.
pub fn html(scene: &Scene) -> String {
    let counts = Counts::of(scene);
    let mut out = String::with_capacity(32 * 1024);
    let name = Text(&scene.model.name);
    out += "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n";
    out += "<meta name=\"color-scheme\" content=\"light dark\" />\n";
    put!(out, "<title>{name}: who is told, and when</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    put!(out, "<svg class=\"defs\" aria-hidden=\"true\"><defs>{SYMBOLS}</defs></svg>\n");
    header(&mut out, scene);
    out += "<main>\n";
    overview::push(&mut out, scene, &counts);
    escalations::push(&mut out, scene, &counts);
    week::push(&mut out, scene);
    services::push(&mut out, scene, &counts);
    quiet::push(&mut out, scene);
    out += "</main>\n";
    put!(out, "<footer><p>Drawn by <code>larum graph</code> from the program <b>{name}</b>. ");
    out += "A time is the latest at which people are told: the sample is scraped and seen, <code>for</code> is over, \
            the group has waited. A silence of the alert stops the steps to come.</p></footer>\n";
    put!(out, "<script>\n{FILTER}</script>\n</body>\n</html>\n");
    out
}

fn header(out: &mut String, scene: &Scene) {
    put!(
        out,
        "<header>\n<p class=\"kicker\">Who is told, and when</p>\n<h1>{}</h1>\n",
        Text(&scene.model.name)
    );
    if !scene.notes.is_empty() {
        put!(out, "<p class=\"notes\">{}</p>\n", Text(&scene.notes.join(" · ")));
    }
    out.push_str("<nav aria-label=\"Sections\">");
    for (id, title) in [
        ("overview", "Overview"),
        ("escalations", "Escalations"),
        ("week", "The week"),
        ("services", "Alerts"),
        ("quiet", "Quiet while"),
    ] {
        if (id != "week" || week::has_any(scene)) && (id != "quiet" || quiet::has_any(scene)) {
            put!(out, "<a href=\"#{id}\">{title}</a> ");
        }
    }
    out.push_str("</nav>\n</header>\n");
}

/// `62 alerts`, as two lines of a figure.
fn figure(out: &mut String, number: usize, one: &str) {
    let what = words::plural(number, one);
    put!(out, "<div class=\"figure\"><b>{number}</b> <span>{what}</span></div>\n");
}
