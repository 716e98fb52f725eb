//! Asking git.

use super::Failure;
use std::path::Path;
use std::process::{Command, Stdio};

/// What git prints.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let ran = Command::new("git").arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output();
    let ran = ran.map_err(|error| Failure::new(format!("cannot run git: {error}")))?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        return Err(Failure::new(format!("git says: {}", said.trim())));
    }
    String::from_utf8(ran.stdout).map_err(|_| Failure::new("git names a file that is not UTF-8"))
}
