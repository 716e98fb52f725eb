//! Rules with the same name and labels, told as promtool's lint `duplicate-rules` tells them.

use crate::support::promql::{corpus, files};
use crate::support::tools::path_of;
use larum::import::{Options, read};
use larum::lint::{Facts, check};
use larum::ruleset::RuleSet;
use larum::text::SourceMap;
use std::collections::{BTreeSet, HashMap};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many rules promtool says are there twice, in each file that it takes.
fn of_promtool(paths: &[PathBuf]) -> Vec<(&Path, usize)> {
    // What it finds goes to one stream and the names of the files to the other.
    let mut both = tempfile::tempfile().expect("a scratch file");
    let stream = || both.try_clone().expect("a second handle");
    Command::new(path_of("promtool"))
        .args(["check", "rules", "--lint=duplicate-rules"])
        .args(paths)
        .stdout(stream())
        .stderr(stream())
        .status()
        .expect("promtool runs");
    let mut text = String::new();
    both.rewind().and_then(|()| both.read_to_string(&mut text)).expect("promtool writes text");
    let sections: HashMap<&str, &str> =
        text.split("Checking ").filter_map(|section| section.split_once('\n')).collect();
    let mut told = Vec::new();
    for path in paths {
        let section = sections.get(path.to_str().expect("a path is text")).copied().unwrap_or_default();
        let count = section.lines().find_map(|line| line.strip_suffix(" duplicate rule(s) found."));
        match count.and_then(|line| line.split_whitespace().last()) {
            Some(count) => told.push((path.as_path(), count.parse().expect("a number"))),
            None if section.contains("SUCCESS") => told.push((path.as_path(), 0)),
            None => {}
        }
    }
    told
}

/// How many names with labels Larum says are there more than once; none of what promtool reads otherwise.
fn of_larum(path: &Path) -> Option<usize> {
    let text = std::fs::read_to_string(path).expect("a rule file is text");
    let mut sources = SourceMap::default();
    let file = sources.add(path, "rules.yml", text.clone());
    let import = read(&text, file, &Options::default());
    // promtool reads the first document alone.
    if import.kinds.len() > 1 {
        return None;
    }
    let rules = RuleSet { groups: import.groups };
    let twice = ["rule/duplicate", "rule/same-name", "alert/subsumed"];
    let findings = check(&rules, &Facts::default());
    let told = findings.iter().filter(|finding| twice.contains(&finding.code.name));
    let names = told.filter_map(|finding| {
        let at = finding.primary.span;
        let holds = |span: larum::text::Span| span.start <= at.start && at.end <= span.end;
        let (group, rule) = rules.rules().find(|(_, rule)| rule.name.span == at || holds(rule.span))?;
        let labels = group.labels_of(rule).map(|field| (&field.name.value, &field.value.value));
        Some(format!("{} {:?}", rule.name.value, labels.collect::<BTreeSet<_>>()))
    });
    Some(names.collect::<BTreeSet<_>>().len())
}

#[test]
fn the_same_rules_are_there_twice_as_for_promtool() {
    let (mut wrong, mut total) = (String::new(), 0);
    let paths: Vec<PathBuf> = files(&corpus("rules")).collect();
    for (path, expected) in of_promtool(&paths) {
        let Some(found) = of_larum(path) else { continue };
        total += expected;
        if found != expected {
            wrong += &format!("{}: promtool {expected}, Larum {found}\n", path.display());
        }
    }
    assert!(wrong.is_empty() && total > 50, "{total} in all:\n{wrong}");
}
