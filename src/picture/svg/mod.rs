//! One drawing for the wall: escalations on an axis of time, windows over the week, and how many
//! alerts there are.

pub(crate) mod canvas;
mod counts;
mod lanes;
mod weeks;

use super::counts::Counts;
use super::kind::SYMBOLS;
use super::scene::Scene;
use super::words;
use super::xml::{Text, put};
use crate::quantity::duration_text;
use canvas::{Canvas, SMALL, lines};

const STYLE: &str = include_str!("style.css");
const MARGIN: f64 = 40.0;

/// The drawing of a scene.
pub fn svg(scene: &Scene) -> String {
    let counts = Counts::of(scene);
    let lanes = lanes::Lanes::of(scene);
    let wide = lanes.wide().max(1120.0);
    let mut canvas = Canvas::default();
    let mut y = 64.0;
    canvas.fitted((MARGIN, y), "h1", &scene.model.name, 30.0, wide);
    y += 26.0;
    for line in lines(&subtitle(scene, &counts), 13.0, wide) {
        canvas.text(MARGIN, y, "", &line);
        y += 18.0;
    }
    y = counts::push(&mut canvas, scene, &counts, y + 26.0, wide);
    y = lanes.push(&mut canvas, scene, &counts, y + 46.0, wide);
    y = weeks::push(&mut canvas, scene, y + 46.0, wide);
    y = notes(&mut canvas, scene, y + 34.0, wide);
    let (full, high) = (wide + 2.0 * MARGIN, y + 16.0);
    let mut out = String::with_capacity(canvas.out.len() + 8 * 1024);
    put!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{full:.0}\" height=\"{high:.0}\" viewBox=\"0 0 {full:.0} {high:.0}\" role=\"img\" aria-labelledby=\"title about\">\n"
    );
    put!(out, "<title id=\"title\">{}: who is told, and when</title>\n", Text(&scene.model.name));
    put!(out, "<desc id=\"about\">{}</desc>\n", Text(&subtitle(scene, &counts)));
    put!(out, "<style>\n{STYLE}</style>\n<defs>{SYMBOLS}</defs>\n");
    put!(out, "<rect class=\"paper\" width=\"{full:.0}\" height=\"{high:.0}\" />\n");
    out += &canvas.out;
    out + "</svg>\n"
}

fn subtitle(scene: &Scene, counts: &Counts) -> String {
    let some = |number: usize, one: &str| format!("{number} {}", words::plural(number, one));
    let parts = [
        some(scene.alerts.len(), "alert"),
        some(counts.all.values().sum(), "level"),
        some(scene.services.len(), "service"),
        some(scene.escalations.len(), "escalation"),
        some(scene.channels.len(), "channel"),
    ];
    parts.iter().chain(&scene.notes).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// What the signs mean; the heartbeat. Gives where it ends.
fn notes(canvas: &mut Canvas, scene: &Scene, mut y: f64, wide: f64) -> f64 {
    let names = |ids: &[usize]| {
        ids.iter().map(|id| words::channel(&scene.model.channels[*id])).collect::<Vec<_>>().join(", ")
    };
    let mut notes = Vec::new();
    if !scene.is_part {
        notes.extend(scene.model.watchdogs.iter().map(|watchdog| {
            let every = duration_text(watchdog.every);
            format!("{} always fires: every {every} it tells {}.", watchdog.name, names(&watchdog.channels))
        }));
        if !scene.model.alertmanager.fallback.is_empty() {
            let names = names(&scene.model.alertmanager.fallback);
            notes.push(format!("Alerts that no route knows go to {names}."));
        }
    }
    notes.push("Steps count from the moment the alert fires, as long as nobody silences it; columns are not to scale.".to_string());
    if weeks::has_any(scene) {
        notes.push("Times of the week are those of the clock on the wall of the zone, in summer and in winter. Hatched: not every week, or maintenance; dotted: most weeks.".to_string());
    }
    canvas.line("rule", (MARGIN, y - 18.0), (MARGIN + wide, y - 18.0));
    for note in notes {
        for line in lines(&note, SMALL, wide) {
            canvas.text(MARGIN, y, "soft", &line);
            y += 17.0;
        }
    }
    y
}
