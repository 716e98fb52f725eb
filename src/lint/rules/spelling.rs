//! Names of labels and annotations that are nearly, but not quite, those that everybody uses.

use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::ruleset::{Field, Origin};
use std::collections::HashMap;

/// Long enough that a letter more or less makes no other word.
const LABELS: &[&str] = &["severity"];
const ANNOTATIONS: &[&str] = &["dashboard_url", "description", "runbook_url", "summary"];

/// Near to these, and right.
const ALSO_RIGHT: &[&str] = &["dashboard_id", "dashboard_uid", "dashboard_uri", "runbook_uri"];

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let mut labels = Names::default();
    let mut annotations = Names::default();
    for group in look.rules.groups.iter().filter(|group| group.origin == Origin::Yaml) {
        labels.add(&group.labels);
        for rule in &group.rules {
            labels.add(&rule.labels);
            annotations.add(rule.alert().map_or(&[], |alert| &alert.annotations));
        }
    }
    labels.report(LABELS, codes::LABELS_MISSPELT_NAME, "label", findings);
    annotations.report(ANNOTATIONS, codes::ANNOTATION_MISSPELT_NAME, "annotation", findings);
}

/// The fields of all rules by name, each with those that stand beside it.
#[derive(Default)]
struct Names<'a>(HashMap<&'a str, Vec<(&'a Field, &'a [Field])>>);

impl<'a> Names<'a> {
    fn add(&mut self, fields: &'a [Field]) {
        for field in fields {
            self.0.entry(&field.name.value).or_default().push((field, fields));
        }
    }

    fn report(&self, usual: &[&str], code: Code, what: &str, findings: &mut Diagnostics) {
        let count = |name: &str| self.0.get(name).map_or(0, Vec::len);
        for (name, places) in &self.0 {
            let Some(meant) = misspelt(name, usual) else { continue };
            // What is written more often than the usual word is a word of its own.
            if places.len() > 2 && places.len() >= count(meant) {
                continue;
            }
            // Beside the right one, it is another one on purpose.
            let alone = places.iter().filter(|(_, all)| all.iter().all(|field| field.name.value != meant));
            findings.extend(alone.map(|(field, _)| {
                let message = format!("the {what} `{name}` is hardly meant");
                Diagnostic::new(code, field.name.span, message).help(format!("did you mean `{meant}`?"))
            }));
        }
    }
}

fn misspelt<'a>(name: &str, usual: &[&'a str]) -> Option<&'a str> {
    let bare = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let lower = name.to_lowercase();
    usual.iter().copied().find(|usual| {
        // Written together, or with something behind: another word.
        if bare(name) == bare(usual) || lower.starts_with(usual) || !lower.starts_with(&usual[..1]) {
            return false;
        }
        let most = if usual.len() > 7 { 2 } else { 1 };
        strsim::damerau_levenshtein(&lower, usual) <= most && !ALSO_RIGHT.contains(&lower.as_str())
    })
}
