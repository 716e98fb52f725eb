//! `larum.toml`: looked for in a folder and in those above it.

use super::Failure;
use crate::import::Notation;
use crate::report::Levels;
use crate::settings::{MatcherMode, Settings};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const NAME: &str = "larum.toml";

/// A project: the folder of `larum.toml`, and what that says. Without one it says nothing.
#[derive(Default)]
pub(super) struct Project {
    folder: Option<PathBuf>,
    pub settings: Settings,
}

impl Project {
    /// The project that `folder` belongs to.
    pub fn of(folder: &Path) -> Result<Project, Failure> {
        let folder = std::fs::canonicalize(folder).map_err(|error| Failure::io("read", folder, &error))?;
        for above in folder.ancestors() {
            let path = above.join(NAME);
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    let settings = Settings::read(&text).map_err(|fault| {
                        Failure::new(format!("{}:{}: {}", path.display(), fault.line, fault.reason))
                    })?;
                    return Ok(Project { folder: Some(above.to_path_buf()), settings });
                }
                Err(error)
                    if error.kind() == ErrorKind::NotFound || error.kind() == ErrorKind::NotADirectory => {}
                Err(error) => return Err(Failure::io("read", &path, &error)),
            }
        }
        Ok(Project::default())
    }

    /// The project of the first of some paths.
    pub fn of_paths(paths: &[PathBuf]) -> Result<Project, Failure> {
        paths.first().map_or_else(|| Ok(Project::default()), |path| Project::of(path))
    }

    /// A path of `larum.toml`, which stands in its folder.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.as_ref().map_or_else(|| path.to_path_buf(), |folder| folder.join(path))
    }

    /// Whether `[check] exclude` leaves a path out.
    pub fn excludes(&self, path: &Path) -> bool {
        let excluded = &self.settings.check.exclude;
        if excluded.is_empty() {
            return false;
        }
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        excluded.iter().any(|out| real.starts_with(self.path(out)))
    }

    /// How its Alertmanager reads matchers.
    pub fn notation(&self) -> Notation {
        match self.settings.alertmanager.matchers {
            MatcherMode::Fallback => Notation::Fallback,
            MatcherMode::Utf8Strict => Notation::Utf8Strict,
            MatcherMode::Classic => Notation::Classic,
        }
    }

    /// What `[levels]` says.
    pub fn levels(&self) -> Result<Levels, Failure> {
        self.settings.levels().map_err(|reason| Failure::new(format!("{NAME}: [levels]: {reason}")))
    }
}
