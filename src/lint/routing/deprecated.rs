//! Notations that are going away: `match`, `match_re`, and the list `mute_time_intervals`.

use super::look::Look;
use super::place::Step;
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::text::Span;
use crate::yaml::{Entry, Node};

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for (id, _) in look.nodes() {
        if let Some(route) = look.places.node(&look.way(id)) {
            matchers(route, "", findings);
        }
    }
    for index in 0..look.config.inhibit_rules.len() {
        if let Some(rule) = look.places.node(&[Step::Key("inhibit_rules"), Step::Index(index)]) {
            matchers(rule, "source_", findings);
            matchers(rule, "target_", findings);
        }
    }
    if let Some(key) = look.places.key(&[Step::Key("mute_time_intervals")]) {
        let finding = Diagnostic::new(
            codes::INTERVAL_DEPRECATED,
            key,
            "the list `mute_time_intervals` is deprecated since Alertmanager 0.24",
        );
        findings.push(match look.places.node(&[Step::Key("time_intervals")]) {
            None => finding.fix(
                Applicability::Safe,
                "call it `time_intervals`",
                [(key, "time_intervals".to_owned())],
            ),
            Some(_) => finding.help("move its entries to `time_intervals`"),
        });
    }
}

fn matchers(node: &Node, prefix: &str, findings: &mut Diagnostics) {
    let entry = |name: &str| {
        let key = format!("{prefix}{name}");
        node.mapping()?.iter().find(|entry| entry.key.is_text(&key) && entry.merged.is_none())
    };
    let old: Vec<(&Entry, MatchOp)> = [("match", MatchOp::Equal), ("match_re", MatchOp::Regex)]
        .into_iter()
        .filter_map(|(name, op)| Some((entry(name)?, op)))
        .collect();
    let new = format!("{prefix}matchers");
    for (entry, op) in &old {
        let name = entry.key.text().map(|text| text.value.as_str()).unwrap_or_default();
        let message = format!("`{name}` is deprecated since Alertmanager 0.22");
        let finding = Diagnostic::new(codes::MATCHER_DEPRECATED, entry.key.span, message)
            .help(format!("write `{new}: ['label=\"value\"']`"));
        // A single notation can be rewritten where it stands.
        let alone = old.len() == 1 && node.get(&new).is_none();
        let edits = alone.then(|| rewritten(entry, *op)).flatten();
        findings.push(match edits {
            Some(mut edits) => {
                edits.insert(0, (entry.key.span, new.clone()));
                finding.fix(Applicability::Safe, format!("write it as `{new}`"), edits)
            }
            None => finding,
        });
    }
}

/// Each `label: value` of a block as `- label="value"`. None where it is written in another way.
fn rewritten(entry: &Entry, op: MatchOp) -> Option<Vec<(Span, String)>> {
    let pairs = entry.value.mapping().filter(|pairs| !pairs.is_empty() && !entry.value.is_alias)?;
    // In one line in braces: not looked at.
    let first = pairs.first()?;
    if entry.value.span.start != first.key.span.start {
        return None;
    }
    let edit = |pair: &Entry| {
        let (label, value) = (pair.key.text()?, pair.value.text()?);
        let usual = pair.merged.is_none()
            && !pair.value.is_alias
            && !pair.key.is_alias
            && pair.value.scalar()?.tag.is_none();
        let simple =
            !label.value.is_empty() && label.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        // What the parsers of Alertmanager could read as something else is left to people.
        let plain = !value.value.contains(['"', '\\', '\n', '\'']);
        let text = super::words::matcher(&Matcher::new(label.value.as_str(), op, value.value.as_str()));
        // `match_re` closes brackets that its text opens, `matchers` does not.
        let closed = op == MatchOp::Equal || crate::regexes::check(&value.value).is_ok();
        let usual = usual && closed && !pair.value.is_null();
        (usual && simple && plain).then(|| (pair.key.span.to(pair.value.span), format!("- '{text}'")))
    };
    pairs.iter().map(edit).collect()
}
