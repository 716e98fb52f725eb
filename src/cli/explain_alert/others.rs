//! What quiets the alerts of a level, and what they quiet.

use super::line;
use crate::model::{Alert, Level};
use crate::reach::program::{Quieting, Reach, labels_of};

/// So many alerts are named for each rule.
const MOST_NAMED: usize = 5;

pub(super) fn write(text: &mut String, reach: &Reach, alert: &Alert, level: &Level) {
    let labels = labels_of(reach.model, alert, level, 1);
    section(text, reach, "quiet while these fire", reach.quieted_by(&labels));
    section(text, reach, "quiets while it fires", reach.quiets(&labels));
}

fn section(text: &mut String, reach: &Reach, title: &str, all: Vec<Quieting>) {
    if all.is_empty() {
        return;
    }
    line(text, 2, title);
    for quieting in all {
        let rule = reach.inhibition.rule(quieting.rule);
        let same = match &rule.equal[..] {
            [] => String::new(),
            labels => format!(", with the same {}", labels.join(", ")),
        };
        line(text, 4, &format!("{}  ({}{same})", names(reach, &quieting), rule.name));
    }
}

/// `PostgresDown critical, DiskFull critical and 3 more`
fn names(reach: &Reach, quieting: &Quieting) -> String {
    let name = |(alert, level): &(usize, usize)| {
        let alert = &reach.model.alerts[*alert];
        let severity = alert.levels[*level].severity;
        format!("{} {}", alert.name, reach.model.severities[severity].name)
    };
    let mut names: Vec<String> = quieting.levels.iter().map(name).collect();
    names.dedup();
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    let and_more = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.join(", ") + &and_more
}
