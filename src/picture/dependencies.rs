//! Which service needs which, as a drawing: the needed ones stand left.

use super::counts::Counts;
use super::layers::{Place, layout};
use super::measure::{fitted, width};
use super::scene::Scene;
use super::words;
use super::xml::{Text, put};
use std::collections::BTreeMap;

const BOX_HEIGHT: f64 = 46.0;
const ROW: f64 = 62.0;
const BETWEEN: f64 = 84.0;
const MARGIN: f64 = 8.0;

/// An `svg` element; none where no service needs another.
pub(super) fn drawing(scene: &Scene, counts: &Counts) -> Option<String> {
    let model = scene.model;
    let seen = |id: &usize| scene.services.contains(id);
    let arrows = || {
        let services = scene.services.iter();
        services.flat_map(|from| model.services[*from].depends_on.iter().map(move |to| (*from, *to)))
    };
    let arrows: Vec<(usize, usize)> = arrows().filter(|(_, to)| seen(to)).collect();
    if arrows.is_empty() {
        return None;
    }
    let mut ids: Vec<usize> = arrows.iter().flat_map(|(from, to)| [*from, *to]).collect();
    ids.sort_unstable();
    ids.dedup();
    let number: BTreeMap<usize, usize> = ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let short: Vec<(usize, usize)> = arrows.iter().map(|(from, to)| (number[from], number[to])).collect();
    let layout = layout(ids.len(), &short);

    let levels: BTreeMap<Option<usize>, usize> =
        counts.services.iter().map(|own| (own.service, own.alerts.len())).collect();
    let small = |id: usize| {
        let alerts = levels.get(&Some(id)).copied().unwrap_or(0);
        let alerts = format!("{alerts} {}", words::plural(alerts, "alert"));
        match &model.services[id].owner {
            Some(owner) => format!("{owner} · {alerts}"),
            None => alerts,
        }
    };
    let room =
        |id: &usize| (width(&model.services[*id].name, 14.0) + 20.0).max(width(&small(*id), 11.0) + 16.0);
    let wide = ids.iter().map(room).fold(110.0, f64::max).min(260.0);
    let tallest = layout.columns.iter().max().copied().unwrap_or(1);
    let at = |place: Place| {
        let spare = (tallest - layout.columns[place.column]) as f64 * ROW / 2.0;
        let x = MARGIN + place.column as f64 * (wide + BETWEEN);
        (x, MARGIN + spare + place.row as f64 * ROW)
    };
    let full_width = 2.0 * MARGIN + layout.columns.len() as f64 * (wide + BETWEEN) - BETWEEN;
    let full_height = 2.0 * MARGIN + tallest as f64 * ROW - (ROW - BOX_HEIGHT);

    let mut out = String::new();
    put!(
        out,
        "<svg class=\"needs-map\" role=\"img\" aria-labelledby=\"needs-title\" width=\"{full_width:.0}\" height=\"{full_height:.0}\" viewBox=\"0 0 {full_width:.0} {full_height:.0}\" xmlns=\"http://www.w3.org/2000/svg\">\n"
    );
    let words: Vec<String> = arrows
        .iter()
        .map(|(from, to)| format!("{} needs {}", model.services[*from].name, model.services[*to].name))
        .collect();
    put!(out, "<title id=\"needs-title\">{}</title>\n", Text(&words.join("; ")));
    for path in &layout.arrows {
        let points: Vec<(f64, f64)> = path.iter().map(|place| at(*place)).collect();
        out += &arrow(&points, wide);
    }
    for (id, place) in ids.iter().zip(&layout.boxes) {
        let (x, y) = at(*place);
        let service = &model.services[*id];
        put!(
            out,
            "<a href=\"#{}\"><g class=\"box\"><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{BOX_HEIGHT}\" rx=\"8\" />",
            words::service_id(Some(*id))
        );
        let middle = x + wide / 2.0;
        put!(
            out,
            "<text class=\"strong\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text>",
            y + 20.0,
            Text(&fitted(&service.name, 14.0, wide - 20.0))
        );
        put!(
            out,
            "<text class=\"small\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text></g></a>\n",
            y + 36.0,
            Text(&fitted(&small(*id), 11.0, wide - 16.0))
        );
    }
    out += "</svg>\n";
    Some(out)
}

/// From the left side of the box that needs, through the bends, to the right side of the needed one.
fn arrow(points: &[(f64, f64)], wide: f64) -> String {
    let middle = BOX_HEIGHT / 2.0;
    let mut path = String::new();
    for (index, pair) in points.windows(2).enumerate() {
        let [(from_x, from_y), (to_x, to_y)] = [pair[0], pair[1]];
        let (from_y, to_y) = (from_y + middle, to_y + middle);
        let end = to_x + wide;
        let half = (from_x - end) / 2.0;
        if index == 0 {
            put!(path, "M{from_x:.1} {from_y:.1}");
        }
        let last = index + 2 == points.len();
        let end = if last { end + 7.0 } else { end };
        put!(
            path,
            "C{:.1} {from_y:.1} {:.1} {to_y:.1} {end:.1} {to_y:.1}",
            from_x - half,
            to_x + wide + half
        );
        if !last {
            // Straight through where a box would stand.
            put!(path, "H{to_x:.1}");
        }
    }
    let Some((x, y)) = points.last().map(|(x, y)| (x + wide, y + middle)) else { return path };
    format!("<path class=\"arrow\" d=\"{path}\" /><path class=\"tip\" d=\"M{x:.1} {y:.1}l8 -4v8z\" />\n")
}
