//! The findings that were there when a project began with Larum: only others are shown. Compared as a set, not
//! as a number: a finding that goes makes no room for another.

use super::identity::{self, Identity};
use crate::diag::Diagnostic;
use crate::text::SourceMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const VERSION: u32 = 1;

/// Findings by what they are, and how often.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    known: BTreeMap<Identity, usize>,
}

/// As it stands in its file.
#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    identity: Identity,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// Of all these findings.
    pub fn of(findings: &[Diagnostic], sources: &SourceMap) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in findings {
            *baseline.known.entry(identity::of(finding, sources)).or_insert(0) += 1;
        }
        baseline
    }

    /// Reads what `text` wrote.
    ///
    /// # Errors
    /// Why it is no baseline.
    pub fn read(text: &str) -> Result<Baseline, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if document.version != VERSION {
            return Err(format!("it is of version {}, and this Larum reads {VERSION}", document.version));
        }
        let known = document.findings.into_iter().map(|entry| (entry.identity, entry.count)).collect();
        Ok(Baseline { known })
    }

    /// Sorted, one finding a block, so that changes can be reviewed.
    pub fn text(&self) -> String {
        let findings =
            self.known.iter().map(|(identity, count)| Entry { identity: identity.clone(), count: *count });
        let document = Document { version: VERSION, findings: findings.collect() };
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    /// The findings that are not in it, and how many of it are gone.
    pub fn others(&self, findings: Vec<Diagnostic>, sources: &SourceMap) -> (Vec<Diagnostic>, usize) {
        let mut left = self.known.clone();
        let new =
            findings.into_iter().filter(|finding| match left.get_mut(&identity::of(finding, sources)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            });
        let new = new.collect();
        (new, left.values().sum())
    }
}
