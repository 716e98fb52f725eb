//! What there is to check: folders of programs, and YAML files.

use super::super::load::programs_in;
use super::super::project::Project;
use super::super::{Failure, output};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Sorted as they were named; each once.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Folders with `.larum` files.
    pub programs: Vec<PathBuf>,
    pub yaml: Vec<Yaml>,
}

#[derive(Debug)]
pub(super) struct Yaml {
    pub path: PathBuf,
    /// Not found in a folder: then a file of an unknown kind is a mistake.
    pub named: bool,
}

const ENDINGS: &[&str] = &["json", "rules", "yaml", "yml"];

impl Inputs {
    /// A file stands for itself, a `.larum` file for its folder, and a folder for all below it.
    pub fn find(paths: &[PathBuf], project: &Project) -> Result<Inputs, Failure> {
        let mut inputs = Inputs::default();
        for path in paths {
            let meta = std::fs::metadata(path).map_err(|error| Failure::io("read", path, &error))?;
            if meta.is_dir() {
                let before = inputs.programs.len() + inputs.yaml.len();
                inputs.folder(path, project)?;
                if inputs.programs.len() + inputs.yaml.len() == before {
                    let message = format!(
                        "there is nothing to check in {}: no file ends in `.larum`, `.yml` or `.yaml`",
                        path.display()
                    );
                    return Err(Failure::new(message));
                }
            } else if path.extension().is_some_and(|ending| ending == "larum") {
                let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
                inputs.programs.push(parent.unwrap_or(Path::new(".")).to_path_buf());
            } else {
                inputs.yaml.push(Yaml { path: path.clone(), named: true });
            }
        }
        let mut seen = HashSet::new();
        inputs.programs.retain(|folder| seen.insert(folder.clone()));
        inputs.yaml.retain(|yaml| seen.insert(yaml.path.clone()));
        Ok(inputs)
    }

    fn folder(&mut self, folder: &Path, project: &Project) -> Result<(), Failure> {
        let programs = programs_in(folder)?;
        self.programs.extend(programs.into_iter().filter(|folder| !project.excludes(folder)));
        let wanted =
            |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry) && !project.excludes(entry.path());
        for entry in
            WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(wanted)
        {
            let entry = entry.map_err(|error| Failure::new(format!("cannot read {error}")))?;
            let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            // What a program was compiled to says nothing that the program does not.
            if entry.file_type().is_file() && ENDINGS.contains(&ending) && !output::is_ours(entry.path()) {
                self.yaml.push(Yaml { path: entry.into_path(), named: false });
            }
        }
        Ok(())
    }
}

/// `.git`, and whatever else begins with a point.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(|name| name.starts_with('.'))
}
