//! The programs that read what Larum writes: a SARIF schema, pre-commit, and the schemas of CI files.

use super::PROGRAM;
use crate::support::command::Project;
use crate::support::linting_tools::{check_schema, python, sarif_schema};
use crate::support::markdown::blocks;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The blocks of docs/ci.md that hold files of `kind`.
fn shown(kind: &str) -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/ci.md")).expect("docs/ci.md is readable");
    let language = format!("yaml,{kind}");
    let found: Vec<String> =
        blocks(&page).into_iter().filter(|b| b.language == language).map(|b| b.text.to_owned()).collect();
    assert!(!found.is_empty(), "docs/ci.md shows no {kind}");
    found
}

#[test]
fn sarif_is_as_its_schema_says() {
    let wrong =
        PROGRAM.replace("up == 0", "sum by (job) (up) == 0").replace("for 1m", "for 1m summary \"${team}\"");
    let rules = "groups:\n- name: a b\n  rules:\n  - alert: A\n    expr: up{job=~\"x\"} == 0\n    for: 0m\n";
    let project =
        Project::of(&[("a b/main.larum", &wrong), ("rules.yml", rules), ("clean.yml", "groups: []\n")]);
    for paths in [&["a b"][..], &["clean.yml"], &["."]] {
        let arguments = ["check", "--pedantic", "--format", "sarif", "-o", "larum.sarif"];
        project.larum(&[&arguments[..], paths].concat());
        let schema = sarif_schema();
        let schema = schema.to_str().expect("a UTF-8 path");
        check_schema(&["--regex-variant", "python", "--schemafile", schema], &project.path("larum.sarif"))
            .expect("the schema takes it");
    }
}

#[test]
fn ci_files_are_as_their_schemas_say() {
    let project = Project::of(&[]);
    for (kind, schema) in [("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")] {
        for text in shown(kind) {
            project.write("file.yml", &text);
            check_schema(&["--builtin-schema", schema], &project.path("file.yml")).expect(&text);
        }
    }
    check_schema(&["--builtin-schema", "vendor.github-actions"], &root().join("action.yml"))
        .expect("action.yml");
}

/// What exercises all of [`PROGRAM`].
const TEST: &str = r#"test "a target goes away" {
  series every 1m { up{job="a"} step 1 until 5m then 0 }
  at 4m Down is inactive
  at 7m Down is firing
  by 8m notified oncall
}
"#;

/// Each command of Larum in docs/ci.md runs in a project with a warning and a test.
#[test]
fn commands_of_ci_files_run() {
    let project = Project::of(&[("monitoring/main.larum", &(PROGRAM.to_owned() + TEST))]);
    let mut counts = [0, 0];
    for text in [shown("github"), shown("gitlab")].concat() {
        for line in text.lines() {
            let Some((_, command)) = line.split_once("larum ") else { continue };
            let arguments: Vec<&str> = command.split_whitespace().collect();
            let warned = arguments[0] == "check" && !command.contains("--fail-on error");
            let ran = project.larum(&arguments);
            assert_eq!(ran.code, i32::from(warned), "{line}: {ran:?}");
            counts[usize::from(arguments[0] == "test")] += 1;
        }
    }
    assert_eq!(counts, [2, 2]);
}

/// The step of action.yml that checks, as GitHub's runner runs it.
#[test]
fn the_action_annotates() {
    let action: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(root().join("action.yml")).expect("action.yml"))
            .expect("YAML");
    let step = &action["runs"]["steps"][1]["run"];
    let project = Project::of(&[("monitoring/main.larum", PROGRAM), ("temp/larum/bin/empty", "")]);
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_larum"), project.path("temp/larum/bin/larum"))
        .expect("a link");
    let run = |arguments: &str| {
        let ran = Command::new("bash")
            .args(["-e", "-c", step.as_str().expect("a script")])
            .current_dir(project.path(""))
            .env("RUNNER_TEMP", project.path("temp"))
            .env("LARUM_PATHS", "monitoring")
            .env("LARUM_ARGUMENTS", arguments)
            .output()
            .expect("bash runs");
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    let (code, said) = run("");
    assert_eq!(code, Some(1));
    assert!(said.starts_with("::warning file=monitoring/main.larum,line=3,col=8,"), "{said}");
    assert_eq!(run("--fail-on error").0, Some(0));
}

/// The real pre-commit runs the hooks of `.pre-commit-hooks.yaml` as docs/ci.md configures them; only where the hooks
/// come from is another place, and they are those that take the built `larum`.
#[test]
fn pre_commit_runs_the_hooks() {
    let program = PROGRAM.to_owned() + TEST;
    let project = Project::of(&[("repo/monitoring/main.larum", &program), ("home/empty", "")]);
    let hooks = project.path("hooks");
    fs::create_dir(&hooks).expect("a folder");
    fs::copy(root().join(".pre-commit-hooks.yaml"), hooks.join(".pre-commit-hooks.yaml")).expect("the hooks");
    git(&hooks, &["init", "-q"]);
    git(&hooks, &["add", "."]);
    git(&hooks, &["commit", "-q", "-m", "hooks"]);
    let revision = git(&hooks, &["rev-parse", "HEAD"]);
    let config = shown("pre-commit").remove(0);
    let config = config
        .replace("https://github.com/larum/larum", hooks.to_str().expect("a UTF-8 path"))
        .replace("v0.1.0", revision.trim())
        .replace("id: larum\n", "id: larum-system\n")
        .replace("id: larum-test\n", "id: larum-test-system\n");
    project.write("repo/.pre-commit-config.yaml", &config);
    let repo = project.path("repo");
    git(&repo, &["init", "-q"]);
    git(&repo, &["add", "."]);
    let run = || {
        let larum = Path::new(env!("CARGO_BIN_EXE_larum")).parent().expect("a folder");
        let path = std::env::var("PATH").expect("a PATH");
        let ran = python("pre_commit")
            .args(["run", "--all-files", "--color", "never"])
            .current_dir(&repo)
            .env("PATH", format!("{}:{path}", larum.display()))
            .env("HOME", project.path("home"))
            .env("PRE_COMMIT_HOME", project.path("home/pre-commit"))
            .output()
            .expect("python3 runs");
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    let (code, said) = run();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("name/unused") && said.contains("monitoring/main.larum:3:8"), "{said}");
    let clean = program.replace("window nights { 22:00..06:00 }\n", "");
    project.write("repo/monitoring/main.larum", &clean);
    git(&repo, &["add", "."]);
    let (code, said) = run();
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches("Passed").count(), 2, "{said}");
    project
        .write("repo/monitoring/main.larum", clean.replace("at 7m Down is firing", "at 7m Down is inactive"));
    git(&repo, &["add", "."]);
    let (code, said) = run();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("larum test") && said.contains("`Down` is firing at 7m"), "{said}");
}

#[track_caller]
fn git(folder: &Path, arguments: &[&str]) -> String {
    let settings = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let ran =
        Command::new("git").args(settings).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("git prints text")
}
