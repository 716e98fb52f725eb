//! Settings that stand in an `alertmanager.yml`, checked against the same table as those of programs. Values are
//! taken as Alertmanager's reader of YAML takes them; secrets in plain text are not looked at here.

mod value;
mod number;

use super::given::{Given, Written};
use super::rules;
use super::table::{Block, Integration, Type};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Setting;
use crate::text::Span;
use crate::yaml::Node;

/// One entry of `slack_configs` or its like. `global` is what `check_yaml_block` gave of it.
pub fn check_yaml(
    integration: &'static Integration,
    node: &Node,
    global: &[(String, Setting)],
    findings: &mut Diagnostics,
) -> Vec<(String, Setting)> {
    let called = format!("this entry of `{}_configs`", integration.kind);
    let owner = match node.mapping() {
        Some([first, ..]) if first.merged.is_none() && !node.is_alias => first.key.span,
        _ => node.span,
    };
    if node.is_null() {
        findings.push(
            Diagnostic::new(codes::CHANNEL_MISSING, node.span, format!("{called} is empty"))
                .help("write its settings, or remove it"),
        );
        return Vec::new();
    }
    Checked { global }.block(&integration.block, node, owner, &called, findings)
}

/// A block of settings; `owner` is where missing ones are reported.
pub fn check_yaml_block(
    block: &'static Block,
    node: &Node,
    owner: Span,
    called: &str,
    findings: &mut Diagnostics,
) -> Vec<(String, Setting)> {
    Checked { global: &[] }.block(block, node, owner, called, findings)
}

struct Checked<'a> {
    global: &'a [(String, Setting)],
}

impl Checked<'_> {
    fn block(
        &self,
        block: &'static Block,
        node: &Node,
        owner: Span,
        called: &str,
        findings: &mut Diagnostics,
    ) -> Vec<(String, Setting)> {
        let Some(entries) = node.mapping() else {
            findings.push(value::wrong(node, called, "a mapping of settings"));
            return Vec::new();
        };
        let mut values = Vec::new();
        for entry in entries {
            let name = entry.key.text().map_or("", |key| &key.value);
            let Some(kind) = block.type_of(name) else {
                let message = format!("{called} has no setting `{name}`");
                let finding = Diagnostic::new(codes::CHANNEL_UNKNOWN_SETTING, entry.key.span, message);
                findings.push(finding.did_you_mean(name, block.names()));
                continue;
            };
            let place = value::Place { name, key: entry.key.span };
            let value = match entry.value.is_null() {
                true => self.null(kind, &place, &entry.value, findings),
                false => self.value(kind, &place, &entry.value, findings),
            };
            values.extend(value.map(|value| (name.to_owned(), value)));
        }
        let given = Given { owner, called, written: node, values: &values, global: self.global };
        rules::check(block.rules, &given, findings);
        values
    }

    /// `null` is as good as nothing, but where nothing takes the place of a default that must be there.
    fn null(
        &self,
        kind: Type,
        place: &value::Place,
        node: &Node,
        findings: &mut Diagnostics,
    ) -> Option<Setting> {
        if let (Type::OneOf(known), "api_type") = (kind, place.name) {
            let span = if node.span.start == node.span.end { place.key } else { node.span };
            let finding = Diagnostic::new(codes::CHANNEL_NOT_ONE_OF, span, "`api_type` cannot be empty");
            findings.push(finding.help(format!("write {}, or leave it out", rules::either(known))));
        }
        None
    }
}

impl Written for Node {
    fn span(&self, name: &str) -> Option<Span> {
        let entry = self.mapping()?.iter().find(|entry| entry.key.is_text(name))?;
        (!entry.value.is_null()).then_some(entry.key.span)
    }

    fn keys_of(&self, name: &str) -> Vec<(&str, Span)> {
        let entries = self.get(name).and_then(Node::mapping).unwrap_or_default();
        entries.iter().filter_map(|entry| Some((entry.key.text()?.value.as_str(), entry.key.span))).collect()
    }

    fn setting(&self, path: &[&str], value: &str) -> String {
        let close = "}".repeat(path.len().saturating_sub(1));
        format!("{}: {value}{close}", path.join(": {"))
    }

    fn global_setting(&self, name: &str) -> String {
        self.setting(&["global", name], "…")
    }

    fn is_yaml(&self) -> bool {
        true
    }
}
