//! `larum.toml`: looked for in the program's folder and in those above it.

use super::Failure;
use crate::target::Settings;
use std::io::ErrorKind;
use std::path::Path;

const NAME: &str = "larum.toml";

/// The settings of the project that `folder` belongs to; the defaults when there is no file.
pub(super) fn settings(folder: &Path) -> Result<Settings, Failure> {
    let folder = std::fs::canonicalize(folder).map_err(|error| Failure::io("read", folder, &error))?;
    for above in folder.ancestors() {
        let path = above.join(NAME);
        match std::fs::read_to_string(&path) {
            Ok(text) => return read(&path, &text),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::io("read", &path, &error)),
        }
    }
    Ok(Settings::default())
}

fn read(path: &Path, text: &str) -> Result<Settings, Failure> {
    Settings::read(text)
        .map_err(|fault| Failure::new(format!("{}:{}: {}", path.display(), fault.line, fault.reason)))
}
