//! JSON and JUnit: read back as their readers do.

use crate::support::command::Project;

const PROGRAM: &str = r#"channel oncall = webhook { url_file "/etc/alertmanager/url" }
severity critical { notify oncall }
alert Down {
  critical when up == 0 for 1m
  summary "down"
}
test "it is \"down\" <now>" {
  series every 15s { up constant 0 }
  at 2m Down is firing
}
test "it is up" {
  series every 15s { up constant 0 }
  at 2m Down is inactive
}
"#;

#[test]
fn json_tells_all() {
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let ran = project.larum(&["test", "--format", "json", "--coverage"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((report["passed"].as_u64(), report["failed"].as_u64()), (Some(1), Some(1)));
    let tests = &report["suites"][0]["tests"];
    assert_eq!(tests[0]["passed"], true);
    let failure = &tests[1]["failures"][0];
    assert_eq!(failure["message"], "`Down` is firing at 2m");
    assert_eq!(
        (failure["place"]["line"].as_u64(), failure["place"]["column"].as_u64()),
        (Some(13), Some(17))
    );
    assert!(failure["text"].as_str().expect("text").contains("pending from 0s"), "{failure}");
    assert_eq!(report["coverage"][0]["kinds"]["levels"]["exercised"], 1);
}

#[test]
fn junit_is_xml_with_a_case_for_each_test() {
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let ran = project.larum(&["test", "--format", "junit", "-o", "tests.xml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
    let text = project.read("tests.xml");
    let document = roxmltree::Document::parse(&text).expect("XML");
    let cases: Vec<(&str, bool)> = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|case| (case.attribute("name").expect("a name"), case.has_children()))
        .collect();
    assert_eq!(cases, [("it is \"down\" <now>", false), ("it is up", true)]);
    let suites = document.root_element();
    assert_eq!((suites.attribute("tests"), suites.attribute("failures")), (Some("2"), Some("1")));
}
