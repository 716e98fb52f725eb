//! External labels that the server does not have.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    // None at all are hardly ever configured: then they are not told.
    let Some(external) = look.facts.external_labels.as_ref().filter(|labels| !labels.is_empty()) else {
        return;
    };
    let has = |label: &str| external.iter().any(|(name, _)| name == label);
    for text in &view.texts {
        let used = text.template().into_iter().flat_map(|template| template.external_labels_used());
        for (label, at) in used.filter(|(label, _)| !has(label)) {
            findings.push(
                Diagnostic::new(
                    codes::TEMPLATE_EXTERNAL_LABEL,
                    text.span_of(at),
                    format!("the server has no external label `{label}`: the text has a hole here"),
                )
                .help("add it to `external_labels`, or leave it out of the text")
                .did_you_mean(label, external.iter().map(|(name, _)| name.as_str())),
            );
        }
    }
}
