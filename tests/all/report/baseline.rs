//! `--write-baseline`, `--baseline`: only what is new.

use super::{PROGRAM, codes};
use crate::support::command::Project;

#[test]
fn what_is_known_is_not_shown_again() {
    let project = Project::of(&[("main.larum", PROGRAM)]);
    let ran = project.larum(&["check", "--write-baseline", "known.json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "larum: 1 findings are now known: known.json\n"));
    assert_eq!(
        project.read("known.json"),
        r#"{
  "version": 1,
  "findings": [
    {
      "file": "main.larum",
      "code": "name/unused",
      "line": "window nights { 22:00..06:00 }",
      "message": "window `nights` is never used"
    }
  ]
}
"#
    );
    let known = ["check", "--baseline", "known.json"];
    assert_eq!(project.larum(&known).code, 0);

    // Lines above may come and go; another finding is new, also when the old one is gone.
    project.write("main.larum", format!("# words\n\n{PROGRAM}"));
    assert_eq!(project.larum(&known).code, 0);
    project.write("main.larum", PROGRAM.replace("nights", "mornings"));
    let ran = project.larum(&known);
    assert_eq!((codes(&ran), ran.code), (vec!["name/unused"], 1));
    assert!(ran.stderr.contains("1 findings of known.json are gone"), "{}", ran.stderr);
}

/// In `larum.toml` it stands once for everybody.
#[test]
fn the_project_names_its_baseline() {
    let settings = "[check]\nbaseline = \"known.json\"\n";
    let project = Project::of(&[("rules/main.larum", PROGRAM)]);
    project.larum(&["check", "rules", "--write-baseline", "known.json"]);
    project.write("larum.toml", settings);
    assert_eq!(project.larum(&["check", "rules"]).code, 0);
    project.write("known.json", "{\"version\": 7, \"findings\": []}");
    let ran = project.larum(&["check", "rules"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("of version 7, and this Larum reads 1"), "{}", ran.stderr);
}
