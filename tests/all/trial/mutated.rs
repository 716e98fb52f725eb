//! Test files of real projects, changed at random: both must find the same.

use super::{Verdict, corpus, larum, printed, promtool};
use crate::support::dice::Dice;
use larum::trial::promtool::Options;
use std::fs;
use std::path::Path;

/// How long promtool may take over a file for it to be among those that are changed.
const QUICK: &str = "0.";

#[test]
fn changed_files_have_the_same_report() {
    let mut dice = Dice::new();
    let files = quick();
    assert!(files.len() > 60, "only {} quick files", files.len());
    let (mut passed, mut failed) = (0, 0);
    for _ in 0..40 {
        let path = dice.one_of(&files).clone();
        let text = fs::read_to_string(&path).expect("the corpus is readable");
        let Some(changed) = change(&text, &mut dice) else { continue };
        let folder = tempfile::tempdir().expect("a scratch folder");
        let scratch = folder.path().join("changed-test.yaml");
        let rules = path.parent().expect("a file lies in a folder");
        fs::write(&scratch, with_absolute_paths(&changed, rules)).expect("the scratch folder takes a file");
        let (ok, expected) = promtool(&scratch);
        let (verdict, reports) = larum(&scratch, &Options::default());
        assert_eq!(verdict == Verdict::Pass, ok, "{}:\n{expected}\n{reports:?}\n{changed}", path.display());
        if verdict == Verdict::Fail && !expected.contains("err: ") {
            assert_eq!(sorted(&printed(&reports)), sorted(&expected), "{}:\n{changed}", path.display());
        }
        if ok { passed += 1 } else { failed += 1 }
    }
    assert!(passed > 2 && failed > 10, "the changes are too dull: {passed} passed, {failed} failed");
}

/// Groups without an order are evaluated in any order, and so are their failures told.
pub(super) fn sorted(report: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = report.lines().collect();
    lines.sort_unstable();
    lines
}

fn quick() -> Vec<std::path::PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let table = fs::read_to_string(corpus.join("PROMTOOL-TESTS-RESULTS.tsv")).expect("the table is there");
    let seconds = table.lines().skip(1).map(|line| line.rsplit('\t').next().unwrap_or_default());
    let rows = corpus::files().into_iter().zip(seconds);
    rows.filter(|((_, verdict), seconds)| verdict == "pass" && seconds.starts_with(QUICK))
        .map(|((path, _), _)| path)
        .collect()
}

/// Rule files are named by paths that lead out of the scratch folder.
pub(super) fn with_absolute_paths(text: &str, folder: &Path) -> String {
    let mut absolute = String::new();
    for line in text.lines() {
        let file = line.trim_start().strip_prefix("- ").map(|file| file.trim_matches(['"', '\'', ' ']));
        match file.filter(|file| !file.is_empty() && folder.join(file).is_file()) {
            Some(file) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                absolute += &format!("{indent}- {}\n", folder.join(file).display());
            }
            None => absolute += &format!("{line}\n"),
        }
    }
    absolute
}

/// Another number, another time or another word somewhere in the tests.
fn change(text: &str, dice: &mut Dice) -> Option<String> {
    let begin = text.find("tests:")?;
    let wanted = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ");
        ["eval_time:", "value:", "values:", "severity:", "interval:"].iter().any(|key| line.starts_with(key))
    };
    let mut at = 0;
    let mut places = Vec::new();
    for line in text.split_inclusive('\n') {
        if at >= begin && wanted(line) {
            places.push(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    if places.is_empty() {
        return None;
    }
    let place = dice.one_of(&places).clone();
    let line = &text[place.clone()];
    let digits: Vec<usize> =
        line.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(index, _)| index).collect();
    let changed = match digits.is_empty() {
        true => format!("{line}x"),
        false => {
            let at = *dice.one_of(&digits);
            format!("{}{}{}", &line[..at], dice.number(1, 9), &line[at + 1..])
        }
    };
    Some(format!("{}{changed}{}", &text[..place.start], &text[place.end..]))
}
