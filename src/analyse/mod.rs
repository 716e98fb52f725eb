//! From statements to the model: names, environments, templates, types, units, labels.

mod alert;
mod annotate;
mod build;
mod calendar;
mod condition;
mod context;
mod environment;
mod everywhere;
mod expand;
mod fields;
mod frame;
mod gate;
mod inhibit;
mod labels;
mod level_checks;
mod named_times;
mod names;
mod notify;
mod places;
mod policy;
mod program;
mod record;
mod recorded;
mod scope;
mod service;
mod slo;
mod test;
mod threshold;
mod traps;
mod versions;

pub use everywhere::{Source, analyse_everywhere};

use crate::diag::Diagnostics;
use crate::model::{Model, policy::Policy};
use crate::syntax::ast::{LetStatement, Statement};

/// The environments that a program declares, in source order.
pub fn environments(statements: &[Statement]) -> Vec<String> {
    environment::environments(statements).into_iter().map(|name| name.value.clone()).collect()
}

/// Gives `let`s of a program other values, whatever its environments say of them.
pub fn set_lets(statements: &mut [Statement], lets: Vec<LetStatement>, findings: &mut Diagnostics) {
    environment::set_lets(statements, lets, findings);
}

/// The environments of which some test says that it is for them; nobody says that they exist.
pub fn tested_environments(statements: &[Statement]) -> Vec<String> {
    let known = environments(statements);
    let mut named = Vec::new();
    test::environments(statements, &mut named);
    known.into_iter().filter(|name| named.contains(&name.as_str())).collect()
}

/// What a program means in one environment (none: outside all of them).
/// The model is complete only when there are no errors.
pub fn analyse(
    name: &str,
    statements: Vec<Statement>,
    environment: Option<&str>,
) -> (Option<Model>, Diagnostics) {
    let mut findings = Diagnostics::default();
    let looked_at = context::Environment { known: environments(&statements), wanted: environment };
    let selected = environment::select(statements, environment, &mut findings);
    let expanded = expand::expand(selected, &mut findings);
    let model = program::model(name, expanded, &looked_at, &mut findings);
    let model = model.filter(|_| !findings.has_errors());
    (model, findings)
}

/// The policies that statements hold, with the windows that they name. The statements need not be a whole
/// program: of others nothing is said.
pub fn policies(statements: &[Statement]) -> (Vec<Policy>, Diagnostics) {
    let mut findings = Diagnostics::default();
    let found = policy::alone(statements, &mut findings);
    (found, findings)
}
