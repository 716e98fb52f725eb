//! Annotations that are meant to be followed: a `…_url` should be one.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let annotations = view.rule.alert().map_or(&[][..], |alert| &alert.annotations);
    for field in annotations.iter().filter(|field| field.name.value.ends_with("_url")) {
        let value = field.value.value.trim();
        // What a template makes of it is not known here.
        if value.contains("{{") || is_url(value) {
            continue;
        }
        findings.push(
            Diagnostic::new(
                codes::ANNOTATION_NOT_A_URL,
                field.value.span,
                format!("`{}` is no address that can be opened", field.name.value),
            )
            .help("begin it with `https://`"),
        );
    }
}

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    !scheme.is_empty() && scheme.chars().all(word) && !rest.is_empty() && !rest.contains(char::is_whitespace)
}
