//! The rule files that a test names, loaded as strictly as Prometheus does.

use crate::diag::{Diagnostic, codes};
use crate::engine::rules::Group;
use crate::expr::types::Features;
use crate::import::rules::rule_file;
use crate::text::FileId;
use crate::yaml::{self, Dialect};

/// The groups of a rule file. `lenient`: fields that Prometheus does not know are passed over.
///
/// # Errors
/// All that keeps Prometheus from loading the file.
pub fn load_rules(
    text: &str,
    file: FileId,
    features: &Features,
    lenient: bool,
) -> Result<Vec<Group>, Vec<Diagnostic>> {
    let (mut stream, _) = yaml::read_first(text, file, Dialect::V3);
    let mut groups = Vec::new();
    if let Some(document) = stream.documents.first() {
        let rules = rule_file(document, features);
        stream.findings.append(rules.findings);
        groups = rules.groups.iter().map(Group::from).collect();
    }
    let unknown =
        |finding: &Diagnostic| [codes::FILE_FOREIGN_FIELD, codes::FIELD_UNKNOWN].contains(&finding.code);
    let fatal = |finding: &Diagnostic| match unknown(finding) {
        true => !lenient,
        false => finding.level() == crate::diag::Level::Error,
    };
    let faults: Vec<Diagnostic> = stream.findings.sorted().into_iter().filter(fatal).collect();
    if faults.is_empty() { Ok(groups) } else { Err(faults) }
}
