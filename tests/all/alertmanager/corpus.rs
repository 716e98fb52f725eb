//! Configurations that others wrote, good and bad: our verdict is amtool's, in each mode.

use super::{MODES, import};
use crate::support::corpus::alertmanager_files;
use crate::support::tools::amtool_accepts_in;
use std::fs;

#[test]
fn verdicts_are_those_of_amtool() {
    let files = alertmanager_files();
    let mut wrong = Vec::new();
    for (feature, notation) in MODES {
        let accepted = amtool_accepts_in(feature, &files);
        let good = accepted.iter().filter(|accepted| **accepted).count();
        assert!(good >= 25 && files.len() - good >= 70, "{good} of {} are good", files.len());
        for (path, accepted) in files.iter().zip(accepted) {
            let text = fs::read_to_string(path).expect("the corpus is text");
            let import = import(&text, notation);
            if import.is_refused() == accepted {
                wrong.push(format!("{} in {notation:?}: {:#?}", path.display(), import.findings));
            }
            assert!(!accepted || import.config.is_some(), "{} gives nothing", path.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
