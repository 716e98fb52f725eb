//! Test files of real projects and their rule files, with words and lines cut out, put in and swapped: none passes in
//! promtool alone, and none here alone. `scripts/mutants.sh` runs as many as wanted.

use super::mutated::{sorted, with_absolute_paths};
use super::{Verdict, corpus, larum, printed, promtool};
use crate::support::dice::{Dice, NASTY};
use larum::text::FileId;
use larum::trial::promtool::{Options, read};
use std::fs;
use std::path::{Path, PathBuf};

/// More evaluations are nothing that one waits for.
const MOST_EVALUATIONS: i64 = 3_000;

#[test]
fn no_mutant_passes_in_one_alone() {
    let wanted = std::env::var("LARUM_MUTANTS").map_or(60, |count| count.parse().expect("a number"));
    let mut dice = Dice::new();
    let files: Vec<PathBuf> = corpus::files()
        .into_iter()
        .filter(|(path, verdict)| {
            verdict == "pass" && !path.to_string_lossy().contains("kubernetes-monitoring")
        })
        .map(|(path, _)| path)
        .collect();
    let own = ["states.yml", "every-field.yml"]
        .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/trial/cases").join(name));
    let (mut passed, mut failed, mut wrong) = (0, 0, Vec::new());
    while passed + failed < wanted {
        let path = if dice.chance(50) { dice.one_of(&own) } else { dice.one_of(&files) };
        let Some(mutant) = Mutant::of(path, &mut dice) else { continue };
        let (ok, report) = promtool(&mutant.path);
        let report: String =
            report.split_inclusive('\n').filter(|line| !line.contains("  WARNING: ")).collect();
        let (verdict, reports) = larum(&mutant.path, &Options::default());
        if ok {
            passed += 1
        } else {
            failed += 1
        }
        let differs = verdict == Verdict::Fail
            && !report.contains("err: ")
            && report.contains("exp:")
            && !report.contains("parse error")
            && sorted(&printed(&reports)) != sorted(&report);
        if (verdict == Verdict::Pass) != ok || differs {
            wrong.push(format!(
                "{}: {verdict:?}\n{reports:?}\npromtool:\n{report}\n{}",
                path.display(),
                mutant.text
            ));
        }
    }
    println!("{passed} mutants pass, {failed} fail");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(failed > 10, "the changes are too dull");
}

struct Mutant {
    path: PathBuf,
    text: String,
    _folder: tempfile::TempDir,
}

impl Mutant {
    /// A test file of which it, or a rule file that it names, is changed. None when nothing came of it, or it would
    /// run for long.
    fn of(path: &Path, dice: &mut Dice) -> Option<Mutant> {
        let text = fs::read_to_string(path).expect("the corpus is readable");
        let folder = tempfile::tempdir().expect("a scratch folder");
        let rules = path.parent().expect("a file lies in a folder");
        let scratch = folder.path().join("mutant.yml");
        let (file, _) = read(&text, FileId(0));
        let named =
            file.rule_files.first().map(|named| rules.join(&named.value)).filter(|path| path.is_file());
        let (whole, mutant) = match named.filter(|_| dice.chance(25)) {
            Some(named) => {
                let mutant = changed(&fs::read_to_string(&named).expect("the corpus is readable"), dice);
                fs::write(folder.path().join("mutant.rules"), &mutant).expect("a file is written");
                let whole = with_absolute_paths(&text, rules);
                (whole.replace(&*named.to_string_lossy(), "mutant.rules"), mutant)
            }
            None => {
                let mutant = with_absolute_paths(&changed(&text, dice), rules);
                (mutant.clone(), mutant)
            }
        };
        let (file, _) = read(&whole, FileId(0));
        for named in file.rule_files.iter().map(|named| Path::new(&named.value)) {
            // Those that lie beside it are named as they are.
            let is_name = named.components().count() == 1 && rules.join(named).is_file();
            if is_name {
                fs::copy(rules.join(named), folder.path().join(named)).expect("a file is copied");
            }
        }
        let lasts = file.tests.iter().map(|test| test.lasts()).max().unwrap_or_default();
        let short = lasts / file.evaluation_interval.max(1) <= MOST_EVALUATIONS;
        fs::write(&scratch, &whole).expect("a file is written");
        short.then_some(Mutant { path: scratch, text: mutant, _folder: folder })
    }
}

fn changed(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..dice.number(1, 2) {
        text = match dice.chance(30) {
            true => of_lines(&text, dice),
            false => of_words(&text, dice),
        };
    }
    text
}

fn of_lines(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (one, other) = (dice.number(0, lines.len() - 1), dice.number(0, lines.len() - 1));
    match dice.number(0, 4) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(other, lines[one].clone()),
        2 => lines.swap(one, other),
        3 => lines[one].insert(0, ' '),
        _ => lines[one] = lines[one].chars().skip(2).collect(),
    }
    lines.join("\n") + "\n"
}

/// Mostly in the lines that only promtool reads, and not the YAML around them.
fn of_words(text: &str, dice: &mut Dice) -> String {
    let telling =
        ["series:", "values:", "expr:", "labels:", "value:", "eval_time:", "interval:", "histogram:", "exp_"];
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let wanted = |line: &&str| telling.iter().any(|word| line.contains(word));
    let places: Vec<usize> = (0..lines.len()).filter(|index| wanted(&lines[*index])).collect();
    if places.is_empty() || dice.chance(15) {
        return swapped(text, dice);
    }
    let place = *dice.one_of(&places);
    let (before, after) = (lines[..place].concat(), lines[place + 1..].concat());
    let line = lines[place].trim_end_matches('\n');
    // The key stays in most mutants.
    let key = line.find(": ").filter(|_| dice.chance(85)).map_or(0, |at| at + 2);
    format!("{before}{}{}\n{after}", &line[..key], swapped(&line[key..], dice))
}

/// Pieces of the notations.
const PIECES: [&str; 44] = [
    "{{",
    "}}",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "'",
    "\"",
    "\"a\"",
    "x",
    "5",
    "-1",
    "NaN",
    "Inf",
    "-Inf",
    "stale",
    "_",
    "_x3",
    "1+1x3",
    "1-1x5",
    "0x2",
    "x0",
    "5m",
    "1h30m",
    "1.5m",
    "sum(",
    "up",
    "=",
    "!=",
    "=~",
    ",",
    ":",
    "+",
    "-",
    "schema:0",
    "{{schema:0 sum:1 count:1}}",
    "__name__",
    ".5",
    "5.",
    "18446744073709551616",
    "0x1f",
    "1e400",
];

/// One word away, doubled, replaced, or in the place of another.
fn swapped(text: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = |last: &String| c.is_alphanumeric() && last.ends_with(char::is_alphanumeric);
        match words.last_mut().filter(|last| joins(last)) {
            Some(last) => last.push(c),
            None => words.push(c.to_string()),
        }
    }
    let solid: Vec<usize> = (0..words.len()).filter(|index| !words[*index].trim().is_empty()).collect();
    if solid.is_empty() {
        return text.to_owned();
    }
    let (one, other) = (*dice.one_of(&solid), *dice.one_of(&solid));
    match dice.number(0, 4) {
        0 => words[one].clear(),
        1 => words[one] = words[one].repeat(2),
        2 => words.swap(one, other),
        3 => words[one] = dice.one_of(&PIECES).to_string(),
        _ if dice.chance(80) => words[one] += dice.one_of::<&str>(&PIECES),
        _ => words[one] = dice.one_of(&NASTY).to_string(),
    }
    words.concat()
}
