//! `[levels]` of `larum.toml`.

use super::{PROGRAM, codes};
use crate::support::command::Project;

fn with(levels: &str) -> Project {
    Project::of(&[("main.larum", PROGRAM), ("larum.toml", &format!("[levels]\n{levels}\n"))])
}

#[test]
fn a_project_decides_how_bad_a_finding_is() {
    for (levels, options, shown, code) in [
        ("\"name/unused\" = \"error\"", &["check", "--fail-on", "error"][..], 1, 1),
        ("\"name/unused\" = \"warning\"", &["check", "--fail-on", "error"], 1, 0),
        ("\"name/unused\" = \"note\"", &["check"], 0, 0),
        ("\"name/unused\" = \"note\"", &["check", "--notes"], 1, 0),
        ("\"name/unused\" = \"note\"", &["check", "--notes", "--fail-on", "note"], 1, 1),
        ("\"name/unused\" = \"pedantic\"", &["check", "--pedantic"], 1, 0),
        ("\"name/unused\" = \"off\"", &["check", "--notes", "--pedantic"], 0, 0),
        ("\"name/*\" = \"off\"", &["check"], 0, 0),
        ("\"name/*\" = \"off\"\n\"name/unused\" = \"error\"", &["check"], 1, 1),
    ] {
        let ran = with(levels).larum(options);
        assert_eq!((codes(&ran).len(), ran.code), (shown, code), "{levels} {options:?}\n{}", ran.stdout);
    }
}

#[test]
fn what_is_wrong_with_levels_is_said() {
    for (levels, words) in [
        ("\"name/unusd\" = \"off\"", "there is no code `name/unusd`; did you mean `name/unused`?"),
        ("\"name/unused\" = \"fatal\"", "`fatal` is no level: error, note, off, pedantic, warning"),
        ("\"nam/*\" = \"off\"", "there is no code `nam/*`"),
    ] {
        let ran = with(levels).larum(&["check"]);
        assert_eq!(ran.code, 2, "{levels}");
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
}
