//! YAML files.

use super::super::Failure;
use super::pass::Given;

/// Files of other kinds than programs, where they are named.
pub(super) fn check(given: &Given) -> Result<(), Failure> {
    match given.inputs.yaml.iter().find(|yaml| yaml.named) {
        Some(yaml) => Err(Failure::new(format!("{} is no `.larum` file", yaml.path.display()))),
        None => Ok(()),
    }
}
