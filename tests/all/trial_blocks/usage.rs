//! What can be given to `larum test`, and what it says of what cannot be tested.

use crate::support::command::Project;

const PROGRAM: &str = r#"channel oncall = webhook { url_file "/etc/alertmanager/url" }
severity critical { notify oncall }
alert Down {
  critical when up == 0 for 1m
  summary "down"
}
test "it is down" {
  series every 15s { up constant 0 }
  at 2m Down is firing
}
"#;

const RULES: &str = "groups: [{name: g, rules: [{alert: Gone, expr: 'absent(up)'}]}]\n";

const TESTS: &str = "rule_files: [gone.yml]
tests:
  - name: it is gone
    alert_rule_test: [{alertname: Gone, eval_time: 1m, exp_alerts: [{}]}]
";

#[test]
fn what_cannot_be_tested_is_said() {
    let untested = PROGRAM.split("test \"").next().expect("a program");
    let broken = PROGRAM.replace("up == 0", "up === 0");
    let project = Project::of(&[
        ("untested/a.larum", untested),
        ("broken/a.larum", &broken),
        ("rules/gone.yml", RULES),
        ("notes.txt", "nothing\n"),
    ]);
    std::fs::create_dir(project.path("empty")).expect("a folder");
    project.write("latin1/test.yml", b"tests: # \xe9\n".as_slice());
    for (path, code, said) in [
        ("nosuch", 2, "larum: cannot read nosuch: "),
        ("nosuch.yml", 2, "larum: cannot read nosuch.yml: "),
        ("empty", 2, "larum: there are no tests: write `test \"…\" { … }` in a program"),
        ("untested", 2, "larum: there are no tests: write `test \"…\" { … }` in a program"),
        ("rules", 2, "larum: there are no tests: write `test \"…\" { … }` in a program"),
        ("latin1/test.yml", 2, "larum: "),
        ("broken", 1, "1 error"),
    ] {
        let ran = project.larum(&["test", path]);
        assert_eq!(ran.code, code, "{path}: {ran:?}");
        assert!(ran.stderr.contains(said), "{path}: {ran:?}");
    }
    for arguments in [
        &["test", "untested", "--run", "["][..],
        &["test", "--format", "xml"],
        &["test", "--watch", "-o", "x"],
    ] {
        assert_eq!(project.larum(arguments).code, 2, "{arguments:?}");
    }
}

/// A folder with a program and files of promtool: each has its suite, in all formats.
#[test]
fn programs_and_files_of_promtool_are_tested_together() {
    let failing = TESTS.replace("it is gone", "it is there").replace("[{}]", "[]");
    let project = Project::of(&[
        ("all/a.larum", PROGRAM),
        ("all/old/gone.yml", RULES),
        ("all/old/gone_test.yml", TESTS),
        ("all/old/there_test.yml", &failing),
    ]);
    let ran = project.larum(&["test", "all"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, "2 tests passed, 1 failed\n"), "{ran:?}");
    let ran = project.larum(&["test", "all", "--run", "^it is (down|gone)$", "--fail-under", "50"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "2 tests passed\n"), "{ran:?}");
    let ran = project.larum(&["test", "all", "--run", "nobody"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (2, "larum: no test matches `nobody`\n"), "{ran:?}");
    let ran = project.larum(&["test", "all", "--format", "junit"]);
    let document = roxmltree::Document::parse(&ran.stdout).expect("XML");
    let suites: Vec<String> = document
        .descendants()
        .filter(|node| node.has_tag_name("testsuite"))
        .map(|suite| {
            ["name", "tests", "failures", "errors"].map(|name| suite.attribute(name).expect(name)).join(" ")
        })
        .collect();
    assert_eq!(suites, ["all 1 0 0", "all/old/gone_test.yml 1 0 0", "all/old/there_test.yml 1 1 0"]);
    let failures: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("failure"))
        .map(|failure| failure.attribute("message").expect("a message"))
        .collect();
    assert_eq!(failures, ["other alerts `Gone` fire at 1m than expected"]);
    let ran = project.larum(&["test", "all", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(report["suites"][1]["tests"][0]["name"], "it is gone");
}
