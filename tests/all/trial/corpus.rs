//! Test files of real projects.

use super::{Verdict, larum};
use larum::engine::promql::{self, Ranges};
use larum::trial::promtool::Options;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Each file with promtool's verdict.
pub(super) fn files() -> Vec<(PathBuf, String)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let table = fs::read_to_string(corpus.join("PROMTOOL-TESTS-RESULTS.tsv"))
        .expect("lay the folder `shared` beside the clone");
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let file = |row: Vec<&str>| (corpus.join("promtool-tests").join(row[0]).join(row[1]), row[2].to_owned());
    rows.map(file).collect()
}

#[test]
fn verdicts_are_those_of_promtool() {
    let files = files();
    assert!(files.len() > 100, "only {} files", files.len());
    let wrong: Vec<String> = files
        .par_iter()
        .filter_map(|(path, expected)| {
            let (verdict, reports) = larum(path, &Options::default());
            let word = match verdict {
                Verdict::Pass => "pass",
                Verdict::Fail => "fail",
                Verdict::Unloadable => "rules-or-test-not-loadable",
            };
            let what = format!("{}: {word}, not {expected}\n{}\n", path.display(), reports.join("\n"));
            (word != expected).then_some(what)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Written for Prometheus 2, where a range holds the sample at its beginning.
#[test]
fn files_for_prometheus_2_pass_with_its_ranges() {
    let promql = promql::Options { ranges: Ranges::Closed, ..promql::Options::default() };
    let options = Options { promql, ..Options::default() };
    let failing = files().into_iter().filter(|(path, expected)| {
        expected == "fail" && path.to_string_lossy().contains("wikimedia+operations-alerts")
    });
    let still: Vec<String> = failing
        .filter_map(|(path, _)| {
            let (verdict, reports) = larum(&path, &options);
            (verdict != Verdict::Pass).then(|| format!("{}\n{}", path.display(), reports.join("\n")))
        })
        .collect();
    assert_eq!(still, Vec::<String>::new());
}
