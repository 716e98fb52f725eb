//! Damaged files: no panic, no end of time, and the verdict of promtool.

use super::{corpus, refusals, text_of};
use crate::support::dice::Dice;
use crate::support::tools::promtool_loads;
use std::path::PathBuf;
use tempfile::TempDir;

/// Plain rule files that are not large.
fn sources() -> Vec<String> {
    let files = corpus("rules");
    let texts = files.iter().map(|path| text_of(path)).filter(|text| text.len() < 20_000);
    let sources: Vec<String> = texts.filter(|text| text.contains("groups:")).collect();
    assert!(sources.len() > 100);
    sources
}

/// Texts that change what YAML reads around them.
const SPLINTERS: [&str; 30] = [
    "\n", " ", "  ", "\t", "- ", ": ", ":", "#", " #", "'", "\"", "|", ">", "{", "}", "[", "]", ",", "&a ",
    "*a", "!", "!!int ", "\\", "? ", "---\n", "%", "{{", "<<: ", "~", "\r\n",
];

fn damage(text: &str, dice: &mut Dice) -> String {
    let place = |dice: &mut Dice| text.floor_char_boundary(dice.number(0, text.len()));
    let (at, other) = (place(dice), place(dice));
    let (from, to) = (at.min(other), at.max(other).min(text.floor_char_boundary(at.min(other) + 40)));
    match dice.number(0, 4) {
        0 => text[..at].to_owned(),
        1 => format!("{}{}", &text[..from], &text[to.max(from)..]),
        2 | 3 => format!("{}{}{}", &text[..at], dice.one_of(&SPLINTERS), &text[at..]),
        _ => {
            // Two lines change places.
            let mut lines: Vec<&str> = text.split('\n').collect();
            let (first, second) = (dice.number(0, lines.len() - 1), dice.number(0, lines.len() - 1));
            lines.swap(first, second);
            lines.join("\n")
        }
    }
}

#[test]
fn damaged_files_are_judged_as_promtool_does() {
    let mut dice = Dice::new();
    let sources = sources();
    let folder = TempDir::new().expect("a scratch folder");
    let texts: Vec<String> = (0..1200)
        .map(|_| {
            let source = dice.number(0, sources.len() - 1);
            damage(&sources[source], &mut dice)
        })
        .collect();
    let files: Vec<PathBuf> =
        (0..texts.len()).map(|index| folder.path().join(format!("{index}.yml"))).collect();
    for (path, text) in files.iter().zip(&texts) {
        std::fs::write(path, text).expect("a file is written");
    }
    let mut wrong = Vec::new();
    let mut refused = 0;
    for (index, loads) in promtool_loads(&files).into_iter().enumerate() {
        let ours = refusals(&texts[index]);
        refused += usize::from(!loads);
        if ours.is_empty() != loads {
            wrong.push(format!("{index}: promtool loads {loads}; {ours:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > 200 && refused < 1100, "{refused} refused");
}

#[test]
fn a_file_may_end_anywhere() {
    for text in sources().iter().take(40) {
        for end in (0..text.len()).step_by(97) {
            refusals(&text[..text.floor_char_boundary(end)]);
        }
    }
}
