//! All that is wrong with a configuration is said in one run, each at its token; amtool refuses each of these, too.

use super::import;
use crate::support::command::Project;
use crate::support::tools::amtool_accepts;
use larum::import::Notation;
use larum::text::Span;
use std::fs;
use tempfile::TempDir;

/// The code of a finding, its token, and what it says.
type Said = (&'static str, &'static str, &'static str);

/// Documents, and all that is said of each. `R` is a route with a receiver, `S` the receivers, `T` an interval.
const FINDINGS: &[(&str, &[Said])] = &[
    ("", &[("field/missing", "", "the file is empty")]),
    ("receivers: [{name: r}]", &[("field/missing", "receivers", "there is no `route`")]),
    ("[1, 2]", &[("field/type", "1", "an `alertmanager.yml` must be a mapping")]),
    ("route: {receiver: r", &[("yaml/syntax", "", "`,` or `}` is missing before this")]),
    (
        "route: {receiver: r, receiver: r}\nS",
        &[("field/duplicate", "receiver", "the key `receiver` stands twice in one mapping")],
    ),
    ("route: {reciever: r}\nS", &[("field/unknown", "reciever", "a route has no `reciever`")]),
    ("routes: []\nR\nS", &[("field/unknown", "routes", "an `alertmanager.yml` has no `routes`")]),
    ("route: {}\nS", &[("field/missing", "route", "the root route has no `receiver`")]),
    (
        "route: {receiver: r, matchers: [a=b]}\nS",
        &[("alertmanager/root-route", "matchers", "the root route cannot have `matchers`")],
    ),
    (
        "route: {receiver: r, continue: yes}\nS",
        &[("alertmanager/root-route", "continue: yes", "the root route cannot have `continue`")],
    ),
    (
        "route: {receiver: r, mute_time_intervals: [t]}\nS\nT",
        &[(
            "alertmanager/root-route",
            "mute_time_intervals",
            "the root route cannot have `mute_time_intervals`",
        )],
    ),
    ("route: {receiver: x}\nS", &[("name/unknown", "x", "there is no receiver `x`")]),
    ("C{receiver: rr}D\nS", &[("name/unknown", "rr", "there is no receiver `rr`")]),
    ("C{continue: maybe}D\nS", &[("field/type", "maybe", "`continue` must be `true` or `false`")]),
    ("C{matchers: a=b}D\nS", &[("field/type", "a=b", "`matchers` must be a list")]),
    (
        "C{matchers: [a=b, 'a b']}D\nS",
        &[("alertmanager/matcher", "b", "`a` must be followed by `=`, `!=`, `=~` or `!~`")],
    ),
    (
        "C{matchers: ['a=~\"(\"']}D\nS",
        &[("expr/regex", "\"(\"", "`(` is no regex: this `(` is never closed")],
    ),
    (
        "C{matchers: ['a=~\"\\\\Qb\"']}D\nS",
        &[("expr/regex", "\"\\\\Qb\"", "`\\Qb` is no regex: this `(` is never closed")],
    ),
    ("C{match: {a.b: c}}D\nS", &[("labels/name", "a.b", "`a.b` cannot stand in `match`")]),
    ("C{match: {a: b, a: c}}D\nS", &[("field/duplicate", "a", "the key `a` stands twice in one mapping")]),
    ("C{match_re: {a: '['}}D\nS", &[("expr/regex", "'['", "`[` is no regex: this `[` is never closed")]),
    ("C{group_by: [a, b, a]}D\nS", &[("field/duplicate", "a", "`a` stands there twice")]),
    ("C{group_by: ['']}D\nS", &[("labels/name", "''", "a label of `group_by` has an empty name")]),
    (
        "C{group_by: ['...', a]}D\nS",
        &[("alertmanager/group-by", "'...'", "`...` means every label: no other can stand beside it")],
    ),
    (
        "C{group_wait: 1.5m}D\nS",
        &[(
            "field/type",
            "1.5m",
            "`group_wait` takes a duration: `1.5m` has a decimal point, durations have none",
        )],
    ),
    ("C{group_interval: 0s}D\nS", &[("field/type", "0s", "`group_interval` cannot be zero")]),
    (
        "C{repeat_interval: 30s1m}D\nS",
        &[(
            "field/type",
            "30s1m",
            "`repeat_interval` takes a duration: `30s1m` does not go from long units to short ones",
        )],
    ),
    ("C{active_time_intervals: [u]}D\nS\nT", &[("name/unknown", "u", "there is no time interval `u`")]),
    ("R\nreceivers: [{name: r}, {name: r}]", &[("name/duplicate", "r", "a receiver is called `r` already")]),
    (
        "R\nreceivers: [{webhook_configs: []}]",
        &[("field/missing", "webhook_configs", "a receiver has no `name`")],
    ),
    (
        "R\nreceivers: [{name: r, slack_config: []}]",
        &[("field/unknown", "slack_config", "a receiver has no `slack_config`")],
    ),
    (
        "R\nS\ntime_intervals: [{name: t}, {name: t}]",
        &[("name/duplicate", "t", "a time interval is called `t` already")],
    ),
    (
        "R\nS\nT\nmute_time_intervals: [{name: t}]",
        &[("name/duplicate", "t", "a time interval is called `t` already")],
    ),
    (
        "R\nS\ntime_intervals: [{time_intervals: []}]",
        &[("field/missing", "time_intervals", "a time interval has no `name`")],
    ),
    ("R\nS\nI{weekdays: [mon]}J", &[("window/no-such-date", "mon", "`mon` is no day of the week")]),
    (
        "R\nS\nI{weekdays: ['friday:monday']}J",
        &[("window/backwards", "'friday:monday'", "`friday:monday` ends before it begins")],
    ),
    ("R\nS\nI{days_of_month: ['32']}J", &[("window/no-such-date", "'32'", "`32` is no day of the month")]),
    (
        "R\nS\nI{days_of_month: ['-3:1']}J",
        &[(
            "window/mixed-range",
            "'-3:1'",
            "`-3:1` begins from the end of the month and ends from its start",
        )],
    ),
    (
        "R\nS\nI{months: ['november:february']}J",
        &[("window/backwards", "'november:february'", "`november:february` ends before it begins")],
    ),
    (
        "R\nS\nI{times: [{start_time: '9:00', end_time: '10:00'}]}J",
        &[("window/bad-clock", "'9:00'", "`9:00` is no time")],
    ),
    (
        "R\nS\nI{times: [{start_time: '22:00', end_time: '06:00'}]}J",
        &[("window/backwards", "'06:00'", "a range of times must end after it starts")],
    ),
    (
        "R\nS\nI{location: Europe/Brelin}J",
        &[("window/unknown-zone", "Europe/Brelin", "there is no time zone `Europe/Brelin`")],
    ),
    (
        "R\nS\ninhibit_rules: [{equal: [a, '']}]",
        &[("labels/name", "''", "a label of `equal` has an empty name")],
    ),
    (
        "R\nS\nglobal: {slack_url: 'http://x/'}",
        &[("channel/unknown-setting", "slack_url", "`global` has no setting `slack_url`")],
    ),
    (
        "C{matchers: [a=b, 'b=~\"x(\"', 'c']}D\nS",
        &[
            ("expr/regex", "\"x(\"", "`x(` is no regex: this `(` is never closed"),
            ("alertmanager/matcher", "c", "`c` must be followed by `=`, `!=`, `=~` or `!~`"),
        ],
    ),
    (
        "R\nreceivers: [{name: r, slack_configs: [{channel: c}]}]",
        &[(
            "channel/missing",
            "channel",
            "this entry of `slack_configs` has no `api_url_file`, `api_url`, `app_token_file` or `app_token`",
        )],
    ),
    (
        "R\nreceivers: [{name: r, webhook_configs: [null]}]",
        &[("channel/missing", "null", "this entry of `webhook_configs` is empty")],
    ),
    ("R\nreceivers: [{name: null}]", &[("field/missing", "null", "a receiver has no `name`")]),
    ("C{routes: [null]}D\nS", &[("field/type", "null", "an entry of `routes` is empty")]),
    (
        "C{group_wait: 5}D\nS",
        &[("field/type", "5", "`group_wait` takes a duration: `5` has no unit at its end")],
    ),
    ("C{continue: 'true'}D\nS", &[("field/type", "'true'", "`continue` must be `true` or `false`")]),
    (
        "R\nS\ninhibit_rules: [{source_match: {a.b: c}}]",
        &[("labels/name", "a.b", "`a.b` cannot stand in `source_match`")],
    ),
    (
        "R\nreceivers: [{name: r, labels: {name: q}}]",
        &[("labels/reserved", "q", "the label `name` of a receiver must be its name, `r`")],
    ),
    (
        "R\nreceivers: [{name: r, telegram_configs: [{bot_token: t, chat_id: '5'}]}]",
        &[("channel/wrong-type", "'5'", "`chat_id` takes a number")],
    ),
    (
        "R\nreceivers: [{name: r, webhook_configs: [{url: 'http://x/', timeout: 1d}]}]",
        &[("channel/bad-duration", "1d", "`timeout` takes a duration")],
    ),
    ("R\nS\ntracing: {}", &[("channel/missing", "tracing", "`tracing` has no `endpoint`")]),
    ("R\nS\nI{weekdays: [thu]}J", &[("window/no-such-date", "thu", "`thu` is no day of the week")]),
    (
        "R\nS\nI{times: [{start_time: '09:00'}]}J",
        &[("field/missing", "start_time", "a range of times has no `end_time`")],
    ),
    ("C{match: [a]}D\nS", &[("field/type", "a", "`match` must be a mapping of names to texts")]),
    ("C{match_re: {a: }}D\nS", &[("field/missing", "a", "`a` has no regex")]),
    (
        "R\nreceivers: [{name: r, jira_configs: [{project: p, issue_type: t, api_url: 'http://j/', api_type: }]}]",
        &[("channel/not-one-of", "api_type", "`api_type` cannot be empty")],
    ),
    (
        "R\nS\nevent_recorder: {file_outputs: [{}]}",
        &[("channel/missing", "{}", "`file_outputs` has no `path`")],
    ),
    (
        "C{matchers: [5]}D\nS",
        &[("alertmanager/matcher", "5", "`5` must be followed by `=`, `!=`, `=~` or `!~`")],
    ),
    (
        "R\nreceivers: [{name: r, opsgenie_configs: [{api_key: k, responders: [{name: n, type: squad}]}]}]",
        &[("channel/not-one-of", "type", "there is no responder of type `squad`")],
    ),
    (
        "R\nreceivers: [{name: r, email_configs: [{to: a, from: b, smarthost: 'c', headers: {To: x, to: y}}]}]",
        &[
            ("channel/bad-url", "'c'", "`c` is no `host:port`: it has no port"),
            ("channel/repeated-setting", "to", "the header `to` is set twice"),
        ],
    ),
    (
        "R\nreceivers: [{name: r, webhook_configs: [{url: 'http://{{ .Status }/'}]}]",
        &[("channel/bad-url", "}", "`url` is no template of an address: this `}` does not close the action")],
    ),
    (
        "R\nreceivers: [{name: r, webhook_configs: [{url: 'http://x/', http_config: {basic_auth: {username: u}, bearer_token: t, tls_cfg: {}}}]}]",
        &[
            ("channel/conflict", "bearer_token", "`bearer_token` cannot stand beside `basic_auth`"),
            ("channel/unknown-setting", "tls_cfg", "`http_config` has no setting `tls_cfg`"),
        ],
    ),
];

/// The document, with its abbreviations written out.
fn document(short: &str) -> String {
    let line = |line: &str| match line {
        "R" => "route: {receiver: r}".to_string(),
        "S" => "receivers: [{name: r}]".to_string(),
        "T" => "time_intervals: [{name: t, time_intervals: [{}]}]".to_string(),
        line => {
            match (line.strip_prefix('C').and_then(|child| child.strip_suffix('D')), line.strip_prefix('I')) {
                (Some(child), _) => format!("route: {{receiver: r, routes: [{child}]}}"),
                (None, Some(interval)) => {
                    format!(
                        "time_intervals: [{{name: t, time_intervals: [{}]}}]",
                        interval.trim_end_matches('J')
                    )
                }
                (None, None) => line.to_string(),
            }
        }
    };
    short.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_fault_is_found_at_its_token() {
    let folder = TempDir::new().expect("a scratch folder");
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for (index, (short, said)) in FINDINGS.iter().enumerate() {
        let text = document(short);
        let found = import(&text, Notation::Fallback).findings.sorted();
        let token = |span: Span| &text[span.start as usize..span.end as usize];
        let told: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|finding| (finding.code.name, token(finding.primary.span), finding.message.as_str()))
            .collect();
        if told != *said {
            wrong.push(format!("{text}\nis said to be wrong: {told:#?}"));
        }
        let file = folder.path().join(format!("{index}.yml"));
        fs::write(&file, text).expect("the scratch folder takes a file");
        files.push(file);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let accepted = amtool_accepts(&files);
    let good: Vec<&str> = FINDINGS
        .iter()
        .zip(accepted)
        .filter(|(_, accepted)| *accepted)
        .map(|((short, _), _)| *short)
        .collect();
    assert!(good.is_empty(), "amtool accepts {good:#?}");
}

/// Odd things that amtool accepts, and so do we.
#[test]
fn oddities_are_read() {
    let oddities = [
        "C{continue: on, match: {a: }, matchers: ['', null], group_by: ['...', '...'], group_wait: 0}D\nS",
        "C{match: {code: 0500, version: 1.10, flag: yes}}D\nS",
        "R\nS\nI{months: ['13', 'MAY:august', '0:20'], days_of_month: ['1:-1', -1], years: [1999], times: [], location: Local}J",
        "R\nS\nI{}J\n",
        "x: &x {receiver: r}\nroute: *x\nS",
        "route: {receiver: r, routes: [&c {matchers: [a=b]}, {<<: *c, continue: true}]}\nS",
        "R\nS\n---\nnonsense: true",
        "R\nreceivers: [{name: r, webhook_configs: [], labels: {a: b}}]\nglobal:\ntemplates: ['*.tmpl']\ninhibit_rules: [{}]",
        "R\nreceivers: [{name: r}, {name: 5}, {name: true}]",
    ];
    let folder = TempDir::new().expect("a scratch folder");
    let mut files = Vec::new();
    for (index, short) in oddities.iter().enumerate() {
        let file = folder.path().join(format!("{index}.yml"));
        fs::write(&file, document(short)).expect("the scratch folder takes a file");
        files.push(file);
    }
    for (short, accepted) in oddities.iter().zip(amtool_accepts(&files)) {
        let ours = import(&document(short), Notation::Fallback);
        assert_eq!(!ours.is_refused(), accepted, "{short}: {ours:#?}");
        assert!(!accepted || ours.findings.is_empty() && ours.config.is_some(), "{short}: {ours:#?}");
    }
}

/// Alertmanager puts its own anchors around the text, so that this `\\Q` swallows the last of them.
#[test]
fn a_program_does_not_inhibit_by_a_regex_that_alertmanager_refuses() {
    let program = |regex: &str| {
        format!(
            r#"
            channel team = webhook {{ url_file "/etc/alertmanager/team" }}
            severity warning {{ notify team }}
            alert A {{ warning when up == 0 }}
            alert B {{ warning when up == 0 }}
            inhibit {{job=~`{regex}`}} mutes B
            "#
        )
    };
    let check = |regex: &str| Project::of(&[("a.larum", &program(regex))]).larum(&["check"]);
    let refused = check(r"\Qa.b");
    assert!(refused.code == 1 && refused.stdout.contains("expr/regex"), "{refused:?}");
    let taken = check(r"\Qa.b\E");
    assert_eq!(taken.code, 0, "{taken:?}");
}
