//! Settings that Alertmanager expands as Go templates. It reads them when it sends: what is wrong with
//! one is found out when the notification does not arrive.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::syntax::ast::{Value, ValueKind};
use crate::template::{TemplateError, parse_notification};
use crate::text::{Located, Span};

/// Reports what is wrong with `text`, which stands at `span`.
pub fn check(name: &str, text: &str, span: Span, findings: &mut Diagnostics) {
    for TemplateError { at, message, help } in faults(text) {
        // Between the quotes, unless escapes make the text shorter than what is written.
        let plain = (span.end - span.start) as usize == text.len() + 2;
        let place = if plain { span.part(at.start + 1, at.end + 1) } else { span };
        findings.push(broken(name, place, message, help));
    }
}

/// The same of a text that knows where its parts stand.
pub fn check_located(name: &str, text: &Located, findings: &mut Diagnostics) {
    for TemplateError { at, message, help } in faults(&text.value) {
        findings.push(broken(name, text.span_of(at), message, help));
    }
}

fn broken(name: &str, place: Span, message: String, help: Option<String>) -> Diagnostic {
    let message = format!("`{name}` cannot be sent: {message}");
    let mut finding = Diagnostic::new(codes::CHANNEL_TEMPLATE, place, message);
    finding.help = help;
    finding
}

fn faults(text: &str) -> Vec<TemplateError> {
    match parse_notification(text) {
        Ok(template) => template.faults().to_vec(),
        Err(errors) => errors,
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
