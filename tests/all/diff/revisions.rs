//! The sides of a comparison: folders, revisions of git, what is on disk.

use super::PEOPLE;
use crate::support::command::{Project, Ran};
use std::process::Command;

/// A repository with a program in `api/` that uses `common/`, committed as `v1`.
fn repository() -> Project {
    let project = Project::of(&[
        ("common/people.larum", PEOPLE),
        ("api/a.larum", "use \"../common\"\nalert Down { critical when up == 0 for 1m }\n"),
        ("api/readme.md", "no program"),
    ]);
    git(&project, &["init", "--quiet"]);
    commit(&project, "v1");
    project
}

fn commit(project: &Project, tag: &str) {
    git(project, &["add", "--all"]);
    git(project, &["commit", "--quiet", "--message", tag]);
    git(project, &["tag", tag]);
}

fn git(project: &Project, arguments: &[&str]) {
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let ran = Command::new("git").arg("-C").arg(project.path("")).args(author).args(arguments).output();
    let ran = ran.expect("git runs");
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[track_caller]
fn fails(ran: &Ran, words: &str) {
    assert!(ran.code == 2 && ran.stdout.is_empty() && ran.stderr.contains(words), "{ran:?}");
}

#[test]
fn a_revision_is_compared_with_what_is_on_disk() {
    let project = repository();
    let ran = project.larum(&["diff", "v1", "--path", "api"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    project.write("api/a.larum", "use \"../common\"\nalert Down { critical when up == 0 for 5m }\n");
    let ran = project.larum(&["diff", "v1", "--path", "api"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    assert!(
        ran.stdout.starts_with("~ alert Down  (a.larum:2)\n    critical: for 1m → 5m\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_is_used_of_another_folder_is_that_of_the_revision() {
    let project = repository();
    project.write("common/people.larum", PEOPLE.replace("pagerduty\"", "pager\""));
    commit(&project, "v2");
    let ran = project.larum(&["diff", "v1", "v2", "--path", "api"]);
    let expected = "~ channel oncall  (../common/people.larum:2)\n    routing_key_file /etc/alertmanager/pagerduty → /etc/alertmanager/pager\n";
    assert!(ran.code == 1 && ran.stdout.starts_with(expected) && ran.stderr.is_empty(), "{ran:?}");
    let back = project.larum(&["diff", "v2", "v2", "--path", "api"]);
    assert_eq!((back.code, back.stdout.as_str()), (0, ""));
}

#[test]
fn each_program_below_the_path_is_compared() {
    let project = repository();
    project.write("web/a.larum", format!("{PEOPLE}alert WebDown {{ critical when up == 0 }}"));
    commit(&project, "v2");
    std::fs::remove_dir_all(project.path("api")).expect("a folder goes");
    let ran = project.larum(&["diff", "v1"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let titles: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("program")).collect();
    assert_eq!(titles, ["program api", "program web"]);
    assert!(ran.stdout.contains("- alert Down") && ran.stdout.contains("+ alert WebDown"), "{}", ran.stdout);
    // A folder that only one side has, asked for by its name.
    let gone = project.larum(&["diff", "v2", "--path", "api"]);
    assert!(gone.code == 1 && gone.stdout.starts_with("- alert Down"), "{gone:?}");
}

#[test]
fn a_folder_is_compared_with_a_revision() {
    let project = repository();
    project.write("other/a.larum", format!("{PEOPLE}alert Down {{ critical when up == 0 for 3m }}"));
    let ran = project.larum(&["diff", "v1", "other", "--path", "api"]);
    assert!(ran.code == 1 && ran.stdout.contains("for 1m → 3m"), "{ran:?}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let project = repository();
    fails(
        &project.larum(&["diff", "v7"]),
        "`v7` is neither a folder nor a revision of the repository [folder]",
    );
    fails(&project.larum(&["diff", "--", "--help"]), "`--help` is neither a folder nor a revision");
    fails(
        &project.larum(&["diff", "v1", "--path", "nowhere"]),
        "there is no program in revision v1, and none in nowhere",
    );
    let outside = Project::of(&[("a.larum", PEOPLE)]);
    fails(&outside.larum(&["diff", "main"]), "not a git repository");
}

#[test]
fn a_side_that_does_not_compile_is_shown() {
    let project = repository();
    project.write("api/a.larum", "use \"../common\"\nalert Down { critical when up( }\n");
    fails(&project.larum(&["diff", "v1", "--path", "api"]), "api/a.larum:2:");
    commit(&project, "v2");
    project.write("api/a.larum", "use \"../common\"\nalert Down { critical when up == 0 }\n");
    let ran = project.larum(&["diff", "v2", "--path", "api"]);
    fails(&ran, "v2:api/a.larum:2:");
    assert!(ran.stderr.contains("what is in revision v2 does not compile"), "{ran:?}");
}

#[test]
fn an_environment_that_is_new_deploys_all_of_its_alerts() {
    let project = repository();
    let text = "use \"../common\"\nenvironment staging { let limit = 1 }\nlet limit = 0\nalert Down { critical when up == limit for 1m }\n";
    project.write("api/a.larum", text);
    let ran = project.larum(&["diff", "v1", "--path", "api", "--env", "staging"]);
    assert!(ran.code == 1 && ran.stdout.contains("+ alert Down"), "{ran:?}");
    fails(
        &project.larum(&["diff", "v1", "--path", "api", "--env", "prod"]),
        "no side has an environment `prod`: staging",
    );
}
