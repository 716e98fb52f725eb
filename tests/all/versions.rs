//! Declared versions of Prometheus and Alertmanager: what came later is refused, and what Larum adds by
//! itself is left out.

use crate::support::command::Project;
use crate::support::source::Checked;

/// The findings of a program, as `code message`.
fn findings(program: &str) -> Vec<String> {
    let checked = Checked::new("a.larum", program);
    checked.findings.iter().map(|finding| format!("{} {}", finding.code.name, finding.message)).collect()
}

/// The findings of a channel under a version of Alertmanager.
fn of_channel(version: &str, channel: &str) -> Vec<String> {
    findings(&format!(
        "alertmanager {{ version \"{version}\" }}\nchannel c = {channel}\nseverity critical {{ notify c }}\n"
    ))
}

#[test]
fn integrations_and_settings_have_their_version() {
    for (channel, since, what) in [
        ("jira { api_url \"https://x\" project \"P\" issue_type \"Bug\" }", 28, "the integration `jira`"),
        (
            "incidentio { url \"https://x\" alert_source_token_file \"/t\" }",
            29,
            "the integration `incidentio`",
        ),
        ("mattermost { webhook_url_file \"/u\" }", 30, "the integration `mattermost`"),
        ("telegram { bot_token_file \"/t\" chat_id 1 }", 26, "`bot_token_file`"),
        ("telegram { bot_token_file \"/t\" chat_id_file \"/c\" }", 31, "`chat_id_file`"),
        ("webhook { url \"https://x\" payload { a = \"b\" } }", 32, "`payload`"),
        (
            "webhook { url \"https://x\" http_config { http_headers { X { values [\"y\"] } } } }",
            28,
            "`http_headers`",
        ),
        (
            "webhook { url \"https://x\" http_config { tls_config { min_version TLS12 } } }",
            25,
            "`min_version`",
        ),
    ] {
        let before = of_channel(&format!("0.{}", since - 1), channel);
        let words = format!(
            "version/alertmanager {what} came with Alertmanager 0.{since}, and the program is for 0.{}",
            since - 1
        );
        assert_eq!(before, [words], "{channel}");
        assert_eq!(of_channel(&format!("0.{since}.0"), channel), [""; 0], "{channel}");
    }
}

#[test]
fn times_have_their_version() {
    let program = |version: &str| {
        format!(
            "alertmanager {{ version \"{version}\" }}\nchannel c = webhook {{ url \"http://x/\" }}\n\
             window w {{ 08:00..18:00 in \"Europe/Berlin\" }}\n\
             escalation e {{ notify c during w\n notify c outside w }}\nseverity critical {{ escalate e }}\n"
        )
    };
    let codes = |version: &str| Checked::new("a.larum", &program(version)).codes().len();
    assert_eq!((codes("0.23"), codes("0.24"), codes("0.25")), (2, 1, 0));
}

#[test]
fn a_version_that_nobody_writes_for_is_refused() {
    for program in [
        "alertmanager { version \"0.21\" }",
        "alertmanager { version \"new\" }",
        "prometheus { version \"2.53\" }",
    ] {
        let found = findings(program);
        assert!(found.len() == 1 && found[0].starts_with("field/type"), "{program}: {found:?}");
    }
}

/// Names of inhibitions are for people: an Alertmanager that would refuse them does not get them.
#[test]
fn names_of_inhibitions_are_left_out_before_0_30() {
    let program = |version: &str| {
        format!(
            "alertmanager {{ version \"{version}\" }}\nchannel c = webhook {{ url \"http://x/\" }}\n\
             severity critical {{ notify c }}\nseverity warning {{ notify c }}\n\
             alert A {{ measure max by (job) (x)\n warning when > 1\n critical when > 2\n summary \"a\" }}\n"
        )
    };
    let built = |version: &str| {
        let project = Project::of(&[("a.larum", &program(version))]);
        let ran = project.larum(&["build", "-o", "out"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        project.read("out/alertmanager.yml")
    };
    let (old, new) = (built("0.29"), built("0.30"));
    assert!(old.contains("inhibit_rules:") && !old.contains("critical over warning"), "{old}");
    assert!(new.contains("- name: critical over warning"), "{new}");
}
