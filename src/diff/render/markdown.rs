//! For a comment of a pull request.

use super::line::{Line, line};
use super::{Program, people, summary};
use crate::diff::{Changes, Fate, Thing};
use std::fmt::Write;

/// GitHub takes comments of 65 536 characters.
const MOST: usize = 60_000;

/// The changes of all programs; says so when there are none. What is too long for a comment is cut.
pub fn markdown(programs: &[Program]) -> String {
    let mut out = String::from("### What changes for those on call\n");
    let mut differing = programs.iter().filter(|program| !program.changes.is_empty()).peekable();
    if differing.peek().is_none() {
        out.push_str("\nNothing: same alerts, same limits, same people.\n");
    }
    for Program { folder, changes } in differing {
        // Writing to a String cannot fail.
        if !folder.is_empty() {
            let _ = write!(out, "\n#### {}\n", code(folder));
        }
        let _ = write!(out, "\n**{}**\n\n", summary(changes));
        program(changes, &mut out);
    }
    if out.len() > MOST {
        let end = out[..out.floor_char_boundary(MOST)].rfind('\n').unwrap_or(0);
        out.truncate(end);
        out.push_str("\n\n… and more: `larum diff` prints all of it.\n");
    }
    out
}

fn program(changes: &Changes, out: &mut String) {
    for thing in &changes.things {
        self::thing(thing, out);
    }
    for section in [people::told(&changes.told), people::deployed(&changes.deployed)] {
        if section.entries.is_empty() {
            continue;
        }
        let (first, rest) = section.title.split_at(1);
        let _ = write!(out, "\n**{}{rest}**\n\n", first.to_uppercase());
        for entry in &section.entries {
            let _ = writeln!(out, "- {}", escaped(&entry.about));
            for line in &entry.lines {
                let _ = writeln!(out, "  - {}", escaped(line));
            }
        }
    }
}

fn thing(thing: &Thing, out: &mut String) {
    let word = match thing.fate {
        Fate::Added => "new ",
        Fate::Removed => "gone: ",
        Fate::Changed => "",
    };
    let name =
        if thing.name == thing.kind.word() { String::new() } else { format!(" {}", code(&thing.name)) };
    let was = thing.was.as_ref().map(|was| format!(", was {}", code(was))).unwrap_or_default();
    let _ = writeln!(out, "- {word}{}{name}{was}", thing.kind.word());
    for difference in &thing.differences {
        match line(difference, thing.fate) {
            Line::Only(words, text) => {
                let _ = writeln!(out, "  - {}{}", escaped(&words), code(&text));
            }
            Line::Change(what, old, new) => {
                let text = |value: Option<String>| value.map_or("none".to_string(), |text| code(&text));
                let _ = writeln!(out, "  - {} {} → {}", escaped(&what), text(old), text(new));
            }
            Line::Long(what, old, new) => {
                let _ = writeln!(out, "  - {}", escaped(&what));
                let text = format!("- {}\n+ {}", old.replace('\n', "\n- "), new.replace('\n', "\n+ "));
                let fence = fence(&text);
                let _ = writeln!(out, "\n    {fence}diff");
                for line in text.lines() {
                    let _ = writeln!(out, "    {line}");
                }
                let _ = writeln!(out, "    {fence}\n");
            }
        }
    }
}

/// Text as code, whatever stands in it.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.trim().is_empty() {
        return format!("\"{text}\"");
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    if ticks.len() > 1 { format!("{ticks} {text} {ticks}") } else { format!("{ticks}{text}{ticks}") }
}

/// Backticks that no line of the text can close.
fn fence(text: &str) -> String {
    "`".repeat((longest_run(text) + 1).max(3))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Text in which nothing is Markdown, HTML or the name of a person.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Nobody is mentioned, and nothing is linked.
            '@' => out.push_str("&#64;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
