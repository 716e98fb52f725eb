//! Test files of real projects with parts cut out, doubled or replaced: whatever is wrong is said at a place of the
//! file, and nothing panics or hangs.

use super::{corpus, larum};
use crate::support::dice::{Dice, NASTY};
use larum::text::FileId;
use larum::trial::promtool::{Options, read};
use std::fs;

#[test]
fn damaged_files_are_read_and_run() {
    let mut dice = Dice::new();
    let files: Vec<(std::path::PathBuf, String)> = corpus::files()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("team-"))
        .map(|(path, _)| (path.clone(), fs::read_to_string(path).expect("the corpus is readable")))
        .filter(|(_, text)| text.len() < 10_000)
        .collect();
    let (mut refused, mut ran) = (0, 0);
    for _ in 0..150 {
        let (path, text) = dice.one_of(&files).clone();
        let damaged = damage(&text, &mut dice);
        let (file, findings) = read(&damaged, FileId(0));
        for finding in findings.iter() {
            let span = finding.primary.span;
            assert!(damaged.get(span.start as usize..span.end as usize).is_some(), "{span:?} in\n{damaged}");
        }
        if findings.has_errors() || file.tests.iter().any(|test| test.lasts() > 24 * 3_600_000) {
            refused += 1;
            continue;
        }
        ran += 1;
        let folder = tempfile::tempdir().expect("a scratch folder");
        let copy = folder.path().join("test.yml");
        let rules = path.parent().expect("a file lies in a folder");
        fs::write(&copy, super::mutated::with_absolute_paths(&damaged, rules)).expect("a file is written");
        larum(&copy, &Options::default());
    }
    assert!(refused > 10 && ran > 10, "the damage is too dull: {refused} refused, {ran} ran");
}

fn damage(text: &str, dice: &mut Dice) -> String {
    let place = |at: usize| text.floor_char_boundary(at);
    let start = place(dice.number(0, text.len()));
    let end = place((start + dice.number(0, 12)).min(text.len())).max(start);
    let (before, part, after) = (&text[..start], &text[start..end], &text[end..]);
    match dice.number(0, 2) {
        0 => format!("{before}{after}"),
        1 => format!("{before}{part}{part}{after}"),
        _ => format!("{before}{}{after}", dice.one_of(&NASTY)),
    }
}
