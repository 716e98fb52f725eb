//! From a breach to each notification.

use super::{axis, line, notice};
use crate::model::{Alert, Level};
use crate::quantity::duration_text;
use crate::reach::program::{Delay, Reach, Step};

const INDENT: usize = 4;

pub(super) fn write(text: &mut String, reach: &mut Reach, alert: &Alert, level: &Level, width: usize) {
    let escalation = &reach.model.escalations[level.escalation];
    line(text, 2, &format!("escalation {}", escalation.name));
    let steps = reach.steps(alert, level);
    let delays: Vec<Vec<Delay>> = steps.iter().map(|step| delays(reach, alert, level, step)).collect();
    let first = |delays: &Vec<Delay>| delays.iter().map(Delay::typical).min();
    let told = steps.iter().zip(&delays).filter_map(|(step, delays)| Some((first(delays)?, step.number)));
    let mut moments = vec![(0, "breach".to_string())];
    moments.extend(told.map(|(at, number)| (at, format!("{number}  {}", duration_text(at)))));
    moments.sort_by_key(|(at, _)| *at);
    if let Some(drawn) = axis::drawn(&moments, width.saturating_sub(INDENT)) {
        drawn.iter().for_each(|drawn| line(text, INDENT, drawn));
    }
    for (step, delays) in steps.iter().zip(&delays) {
        self::step(text, reach, step, delays);
    }
    let waits = "each failed peer of a clustered Alertmanager may add 15s";
    line(text, INDENT, &format!("a step is told in a group of its own; {waits}"));
}

/// The delay of each notice of a step.
fn delays(reach: &Reach, alert: &Alert, level: &Level, step: &Step) -> Vec<Delay> {
    let delay = |wait| Delay::of(reach.model, alert, level, step.number, wait);
    step.notices.iter().map(|notice| delay(notice.settings.group_wait.value)).collect()
}

fn step(text: &mut String, reach: &mut Reach, step: &Step, delays: &[Delay]) {
    let when = match step.after {
        0 => "at once".to_string(),
        after => format!("after {}", duration_text(after)),
    };
    line(text, INDENT, &format!("{}  {when}", step.number));
    let mut known = None;
    for (notice, delay) in step.notices.iter().zip(delays) {
        if known != Some(delay) {
            known = Some(delay);
            self::delay(text, delay);
        }
        notice::write(text, reach, step, notice);
    }
    notice::write_nobody(text, reach, step);
}

fn delay(text: &mut String, delay: &Delay) {
    let [best, typical, worst] = [delay.best(), delay.typical(), delay.worst()].map(duration_text);
    line(
        text,
        7,
        &format!("told about {typical} after the breach, at the soonest {best}, at the latest {worst}"),
    );
    let [scrape, evaluation, pending, wait] =
        [delay.scrape, delay.evaluation, delay.pending, delay.group_wait].map(duration_text);
    line(
        text,
        9,
        &format!("scrape up to {scrape}, evaluation up to {evaluation}, for {pending}, group_wait {wait}"),
    );
}
