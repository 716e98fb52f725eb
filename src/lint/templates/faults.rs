//! Templates that load and break when the alert fires. What does not load is found when it is read.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for text in &view.texts {
        let faults = text.template().map_or(&[][..], |template| template.faults());
        findings.extend(faults.iter().map(|fault| {
            let finding =
                Diagnostic::new(codes::TEMPLATE_FAULT, text.span_of(fault.at.clone()), fault.message.clone());
            match &fault.help {
                Some(help) => finding.help(help),
                None => finding,
            }
        }));
    }
}
