//! Credentials in rules: whoever sees an alert sees its labels and annotations.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};
use regex::Regex;
use std::sync::LazyLock;

/// Texts that are nothing but credentials, by the forms that their makers gave them.
static SECRET: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&FORMS.join("|")).ok());

const FORMS: [&str; 11] = [
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{36,}",
    r"\bgithub_pat_[A-Za-z0-9_]{60,}",
    r"\bglpat-[A-Za-z0-9_-]{20,}",
    r"\bxox[abposr]-[0-9A-Za-z-]{20,}",
    r"\bhooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}",
    r"\bAIza[0-9A-Za-z_-]{35}\b",
    r"\bsk_live_[0-9A-Za-z]{20,}",
    r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}",
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    r"\bhttps?://[^\s/:@{}<>$]+:[^\s/:@{}<>$*]{3,}@",
];

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(secret) = &*SECRET else { return };
    let annotations = view.rule.alert().map_or(&[][..], |alert| &alert.annotations);
    for field in view.rule.labels.iter().chain(annotations) {
        if let Some(found) = secret.find(&field.value.value) {
            findings.push(
                Diagnostic::new(
                    codes::RULE_SECRET,
                    field.value.span_of(found.range()),
                    format!("`{}` holds a credential", field.name.value),
                )
                .here("looks like one that works")
                .help("everyone who sees the alert sees this: take it out, and replace it where it is valid"),
            );
        }
    }
}
