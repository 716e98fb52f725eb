//! Two annotations that say the same.

use super::Place;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};
use std::collections::HashMap;

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for text in view.texts.iter().filter(|text| text.place == Place::Annotation) {
        let value = text.value().trim();
        // A word or a link may well stand twice.
        if !value.contains(' ') {
            continue;
        }
        if let Some(first) = seen.insert(value, text.field) {
            findings.push(
                Diagnostic::new(
                    codes::ANNOTATION_SAME_TEXT,
                    text.field.value.span,
                    format!("`{}` says the same as `{}`", text.field.name.value, first.name.value),
                )
                .because(first.value.span, "the same text")
                .help("say what more there is to know, or leave one out"),
            );
        }
    }
}
