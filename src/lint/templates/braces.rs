//! `$labels.x` and `$value` outside of `{{ … }}` are shown as they are written.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};
use crate::template::plain_parts;

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for text in view.texts.iter().filter(|text| text.read.is_ok() && text.value().contains('$')) {
        for part in plain_parts(text.value()) {
            for found in variables(&text.value()[part.clone()]) {
                let at = part.start + found.start..part.start + found.end;
                let variable = &text.value()[at.clone()];
                findings.push(
                    Diagnostic::new(
                        codes::TEMPLATE_NO_BRACES,
                        text.span_of(at),
                        format!("`{variable}` is shown as it stands here"),
                    )
                    .help(format!("write `{{{{ {variable} }}}}`")),
                );
            }
        }
    }
}

/// Where the variables of alerts are named.
fn variables(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('$') {
        let rest = &text[start + 1..];
        let word = |text: &str| text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
        let first = word(rest);
        match &rest[..first] {
            "labels" | "externalLabels" => {
                let Some(label) = rest[first..].strip_prefix('.') else { continue };
                let length = word(label);
                if length > 0 {
                    found.push(start..start + 1 + first + 1 + length);
                }
            }
            "value" => found.push(start..start + 1 + first),
            _ => {}
        }
    }
    found
}
