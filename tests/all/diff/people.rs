//! Who is told now, and was not.

use super::words;
use crate::support::command::Project;

const WHO: &str = r##"
channel team = slack { channel "#shop"  api_url_file "/etc/alertmanager/slack" }
channel sms  = webhook { url_file "/etc/alertmanager/sms" }
window office-hours { mon..fri 09:00..17:00 in "Europe/Berlin" }
escalation page { notify oncall  notify team during office-hours  after 15m notify sms outside office-hours  after 30m notify sms }
severity warning { escalate page }
service shop { owner "platform" }
alert Slow on shop { warning when x > 1 for 1m }
alert Full on shop { warning when y > 1 for 1m }
"##;

/// What is said of who is told when this is changed in the program.
#[track_caller]
fn told(old: &str, new: &str) -> Vec<String> {
    assert!(WHO.contains(old), "{old}");
    let said = words(WHO, &WHO.replace(old, new));
    let lines = said.lines().skip_while(|line| *line != "who is told, and when");
    let lines = lines.take_while(|line| !line.starts_with("alerts that fire")).skip(1);
    lines.filter(|line| line.starts_with("  ")).map(|line| line.trim().to_string()).collect()
}

#[test]
fn minutes_of_the_week_are_told_by_the_clock_of_the_window() {
    assert_eq!(
        told("09:00..17:00", "09:00..18:00"),
        [
            "Slow warning; Full warning",
            "step 1: team (slack) is told now, Mon–Fri 17:00–18:00 Europe/Berlin",
            "step 2: sms (webhook) is told no longer, Mon–Fri 17:00–18:00 Europe/Berlin",
        ]
    );
    assert_eq!(
        told("notify team during office-hours", "notify team"),
        [
            "Slow warning; Full warning",
            "step 1: team (slack) is told now, Mon–Thu 17:00–09:00, Fri 17:00 – Mon 09:00 Europe/Berlin",
        ]
    );
    assert_eq!(
        told("mon..fri 09:00..17:00", "mon..sun 09:00..17:00")[1],
        "step 1: team (slack) is told now, Sat–Sun 09:00–17:00 Europe/Berlin"
    );
    assert_eq!(
        told("mon..fri 09", "tue 20:00..21:00 in \"Europe/Berlin\" mon..fri 08")[1..2],
        ["step 1: team (slack) is told now, Mon–Fri 08:00–09:00, Tue 20:00–21:00 Europe/Berlin"]
    );
}

#[test]
fn who_takes_the_place_of_another_is_told_instead() {
    assert_eq!(
        told("notify team during", "notify sms during")[1],
        "step 1: sms (webhook) instead of team (slack), Mon–Fri 09:00–17:00 Europe/Berlin"
    );
    assert_eq!(
        told("{ notify oncall ", "{ notify sms ")[1],
        "step 1: sms (webhook) instead of oncall (pagerduty)"
    );
}

#[test]
fn steps_come_sooner_later_or_not_at_all() {
    assert_eq!(
        told("after 30m", "after 20m"),
        ["Slow warning; Full warning", "step 3: told at the latest 33m30s → 23m30s after the breach"]
    );
    assert_eq!(told("  after 30m notify sms", "")[1], "step 3: sms (webhook) is told no longer");
    assert_eq!(
        told("y > 1 for 1m", "y > 1 for 10m"),
        [
            "Full warning",
            "step 1: told at the latest 3m30s → 12m30s after the breach",
            "step 2: told at the latest 18m30s → 27m30s after the breach",
            "step 3: told at the latest 33m30s → 42m30s after the breach",
        ]
    );
}

#[test]
fn levels_that_wait_differently_are_told_alike() {
    let old = WHO.replace("y > 1 for 1m", "y > 1 for 10m");
    let said = words(&old, &old.replace("after 30m", "after 20m"));
    assert!(said.contains("  Slow warning; Full warning\n    step 3: told 10m sooner\n"), "{said}");
}

#[test]
fn maintenance_takes_times_away() {
    assert_eq!(
        told(
            "severity warning",
            "maintenance weekly { sun 02:00..04:00 in \"Europe/Berlin\"  mutes warning }\nseverity warning"
        ),
        [
            "Slow warning; Full warning",
            "step 1: oncall (pagerduty) is told no longer, Sun 02:00–04:00 Europe/Berlin",
            "step 2: sms (webhook) is told no longer, Sun 02:00–04:00 Europe/Berlin",
            "step 3: sms (webhook) is told no longer, Sun 02:00–04:00 Europe/Berlin",
        ]
    );
}

#[test]
fn times_that_are_not_the_same_each_week_are_told_by_their_dates() {
    let project = Project::of(&[
        ("old/a.larum", &[super::PEOPLE, WHO].concat()),
        ("new/a.larum", &[super::PEOPLE, &WHO.replace("severity warning", "maintenance holidays { 2026-12-24..2026-12-26 in \"Europe/Berlin\"  mutes all }\nseverity warning")].concat()),
    ]);
    let said = |from: &str| project.larum(&["diff", "old", "new", "--from", from]).stdout;
    let line =
        "    step 3: sms (webhook) is told no longer, 2026-12-24 00:00 – 2026-12-27 00:00 Europe/Berlin\n";
    assert!(said("2026-11-21").contains(line), "{}", said("2026-11-21"));
    assert!(!said("2027-01-01").contains("who is told"), "{}", said("2027-01-01"));
}

#[test]
fn another_name_of_a_channel_tells_the_same_people() {
    let said = words(WHO, &WHO.replace("sms", "texts").replace("/texts\"", "/sms\""));
    assert!(!said.contains("who is told"), "{said}");
}
