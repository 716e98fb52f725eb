//! The real tools accept whatever a model compiles to.

use crate::support::compiled::Compiled;
use crate::support::dice::Dice;
use crate::support::random;
use crate::support::tools::{amtool_check_configs, promtool_check_rule_files};
use std::path::PathBuf;

#[test]
fn the_real_tools_accept_five_hundred_random_programs() {
    let mut dice = Dice::new();
    let programs: Vec<Compiled> = (0..500).map(|_| Compiled::new(&random::model(&mut dice))).collect();
    let rules: Vec<PathBuf> = programs.iter().flat_map(|program| program.rules.clone()).collect();
    assert!(rules.len() > 500, "only {} rule files", rules.len());
    let verdict = promtool_check_rule_files(&rules);
    assert!(verdict.ok, "{}", verdict.output);
    let configs: Vec<PathBuf> = programs.iter().map(|program| program.alertmanager.clone()).collect();
    let verdict = amtool_check_configs(&configs, false);
    assert!(verdict.ok, "{}", verdict.output);
    // It warns of matchers that its two parsers read differently.
    assert!(!verdict.output.contains("WARN"), "{}", verdict.output);
    let verdict = amtool_check_configs(&configs, true);
    assert!(verdict.ok, "{}", verdict.output);
}
