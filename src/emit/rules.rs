//! Prometheus' rule files.

use super::HEADER;
use super::yaml::Yaml;
use crate::lower::{Group, Refused, Rule, RuleFile, RuleKind};
use crate::model::Setting;
use crate::text::SourceMap;
use std::io::{self, Write};

/// How much text is gathered before it is handed on.
const CHUNK: usize = 1 << 16;

/// Why a file could not be written.
#[derive(Debug)]
pub enum EmitError {
    /// A bug of Larum.
    Refused(Refused),
    Io(io::Error),
}

/// Writes the groups of `file` as they are made; the file is never whole in memory.
///
/// # Errors
/// When an expression is refused by the referee, or `out` takes no more.
pub fn write_rules(file: &RuleFile, sources: &SourceMap, out: &mut impl Write) -> Result<(), EmitError> {
    let mut yaml = Yaml::new(sources);
    yaml.comment(HEADER);
    yaml.blank_line();
    yaml.block("groups", |yaml| {
        for (index, group) in file.groups().enumerate() {
            if index > 0 {
                yaml.blank_line();
            }
            push_group(yaml, &group.map_err(EmitError::Refused)?, &[]);
            if yaml.text.len() > CHUNK {
                out.write_all(yaml.text.as_bytes()).map_err(EmitError::Io)?;
                yaml.text.clear();
            }
        }
        Ok(())
    })?;
    out.write_all(yaml.text.as_bytes()).map_err(EmitError::Io)
}

/// `settings` are those of the group besides its own.
pub(super) fn push_group(yaml: &mut Yaml, group: &Group, settings: &[(String, Setting)]) {
    yaml.source_comment(group.span);
    yaml.element(|yaml| {
        yaml.text("name", &group.name);
        if let Some(interval) = group.interval {
            yaml.duration("interval", interval);
        }
        yaml.settings(settings);
        yaml.block("rules", |yaml| group.rules.iter().for_each(|rule| push_rule(yaml, rule)));
    });
}

fn push_rule(yaml: &mut Yaml, rule: &Rule) {
    yaml.source_comment(rule.span);
    yaml.element(|yaml| match &rule.kind {
        RuleKind::Record => {
            yaml.text("record", &rule.name);
            yaml.text("expr", &rule.expr);
            yaml.texts("labels", &rule.labels);
        }
        RuleKind::Alert { pending, keep_firing_for, annotations } => {
            yaml.text("alert", &rule.name);
            yaml.text("expr", &rule.expr);
            if *pending > 0 {
                yaml.duration("for", *pending);
            }
            if *keep_firing_for > 0 {
                yaml.duration("keep_firing_for", *keep_firing_for);
            }
            yaml.texts("labels", &rule.labels);
            yaml.texts("annotations", annotations);
        }
    });
}
