//! PrometheusRule objects: one a service, or several where one would be too large.

use super::super::names::Names;
use super::super::{File, Program};
use super::objects;
use crate::emit::{Around, EmitError, group_text, rules_document};
use crate::lower::RuleFile;
use crate::text::SourceMap;
use rayon::prelude::*;

/// The operator refuses a rule file of more than half a MiB, for it must fit into a ConfigMap
/// (`MaxConfigMapDataSize` in its source), and writes ours anew. So this leaves room.
const MOST_BYTES: usize = 384 * 1024;

/// The lines of `groups` stand under `spec`.
const INSIDE: Option<&str> = Some("spec");

pub(super) fn files(program: Program, namespace: &str) -> Result<Vec<File>, EmitError> {
    let settings = &program.targets.operator;
    let prefix = settings.name.as_ref().unwrap_or(&program.model.name);
    let parts: Vec<Vec<Vec<String>>> = program
        .output
        .rule_files
        .par_iter()
        .map(|file| parts(file, program.sources))
        .collect::<Result<_, _>>()?;
    let mut names = Names::default();
    let mut files = Vec::new();
    for (file, parts) in program.output.rule_files.iter().zip(parts) {
        for (index, groups) in parts.iter().enumerate() {
            let end = if index == 0 { String::new() } else { format!("-{}", index + 1) };
            let name = names.make(&format!("{prefix}-{}{end}", file.name));
            let labels = settings.labels.clone();
            let head =
                objects::head("monitoring.coreos.com/v1", "PrometheusRule", (namespace, &name), labels);
            let around = Around { head: &head, inside: INSIDE, of_group: &[] };
            let name = format!("rules/{}{end}.yml", file.name);
            files.push(File { name, text: rules_document(around, groups) });
        }
    }
    Ok(files)
}

/// The groups of a file, in as many parts as their size asks for.
fn parts(file: &RuleFile, sources: &SourceMap) -> Result<Vec<Vec<String>>, EmitError> {
    let around = Around { inside: INSIDE, ..Around::default() };
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    let mut size = 0;
    for group in file.groups() {
        let text = group_text(&group.map_err(EmitError::Refused)?, around, sources);
        if size > 0 && size + text.len() > MOST_BYTES {
            parts.push(Vec::new());
            size = 0;
        }
        size += text.len();
        if let Some(part) = parts.last_mut() {
            part.push(text);
        }
    }
    Ok(parts)
}
