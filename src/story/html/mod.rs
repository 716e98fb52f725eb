//! The story as one page that needs nothing else: to be read, printed and kept. It is well-formed XML, too.

mod compared;
mod counts;

use super::data::{AlertStory, Panel, Story};
use super::events::{self, EventKind};
use super::{failure_text, labels_text, svg};
use crate::picture::kind::SYMBOLS;
use crate::picture::xml::{Text, put};

const STYLE: &str = include_str!("style.css");
/// So many events of a panel are told.
const MOST_EVENTS: usize = 200;

/// The page of a story; `command` is what drew it.
pub fn html(story: &Story, command: &str) -> String {
    let mut out = String::with_capacity(64 * 1024);
    out += "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n";
    out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n";
    out += "<meta name=\"color-scheme\" content=\"light dark\" />\n";
    let title = Text(&story.title);
    put!(out, "<title>{title}: what happened</title>\n<style>\n{}{STYLE}</style>\n</head>\n", svg::STYLE);
    put!(
        out,
        "<body class=\"story\">\n<svg class=\"defs\" aria-hidden=\"true\"><defs>{SYMBOLS}</defs></svg>\n"
    );
    put!(out, "<header>\n<p class=\"kicker\">What happened, and who was told</p>\n<h1>{title}</h1>\n");
    let about = svg::about(story);
    if !about.is_empty() {
        put!(out, "<p class=\"hint\">{}</p>\n", Text(&about));
    }
    out += "</header>\n<main>\n";
    if !story.failures.is_empty() {
        out += "<section>\n<ul class=\"failures\">\n";
        for failure in &story.failures {
            put!(out, "<li>{}</li>\n", Text(&failure_text(story, failure)));
        }
        out += "</ul>\n</section>\n";
    }
    if let Some(compared) = &story.compared {
        compared::push(&mut out, story, compared);
    }
    counts::push(&mut out, story);
    for (index, alert) in story.alerts.iter().enumerate() {
        self::alert(&mut out, story, alert, index);
    }
    if !story.quiet.is_empty() {
        put!(out, "<section>\n<h2>Never active</h2>\n<p>{}</p>\n</section>\n", Text(&story.quiet.join(", ")));
    }
    out += &svg::legend();
    put!(
        out,
        "</main>\n<footer><p>Drawn by <code>{}</code> from the program <b>{title}</b>. ",
        Text(command)
    );
    out += "Groups of rules are evaluated together here; a real server spreads them over their interval.</p></footer>\n";
    out + "</body>\n</html>\n"
}

/// The titles of a table: words, then numbers, then messages.
fn titles(out: &mut String, words: &[&str], numbers: &[&str]) {
    for title in words {
        put!(out, "<th scope=\"col\">{title}</th>");
    }
    for title in numbers {
        put!(out, "<th scope=\"col\" class=\"number\">{title}</th>");
    }
    out.push_str("<th scope=\"col\">Messages</th>");
}

fn alert(out: &mut String, story: &Story, alert: &AlertStory, index: usize) {
    let service = alert.service.as_ref().map(|name| format!(" on {name}")).unwrap_or_default();
    put!(out, "<section id=\"a{index}\">\n<h2>{}<span>{}</span></h2>\n", Text(&alert.name), Text(&service));
    for panel in &alert.panels {
        let labels = labels_text(&panel.labels);
        let title = format!("{}{service} {labels}", alert.name);
        put!(
            out,
            "<figure>\n<div class=\"scroll\" tabindex=\"0\">\n{}</div>\n",
            svg::figure(story, panel, title.trim())
        );
        events(out, story, panel);
        out.push_str("</figure>\n");
    }
    if alert.more > 0 {
        put!(out, "<p class=\"hint\">and {} more sets of labels</p>\n", alert.more);
    }
    out.push_str("</section>\n");
}

fn events(out: &mut String, story: &Story, panel: &Panel) {
    let events = events::of(panel);
    if events.is_empty() {
        out.push_str("<figcaption><p class=\"hint\">It was never active.</p></figcaption>\n");
        return;
    }
    let open = if events.len() <= 40 { " open=\"open\"" } else { "" };
    put!(out, "<figcaption><details{open}><summary>In order of time</summary>\n<ol class=\"events\">\n");
    for event in events.iter().take(MOST_EVENTS) {
        let class = event.kind.word();
        let sign = match event.kind {
            EventKind::Pending => "◔",
            EventKind::Firing => "●",
            EventKind::Over => "○",
            EventKind::Withheld => "×",
            EventKind::Told => "→",
        };
        put!(
            out,
            "<li class=\"{class}\"><time>{}</time> <i aria-hidden=\"true\">{sign}</i> <span>{}</span></li>\n",
            Text(&story.time(event.at)),
            Text(&event.text)
        );
    }
    if events.len() > MOST_EVENTS {
        put!(out, "<li>… and {} more</li>\n", events.len() - MOST_EVENTS);
    }
    out.push_str("</ol></details></figcaption>\n");
}
