//! `larum diff`: what differs between two programs, in words.

mod deploy;
mod people;
mod random;
mod revisions;
mod state;
mod words;

use crate::support::command::{Project, Ran};

/// Channels and severities, so that an example shows what it is about.
const PEOPLE: &str = r##"
channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
severity critical { notify oncall }
"##;

/// `larum diff old new ARGUMENTS` of two programs that are `PEOPLE` and these.
fn diff(old: &str, new: &str, arguments: &[&str]) -> Ran {
    let texts = [old, new].map(|text| format!("{PEOPLE}{text}"));
    let project = Project::of(&[("old/a.larum", &texts[0]), ("new/a.larum", &texts[1])]);
    project.larum(&[&["diff", "old", "new"], arguments].concat())
}

/// What is printed for two programs that differ: nothing is wrong with them.
#[track_caller]
fn words(old: &str, new: &str) -> String {
    let ran = diff(old, new, &[]);
    assert!(ran.code == 1 && ran.stderr.is_empty(), "{ran:?}");
    ran.stdout
}
