//! The one list of lints, sorted by the code that each of them reports first.

use super::{Look, View};
use crate::diag::{Code, Diagnostics};

/// One lint.
#[derive(Clone, Copy)]
pub struct Lint {
    /// The codes that it reports, sorted.
    pub codes: &'static [Code],
    pub run: Run,
    /// Also for the rules of programs; else `analyse` says the same already.
    pub for_programs: bool,
}

/// What a lint looks at.
#[derive(Clone, Copy)]
pub enum Run {
    /// One rule.
    Rule(fn(&Look, &View, &mut Diagnostics)),
    /// All rules together; must not look at all rules for each rule.
    Whole(fn(&Look, &mut Diagnostics)),
}

pub const ALL: &[Lint] = &[];
