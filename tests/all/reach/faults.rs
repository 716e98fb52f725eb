//! What is wrong with a configuration is said with its place in the document; amtool refuses each of these, too.

use crate::support::command::Project;
use crate::support::tools::amtool_accepts;
use larum::import::alertmanager;
use std::fs;
use tempfile::TempDir;

/// A document, and what is said of it. `R` is a route with a receiver, `S` the receivers.
const FAULTS: [(&str, &str); 43] = [
    ("", "there is no `route`"),
    ("receivers: [{name: r}]", "there is no `route`"),
    ("[1, 2]", "invalid type: sequence"),
    ("route: {receiver: r", "did not find expected"),
    ("route: {receiver: r, receiver: r}\nS", "route: duplicate field `receiver`"),
    ("route: {reciever: r}\nS", "route: unknown field `reciever`, expected one of `receiver`"),
    ("routes: []\nR\nS", "unknown field `routes`"),
    ("route: {}\nS", "route: the root route must name a `receiver`"),
    ("route: {receiver: r, matchers: [a=b]}\nS", "route: the root route must not have matchers"),
    ("route: {receiver: r, continue: yes}\nS", "route: the root route must not have `continue`"),
    (
        "route: {receiver: r, mute_time_intervals: [t]}\nS\nT",
        "route: the root route must not have time intervals",
    ),
    ("route: {receiver: x}\nS", "route.receiver: there is no receiver `x`; did you mean `r`?"),
    ("C{receiver: rr}D\nS", "route.routes[0].receiver: there is no receiver `rr`; did you mean `r`?"),
    ("C{continue: maybe}D\nS", "route.routes[0].continue: `maybe` is neither `true` nor `false`"),
    ("C{matchers: a=b}D\nS", "route.routes[0].matchers: invalid type"),
    ("C{matchers: [a=b, 'a b']}D\nS", "route.routes[0].matchers[1]: "),
    (
        "C{matchers: ['a=~\"(\"']}D\nS",
        "route.routes[0].matchers[0]: `(` is no regex: this `(` is never closed",
    ),
    ("C{matchers: ['a=~\"\\\\Qb\"']}D\nS", "route.routes[0].matchers[0]: "),
    ("C{match: {a.b: c}}D\nS", "route.routes[0].match.a.b: `a.b` cannot stand here: use `matchers`"),
    ("C{match: {a: b, a: c}}D\nS", "route.routes[0].match: `a` stands there twice"),
    ("C{match_re: {a: '['}}D\nS", "route.routes[0].match_re.a: `[` is no regex"),
    ("C{group_by: [a, b, a]}D\nS", "route.routes[0].group_by[2]: `a` stands there twice"),
    ("C{group_by: ['']}D\nS", "route.routes[0].group_by[0]: a label's name is empty"),
    ("C{group_by: ['...', a]}D\nS", "route.routes[0].group_by: `...` means every label"),
    (
        "C{group_wait: 1.5m}D\nS",
        "route.routes[0].group_wait: `1.5m` has a decimal point, durations have none",
    ),
    ("C{group_interval: 0s}D\nS", "route.routes[0].group_interval: it must not be zero"),
    ("C{repeat_interval: 30s1m}D\nS", "route.routes[0].repeat_interval: `30s1m` does not go from long units"),
    (
        "C{active_time_intervals: [u]}D\nS\nT",
        "route.routes[0].active_time_intervals[0]: there is no time interval `u`",
    ),
    ("R\nreceivers: [{name: r}, {name: r}]", "receivers[1].name: a receiver is called `r` already"),
    ("R\nreceivers: [{webhook_configs: []}]", "receivers[0]: the receiver has no `name`"),
    (
        "R\nreceivers: [{name: r, slack_config: []}]",
        "receivers[0]: a receiver has no `slack_config`; did you mean `slack_configs`?",
    ),
    (
        "R\nS\ntime_intervals: [{name: t}, {name: t}]",
        "time_intervals[1].name: a time interval is called `t` already",
    ),
    (
        "R\nS\nT\nmute_time_intervals: [{name: t}]",
        "time_intervals[0].name: a time interval is called `t` already",
    ),
    ("R\nS\ntime_intervals: [{time_intervals: []}]", "time_intervals[0]: the time interval has no `name`"),
    (
        "R\nS\nI{weekdays: [mon]}J",
        "time_intervals[0].time_intervals[0].weekdays[0]: `mon` is no day of the week",
    ),
    ("R\nS\nI{weekdays: ['friday:monday']}J", "weekdays[0]: `friday:monday` ends before it begins"),
    ("R\nS\nI{days_of_month: ['32']}J", "days_of_month[0]: `32` is no day of the month"),
    ("R\nS\nI{days_of_month: ['-3:1']}J", "days_of_month[0]: `-3:1` begins from the end of the month"),
    ("R\nS\nI{months: ['november:february']}J", "months[0]: `november:february` ends before it begins"),
    ("R\nS\nI{times: [{start_time: '9:00', end_time: '10:00'}]}J", "times[0].start_time: `9:00` is no time"),
    ("R\nS\nI{times: [{start_time: '22:00', end_time: '06:00'}]}J", "times[0]: it must end after it starts"),
    ("R\nS\nI{location: Europe/Brelin}J", "location: there is no time zone `Europe/Brelin`"),
    ("R\nS\ninhibit_rules: [{equal: [a, '']}]", "inhibit_rules[0].equal[1]: a label's name is empty"),
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
fn faults_are_named_with_their_place() {
    let folder = TempDir::new().expect("a scratch folder");
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for (index, (short, said)) in FAULTS.iter().enumerate() {
        let text = document(short);
        let fault = alertmanager(&text).expect_err(&text).to_string();
        if !fault.contains(said) {
            wrong.push(format!("{text}\nis said to be wrong: {fault}"));
        }
        let file = folder.path().join(format!("{index}.yml"));
        fs::write(&file, text).expect("the scratch folder takes a file");
        files.push(file);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let accepted = amtool_accepts(&files);
    let good: Vec<&str> =
        FAULTS.iter().zip(accepted).filter(|(_, accepted)| *accepted).map(|((short, _), _)| *short).collect();
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
        let ours = alertmanager(&document(short));
        assert_eq!(
            ours.as_ref().map(|_| ()).map_err(|fault| fault.to_string()).is_ok(),
            accepted,
            "{short}: {ours:?}"
        );
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
