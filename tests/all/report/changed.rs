//! `--changed-since`: what is about rules and statements that changed.

use super::{PROGRAM, codes};
use crate::support::command::Project;
use std::process::Command;

#[track_caller]
fn git(project: &Project, arguments: &[&str]) {
    let settings = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let ran = Command::new("git").args(settings).args(arguments).current_dir(project.path("")).output();
    let ran = ran.expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn only_findings_about_changes_are_shown() {
    let project = Project::of(&[("main.larum", PROGRAM)]);
    git(&project, &["init", "-q"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "one"]);
    let since = ["check", "--changed-since", "HEAD"];
    assert_eq!(project.larum(&since).code, 0, "nothing changed");

    project.write("main.larum", PROGRAM.replace("for 1m", "for 2m"));
    assert_eq!(project.larum(&since).code, 0, "something else changed");

    project.write("main.larum", PROGRAM.replace("06:00", "05:00"));
    assert_eq!(codes(&project.larum(&since)), ["name/unused"], "the window changed");

    project.write("main.larum", PROGRAM);
    project.write("more.larum", "window mornings { 05:00..06:00 }\n");
    let ran = project.larum(&since);
    assert_eq!(codes(&ran), ["name/unused"], "git does not know the file yet");
    assert!(ran.stdout.contains("mornings"), "{}", ran.stdout);
}

#[test]
fn what_git_does_not_know_is_said() {
    let project = Project::of(&[("main.larum", PROGRAM)]);
    let ran = project.larum(&["check", "--changed-since", "HEAD"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    git(&project, &["init", "-q"]);
    let ran = project.larum(&["check", "--changed-since", "v1"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (2, "larum: git knows no revision `v1`\n"));
}
