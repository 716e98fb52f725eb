//! Steps, windows and repetitions that do not do what they seem to say.

use super::{clean, finds, message};

/// An escalation of a `critical` alert, and windows for it.
fn critical(escalation: &str) -> String {
    used_by("critical", escalation)
}

fn used_by(severity: &str, escalation: &str) -> String {
    format!(
        r#"escalation it {{ {escalation} }}
severity {severity} {{ escalate it }}
alert Down {{ {severity} when up == 0 for 10m }}
window office {{ mon..fri 09:00..17:00 in "Europe/Berlin" }}
window days   {{ mon..fri 08:00..20:00 in "Europe/Berlin" }}
window nights {{ 20:00..08:00 in "Europe/Berlin" }}
window ending {{ mon..sun 00:00..08:00 in "UTC" }}
window first  {{ days 1..7 }}
window soon   {{ years 2026..2027 }}
escalation all-windows {{
  notify team during office   notify team outside days   notify team during nights
  notify team during ending   notify team during first   notify team during soon
}}
"#
    )
    // Windows must be used somewhere; this use is not looked at, for nobody escalates by it.
    + "service unused { owner \"nobody\" escalate all-windows }\n"
}

#[test]
fn times_at_which_nobody_is_told() {
    let day = critical("notify team during office");
    finds(&day, "escalation/gap", "office");
    assert_eq!(
        message(&day),
        "`it` tells nobody: Mon–Fri 00:00–09:00 and 17:00–24:00, Sat–Sun (Europe/Berlin)"
    );
    // No later step helps that speaks at the same times only.
    finds(
        &critical("notify team during office  after 20m notify team during days"),
        "escalation/gap",
        "office",
    );
    clean(&critical("notify team during office  notify team outside office"));
    clean(&critical("notify team during office  after 20m notify team"));
    // What can wait may wait for one window; where two hand over to each other, a gap is a slip.
    clean(&used_by("info", "notify team during office"));
    let slip = used_by("info", "notify team during days  notify team during nights");
    finds(&slip, "escalation/gap", "days");
    assert_eq!(message(&slip), "`it` tells nobody: Sat–Sun 08:00–20:00 (Europe/Berlin)");
    // Days of the month are no days of the week.
    let month = critical("notify team during first");
    assert_eq!(message(&month), "`it` tells nobody: for example on 8 January at 00:00 (UTC)");
    // What depends on the year is not judged.
    clean(&critical("notify team during soon"));
}

#[test]
fn times_that_never_come() {
    finds(&critical("notify team").replace("days 1..7", "months 13"), "window/no-such-date", "13");
    finds(&critical("notify team").replace("days 1..7", "02-30"), "window/no-such-date", "02-30");
}

#[test]
fn a_channel_named_twice() {
    finds(&critical("notify oncall, team  notify team outside nights"), "escalation/told-twice", "team");
    finds(
        &critical("notify team during days  notify team during office  notify team outside days"),
        "escalation/told-twice",
        "team",
    );
    clean(&critical("notify team during days  notify team outside days"));
    // A later step may tell the same people once more.
    clean(&critical("notify team  after 20m notify team"));
}

#[test]
fn pages_of_two_escalations() {
    let rota = |kind: &str, steps: &str| {
        critical(steps)
            + &format!(
                "channel rota = opsgenie {{ api_key_file \"/k\"  responders [{{ type \"{kind}\" name \"a\" }}] }}\n"
            )
    };
    finds(&rota("escalation", "notify rota  after 20m notify oncall"), "escalation/pages-twice", "oncall");
    finds(
        &rota("escalation", "notify team  after 20m notify rota  after 1h notify rota"),
        "escalation/pages-twice",
        "rota",
    );
    clean(&rota("escalation", "notify rota  after 20m notify team"));
    clean(&rota("escalation", "notify team  after 20m notify rota"));
    clean(&rota("team", "notify rota  after 20m notify oncall"));
}

#[test]
fn repeats_that_come_at_another_time() {
    let odd = critical("notify team  repeat every 7m");
    finds(&odd, "escalation/repeat", "7m");
    assert_eq!(message(&odd), "it is told again every 10m, not every 7m");
    assert_eq!(message(&critical("notify team  repeat every 1m")), "it is told again every 5m, not every 1m");
    finds(&critical("notify team  group_interval 45m"), "escalation/repeat", "45m");
    assert_eq!(message(&critical("notify team  repeat every 7d")), "after 5d it is told again, not after 1w");
    clean(&critical("notify team  repeat every 5d"));
    clean(&critical("notify team  repeat every 20m  group_interval 10m"));
    finds("alertmanager { repeat_interval 3h group_interval 7m }\n", "escalation/repeat", "3h");
    clean("alertmanager { repeat_interval 3h group_interval 10m }\n");
}

#[test]
fn groups_that_wait() {
    finds(&critical("notify team  group_wait 30m"), "escalation/group-wait", "30m");
    finds("alertmanager { group_wait 6m }\n", "escalation/group-wait", "6m");
    clean(&critical("notify team  group_wait 10m  group_interval 1h"));
}

#[test]
fn groups_that_are_looked_at_too_often() {
    finds(&critical("notify team  group_interval 5s"), "escalation/group-interval", "5s");
    finds("alertmanager { group_interval 10s }\n", "escalation/group-interval", "10s");
    finds("watchdog every 10s notify team\n", "escalation/group-interval", "10s");
    clean(&critical("notify team  group_wait 10s  group_interval 30s"));
}

#[test]
fn steps_that_come_together() {
    finds(&critical("notify team  after 20s notify oncall"), "escalation/together", "20s");
    finds(
        &critical("notify team  after 20m notify oncall  after 20m30s notify team"),
        "escalation/together",
        "20m30s",
    );
    finds(&critical("notify team  group_wait 4m  after 3m notify oncall"), "escalation/together", "3m");
    // An alert that is looked at once an hour has both steps due at once.
    let hourly = critical("notify team  after 20m notify oncall").replace("for 10m", "for 10m interval 1h");
    finds(&hourly, "escalation/together", "20m");
    clean(&critical("notify team  after 1m notify oncall"));
}
