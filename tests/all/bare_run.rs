//! `larum` without a command, as someone runs it who has just installed it.

use crate::support::command::Project;

#[test]
fn without_a_command_no_file_is_touched() {
    let project = Project::of(&[("one/two.larum", "# nothing yet\n")]);
    let ran = project.larum(&[]);
    assert!([0, 2].contains(&ran.code), "{ran:?}");
    assert!(!ran.stderr.contains("panicked") && !ran.stdout.contains('\x1b'), "{ran:?}");
    assert_eq!(project.read("one/two.larum"), "# nothing yet\n");
    let files = std::fs::read_dir(project.path("")).expect("the project is there").count();
    assert_eq!(files, 1, "only the folder that was there");
}
