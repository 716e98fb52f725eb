//! Windows and maintenances as weeks of seven days and 24 hours.

use super::MARGIN;
use super::canvas::{Canvas, SMALL, lines};
use crate::model::{Interval, Maintenance, Mutes};
use crate::picture::interval_words::conditions;
use crate::picture::scene::Scene;
use crate::picture::told::{Told, Use, uses};
use crate::picture::week::{DAYS, Often, Run, Week, weeks};
use crate::picture::words;
use crate::picture::xml::{Text, put};

const DAY: f64 = 17.0;
const NAMES: f64 = 40.0;
const BETWEEN: f64 = 40.0;

/// What one block shows.
struct Block<'m> {
    title: String,
    class: &'static str,
    intervals: &'m [Interval],
    /// Who is told inside and outside, or what is muted.
    about: Vec<String>,
}

pub(super) fn has_any(scene: &Scene) -> bool {
    !scene.windows.is_empty() || !scene.model.maintenances.is_empty()
}

/// Draws from `y` on and gives where it ends.
pub(super) fn push(canvas: &mut Canvas, scene: &Scene, mut y: f64, wide: f64) -> f64 {
    if !has_any(scene) {
        return y - 46.0;
    }
    canvas.text(MARGIN, y, "h2", "The week");
    y += 14.0;
    let across = ((wide + BETWEEN) / (480.0 + BETWEEN)) as usize;
    let room = (wide + BETWEEN) / across.max(1) as f64 - BETWEEN;
    for row in blocks(scene).chunks(across.max(1)) {
        let mut end = y;
        for (index, block) in row.iter().enumerate() {
            let x = MARGIN + index as f64 * (room + BETWEEN);
            end = end.max(self::block(canvas, block, x, y, room));
        }
        y = end + 16.0;
    }
    y
}

fn blocks<'m>(scene: &Scene<'m>) -> Vec<Block<'m>> {
    let uses = uses(scene);
    let windows = scene.windows.iter().map(|id| {
        let window = &scene.model.windows[*id];
        let about = uses.get(id).into_iter().flatten().flat_map(|used| told(scene, used)).collect();
        Block { title: window.name.clone(), class: "window", intervals: &window.intervals, about }
    });
    let maintenances = scene.model.maintenances.iter().map(|maintenance| Block {
        title: format!("{} (maintenance)", maintenance.name),
        class: "maintenance",
        intervals: &maintenance.intervals,
        about: vec![muted(scene, maintenance)],
    });
    windows.chain(maintenances).collect()
}

fn told(scene: &Scene, used: &Use) -> Vec<String> {
    let names = |told: &[Told]| {
        let name = |told: &Told| match &told.also {
            Some(also) => format!("{} {also}", scene.model.channels[told.channel].name),
            None => scene.model.channels[told.channel].name.clone(),
        };
        let names: Vec<String> = told.iter().map(name).collect();
        if names.is_empty() { "nobody".to_string() } else { names.join(", ") }
    };
    let escalation = &scene.model.escalations[used.escalation].name;
    vec![format!(
        "{escalation}, {}: inside {}; outside {}",
        words::after(used.step),
        names(&used.inside),
        names(&used.outside)
    )]
}

fn muted(scene: &Scene, maintenance: &Maintenance) -> String {
    let words = |mutes: &Mutes| {
        let name = |id: &usize| scene.model.severities[*id].name.as_str();
        let mut text = match mutes.severities.as_slice() {
            [] => "anything".to_string(),
            ids => ids.iter().map(name).collect::<Vec<_>>().join(", "),
        };
        if !mutes.services.is_empty() {
            let name = |id: &usize| scene.model.services[*id].name.as_str();
            text += " on ";
            text += &mutes.services.iter().map(name).collect::<Vec<_>>().join(", ");
        }
        text
    };
    let all: Vec<String> = maintenance.mutes.iter().map(words).collect();
    format!("Nobody is told of {}", all.join(", nor of "))
}

fn block(canvas: &mut Canvas, block: &Block, x: f64, mut y: f64, room: f64) -> f64 {
    y += 26.0;
    canvas.fitted((x, y), "h3", &block.title, 14.0, room);
    for week in weeks(block.intervals) {
        let words = format!("{} · {}", week.words(), week.zone);
        for line in lines(&words, SMALL, room) {
            y += 18.0;
            canvas.text(x, y, "soft", &line);
        }
        y = strip(canvas, &week, &words, block.class, (x, y + 10.0), room);
    }
    for condition in conditions(block.intervals) {
        for line in lines(&condition, SMALL, room) {
            y += 16.0;
            canvas.text(x, y, "soft", &line);
        }
    }
    for about in &block.about {
        for line in lines(about, SMALL, room) {
            y += 18.0;
            canvas.text(x, y, "", &line);
        }
        y += 2.0;
    }
    y
}

fn strip(canvas: &mut Canvas, week: &Week, words: &str, class: &str, (x, y): (f64, f64), room: f64) -> f64 {
    let hours = room - NAMES;
    let left = x + NAMES;
    put!(canvas.out, "<g class=\"{class}\">\n<title>{}</title>\n", Text(words));
    for (index, (name, runs)) in DAYS.iter().zip(&week.days).enumerate() {
        let y = y + index as f64 * DAY;
        canvas.text(x, y + 11.0, "tiny", name);
        canvas.rect("day", (left, y), (hours, DAY - 3.0), 3.0);
        for run in runs {
            let start = left + hours * run.start as f64 / 1440.0;
            let length = (hours * (run.end - run.start) as f64 / 1440.0).max(2.0);
            self::run(canvas, run, class, (start, y), length);
        }
    }
    let bottom = y + 7.0 * DAY;
    for hour in 1..24 {
        let x = left + hours * f64::from(hour) / 24.0;
        canvas.line("hour", (x, y), (x, bottom - 3.0));
    }
    for hour in [0, 6, 12, 18, 24] {
        let at = left + hours * f64::from(hour) / 24.0;
        let class = match hour {
            0 => "tiny",
            24 => "tiny end",
            _ => "tiny middle",
        };
        canvas.text(at, bottom + 10.0, class, &hour.to_string());
    }
    canvas.out.push_str("</g>\n");
    bottom + 16.0
}

fn run(canvas: &mut Canvas, run: &Run, class: &str, (x, y): (f64, f64), length: f64) {
    let high = DAY - 3.0;
    canvas.rect("run", (x, y), (length, high), 0.0);
    if run.often == Often::Some || class == "maintenance" {
        // Lines from corner to corner of squares, cut where the box ends.
        let mut from = x - high + 3.0;
        while from < x + length {
            let (start, end) = ((x - from).max(0.0), (x + length - from).min(high));
            let bottom = y + high;
            canvas.line("hatch", (from + start, bottom - start), (from + end, bottom - end));
            from += 6.0;
        }
    } else if run.often == Often::Most {
        let mut at = x + 4.0;
        while at + 2.0 <= x + length {
            put!(
                canvas.out,
                "<circle class=\"dots\" cx=\"{at:.1}\" cy=\"{:.1}\" r=\"1.2\" />\n",
                y + high / 2.0
            );
            at += 7.0;
        }
    }
}
