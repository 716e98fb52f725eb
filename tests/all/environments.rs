//! Programs with environments, built for one of them.

use crate::support::command::Project;

const PROGRAM: &str = r#"
channel team   = slack { channel "t"  api_url_file "/run/secrets/slack" }
channel oncall = pagerduty { routing_key_file "/run/secrets/pagerduty" }
escalation page { notify oncall }
escalation chat { notify team }
severity critical { escalate page }
severity warning  { escalate chat }
alert Down { critical when up == 0 for 1m }
alert Slow { warning when scrape_duration_seconds > 10s for 5m }
environment staging { severity critical { escalate chat } }
"#;

/// In staging `page` serves no one; in production it does.
#[test]
fn what_another_environment_uses_is_not_unused() {
    let project = Project::of(&[("main.larum", PROGRAM)]);
    for arguments in [
        &["build", ".", "-o", "-", "--deny", "warnings"][..],
        &["build", ".", "-o", "-", "--env", "staging", "--deny", "warnings"],
        &["check", "."],
    ] {
        let ran = project.larum(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn what_no_environment_uses_is_unused() {
    let project = Project::of(&[("main.larum", &format!("{PROGRAM}escalation idle {{ notify team }}\n"))]);
    let ran = project.larum(&["check", "."]);
    assert_eq!(ran.code, 1);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("escalation `idle` is never used"), "{said}");
}
