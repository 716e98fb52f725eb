//! An AlertmanagerConfig of the Prometheus operator: what is wrong with its routes stands at its token. That the
//! right ones lead to the same people is held by the tests of targets.

use larum::import::{Import, Notation, alertmanager_config};
use larum::text::FileId;
use larum::yaml::Dialect;

const HEAD: &str = "apiVersion: monitoring.coreos.com/v1beta1\nkind: AlertmanagerConfig\nmetadata: {name: a, namespace: b}\n";

const GOOD: &str = "spec:
  route:
    receiver: team
    groupBy: [alertname, job]
    groupWait: 30s
    matchers: [{name: severity, matchType: '=~', value: warning|critical}, {name: team, value: a}]
    routes:
    - {receiver: oncall, continue: true, matchers: [{name: x, value: 'a.*', regex: true}], muteTimeIntervals: [nights]}
  inhibitRules:
  - {sourceMatch: [{name: a, value: b, matchType: '!='}], targetMatch: [{name: c}], equal: [job]}
  receivers:
  - {name: team, slackConfigs: [{channel: '#a', sendResolved: true, apiURL: {name: s, key: k}}]}
  - {name: oncall, pagerdutyConfigs: [{routingKey: {name: s, key: k}}]}
  timeIntervals:
  - name: nights
    timeIntervals: [{times: [{startTime: '00:00', endTime: '06:00'}], daysOfMonth: [{start: 1, end: 5}], weekdays: ['monday:friday']}]
";

/// The code of a finding, and its token.
type Said = (&'static str, &'static str);

/// Something of the above in other words, and what is said of it.
const FINDINGS: [(&str, &str, &[Said]); 15] = [
    ("receiver: oncall, ", "receiver: oncal, ", &[("name/unknown", "oncal")]),
    ("    receiver: team\n", "    reciever: team\n", &[("field/unknown", "reciever")]),
    ("    receiver: team\n", "", &[("field/missing", "route")]),
    ("groupBy: [alertname, job]", "groupBy: [job, job]", &[("field/duplicate", "job")]),
    ("groupWait: 30s", "groupWait: 30", &[("field/type", "30")]),
    ("groupWait: 30s", "groupInterval: 0s", &[("field/type", "0s")]),
    ("groupWait: 30s", "group_wait: 30s", &[("field/unknown", "group_wait")]),
    ("'=~', value: warning|critical", "'=~', value: 'a('", &[("expr/regex", "'a('")]),
    ("matchType: '=~'", "matchType: '=='", &[("field/type", "'=='")]),
    ("{name: team, value: a}", "{value: a}", &[("field/missing", "value")]),
    ("muteTimeIntervals: [nights]", "muteTimeIntervals: [night]", &[("name/unknown", "night")]),
    ("endTime: '06:00'", "endTime: '6:00'", &[("window/bad-clock", "'6:00'")]),
    ("{start: 1, end: 5}", "{start: 5, end: 1}", &[("window/backwards", "start")]),
    ("name: oncall, pager", "name: team, pager", &[("name/duplicate", "team"), ("name/unknown", "oncall")]),
    ("slackConfigs", "slackConfig", &[("field/unknown", "slackConfig")]),
];

fn read(text: &str) -> Import {
    let stream = larum::yaml::read(text, FileId(0), Dialect::V2);
    assert!(stream.findings.is_empty(), "{:#?}", stream.findings);
    alertmanager_config(&stream.documents[0], Notation::Fallback)
}

#[test]
fn each_fault_is_found_at_its_token() {
    for (from, to, said) in FINDINGS {
        assert!(GOOD.contains(from), "{from}");
        let text = HEAD.to_owned() + &GOOD.replacen(from, to, 1);
        let mut found = Vec::new();
        for finding in read(&text).findings.iter() {
            let span = finding.primary.span;
            found.push((finding.code.name, &text[span.start as usize..span.end as usize]));
        }
        found.sort_unstable();
        assert_eq!(found, said, "{to}");
    }
}

#[test]
fn routes_stand_below_a_root_that_tells_nobody() {
    let import = read(&format!("{HEAD}{GOOD}"));
    assert!(import.findings.is_empty(), "{:#?}", import.findings);
    let config = import.config.expect("a route");
    let view = config.config();
    assert_eq!(view.route.receiver.as_deref(), Some("null"));
    let [route] = &view.route.routes[..] else { panic!("{:#?}", view.route) };
    assert!(route.continues && route.matchers.len() == 2 && route.routes[0].matchers[0].value == "a.*");
    assert_eq!(view.time_intervals[0].intervals[0].days_of_month, [1..=5]);
    assert_eq!(view.receivers.len(), 3);
    let settings = view.receivers[1].integrations[0].settings[0];
    assert!(settings.iter().any(|(name, _)| name == "send_resolved"), "{settings:?}");
    assert!(read(HEAD).config.is_none() && read(&format!("{HEAD}spec: {{}}\n")).findings.is_empty());
}
