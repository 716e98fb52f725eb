//! How often and how long alerts fired, and how many messages there were.

use super::Screen;
use super::row::Ink;
use crate::quantity::duration_text;
use crate::story::data::Story;
use crate::story::events::level_name;

const TITLES: [&str; 7] = ["", "fired", "series", "in all", "longest", "flaps", "messages"];

pub(super) fn push(out: &mut String, story: &Story, screen: Screen) {
    let rows: Vec<[String; 7]> = (story.tally.iter())
        .filter(|row| row.series > 0)
        .map(|row| {
            let level = level_name(&row.severity, row.part.as_deref(), row.step);
            let told: Vec<String> =
                row.messages.iter().map(|(name, count)| format!("{name} {count}")).collect();
            [
                format!("{} {level}", row.alert),
                row.fired.to_string(),
                row.series.to_string(),
                duration_text(row.firing),
                duration_text(row.longest),
                row.flaps.to_string(),
                if told.is_empty() { "–".to_string() } else { told.join(", ") },
            ]
        })
        .collect();
    *out += "\n";
    if rows.is_empty() {
        *out += "nothing fired\n";
        return;
    }
    let length = |text: &str| text.chars().count();
    let wide: Vec<usize> = (0..TITLES.len())
        .map(|column| {
            let cells = rows.iter().map(|row| length(&row[column]));
            cells.chain([length(TITLES[column])]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &[&str]| {
        let mut text = String::new();
        for (column, (cell, wide)) in cells.iter().zip(&wide).enumerate() {
            // Names and channels begin at the left, numbers end at the right.
            match column {
                0 => text += &format!("{cell:<wide$}"),
                6 => text += &format!("  {cell}"),
                _ => text += &format!("  {cell:>wide$}"),
            }
        }
        text
    };
    *out += &Ink::Soft.paint(&line(&TITLES), screen.color);
    *out += "\n";
    for row in &rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        *out += &Ink::Plain.paint(&line(&cells), screen.color);
        *out += "\n";
    }
    for total in &story.totals {
        let parts = [(total.news, "new"), (total.repeats, "repeated"), (total.ends, "over")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let times = if total.all() == 1 { "once".to_string() } else { format!("{} times", total.all()) };
        let told = format!("{} ({}) was told {times}: {}", total.name, total.kind, parts.join(", "));
        *out += &Ink::Plain.paint(&told, screen.color);
        *out += "\n";
    }
    if story.totals.is_empty() {
        *out += "nobody was told\n";
    }
}
