//! `--set NAME=VALUE`: another value of a `let`, which goes the way of all that stands in files.

use super::Failure;
use super::load::Loaded;
use crate::analyse::set_lets;
use crate::syntax;
use crate::syntax::ast::StatementKind;
use std::path::Path;

/// Puts the values in place of those of the program. What is wrong with one is shown in the argument.
///
/// # Errors
/// When an argument is none.
pub(super) fn values(loaded: &mut Loaded, values: &[String]) -> Result<(), Failure> {
    let mut lets = Vec::new();
    for value in values {
        let wrong =
            || Failure::new(format!("--set: `{value}` is none: write `NAME=VALUE`, as in `--set limit=5%`"));
        if !value.contains('=') {
            return Err(wrong());
        }
        let id = loaded.sources.add(Path::new("--set").to_path_buf(), "--set", format!("let {value}\n"));
        let (file, findings) = syntax::parse(&loaded.sources.file(id).text, id);
        let is_broken = findings.has_errors();
        loaded.source.findings.append(findings);
        let mut found = file.statements.into_iter().map(|statement| statement.kind);
        match (found.next(), found.next()) {
            (Some(StatementKind::Let(binding)), None) => lets.push(binding),
            _ if is_broken => {}
            _ => return Err(wrong()),
        }
    }
    set_lets(&mut loaded.source.statements, lets, &mut loaded.source.findings);
    Ok(())
}

/// `limit = 5%, wait = 10m`
pub(super) fn text(values: &[String]) -> String {
    let pair = |value: &String| match value.split_once('=') {
        Some((name, value)) => format!("{} = {}", name.trim(), value.trim()),
        None => value.clone(),
    };
    values.iter().map(pair).collect::<Vec<_>>().join(", ")
}
