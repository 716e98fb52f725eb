//! What another value changes, as a table.

use super::Screen;
use super::row::Ink;
use crate::story::compare;
use crate::story::data::{Compared, Story};

const TITLES: [&str; 4] = ["", "fired", "in all", "messages"];

pub(super) fn push(out: &mut String, story: &Story, compared: &Compared, screen: Screen) {
    let title = format!("as it is → with {}", compared.change);
    *out += &format!("\n{}\n", Ink::Strong.paint(&title, screen.color));
    let rows = compare::rows(story, compared);
    if rows.is_empty() {
        *out += "nothing fires in either\n";
        return;
    }
    let cells: Vec<[String; 4]> =
        rows.into_iter().map(|row| [row.name, row.fired, row.firing, row.messages]).collect();
    let all = || std::iter::once(TITLES.map(str::to_string)).chain(cells.iter().cloned());
    let wide = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let wide = [0, 1, 2].map(wide);
    for (index, row) in all().enumerate() {
        let [name, fired, firing, messages] = row;
        let line = format!("{name:<0$}  {fired:>1$}  {firing:>2$}  {messages}", wide[0], wide[1], wide[2]);
        let ink = if index == 0 { Ink::Soft } else { Ink::Plain };
        *out += &format!("{}\n", ink.paint(&line, screen.color));
    }
    for line in compare::totals(story, compared) {
        *out += &format!("{line}\n");
    }
}
