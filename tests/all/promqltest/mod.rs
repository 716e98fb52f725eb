//! The conformance scripts of Prometheus' query engine, carried out by Larum's.

mod compare;
mod custom_buckets;
mod expectations;
mod pinned;
mod run;
mod script;

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/promqltest");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut scripts: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    scripts.retain(|path| path.extension().is_some_and(|extension| extension == "test"));
    scripts.sort();
    scripts
}

/// Expectations whose query the corpus leaves out.
const CUT: [(&str, usize); 6] = [
    ("native_histograms.test", 934),
    ("native_histograms.test", 948),
    ("native_histograms.test", 950),
    ("native_histograms.test", 975),
    ("native_histograms.test", 980),
    ("native_histograms.test", 982),
];

#[test]
fn every_script_comes_out_as_in_prometheus() {
    let scripts = scripts();
    assert_eq!(scripts.len(), 17, "{scripts:?}");
    let mut told = String::new();
    for path in scripts {
        let text = std::fs::read_to_string(&path).expect("a script is readable");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut failures = run::failures(&text);
        for (_, line) in CUT.iter().filter(|(file, _)| *file == name) {
            let cut = failures.iter().position(|(at, fault)| at == line && fault.ends_with(" is no command"));
            failures.remove(cut.unwrap_or_else(|| panic!("{name}:{line} is whole")));
        }
        for (line, fault) in failures {
            let _ = writeln!(told, "{name}:{line}: {fault}");
        }
    }
    assert!(told.is_empty(), "{} differ:\n{told}", told.matches(".test:").count());
}

/// What a script would not notice, its runner must: each of these is wrong.
#[test]
fn wrong_expectations_are_noticed() {
    const LOAD: &str = "load 1m\n m{a=\"1\"} 1 2 3\n m{a=\"2\"} 2 4 6\n h_total 0+1x5\n\n";
    for (eval, fault) in [
        ("eval instant at 1m m\n m{a=\"1\"} 2\n m{a=\"2\"} 5", "expected 5@0, got 4@0"),
        ("eval instant at 1m m\n m{a=\"1\"} 2", "m{a=\"2\"} was not expected"),
        ("eval instant at 1m m{a=\"1\"}\n m{a=\"1\"} 2\n m{a=\"3\"} 2", "m{a=\"3\"} did not come"),
        ("eval instant at 1m 1 + 1\n 3", "expected Some(3.0), got the scalar 2"),
        ("eval instant at 1m m\n 3", "expected the scalar 3, got a vector"),
        (
            "eval instant at 1m sort_desc(m)\n expect ordered\n m{a=\"1\"} 2\n m{a=\"2\"} 4",
            "expected at place 1",
        ),
        ("eval instant at 1m m\n expect fail", "expected to fail"),
        ("eval instant at 1m m + on () m\n expect fail msg: other words", "expected to fail with"),
        ("eval instant at 1m m + on () m", "failed: "),
        ("eval instant at 1m h_total\n expect warn\n h_total 1", "Warning: expected any message"),
        (
            "eval instant at 2m rate(m{a=\"1\"}[2m])\n expect no_info\n {a=\"1\"} 0.0166666",
            "Info: expected none",
        ),
        (
            "eval instant at 2m rate(m{a=\"1\"}[2m])\n expect info msg: x\n {a=\"1\"} 0.0166666",
            "Info: expected \"x\"",
        ),
        ("eval range from 0 to 2m step 1m m{a=\"1\"}\n m{a=\"1\"} 1 2 4", "expected 1@0 2@60000 4@120000"),
        ("eval range from 0 to 2m step 1m m{a=\"1\"}\n m{a=\"1\"} 1 2", "expected 1@0 2@60000, got"),
        ("eval instant at 1m m\n m{a=\"1\"} 1 2", "one value a series"),
        ("evil instant at 1m m", "is no command"),
        ("eval instant at 1m m[", "failed: "),
    ] {
        let failures = run::failures(&format!("{LOAD}{eval}"));
        let [(6.., told)] = failures.as_slice() else { panic!("{eval}: {failures:?}") };
        assert!(told.contains(fault), "{eval}: {told}");
    }
}
