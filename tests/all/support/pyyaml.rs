//! PyYAML, a reader of YAML 1.1. Fetched once by `scripts/pyyaml.sh`.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Sorted out by type, so that a number never passes for the text of it.
const PROGRAM: &str = "
import json, sys, yaml
with open(sys.argv[1], encoding='utf-8', newline='') as file:
    json.dump(yaml.load(file.read(), Loader=yaml.SafeLoader), sys.stdout)
";

/// What PyYAML reads in a file; `Err` holds its words when it refuses it.
pub fn read(file: &Path) -> Result<Value, String> {
    let mut python = Command::new("python3");
    let answer = python.env("PYTHONPATH", module()).args(["-c", PROGRAM]).arg(file).output();
    let answer = answer.expect("python3 runs");
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned());
    }
    Ok(serde_json::from_slice(&answer.stdout).expect("Python writes JSON"))
}

/// The folder to import it from.
fn module() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(fetched).clone()
}

fn fetched() -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = scratch.parent().expect("the scratch folder lies in the build folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/pyyaml.sh");
    let answer = Command::new(&script).env("CARGO_TARGET_DIR", target).output().expect("the script runs");
    let words = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "PyYAML is missing and {} failed:\n{words}", script.display());
    target.join("tools/python")
}
