//! The story as a drawing that needs nothing else: one axis of time for all that is on it.

mod chart;
mod lanes;
mod panel;
mod scale;

use super::axis;
use super::data::{Panel, Story};
use super::failure_text;
use crate::picture::kind::SYMBOLS;
use crate::picture::svg::canvas::{Canvas, SMALL, lines};
use crate::picture::xml::{Text, put};

pub(super) const STYLE: &str = include_str!("style.css");
const MARGIN: f64 = 40.0;
/// The whole drawing, without margins.
const WIDE: f64 = 1120.0;
/// Names stand left of the axis.
const GUTTER: f64 = 190.0;

/// The drawing of a story.
pub fn svg(story: &Story) -> String {
    let mut canvas = Canvas::default();
    let mut y = 58.0;
    canvas.fitted((MARGIN, y), "h1", &story.title, 28.0, WIDE);
    y += 24.0;
    let about = about(story);
    for line in lines(&about, SMALL, WIDE) {
        canvas.text(MARGIN, y, "soft", &line);
        y += 17.0;
    }
    for failure in &story.failures {
        canvas.fitted((MARGIN, y), "bad", &failure_text(story, failure), SMALL, WIDE);
        y += 17.0;
    }
    for alert in &story.alerts {
        y += 30.0;
        let service = alert.service.as_ref().map(|name| format!(" on {name}")).unwrap_or_default();
        canvas.fitted((MARGIN, y), "h2", &format!("{}{service}", alert.name), 17.0, WIDE);
        for panel in &alert.panels {
            y = panel::push(&mut canvas, story, panel, y + 8.0);
        }
        if alert.more > 0 {
            y += 18.0;
            canvas.text(MARGIN, y, "soft", &format!("and {} more sets of labels", alert.more));
        }
    }
    if !story.quiet.is_empty() {
        y += 34.0;
        for line in lines(&format!("never active: {}", story.quiet.join(", ")), SMALL, WIDE) {
            canvas.text(MARGIN, y, "soft", &line);
            y += 17.0;
        }
    }
    y += 26.0;
    canvas.line("edge", (MARGIN, y - 18.0), (MARGIN + WIDE, y - 18.0));
    signs(&mut canvas, MARGIN, y);
    let full = WIDE + 2.0 * MARGIN;
    let mut out = String::with_capacity(canvas.out.len() + 8 * 1024);
    open(&mut out, full, y + 14.0, &story.title, &about);
    put!(out, "<style>\n{STYLE}</style>\n<defs>{SYMBOLS}</defs>\n");
    put!(out, "<rect class=\"paper\" width=\"{full:.0}\" height=\"{:.0}\" />\n", y + 14.0);
    out += &canvas.out;
    out + "</svg>\n"
}

/// The drawing of one panel, for a page that has the style and the signs.
pub(super) fn figure(story: &Story, panel: &Panel, title: &str) -> String {
    let mut canvas = Canvas::default();
    let y = panel::push(&mut canvas, story, panel, -6.0);
    let mut out = String::with_capacity(canvas.out.len() + 512);
    open(&mut out, WIDE + 2.0 * MARGIN, y + 6.0, title, &super::labels_text(&panel.labels));
    out += &canvas.out;
    out + "</svg>\n"
}

fn open(out: &mut String, wide: f64, high: f64, title: &str, about: &str) {
    put!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"story\" width=\"{wide:.0}\" height=\"{high:.0}\" viewBox=\"0 0 {wide:.0} {high:.0}\" role=\"img\">\n"
    );
    put!(out, "<title>{}</title>\n<desc>{}</desc>\n", Text(title), Text(about));
}

/// When it is, and what else is to be known.
pub(super) fn about(story: &Story) -> String {
    let day = axis::day(story.start, &story.clock);
    day.iter().chain(&story.notes).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// What the signs mean, for a page that has the style.
pub(super) fn legend() -> String {
    let mut canvas = Canvas::default();
    signs(&mut canvas, 0.0, 22.0);
    let mut out = String::new();
    put!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"story legend\" viewBox=\"0 0 900 34\" role=\"img\">\n<title>What the signs mean</title>\n"
    );
    out += &canvas.out;
    out + "</svg>\n"
}

fn signs(canvas: &mut Canvas, mut x: f64, y: f64) {
    for (sign, words, wide) in lanes::LEGEND {
        put!(canvas.out, "<g class=\"v1\">\n");
        sign(canvas, (x + 8.0, y - 4.0));
        canvas.out += "</g>\n";
        canvas.text(x + 22.0, y, "soft", words);
        x += wide;
    }
}
