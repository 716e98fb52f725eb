//! Finding and reading the files of programs, and the folders that they `use`.

use super::Failure;
use super::progress::Progress;
use crate::analyse::Source;
use crate::diag::{Diagnostic, codes};
use crate::import::Imported;
use crate::report::allow::{self, Commented};
use crate::ruleset::Rule;
use crate::syntax;
use crate::syntax::ast::StatementKind;
use crate::text::{FileId, SourceMap, Span};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files that were put somewhere for this run alone, and how their place is shown instead.
pub(super) struct Moved {
    pub root: PathBuf,
    /// `v1.2:`
    pub shown: String,
}

impl Moved {
    fn path(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.root).ok()?;
        Some(PathBuf::from(format!("{}{}", self.shown, inside.display())))
    }
}

/// What the files of one program and of what it uses say.
pub(super) struct Loaded {
    pub sources: SourceMap,
    /// The files in which a comment says something to Larum.
    pub commented: Vec<Commented>,
    /// Named as the program's folder is.
    pub source: Source,
}

/// The folders of the programs that paths name: a file stands for its folder, a folder without
/// a program for those below it. Sorted, each once.
pub(super) fn programs(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let meta = std::fs::metadata(path).map_err(|error| Failure::io("read", path, &error))?;
        if !meta.is_dir() {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            if path.extension().is_none_or(|ending| ending != "larum") {
                return Err(Failure::new(format!("{} is no `.larum` file", path.display())));
            }
            found.push(parent.unwrap_or(Path::new(".")).to_path_buf());
            continue;
        }
        let inside = programs_in(path)?;
        if inside.is_empty() {
            let message = format!("there is no program in {}: no file ends in `.larum`", path.display());
            return Err(Failure::new(message));
        }
        found.extend(inside);
    }
    let mut seen = HashSet::new();
    found.retain(|folder| seen.insert(folder.clone()));
    Ok(found)
}

/// The folder when it is a program, else the programs below it.
pub(super) fn programs_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !files(folder)?.is_empty() {
        return Ok(vec![folder.to_path_buf()]);
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| Failure::new(format!("cannot read {error}")))?;
        if entry.file_type().is_dir() && !files(entry.path())?.is_empty() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// The `.larum` files of a folder, sorted by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let read = |error| Failure::io("read", folder, &error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(read)? {
        let path = entry.map_err(read)?.path();
        if path.extension().is_some_and(|ending| ending == "larum") && !path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a program and the folders that it uses.
pub(super) fn load(folder: &Path, moved: Option<&Moved>, progress: &mut Progress) -> Result<Loaded, Failure> {
    load_after(SourceMap::default(), &Texts::new(), folder, moved, progress)
}

/// The same, after the files of other programs; `texts` are read in place of what files hold.
pub(super) fn load_after(
    sources: SourceMap,
    texts: &Texts,
    folder: &Path,
    moved: Option<&Moved>,
    progress: &mut Progress,
) -> Result<Loaded, Failure> {
    let real = std::fs::canonicalize(folder).map_err(|error| Failure::io("read", folder, &error))?;
    let mut loader = Loader {
        loaded: Loaded {
            sources,
            commented: Vec::new(),
            source: Source {
                name: real
                    .file_name()
                    .map_or("program".to_string(), |name| name.to_string_lossy().into_owned()),
                ..Source::default()
            },
        },
        done: HashSet::new(),
        using: Vec::new(),
        moved,
        texts,
        progress,
    };
    loader.folder(folder, Path::new(""))?;
    let source = &loader.loaded.source;
    if source.statements.is_empty() && source.findings.is_empty() {
        return Err(Failure::new(format!("the program in {} is empty", folder.display())));
    }
    Ok(loader.loaded)
}

/// Texts that stand for what files hold, by the path as it is shown.
pub(super) type Texts = HashMap<PathBuf, String>;

/// The text of a file.
pub(super) fn read(path: &Path, texts: &Texts) -> Result<String, Failure> {
    if let Some(text) = texts.get(path.strip_prefix("./").unwrap_or(path)) {
        return Ok(text.clone());
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("{} is not UTF-8 text: the byte at {at} begins no character", path.display());
        Failure::new(message)
    })?;
    if text.len() > u32::MAX as usize {
        return Err(Failure::new(format!("{} is larger than 4 GiB", path.display())));
    }
    Ok(text)
}

/// The comments of a file, and what they can be about; nothing when none speaks to Larum.
fn commented(text: &str, id: FileId, file: &syntax::File) -> Option<Commented> {
    if !text.contains("larum:") {
        return None;
    }
    let span = |range: Range<usize>| Span::new(id, range.start, range.end);
    let statements = file.statements.iter().map(|statement| statement.span);
    Some(Commented {
        file: id,
        comments: file.comments.iter().map(span).collect(),
        elements: statements.chain(syntax::blocks(text).into_iter().map(span)).collect(),
        annotations: Vec::new(),
    })
}

/// The same of a YAML file, where rules may also say it in an annotation.
pub(super) fn commented_yaml(text: &str, id: FileId, imported: &Imported) -> Option<Commented> {
    let rules = imported.groups.iter().flat_map(|group| &group.rules);
    let said = |rule: &Rule| {
        let field = rule.alert()?.annotations.iter().find(|field| field.name.value == allow::ANNOTATION)?;
        Some((field.value.clone(), rule.span))
    };
    let annotations: Vec<_> = rules.filter_map(said).collect();
    (text.contains("larum:") || !annotations.is_empty()).then(|| Commented {
        file: id,
        comments: imported.comments.clone(),
        elements: imported.elements.clone(),
        annotations,
    })
}

struct Loader<'p> {
    progress: &'p mut Progress,
    moved: Option<&'p Moved>,
    texts: &'p Texts,
    loaded: Loaded,
    done: HashSet<PathBuf>,
    /// The folders whose `use` is being followed, with where that stands.
    using: Vec<(PathBuf, Option<Span>)>,
}

impl Loader<'_> {
    /// Reads a folder. `name` is its path seen from the program, for comments in generated files.
    fn folder(&mut self, folder: &Path, name: &Path) -> Result<(), Failure> {
        let real = std::fs::canonicalize(folder).map_err(|error| Failure::io("read", folder, &error))?;
        if !self.done.insert(real.clone()) {
            return Ok(());
        }
        let files = files(folder)?;
        if files.is_empty() {
            let message = format!("there is no program in {}: no file ends in `.larum`", folder.display());
            return Err(Failure::new(message));
        }
        self.using.push((real, None));
        for path in files {
            self.file(&path, name)?;
        }
        self.using.pop();
        Ok(())
    }

    fn file(&mut self, path: &Path, folder_name: &Path) -> Result<(), Failure> {
        self.progress.now(&format!("reading {}", path.display()));
        let text = read(path, self.texts)?;
        let name = folder_name.join(path.file_name().unwrap_or_default());
        let id = self.loaded.sources.add(self.shown(path), name.to_string_lossy(), text);
        if self.using.len() > 1 {
            self.loaded.source.libraries.insert(id);
        }
        let (file, findings) = syntax::parse(&self.loaded.sources.file(id).text, id);
        self.loaded.commented.extend(commented(&self.loaded.sources.file(id).text, id, &file));
        self.loaded.source.damaged.extend(file.damaged);
        self.loaded.source.findings.append(findings);
        for statement in file.statements {
            match &statement.kind {
                StatementKind::Use(target) => {
                    self.use_folder(path, folder_name, &target.value, target.span)?
                }
                // Those of a library hold for that program, and not for all that use it.
                StatementKind::Test(_) if self.using.len() > 1 => {}
                _ => self.loaded.source.statements.push(statement),
            }
        }
        Ok(())
    }

    /// A path as people know it.
    fn shown(&self, path: &Path) -> PathBuf {
        let moved = self.moved.and_then(|moved| moved.path(path));
        moved.unwrap_or_else(|| path.strip_prefix("./").unwrap_or(path).to_path_buf())
    }

    fn use_folder(
        &mut self,
        from: &Path,
        folder_name: &Path,
        target: &str,
        span: Span,
    ) -> Result<(), Failure> {
        let folder = from.parent().unwrap_or(Path::new(".")).join(target);
        let found = std::fs::canonicalize(&folder).ok().filter(|real| real.is_dir());
        let Some(real) = found.filter(|_| files(&folder).is_ok_and(|files| !files.is_empty())) else {
            self.loaded.source.findings.push(
                Diagnostic::new(codes::USE_UNKNOWN, span, format!("there is no program in `{target}`"))
                    .here(format!("looked in {}", self.shown(&folder).display()))
                    .help("write the path of a folder with `.larum` files, seen from this file's folder"),
            );
            return Ok(());
        };
        if let Some(at) = self.using.iter().position(|(open, _)| *open == real) {
            let mut finding = Diagnostic::new(
                codes::USE_CYCLE,
                span,
                format!("`{target}` uses this folder, directly or in a circle"),
            )
            .help("move what both need into a third folder");
            for (_, cause) in &self.using[at..] {
                if let Some(cause) = cause {
                    finding = finding.because(*cause, "which is used here");
                }
            }
            self.loaded.source.findings.push(finding);
            return Ok(());
        }
        if let Some(current) = self.using.last_mut() {
            current.1 = Some(span);
        }
        self.folder(&folder, &folder_name.join(target))
    }
}
