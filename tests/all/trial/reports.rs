//! Files made for it: each in `cases`, run by both.

use super::{larum, printed, promtool};
use larum::trial::promtool::Options;
use std::path::Path;

#[test]
fn reports_are_those_of_promtool() {
    for (name, passes) in [
        ("states.yml", true),
        ("every-field.yml", true),
        ("failing.yml", false),
        ("times.yml", false),
        ("histograms.yml", false),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/trial/cases").join(name);
        let (accepted, expected) = promtool(&path);
        assert_eq!(accepted, passes, "{name}: promtool says\n{expected}");
        let (_, reports) = larum(&path, &Options::default());
        assert_eq!(printed(&reports), expected, "{name}: left: larum; right: promtool");
    }
}
