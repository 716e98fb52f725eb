//! The systems under `rules/`, built once for all tests of this module.

use crate::support::command::Project;
use serde_yaml::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// One system, built for one environment into a folder of its own.
pub struct Built {
    /// `rules/NAME`
    pub source: PathBuf,
    /// The rule files, sorted by name.
    pub rules: Vec<PathBuf>,
    pub alertmanager: PathBuf,
    /// The hand-written tests, copied beside `rules/`; none for an environment.
    pub tests: Vec<PathBuf>,
    _folder: TempDir,
}

impl Built {
    fn new(source: &Path, environment: Option<&str>) -> Built {
        let folder = TempDir::new().expect("a scratch folder");
        let out = folder.path().to_str().expect("a UTF-8 path");
        let mut arguments = vec!["build", source.to_str().expect("a UTF-8 path"), "-o", out];
        arguments.extend(environment.iter().flat_map(|name| ["--env", name]));
        let ran = Project::of(&[]).larum(&arguments);
        let quiet = ran.stderr.lines().count() <= 1; // one line tells what was written
        assert!(ran.code == 0 && quiet, "larum {}:\n{}", arguments.join(" "), ran.stderr);
        let tests = if environment.is_none() { copied(&source.join("tests"), folder.path()) } else { vec![] };
        Built {
            source: source.to_owned(),
            rules: files(&folder.path().join("rules"), "yml"),
            alertmanager: folder.path().join("alertmanager.yml"),
            tests,
            _folder: folder,
        }
    }

    /// Every rule of every file, as YAML.
    pub fn all_rules(&self) -> Vec<Value> {
        let groups = self.rules.iter().flat_map(|file| list(&yaml(file), "groups"));
        groups.flat_map(|group| list(&group, "rules")).collect()
    }
}

/// `rules/NAME` of each system, sorted.
pub fn systems() -> &'static [PathBuf] {
    static SYSTEMS: OnceLock<Vec<PathBuf>> = OnceLock::new();
    SYSTEMS.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let entries = fs::read_dir(&root).expect("the repository has rules/");
        let paths = entries.map(|entry| entry.expect("rules/ can be read").path());
        let mut systems: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
        systems.sort();
        assert!(!systems.is_empty(), "no systems in {}", root.display());
        systems
    })
}

/// Each system as production has it.
pub fn production() -> &'static [Built] {
    static BUILT: OnceLock<Vec<Built>> = OnceLock::new();
    BUILT.get_or_init(|| systems().iter().map(|system| Built::new(system, None)).collect())
}

/// Each system for each environment that it declares, and as production has it.
pub fn variants() -> Vec<Built> {
    let build = |system: &PathBuf| {
        let names: Vec<String> = environments(system);
        let others: Vec<Built> = names.iter().map(|name| Built::new(system, Some(name))).collect();
        others.into_iter().chain([Built::new(system, None)]).collect::<Vec<Built>>()
    };
    systems().iter().flat_map(build).collect()
}

/// Names of the `environment NAME {` blocks, which stand at the beginning of a line.
fn environments(system: &Path) -> Vec<String> {
    let texts =
        files(system, "larum").into_iter().map(|file| fs::read_to_string(file).expect("it can be read"));
    let names = |text: String| -> Vec<String> {
        let blocks = text.lines().filter_map(|line| line.strip_prefix("environment "));
        blocks.filter_map(|rest| rest.split_whitespace().next().map(str::to_owned)).collect()
    };
    texts.flat_map(names).collect()
}

/// Calls `check` on each item, on as many threads as there are processors.
pub fn in_parallel<T: Sync>(items: impl AsRef<[T]>, check: impl Fn(&T) + Sync) {
    let items = items.as_ref();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            check(item);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |number| number.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

/// Parses a file as YAML.
#[track_caller]
pub fn yaml(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The sequence under a key; empty when there is none.
pub fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_sequence().cloned().unwrap_or_default()
}

/// Copies the tests to where their `rule_files: [rules/…]` are found.
fn copied(from: &Path, to: &Path) -> Vec<PathBuf> {
    let copy = |file: &PathBuf| {
        let target = to.join(file.file_name().expect("a file has a name"));
        fs::copy(file, &target).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        target
    };
    let copies: Vec<PathBuf> = files(from, "yml").iter().map(copy).collect();
    assert!(!copies.is_empty(), "no hand-written tests in {}", from.display());
    copies
}

/// The files of a folder with this extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut found: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    found.sort();
    found
}
