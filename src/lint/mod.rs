//! What is wrong with rules that compile and load: findings about a rule, and about rules together.
//!
//! ```text
//!  RuleSet ── recorded (what each recorded series is) ──┬── View of a rule ── lints of one rule (in parallel)
//!                                                       └── Look ── lints of all rules together
//! ```
//!
//! A lint is one file; [`registry`] is the one sorted list of them. All of them read the same analyses:
//! one label flow, one of ranges, one of units.

mod facts;
mod fragile;
mod look;
mod matchers;
mod metrics;
mod recorded;
mod registry;
pub mod routing;
mod rules;
mod templates;
mod time;
mod values;

pub use facts::Facts;
pub use look::{Look, View};
pub use registry::{ALL, Lint, Run};
pub use templates::{Place, Text};

use crate::diag::{Diagnostic, Diagnostics, Level};
use crate::model::Model;
use crate::ruleset::{self, Origin, RuleSet};
use rayon::prelude::*;

/// All findings about a program without errors.
pub fn of_program(model: &Model) -> Diagnostics {
    check(&ruleset::of_model(model), &Facts::of_model(model))
}

/// All findings about `rules`.
pub fn check(rules: &RuleSet, facts: &Facts) -> Diagnostics {
    check_look(&Look::new(rules, facts))
}

/// The same, for who looks at the rules himself.
pub fn check_look(look: &Look) -> Diagnostics {
    let pairs: Vec<_> = look.rules.rules().collect();
    let of_rules = pairs.par_iter().map(|(group, rule)| {
        let mut findings = Diagnostics::default();
        let view = View::new(look, group, rule, &mut findings);
        for lint in ALL {
            if let Run::Rule(check) = lint.run
                && (group.origin == Origin::Yaml || lint.for_programs)
            {
                check(look, &view, &mut findings);
            }
        }
        findings
    });
    let mut findings = of_rules.reduce(Diagnostics::default, |mut all, found| {
        all.append(found);
        all
    });
    let mut together = Diagnostics::default();
    for lint in ALL {
        if let Run::Whole(check) = lint.run {
            check(look, &mut together);
        }
    }
    findings.extend(together.iter().cloned().map(of_several_files));
    findings
}

/// Two files that were given together need not be loaded by one server: what takes both of them is a note.
fn of_several_files(finding: Diagnostic) -> Diagnostic {
    let file = finding.primary.span.file;
    let elsewhere = finding.causes.iter().any(|cause| cause.span.file != file);
    if elsewhere && finding.level() < Level::Note { finding.at_level(Level::Note) } else { finding }
}
