//! Levels of alerts: all by severity, and by service in blocks of rows.

use super::MARGIN;
use super::canvas::{Canvas, SMALL};
use crate::model::SeverityId;
use crate::picture::counts::{Counts, OfService};
use crate::picture::measure::width;
use crate::picture::scene::Scene;
use crate::picture::severity::class;
use crate::picture::words;
use crate::picture::xml::put;

const NAME: f64 = 170.0;
const ROW: f64 = 24.0;
/// Between two blocks.
const BETWEEN: f64 = 36.0;

/// Draws from `y` on and gives where it ends.
pub(super) fn push(canvas: &mut Canvas, scene: &Scene, counts: &Counts, y: f64, wide: f64) -> f64 {
    let y = bar(canvas, scene, counts, y, wide);
    matrix(canvas, scene, counts, y + 34.0, wide)
}

/// One bar, in which each severity has room for its name; several where they are too many.
fn bar(canvas: &mut Canvas, scene: &Scene, counts: &Counts, mut y: f64, wide: f64) -> f64 {
    struct Part<'a> {
        label: String,
        class: &'a str,
        number: f64,
        least: f64,
    }
    let part = |(id, number): (&SeverityId, &usize)| {
        let severity = &scene.model.severities[*id];
        let label = format!("{number} {}", severity.name);
        let least = (width(&label, 14.0) + 28.0).min(wide);
        Part { label, class: class(severity), number: *number as f64, least }
    };
    let mut rows: Vec<Vec<Part>> = Vec::new();
    let mut used = 0.0;
    for part in counts.all.iter().map(part) {
        used += part.least;
        match rows.last_mut() {
            Some(row) if used <= wide => row.push(part),
            _ => {
                used = part.least;
                rows.push(vec![part]);
            }
        }
    }
    for row in rows {
        let spare = wide - row.iter().map(|part| part.least).sum::<f64>();
        let all: f64 = row.iter().map(|part| part.number).sum();
        let mut x = MARGIN;
        for part in row {
            let length = part.least + spare * part.number / all;
            put!(canvas.out, "<g class=\"{}\">\n<g opacity=\".16\">\n", part.class);
            canvas.rect("cell", (x, y), (length - 3.0, 32.0), 6.0);
            canvas.out.push_str("</g>\n");
            canvas.rect("cell", (x, y), (4.0, 32.0), 2.0);
            canvas.fitted((x + 14.0, y + 21.0), "sev", &part.label, 14.0, length - 20.0);
            canvas.out.push_str("</g>\n");
            x += length;
        }
        y += 38.0;
    }
    y
}

/// Services by severities, in as many blocks as fit beside each other.
fn matrix(canvas: &mut Canvas, scene: &Scene, counts: &Counts, y: f64, wide: f64) -> f64 {
    let severities: Vec<SeverityId> = counts.all.keys().copied().collect();
    let label = |id: &SeverityId| width(&scene.model.severities[*id].name, SMALL) + 16.0;
    let cells: Vec<f64> = severities.iter().map(|id| label(id).clamp(54.0, 120.0)).collect();
    let block = NAME + cells.iter().sum::<f64>();
    let blocks = (((wide + BETWEEN) / (block + BETWEEN)) as usize).max(1);
    let blocks = blocks.min(counts.services.len().div_ceil(4)).max(1);
    let rows = counts.services.len().div_ceil(blocks);
    if rows == 0 {
        return y;
    }
    let most = counts.services.iter().flat_map(|own| own.levels.values()).max().copied().unwrap_or(1).max(4);
    for (index, own) in counts.services.chunks(rows).enumerate() {
        let left = MARGIN + index as f64 * (block + BETWEEN);
        canvas.text(left, y, "soft", "service");
        let mut x = left + NAME;
        for (id, cell) in severities.iter().zip(&cells) {
            let name = &scene.model.severities[*id].name;
            canvas.fitted((x + cell / 2.0, y), "soft middle", name, SMALL, cell - 4.0);
            x += cell;
        }
        canvas.line("rule", (left, y + 8.0), (left + block, y + 8.0));
        for (row, own) in own.iter().enumerate() {
            let y = y + 12.0 + row as f64 * ROW;
            self::row(canvas, scene, own, (left, y), &severities, &cells, most);
        }
    }
    y + 12.0 + rows as f64 * ROW
}

fn row(
    canvas: &mut Canvas,
    scene: &Scene,
    own: &OfService,
    (left, y): (f64, f64),
    severities: &[SeverityId],
    cells: &[f64],
    most: usize,
) {
    canvas.fitted((left, y + 16.0), "", words::service(scene, own.service).0, 13.0, NAME - 10.0);
    let mut x = left + NAME;
    for (id, cell) in severities.iter().zip(cells) {
        let middle = x + cell / 2.0;
        match own.levels.get(id) {
            None => canvas.text(middle, y + 16.0, "tiny middle", "·"),
            Some(number) => {
                let heat = 0.12 + 0.28 * *number as f64 / most as f64;
                let class = class(&scene.model.severities[*id]);
                put!(canvas.out, "<g class=\"{class}\" opacity=\"{heat:.2}\">");
                canvas.rect("cell", (x + 1.0, y + 1.0), (cell - 2.0, ROW - 3.0), 5.0);
                canvas.out.push_str("</g>\n");
                canvas.text(middle, y + 16.0, "number", &number.to_string());
            }
        }
        x += cell;
    }
}
