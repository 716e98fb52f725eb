//! Escalations as lanes on one axis of time: a column for each delay that a step has.

use super::MARGIN;
use super::canvas::{Canvas, lines};
use crate::model::{EscalationId, Millis, Step};
use crate::picture::counts::Counts;
use crate::picture::kind::sign;
use crate::picture::measure::width;
use crate::picture::scene::Scene;
use crate::picture::words;
use crate::picture::xml::put;
use crate::quantity::duration_text;

/// Names of the escalations, left of the axis.
const LABEL: f64 = 210.0;
/// `↻ 12h`, right of it.
const AGAIN: f64 = 80.0;
const NAME_SIZE: f64 = 12.5;
const KIND_SIZE: f64 = 11.0;
/// From a chip's edge to its text: the sign stands there.
const SIGN: f64 = 26.0;

pub(super) struct Lanes {
    /// What a step waits, each once, in order.
    delays: Vec<Millis>,
    /// How wide a column is.
    column: f64,
}

/// A channel at a step: name, kind, and the window that it hangs on.
struct Chip<'m> {
    name: &'m str,
    kind: &'m str,
    when: Option<String>,
}

impl Chip<'_> {
    fn wide(&self) -> f64 {
        let first = width(self.name, NAME_SIZE) + 6.0 + width(self.kind, KIND_SIZE);
        let when = self.when.as_ref().map_or(0.0, |when| width(when, KIND_SIZE));
        SIGN + first.max(when) + 10.0
    }

    fn high(&self) -> f64 {
        if self.when.is_some() { 40.0 } else { 24.0 }
    }
}

fn chips<'m>(scene: &Scene<'m>, step: &'m Step) -> Vec<Chip<'m>> {
    let model = scene.model;
    let of_clause = |notify: &'m crate::model::Notify| {
        let when = notify.when.map(|when| words::when(model, when));
        notify.channels.iter().map(move |id| {
            let channel = &model.channels[*id];
            Chip { name: &channel.name, kind: &channel.kind, when: when.clone() }
        })
    };
    step.notify.iter().flat_map(of_clause).collect()
}

impl Lanes {
    pub fn of(scene: &Scene) -> Lanes {
        let steps = || scene.escalations.iter().flat_map(|id| &scene.model.escalations[*id].steps);
        let mut delays: Vec<Millis> = steps().map(|step| step.after).collect();
        delays.sort_unstable();
        delays.dedup();
        let widest = steps().flat_map(|step| chips(scene, step)).map(|chip| chip.wide()).fold(0.0, f64::max);
        Lanes { delays, column: (widest + 16.0).clamp(130.0, 320.0) }
    }

    /// The room that all columns take.
    pub fn wide(&self) -> f64 {
        LABEL + self.delays.len() as f64 * self.column + AGAIN
    }

    /// Draws from `y` on and gives where it ends.
    pub fn push(&self, canvas: &mut Canvas, scene: &Scene, counts: &Counts, mut y: f64, wide: f64) -> f64 {
        if scene.escalations.is_empty() {
            return y;
        }
        canvas.text(MARGIN, y, "h2", "Escalations");
        y += 26.0;
        // Columns share what room is left.
        let column = (wide - LABEL - AGAIN) / self.delays.len().max(1) as f64;
        let head = y;
        for (index, delay) in self.delays.iter().enumerate() {
            let label = if *delay == 0 { "at once".to_string() } else { duration_text(*delay) };
            canvas.text(MARGIN + LABEL + index as f64 * column, y, "soft", &label);
        }
        canvas.text(MARGIN + wide, y, "soft end", "again every");
        y += 10.0;
        let mut bodies = Canvas::default();
        for id in &scene.escalations {
            bodies.line("rule", (MARGIN, y), (MARGIN + wide, y));
            y = self.lane(&mut bodies, scene, counts, *id, y, column, wide);
        }
        for index in 0..self.delays.len() {
            let x = MARGIN + LABEL + index as f64 * column + 7.0;
            canvas.line("column", (x, head + 8.0), (x, y));
        }
        canvas.out += &bodies.out;
        y
    }

    #[allow(clippy::too_many_arguments)] // a lane stands in the frame of all
    fn lane(
        &self,
        canvas: &mut Canvas,
        scene: &Scene,
        counts: &Counts,
        id: EscalationId,
        y: f64,
        column: f64,
        wide: f64,
    ) -> f64 {
        let escalation = &scene.model.escalations[id];
        let axis = y + 22.0;
        let mut end = self.label(canvas, scene, counts, id, y);
        let x = |step: &Step| {
            let index = self.delays.binary_search(&step.after).unwrap_or(0);
            MARGIN + LABEL + index as f64 * column
        };
        let dot = |step: &Step| x(step) + 7.0;
        let first = escalation.steps.first().map_or(MARGIN + LABEL, dot);
        let last = escalation.steps.last().map_or(first, dot);
        canvas.line("time", (first, axis), (last, axis));
        canvas.line("again", (last, axis), (MARGIN + wide - AGAIN + 10.0, axis));
        let again = format!("↻ {}", duration_text(words::repeat(scene.model, escalation)));
        canvas.fitted((MARGIN + wide, axis + 4.0), "end", &again, 13.0, AGAIN - 10.0);
        for step in &escalation.steps {
            put!(canvas.out, "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{axis:.1}\" r=\"7.5\" />\n", dot(step));
            let mut top = axis + 14.0;
            for chip in chips(scene, step) {
                draw(canvas, &chip, (x(step), top), column - 12.0);
                top += chip.high() + 5.0;
            }
            end = end.max(top);
        }
        end + 10.0
    }

    /// Name and use of an escalation; gives where they end.
    fn label(
        &self,
        canvas: &mut Canvas,
        scene: &Scene,
        counts: &Counts,
        id: EscalationId,
        mut y: f64,
    ) -> f64 {
        let room = LABEL - 20.0;
        y += 27.0;
        canvas.fitted((MARGIN, y), "h3", &scene.model.escalations[id].name, 14.0, room);
        let used = match counts.escalations.get(&id) {
            None => "no alert uses it".to_string(),
            Some(levels) => {
                let name = |id: usize| &scene.model.severities[id].name;
                let parts: Vec<String> =
                    levels.iter().map(|(id, number)| format!("{number} {}", name(*id))).collect();
                parts.join(", ")
            }
        };
        for line in lines(&used, 12.0, room) {
            y += 17.0;
            canvas.text(MARGIN, y, "soft", &line);
        }
        y + 8.0
    }
}

fn draw(canvas: &mut Canvas, chip: &Chip, (x, y): (f64, f64), room: f64) {
    let wide = chip.wide().min(room);
    canvas.rect("chip", (x, y), (wide, chip.high()), 6.0);
    let sign = sign(chip.kind);
    put!(
        canvas.out,
        "<use class=\"sign\" href=\"#{sign}\" x=\"{:.1}\" y=\"{:.1}\" width=\"13\" height=\"13\" />\n",
        x + 8.0,
        y + 5.5
    );
    let kind = width(chip.kind, KIND_SIZE);
    let name = (wide - SIGN - 10.0 - 6.0 - kind).max(20.0);
    canvas.fitted((x + SIGN, y + 16.5), "chip-name", chip.name, NAME_SIZE, name + 0.5);
    let at = x + wide - 10.0;
    canvas.text(at, y + 16.5, "tiny end", chip.kind);
    if let Some(when) = &chip.when {
        canvas.fitted((x + SIGN, y + 32.5), "em", when, KIND_SIZE, wide - SIGN - 9.5);
    }
}
