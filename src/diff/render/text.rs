//! For a terminal.

use super::line::{Line, line};
use super::{Program, people, summary};
use crate::diff::{Changes, Fate, Thing};
use std::fmt::Write;

/// The changes of all programs; empty when there are none.
pub fn text(programs: &[Program]) -> String {
    let mut out = String::new();
    for Program { folder, changes } in programs.iter().filter(|program| !program.changes.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        if !folder.is_empty() {
            push(&mut out, 0, &format!("program {folder}"));
        }
        program(changes, &mut out);
    }
    out
}

fn program(changes: &Changes, out: &mut String) {
    for thing in &changes.things {
        self::thing(thing, out);
    }
    for section in [people::told(&changes.told), people::deployed(&changes.deployed)] {
        if !section.entries.is_empty() {
            push(out, 0, section.title);
        }
        for entry in &section.entries {
            push(out, 2, &entry.about);
            entry.lines.iter().for_each(|line| push(out, 4, line));
        }
    }
    push(out, 0, &summary(changes));
}

fn thing(thing: &Thing, out: &mut String) {
    let sign = match thing.fate {
        Fate::Added => '+',
        Fate::Removed => '-',
        Fate::Changed => '~',
    };
    let was = thing.was.as_ref().map(|was| format!(", was {was}")).unwrap_or_default();
    let before = if thing.fate == Fate::Removed { "was " } else { "" };
    let place = thing.place.as_ref().map(|place| format!("  ({before}{place})")).unwrap_or_default();
    let name = if thing.name == thing.kind.word() { String::new() } else { format!(" {}", thing.name) };
    push(out, 0, &format!("{sign} {}{name}{was}{place}", thing.kind.word()));
    for difference in &thing.differences {
        match line(difference, thing.fate) {
            Line::Only(words, text) => push(out, 4, &format!("{words}{text}")),
            Line::Change(what, old, new) => {
                let text = |value: Option<String>| value.unwrap_or("none".to_string());
                push(out, 4, &format!("{what} {} → {}", text(old), text(new)));
            }
            Line::Long(what, old, new) => {
                push(out, 4, &what);
                push(out, 6, &format!("- {}", old.replace('\n', "\n  ")));
                push(out, 6, &format!("+ {}", new.replace('\n', "\n  ")));
            }
        }
    }
}

fn push(out: &mut String, indent: usize, text: &str) {
    for line in text.lines() {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}
