//! Text that is no configuration, or was one: there are findings, each at a place of it, and no panic.

use super::import;
use crate::support::dice::Dice;
use larum::import::Notation;

const WHOLE: &str = r#"global: &g {smtp_smarthost: "m:25", slack_api_url: http://s/}
route:
  receiver: r
  routes:
  - matchers: [ 'severity="critical"', "te\u0061m=~\"a|b\"" ]
    mute_time_intervals: [nights]
  - match: {a: b}
    group_by: &l [alertname]
inhibit_rules: [{source_matchers: [a=b], equal: *l}]
time_intervals:
- name: nights
  time_intervals: [{times: [{start_time: "00:00", end_time: '06:00'}], weekdays: ['monday:friday']}]
receivers:
- name: r
  slack_configs:
  - title: |
      {{ .Status }}
    text: >-
      folded {{ range .Alerts }}x
      {{ end }}
  webhook_configs: [{url: 'http://{{ .Status }}/', timeout: 5s}]
"#;

const PIECES: [&str; 22] = [
    "{", "}", "[", "]", ":", "- ", "\n", "\n  ", "'", "\"", "&a ", "*a", "<<: ", "!!int ", "null", "é", "\\",
    "|", "#", "{{", "\t", "---\n",
];

#[test]
fn nothing_that_is_damaged_panics() {
    assert!(
        !import(WHOLE, Notation::Fallback).is_refused(),
        "{:#?}",
        import(WHOLE, Notation::Fallback).findings
    );
    let mut dice = Dice::new();
    let ends: Vec<usize> = WHOLE.char_indices().map(|(at, _)| at).collect();
    for round in 0..2500 {
        let mut text = WHOLE.to_owned();
        for _ in 0..dice.number(1, 3) {
            let at = *dice.one_of(&ends);
            let Some((before, after)) = text.split_at_checked(at) else { continue };
            let rest: String = after.chars().skip(dice.number(0, 6)).collect();
            let piece = if dice.chance(70) { *dice.one_of(&PIECES) } else { "" };
            text = format!("{before}{piece}{rest}");
        }
        if round % 10 == 0 {
            text.truncate(text.char_indices().nth(dice.number(0, 400)).map_or(0, |(at, _)| at));
        }
        for finding in import(&text, Notation::Fallback).findings.iter() {
            for span in finding.causes.iter().map(|cause| cause.span).chain([finding.primary.span]) {
                assert!(
                    text.get(span.start as usize..span.end as usize).is_some(),
                    "{finding:#?} in\n{text}"
                );
            }
        }
    }
}

/// Neither depth nor breadth nor aliases make it slow.
#[test]
fn big_and_deep_files_end() {
    let deep = format!("route: {}{}", "{routes: [".repeat(5000), "]}".repeat(5000));
    assert!(import(&deep, Notation::Fallback).is_refused());
    let nested =
        (0..100).fold("{receiver: r}".to_owned(), |inner, _| format!("{{receiver: r, routes: [{inner}]}}"));
    let config = import(&format!("route: {nested}\nreceivers: [{{name: r}}]"), Notation::Fallback).config;
    assert!(config.is_some());
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (this, last) in ('b'..='j').zip('a'..='i') {
        bomb += &format!(
            "{this}: &{this} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]\n"
        );
    }
    assert!(import(&bomb, Notation::Fallback).is_refused());
    let wide = (0..20_000).map(|index| format!("  - matchers: [a{index}=b]\n")).collect::<String>();
    let text = format!("route:\n  receiver: r\n  routes:\n{wide}receivers: [{{name: r}}]\n");
    let wide = import(&text, Notation::Fallback).config.expect("a good file");
    assert_eq!(wide.route.routes.len(), 20_000);
}
