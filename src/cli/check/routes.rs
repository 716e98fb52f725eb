//! Configurations of Alertmanager: lints of their routes, with the rules and the template files beside them.

use super::super::load::{Texts, read};
use super::pass::{Given, Parts};
use crate::diag::Diagnostics;
use crate::import::Alertmanager;
use crate::lint::Look;
use crate::lint::routing::{self, TemplateFile};
use crate::text::{FileId, SourceMap, Span};
use regex::Regex;
use std::path::{Path, PathBuf};

/// What lints of routes say of each configuration.
pub(super) fn check(given: &Given, look: &Look, configs: &[Alertmanager], parts: &mut Parts) -> Diagnostics {
    let mut findings = Diagnostics::default();
    // With several, nobody knows which of them gets the alerts.
    let rules = (configs.len() == 1 && !look.rules.groups.is_empty()).then_some(look);
    for config in configs {
        let files = template_files(config, &mut parts.sources);
        let files: Option<Vec<TemplateFile>> =
            files.as_ref().map(|files| files.iter().map(|file| as_template(*file, &parts.sources)).collect());
        let known = routing::Given { rules, templates: files.as_deref(), now: given.judge.now };
        routing::check(config, &known, &mut findings);
    }
    findings
}

fn as_template(file: FileId, sources: &SourceMap) -> TemplateFile<'_> {
    let text = &sources.file(file).text;
    TemplateFile { text, span: Span::new(file, 0, text.len()) }
}

/// The files that `templates` names; None unless all of them lie beside the configuration.
fn template_files(config: &Alertmanager, sources: &mut SourceMap) -> Option<Vec<FileId>> {
    let home = sources.file(config.route.span.file).path.clone();
    let folder = home.parent().unwrap_or(Path::new("."));
    let mut files = Vec::new();
    for pattern in &config.templates {
        let paths = matching(folder, pattern);
        if paths.is_empty() {
            return None;
        }
        for path in paths {
            let text = read(&path, &Texts::new()).ok()?;
            let file = sources.add(&path, path.to_string_lossy(), text);
            sources.leave_out(file);
            files.push(file);
        }
    }
    Some(files)
}

/// The files of a pattern, whose last part alone may hold `*` and `?`.
fn matching(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    let whole = folder.join(pattern);
    let (Some(folder), Some(name)) = (whole.parent(), whole.file_name().and_then(|name| name.to_str()))
    else {
        return Vec::new();
    };
    if !name.contains(['*', '?', '[']) {
        return Vec::from_iter(whole.is_file().then(|| whole.clone()));
    }
    let Some(pattern) = glob(name) else { return Vec::new() };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let fits = |path: &PathBuf| {
        path.is_file()
            && path.file_name().and_then(|file| file.to_str()).is_some_and(|file| pattern.is_match(file))
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(fits).collect();
    found.sort();
    found
}

/// A pattern as a regex; none where it holds a class `[…]`, so that its files count as unread.
fn glob(pattern: &str) -> Option<Regex> {
    let mut regex = String::from("^");
    for c in pattern.chars() {
        match c {
            '*' => regex += ".*",
            '?' => regex.push('.'),
            '[' | '\\' => return None,
            c => regex += &regex::escape(&c.to_string()),
        }
    }
    Regex::new(&(regex + "$")).ok()
}
