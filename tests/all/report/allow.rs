//! `# larum: allow(code) because …`

use super::{PROGRAM, codes, commented};
use crate::support::command::Project;

#[test]
fn a_finding_shows_the_comment_that_allows_it() {
    let project = Project::of(&[("main.larum", PROGRAM)]);
    let ran = project.larum(&["check"]);
    assert_eq!(ran.code, 1);
    assert_eq!(codes(&ran), ["name/unused"]);
    assert!(ran.stdout.contains("\n  allow: # larum: allow(name/unused) because …\n"), "{}", ran.stdout);
}

#[test]
fn comments_allow_what_they_stand_above() {
    for (comment, found) in [
        ("# larum: allow(name/unused) because it is for later", vec![]),
        ("# larum: allow(name/unused) because it is for later\n\n# words", vec![]),
        ("# larum: allow(name/unused) because it is for later until 2999-12-31", vec![]),
        ("# larum: allow(alert/band, name/unused) because it is for later", vec!["allow/unused"]),
        ("# larum: allow(name/unused) because until now nobody needs it", vec![]),
        ("# larum: allow(name/unused)", vec!["allow/no-reason"]),
        (
            "# larum: allow(name/unused) because it is for later until 2020-01-01",
            vec!["allow/expired", "name/unused"],
        ),
        ("# larum: allow(name/unused) because it is for later until 2020-13-01", vec!["allow/malformed"]),
        ("# larum: allow(name/unusd) because it is for later", vec!["allow/unknown-code", "name/unused"]),
        ("# larum: alow(name/unused) because it is for later", vec!["allow/malformed", "name/unused"]),
        ("# larum: allow name/unused because it is for later", vec!["allow/malformed", "name/unused"]),
        ("# larum: allow(name/unused because it is for later", vec!["allow/malformed", "name/unused"]),
        (
            "# larum: allow(name/unused) because it is for later\nchannel b = slack { api_url_file \"/a\" channel \"#b\" }\nseverity info { notify b }",
            vec!["allow/unused", "name/unused"],
        ),
        ("# larum: allow-file(name/unused) because it is for later\n# words", vec![]),
    ] {
        let ran = commented(comment).larum(&["check"]);
        assert_eq!(codes(&ran), found, "{comment}\n{}", ran.stdout);
        assert_eq!(ran.code, i32::from(!found.is_empty()), "{comment}");
    }
}

#[test]
fn a_comment_at_the_end_of_a_line_is_about_that_line() {
    let text = PROGRAM.replace("06:00 }", "06:00 } # larum: allow(name/unused) because it is for later");
    assert_eq!(Project::of(&[("main.larum", &text)]).larum(&["check"]).code, 0);
    let text =
        PROGRAM.replace("notify oncall }", "notify oncall } # larum: allow(name/unused) because of that");
    let ran = Project::of(&[("main.larum", &text)]).larum(&["check"]);
    assert_eq!(codes(&ran), ["allow/unused", "name/unused"]);
}

/// What is allowed is allowed for builds, too.
#[test]
fn builds_hear_comments() {
    let project = commented("# larum: allow(name/unused) because it is for later");
    let ran = project.larum(&["build", "-o", "-", "--deny", "warnings"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

/// Nothing is said of allowances where not all was looked at.
#[test]
fn a_file_with_errors_has_no_unused_allowances() {
    let text =
        format!("{PROGRAM}# larum: allow(alert/band) because of that\nalert A {{ critical when upp( }}\n");
    let ran = Project::of(&[("main.larum", &text)]).larum(&["check"]);
    assert!(!codes(&ran).contains(&"allow/unused"), "{}", ran.stdout);
}

#[test]
fn what_cannot_load_cannot_be_allowed() {
    let text = "# larum: allow-file(name/unknown) because it is there soon\n".to_owned()
        + &PROGRAM.replace("for 1m", "for 1m escalate later");
    let ran = Project::of(&[("main.larum", &text)]).larum(&["check"]);
    assert_eq!(codes(&ran), ["allow/locked", "name/unused", "name/unknown"]);
    assert!(!ran.stdout.contains("allow: # larum: allow(name/unknown)"), "{}", ran.stdout);
}
