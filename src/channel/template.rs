//! Settings that Alertmanager expands as Go templates. It reads them when it sends: what is wrong with
//! one is found out when the notification does not arrive.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::syntax::ast::{Value, ValueKind};
use crate::template::{TemplateError, parse_notification};
use crate::text::Span;

/// Reports what is wrong with `text`, which stands at `span`.
pub fn check(name: &str, text: &str, span: Span, findings: &mut Diagnostics) {
    let faults = match parse_notification(text) {
        Ok(template) => template.faults().to_vec(),
        Err(errors) => errors,
    };
    for TemplateError { at, message, help } in faults {
        // Between the quotes, unless escapes make the text shorter than what is written.
        let plain = (span.end - span.start) as usize == text.len() + 2;
        let place = if plain { span.part(at.start + 1, at.end + 1) } else { span };
        let message = format!("`{name}` cannot be sent: {message}");
        let mut finding = Diagnostic::new(codes::CHANNEL_TEMPLATE, place, message);
        finding.help = help;
        findings.push(finding);
    }
}

/// The same for each text in a value.
pub fn check_all(name: &str, value: &Value, findings: &mut Diagnostics) {
    match &value.kind {
        ValueKind::Text(text) => check(name, text, value.span, findings),
        ValueKind::List(values) => values.iter().for_each(|value| check_all(name, value, findings)),
        ValueKind::Block(block) => {
            for entry in &block.entries {
                entry.values.iter().for_each(|value| check_all(&entry.key.value, value, findings));
            }
        }
        ValueKind::Quantity(_) | ValueKind::Word(_) => {}
    }
}
