//! The systems under `rules/`: their tests pass, and leave nothing of them out.

use crate::support::command::Project;
use std::fs;
use std::path::Path;

/// What must be covered wholly.
const KINDS: [&str; 5] = ["alerts", "levels", "steps", "routes", "escalations"];

#[test]
fn every_alert_level_step_and_route_is_covered() {
    let project = Project::of(&[]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let systems =
        fs::read_dir(&root).expect("rules/ is there").flatten().filter(|entry| entry.path().is_dir());
    let mut gaps = Vec::new();
    let mut seen = 0;
    for system in systems {
        let path = system.path();
        let ran = project.larum(&["test", path.to_str().expect("UTF-8"), "--format", "json", "--coverage"]);
        assert_eq!(ran.code, 0, "{}:\n{}{}", path.display(), ran.stdout, ran.stderr);
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let covered = &report["coverage"][0];
        for kind in KINDS {
            let share = &covered["kinds"][kind];
            assert!(share["all"].as_u64().expect("a number") > 0, "{}: no {kind}", path.display());
            if share["exercised"] != share["all"] {
                gaps.push(format!("{}: {kind} {share}: {}", path.display(), covered["not_exercised"]));
            }
        }
        seen += 1;
    }
    assert!(seen >= 5, "{seen} systems");
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
}
