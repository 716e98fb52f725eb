//! Why something does not keep a requirement, on its way to a finding.

use super::item::Item;
use crate::diag::{Code, Diagnostic, Level};
use crate::model::policy::{Policy, Requirement};
use crate::text::Span;

#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub code: Code,
    /// None: at the item.
    pub span: Option<Span>,
    pub message: String,
    pub here: String,
    pub help: Option<String>,
    pub causes: Vec<(Span, String)>,
    /// The word of the requirement that is not kept.
    pub requirement: Span,
    /// It could not be proven, nor the contrary.
    pub is_unproven: bool,
}

impl Failure {
    pub fn new(code: Code, span: Option<Span>, message: String, requirement: Span) -> Failure {
        Failure {
            code,
            span,
            message,
            here: String::new(),
            help: None,
            causes: Vec::new(),
            requirement,
            is_unproven: false,
        }
    }

    pub fn here(mut self, here: impl Into<String>) -> Failure {
        self.here = here.into();
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }

    /// The finding about `item`.
    pub fn diagnostic(self, item: &Item, policy: &Policy, requirement: &Requirement) -> Diagnostic {
        let asks = format!("policy `{}` asks for this", policy.name.value);
        let place = self.span.or(item.span);
        let mut finding =
            Diagnostic::new(self.code, place.unwrap_or(self.requirement), self.message).here(self.here);
        if place.is_some() {
            finding = finding.because(self.requirement, asks);
        }
        for (span, text) in self.causes {
            finding = finding.because(span, text);
        }
        if let Some(help) = self.help {
            finding = finding.help(help);
        }
        let level = match (self.is_unproven, requirement.warns) {
            (true, _) => Level::Note,
            (_, true) => Level::Warning,
            _ => Level::Error,
        };
        finding.requirement = Some(self.requirement);
        finding = finding.at_level(level);
        if policy.locked { finding.locked() } else { finding }
    }
}
