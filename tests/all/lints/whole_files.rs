//! Lints on whole rule files, as cases. Beside a line of a file of `rules/` stands what is found on it, in the
//! order of its place: `# ! code: token ! code: token`. Nothing beside it: nothing is found there.

use larum::import::{Options, read};
use larum::lint::{Facts, check};
use larum::ruleset::RuleSet;
use larum::text::SourceMap;
use std::path::Path;
use walkdir::WalkDir;

#[test]
fn whole_files_are_judged_as_the_comments_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/lints/rules");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry.expect("cases are readable").into_path();
        if path.extension().is_none_or(|end| end != "yml") {
            continue;
        }
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("cases are text");
        let expected = expected(&text);
        let found = found(&text);
        count += expected.len();
        for line in expected.iter().filter(|line| !found.contains(line)) {
            wrong += &format!("{name}:{} not found: {}\n", line.0, line.1);
        }
        for line in found.iter().filter(|line| !expected.contains(line)) {
            wrong += &format!("{name}:{} not expected: {}\n", line.0, line.1);
        }
    }
    assert!(wrong.is_empty() && count > 0, "{count} findings:\n{wrong}");
}

/// What the comments say: line and `code: token`.
fn expected(text: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for (line, text) in text.lines().enumerate() {
        let Some((_, comment)) = text.split_once("# ! ") else { continue };
        all.extend(comment.split(" ! ").map(|found| (line + 1, found.trim().to_owned())));
    }
    all
}

fn found(text: &str) -> Vec<(usize, String)> {
    let mut sources = SourceMap::default();
    let file = sources.add("case.yml", "case.yml", text);
    let import = read(text, file, &Options::default());
    let mut findings = import.findings;
    findings.append(check(&RuleSet { groups: import.groups }, &Facts::default()));
    let told = findings.sorted().into_iter().map(|finding| {
        let span = finding.primary.span;
        let line = sources.file(file).line(span.start);
        (line, format!("{}: {}", finding.code.name, sources.text(span)).trim().to_owned())
    });
    told.collect()
}
