//! One side of a comparison: a folder, or a revision of git.

use super::checkout::{self, Checkout};
use crate::cli::Failure;
use crate::cli::load::programs_in;
use crate::cli::program::Program;
use crate::cli::progress::Progress;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

pub(super) enum Side {
    Folder(PathBuf),
    Revision { name: String, checkout: Checkout },
}

impl Side {
    /// What a name means: the folder that is there, else a revision of the repository around `path`.
    pub fn named(name: &str, path: &Path) -> Result<Side, Failure> {
        if Path::new(name).is_dir() {
            return Ok(Side::Folder(PathBuf::from(name)));
        }
        let checkout = checkout::checkout(name, path)?;
        Ok(Side::Revision { name: name.to_string(), checkout })
    }

    pub fn on_disk(path: &Path) -> Side {
        Side::Folder(path.to_path_buf())
    }

    fn folder(&self) -> &Path {
        match self {
            Side::Folder(folder) => folder,
            Side::Revision { checkout, .. } => &checkout.folder,
        }
    }

    /// The folders of its programs, seen from its own: empty text for that one. None at all when the
    /// folder is not there.
    pub fn programs(&self) -> Result<Vec<String>, Failure> {
        let folder = self.folder();
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let inside = |path: PathBuf| {
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            inside.to_string_lossy().into_owned()
        };
        Ok(programs_in(folder)?.into_iter().map(inside).collect())
    }

    /// One of its programs; when it has no such environment, those that it has.
    pub fn program(
        &self,
        folder: &str,
        environment: Option<&str>,
        progress: &mut Progress,
    ) -> Result<Result<Program, Vec<String>>, Failure> {
        let path = if folder.is_empty() { self.folder().to_path_buf() } else { self.folder().join(folder) };
        let moved = match self {
            Side::Folder(_) => None,
            Side::Revision { checkout, .. } => Some(&checkout.moved),
        };
        Program::in_environment(&path, environment, moved, progress)
    }
}

impl Display for Side {
    fn fmt(&self, out: &mut Formatter) -> fmt::Result {
        match self {
            Side::Folder(folder) => write!(out, "{}", folder.display()),
            Side::Revision { name, .. } => write!(out, "revision {name}"),
        }
    }
}
