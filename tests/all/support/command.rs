//! Runs the built `larum` as a user's shell would, with nothing of this machine in the way:
//! the environment is cleared, colours are off, scratch paths and the version are hidden.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A scratch folder in which `larum` runs. Everything in it is gone when it is dropped.
pub struct Project {
    folder: TempDir,
}

/// What a run left: its exit code, and what it printed with paths and version hidden.
#[derive(Debug, PartialEq)]
pub struct Ran {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Project {
    /// A project of `files`: paths inside it, and their texts.
    pub fn of(files: &[(&str, &str)]) -> Project {
        let project = Project { folder: TempDir::new().expect("a scratch folder") };
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    /// The path of a file or folder inside.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and the folders that lead to it.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("the scratch folder takes a file");
    }

    /// The text of a file inside.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// `larum ARGUMENTS` in this folder, with no input.
    pub fn larum(&self, arguments: &[&str]) -> Ran {
        let answer = Command::new(env!("CARGO_BIN_EXE_larum"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .output()
            .expect("the built larum runs");
        Ran {
            code: answer.status.code().unwrap_or(-1),
            stdout: hidden(&answer.stdout, self.folder.path()),
            stderr: hidden(&answer.stderr, self.folder.path()),
        }
    }
}

/// What was printed, with `[folder]` for the scratch folder and `[version]` for Larum's own.
fn hidden(printed: &[u8], folder: &Path) -> String {
    let real = folder.canonicalize().expect("the scratch folder is there");
    let text = std::str::from_utf8(printed).expect("larum prints UTF-8").to_owned();
    let text = [real.as_path(), folder]
        .iter()
        .fold(text, |text, path| text.replace(path.to_str().expect("a scratch path is UTF-8"), "[folder]"));
    text.replace(concat!("larum ", env!("CARGO_PKG_VERSION")), "larum [version]")
}

#[test]
fn paths_and_the_version_are_hidden() {
    let project = Project::of(&[]);
    let version = env!("CARGO_PKG_VERSION");
    let printed = format!("larum {version}: {}", project.path("a.larum").display());
    assert_eq!(hidden(printed.as_bytes(), project.folder.path()), "larum [version]: [folder]/a.larum");
}
