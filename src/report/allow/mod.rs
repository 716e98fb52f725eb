//! Findings that somebody allows: `# larum: allow(code) because … until 2027-01-01`, in a comment or, where
//! comments get lost, in the annotation `larum_allow` of a rule.
//!
//! A comment above something allows it for all of that; one at the end of a line for what begins there, else
//! for the line; `allow-file` for the file. An allowance that says something wrong is itself a finding.

mod apply;
mod read;
mod region;

pub use apply::apply;
pub use read::{Allowance, Commented, read};

use crate::diag::{Diagnostic, Level};

/// The annotation of a rule that says what a comment would.
pub const ANNOTATION: &str = "larum_allow";

/// Codes of what cannot be read or loaded: nothing can be done without it.
const NEEDED: &[&str] = &["expr", "field", "name", "syntax", "target", "type", "use", "yaml"];

/// Whether a comment may silence the finding.
fn is_allowable(finding: &Diagnostic) -> bool {
    let group = finding.code.name.split('/').next().unwrap_or_default();
    let needed = finding.level() == Level::Error && NEEDED.contains(&group);
    !needed && !finding.locked && group != "allow"
}

/// The comment that allows the finding, for its user to paste.
pub fn line(finding: &Diagnostic) -> Option<String> {
    is_allowable(finding).then(|| format!("# larum: allow({}) because …", finding.code.name))
}
