//! Programs that read what `larum check` writes. Fetched once by `scripts/linting_tools.sh`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// `python3 -m MODULE`, with the modules that were fetched.
pub fn python(module: &str) -> Command {
    let mut command = Command::new("python3");
    command.env("PYTHONPATH", folder().join("python")).args(["-m", module]);
    command
}

/// Whether check-jsonschema takes a file; else its words.
pub fn check_schema(arguments: &[&str], file: &Path) -> Result<(), String> {
    let ran = python("check_jsonschema").args(arguments).arg(file).output().expect("python3 runs");
    let words = [ran.stdout, ran.stderr].concat();
    if ran.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&words).into_owned()) }
}

/// The schema of SARIF 2.1.0.
pub fn sarif_schema() -> PathBuf {
    folder().join("sarif-2.1.0.json")
}

fn folder() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(fetched).clone()
}

fn fetched() -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = scratch.parent().expect("the scratch folder lies in the build folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/linting_tools.sh");
    let answer = Command::new(&script).env("CARGO_TARGET_DIR", target).output().expect("the script runs");
    let words = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "tools are missing and {} failed:\n{words}", script.display());
    target.join("tools/linting")
}
