//! Static labels that people put on alerts and records.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Pair;
use crate::syntax::ast::Name;
use std::collections::HashMap;

/// Labels that the compiler itself puts on alerts; routes and steps hang on them.
const OWN: &[&str] = &["alertname", "severity", "service", "escalation_policy", "escalation"];

/// Whether a label may bear this name; if not, that is reported.
pub(super) fn check_name(name: &Name, findings: &mut Diagnostics) -> bool {
    let text = name.value.as_str();
    let finding = if OWN.contains(&text) {
        Diagnostic::new(codes::LABELS_RESERVED, name.span, format!("label `{text}` is set by the compiler"))
            .help("choose another name: routes and escalation steps depend on this one")
    } else if text == "__name__" || text.starts_with("__") {
        Diagnostic::new(
            codes::LABELS_RESERVED,
            name.span,
            format!("label `{text}` is reserved by Prometheus"),
        )
        .help("names that begin with `__` are for internal use")
    } else if !is_classic(text) {
        Diagnostic::new(codes::LABELS_NAME, name.span, format!("`{text}` is not a label name"))
            .help("label names have letters, digits and `_`, and do not begin with a digit")
    } else {
        return true;
    };
    findings.push(finding);
    false
}

pub(super) fn is_classic(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

const FEW: usize = 32;

/// Adds `more` to `labels`; a later value of a label replaces the earlier one in its place.
pub(super) fn merge(labels: &mut Vec<Pair>, more: impl IntoIterator<Item = Pair>) {
    let mut index: HashMap<String, usize> = HashMap::new();
    for (key, value) in more {
        // A handful is searched through faster than it is indexed.
        let place = match labels.len() < FEW {
            true => labels.iter().position(|(known, _)| *known == key),
            false => {
                for (at, (known, _)) in labels.iter().enumerate().skip(index.len()) {
                    index.insert(known.clone(), at);
                }
                index.get(&key).copied()
            }
        };
        match place {
            Some(place) => labels[place].1 = value,
            None => labels.push((key, value)),
        }
    }
}
