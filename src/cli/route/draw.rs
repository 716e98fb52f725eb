//! The answer as text for a terminal.

use super::answer::{Answer, Node};
use super::told::{Channel, Muted, Told, Value};
use std::fmt::Write;

/// Siblings that refuse, or are not asked, are counted beyond these.
const MOST_IN_A_ROW: usize = 5;
/// Where the decisions stand at most.
const WIDEST: usize = 60;

pub(super) fn draw(answer: &Answer, color: bool) -> String {
    let mut page = Page { text: String::new(), color };
    labels(&mut page, answer);
    page.line("");
    tree(&mut page, &answer.nodes);
    for inhibited in &answer.inhibited_by {
        page.line("");
        let source: Vec<String> = inhibited.source.iter().map(pair).collect();
        let rule = match inhibited.name.as_str() {
            "" => format!("inhibit_rules[{}]", inhibited.rule),
            name => format!("`{name}`"),
        };
        let text = format!("inhibited, nobody is told: {rule}, while {} fires", source.join(" "));
        page.line(&page.marked(YELLOW, &text));
        if !inhibited.certain {
            page.line(
                "  not for sure: another source that fires has the same labels, but is a target itself;",
            );
            page.line("  Alertmanager looks at one of them only");
        }
    }
    for told in &answer.told {
        page.line("");
        self::told(&mut page, told, answer.at.is_some());
    }
    page.text
}

const BOLD: &str = "1";
const DIM: &str = "2";
const GREEN: &str = "32";
const YELLOW: &str = "33";

struct Page {
    text: String,
    color: bool,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn marked(&self, how: &str, text: &str) -> String {
        match self.color {
            true => format!("\x1b[{how}m{text}\x1b[0m"),
            false => text.to_string(),
        }
    }

    /// A name and what it is, in a table.
    fn row(&mut self, name: &str, value: &str, from: &str) {
        let from = self.marked(DIM, from);
        self.line(&format!("  {name:<16} {value:<28} {from}"));
    }
}

fn pair((name, value): &(String, String)) -> String {
    let bare = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c));
    if bare { format!("{name}={value}") } else { format!("{name}={value:?}") }
}

fn labels(page: &mut Page, answer: &Answer) {
    let (added, given): (Vec<_>, Vec<_>) =
        answer.labels.iter().partition(|(name, _)| answer.added.contains(name));
    let words = |labels: Vec<&(String, String)>| labels.into_iter().map(pair).collect::<Vec<_>>().join(" ");
    page.line(&page.marked(BOLD, &words(given)));
    if !added.is_empty() {
        page.line(&format!("added by the program: {}", words(added)));
    }
    for note in &answer.notes {
        page.line(&format!("note: {note}"));
    }
    if let Some(at) = &answer.at {
        page.line(&format!("at {at}"));
    }
}

fn tree(page: &mut Page, nodes: &[Node]) {
    let name = |node: &Node| {
        let mut name = "  ".repeat(node.depth);
        match (node.depth, node.matchers.is_empty()) {
            (0, _) => name += "root",
            (_, true) => name += "no matchers",
            (_, false) => name += &node.matchers.join(" "),
        }
        name
    };
    let width = nodes.iter().map(|node| name(node).chars().count()).max().unwrap_or(0).min(WIDEST);
    let mut skipped: Option<(usize, usize)> = None;
    // How many siblings in a row, at each depth, lead nowhere.
    let mut row: Vec<usize> = Vec::new();
    for node in nodes {
        row.resize(node.depth + 1, 0);
        let aside = node.decision == "refuses" || node.decision == "not asked";
        row[node.depth] = if aside { row[node.depth] + 1 } else { 0 };
        if row[node.depth] > MOST_IN_A_ROW {
            skipped = Some((node.depth, skipped.map_or(0, |(_, count)| count) + 1));
            continue;
        }
        more(page, skipped.take());
        let decision = match node.decision {
            "refuses" => refusal(node),
            "passes on" => "matches, as does a route below it".to_string(),
            "tells" => "matches: told here".to_string(),
            _ => "not asked: a route before it has the alert".to_string(),
        };
        let goes_on = if node.continues && !aside { ", and the next routes are asked, too" } else { "" };
        let line = format!("{:<width$}  {decision}{goes_on}", name(node));
        let line = page.marked(if aside { DIM } else { GREEN }, &line);
        page.line(&line);
    }
    more(page, skipped);
}

fn more(page: &mut Page, skipped: Option<(usize, usize)>) {
    if let Some((depth, count)) = skipped {
        let line = format!("{}… {count} more that do not take it", "  ".repeat(depth));
        page.line(&page.marked(DIM, &line));
    }
}

fn refusal(node: &Node) -> String {
    let Some(because) = &node.because else { return String::new() };
    let label = &because.label;
    match (because.value.as_str(), node.matchers.len()) {
        ("", 0 | 1) => format!("no: the alert has no `{label}`"),
        ("", _) => format!("no: the alert has no `{label}`, against {}", because.matcher),
        (value, 0 | 1) => format!("no: `{label}` is {value:?}"),
        (value, _) => format!("no: `{label}` is {value:?}, against {}", because.matcher),
    }
}

fn told(page: &mut Page, told: &Told, timed: bool) {
    let mut title = page.marked(BOLD, &told.receiver);
    let _ = write!(title, "  ({}", told.path);
    if told.receiver_from != "here" {
        let _ = write!(title, ", receiver {}", from(&told.receiver_from));
    }
    page.line(&(title + ")"));
    let channels: Vec<String> = told.channels.iter().map(channel).collect();
    let channels =
        if channels.is_empty() { "nobody: it holds no integration".to_string() } else { channels.join(", ") };
    page.row("tells", &channels, "");
    if let Some(Muted { how, intervals, clocks }) = &told.muted {
        let line = format!("  {:<16} {how} {}: {}", "muted", intervals.join(", "), clocks.join("; "));
        page.line(&page.marked(YELLOW, &line));
    } else {
        let times = [("only in", &told.active_time_intervals), ("not in", &told.mute_time_intervals)];
        for (word, intervals) in times.into_iter().filter(|(_, intervals)| !intervals.is_empty()) {
            page.row(word, &intervals.join(", "), if timed { "sends at that time" } else { "" });
        }
    }
    let labels = match told.group_by.value.as_slice() {
        [] => "one group for all".to_string(),
        [all] if all == "..." => "every label".to_string(),
        labels => labels.join(", "),
    };
    page.row("group_by", &labels, &from(&told.group_by.from));
    for (name, Value { value, from }) in [
        ("group_wait", &told.group_wait),
        ("group_interval", &told.group_interval),
        ("repeat_interval", &told.repeat_interval),
    ] {
        page.row(name, value, &self::from(from));
    }
}

fn channel(channel: &Channel) -> String {
    match &channel.name {
        Some(name) => format!("{name} ({})", channel.kind),
        None => channel.kind.clone(),
    }
}

fn from(place: &str) -> String {
    match place {
        "here" => "set here".to_string(),
        "default" => "default".to_string(),
        "route" => "from the root".to_string(),
        path => format!("from {path}"),
    }
}
