//! Incidents that stay open, and too many of them.

use super::{clean, finds, message};
use crate::support::command::Project;

fn day(steps: &str) -> String {
    format!(
        "escalation day {{ {steps} }}\nseverity warning {{ escalate day }}\nalert Slow {{ warning when up == 0 for 15m }}\n\
         window office {{ mon..fri 09:00..17:00 in \"UTC\" }}\n"
    )
}

/// A note: nothing in Alertmanager's configuration helps.
#[test]
fn an_end_outside_the_window() {
    let paged = day("notify team  after 1h notify oncall during office");
    finds(&paged, "escalation/lost-resolve", "office");
    assert_eq!(message(&paged), "what ends outside `office` stays open in `oncall`");
    assert_eq!(
        message(&day("notify team  after 1h notify oncall outside office")),
        "what ends in `office` stays open in `oncall`"
    );
    // A message in a room is nothing that stays open.
    clean(&day("notify oncall  after 1h notify team during office"));
}

#[test]
fn an_end_during_a_maintenance() {
    let maintenance = |what: &str| {
        format!(
            "maintenance monthly {{ first sunday 02:00..04:00 in \"UTC\"  mutes {what} }}\nseverity info {{ notify team }}\n\
             alert Noise {{ info when up == 0 for 15m }}\n"
        )
    };
    finds(&maintenance("info, page"), "escalation/lost-resolve", "monthly");
    clean(&maintenance("info"));
}

#[test]
fn an_end_while_another_alert_mutes() {
    let levels = |clause: &str| {
        format!(
            "severity critical {{ notify oncall }}\nseverity warning {{ notify oncall }}\n\
             alert Hot {{ measure sum(go_goroutines)  warning when > 5 for 15m  critical when > 8 {clause} for 15m }}\n"
        )
    };
    finds(&levels("until < 2"), "escalation/lost-resolve", "warning");
    finds(&levels("keep_firing_for 10m"), "escalation/lost-resolve", "warning");
    // Else the graver level ends first, or both do: then the milder one's end is told.
    clean(&levels(""));
    let services = |severity: &str| {
        format!(
            "service db {{ owner \"a\" }}\nservice shop {{ owner \"b\" depends_on db }}\n\
             alert DbDown on db {{ page when up{{job=\"db\"}} == 0 for 15m }}\n\
             alert ShopSlow on shop {{ {severity} when up{{job=\"shop\"}} == 0 for 15m }}\n"
        )
    };
    finds(&services("page"), "escalation/lost-resolve", "db");
    clean(&services("high"));
}

#[test]
fn a_paging_channel_that_is_never_told_of_the_end() {
    let channel = |kind: &str, key: &str, truth: bool| {
        format!(
            "channel it = {kind} {{ {key} send_resolved {truth} }}\nseverity critical {{ notify it }}\n\
             alert Down {{ critical when up == 0 for 15m }}\n"
        )
    };
    for (kind, key) in [
        ("pagerduty", "routing_key_file \"/k\""),
        ("opsgenie", "api_key_file \"/k\""),
        ("victorops", "api_key_file \"/k\" routing_key \"r\""),
        ("incidentio", "url \"https://host/\" alert_source_token_file \"/k\""),
    ] {
        finds(&channel(kind, key, false), "channel/never-resolves", "false");
        clean(&channel(kind, key, true));
    }
    clean(&channel("webhook", "url_file \"/k\"", false));
}

/// Slack, email, wechat and rocketchat do not, unless they are asked to: `larum explain` names them.
#[test]
fn channels_that_say_nothing_of_the_end_are_named() {
    let program = format!(
        "severity info {{ notify team, oncall }}\nalert Down {{ info when up == 0 for 15m }}\n{}",
        super::CHANNELS
    );
    let ran = Project::of(&[("a.larum", &program)]).larum(&["explain", "Down"]);
    assert!(ran.stdout.contains("its end is told to oncall, not to team"), "{}", ran.stdout);
}

#[test]
fn an_incident_for_each_series() {
    let by = |channel: &str| {
        format!(
            "escalation it {{ notify {channel}  group_by \"...\" }}\nseverity critical {{ escalate it }}\n\
             alert Down {{ critical when up == 0 for 15m }}\n"
        )
    };
    finds(&by("oncall"), "escalation/every-label", "\"...\"");
    clean(&by("team"));
}
