//! Times of day: a window has another channel on either side of its edge, and a maintenance quiets what it
//! names until it is over.

use super::{ESCALATION, FIRST, THIRD, perform_with};
use crate::support::live::{Moment, Stage};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Unit};
use std::time::Duration;

/// A full minute that is at least so many seconds away.
struct Edge(Timestamp);

impl Edge {
    fn after(seconds: i64) -> Edge {
        let earliest = Timestamp::now() + SignedDuration::from_secs(seconds);
        let minute = earliest.round(Unit::Minute).expect("a time of our age");
        Edge(if minute < earliest { minute + 1.minute() } else { minute })
    }

    /// The two hours before it.
    fn two_hours_before(&self) -> String {
        times(self.0 - SignedDuration::from_hours(2), self.0)
    }

    /// The minute after it.
    fn minute_after(&self) -> String {
        times(self.0, self.0 + 1.minute())
    }

    /// When it is, on the clock of a scenario.
    fn moment(&self, stage: &Stage) -> Moment {
        stage.timeline.now() + self.0.duration_since(Timestamp::now()).as_secs_f64()
    }
}

/// Times of day in UTC: `21:00..23:00`.
fn times(from: Timestamp, to: Timestamp) -> String {
    let time = |at: Timestamp| at.to_zoned(TimeZone::UTC).strftime("%H:%M").to_string();
    let end = match time(to) {
        midnight if midnight == "00:00" => "24:00".to_owned(),
        end => end,
    };
    format!("{}..{end}", time(from))
}

#[test]
fn a_window_has_its_own_channel_on_either_side_of_its_edge() {
    let edge = Edge::after(50);
    let program = r#"
window early { EARLY in "UTC" }
channel day   = webhook { url "http://127.0.0.1:PORT/day" }
channel night = webhook { url "http://127.0.0.1:PORT/night" }
escalation by-time {
  notify day during early
  notify night outside early
  after 1h notify managers
}
severity warning { escalate by-time }
alert Load   { warning when load > 5 for 2s    summary "a load of ${value}" }
alert Errors { warning when errors > 5 for 2s  summary "${value} errors" }
"#;
    let program = [ESCALATION, &program.replace("EARLY", &edge.two_hours_before())].concat();
    let mut stage = perform_with("a window's edge", &program, 1);
    let edge = edge.moment(&stage);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["day firing Load"]);
    stage.quiet_until(edge);
    // Who comes on is told what goes on: at the group's next interval, 5 s.
    stage.expect(edge, 0.0, &["night firing Load"]);
    let breach = stage.set("errors", 7.0);
    stage.expect(breach, FIRST, &["night firing Errors"]);
    // Only those whose time it is hear of the end: the day's channel stays with what it was told.
    stage.set("load", 1.0);
    let end = stage.set("errors", 1.0);
    stage.expect(end, 0.0, &["night resolved Errors", "night resolved Load"]);
    stage.quiet_for(6.0);
}

/// A step outside its window is not lost: it is told when the window begins, if it is still due.
#[test]
fn a_step_waits_for_its_window() {
    let edge = Edge::after(50);
    let program = r#"
window early { EARLY in "UTC" }
escalation patient {
  notify oncall
  after 15s notify lead outside early
}
severity high { escalate patient }
alert Load { high when load > 5 for 2s  summary "a load of ${value}" }
"#;
    let program = [ESCALATION, &program.replace("EARLY", &edge.two_hours_before())].concat();
    let mut stage = perform_with("a step outside its window", &program, 1);
    let edge = edge.moment(&stage);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.quiet_until(edge);
    stage.expect(edge, 0.0, &["lead firing Load/2"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "lead resolved Load/2"]);
    stage.quiet_for(6.0);
}

#[test]
fn a_maintenance_quiets_what_it_names_until_it_is_over() {
    let edge = Edge::after(70);
    let program = r#"
channel team = webhook { url "http://127.0.0.1:PORT/team" }
severity warning { notify team }
service shop { select { job = "shop" } }
service mail { select { job = "mail" } }
maintenance move { EARLY in "UTC"  mutes warning on shop }
alert ShopSlow on shop { warning  when delay > 5 for 2s   summary "${value} late" }
alert MailSlow on mail { warning  when delay > 5 for 2s   summary "${value} late" }
alert ShopDown on shop { critical when errors > 5 for 2s  summary "${value} errors" }
"#;
    let program = [ESCALATION, &program.replace("EARLY", &edge.two_hours_before())].concat();
    let mut stage = perform_with("a maintenance", &program, 1);
    let edge = edge.moment(&stage);
    stage.set(r#"delay{job="shop"}"#, 9.0);
    let breach = stage.set(r#"delay{job="mail"}"#, 9.0);
    stage.expect(breach, FIRST, &["team firing MailSlow"]);
    let breach = stage.set(r#"errors{job="shop"}"#, 9.0);
    stage.expect(breach, FIRST, &["oncall firing ShopDown"]);
    let end = stage.set(r#"errors{job="shop"}"#, 0.0);
    stage.expect(end, 0.0, &["oncall resolved ShopDown"]);
    stage.quiet_until(edge);
    stage.expect(edge, 0.0, &["team firing ShopSlow"]);
    stage.quiet_until(breach + THIRD);
}

/// Alertmanager keeps an end to itself that comes during a maintenance. Prometheus repeats it for 15 minutes: so
/// it is told when the maintenance is over by then.
#[test]
fn an_end_in_a_short_maintenance_is_told_when_that_is_over() {
    let edge = Edge::after(50);
    let program = r#"
maintenance short { EARLY in "UTC"  mutes all }
alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }
"#;
    let program = [ESCALATION, &program.replace("EARLY", &edge.minute_after())].concat();
    let mut stage = perform_with("an end in a maintenance", &program, 1);
    let edge = edge.moment(&stage);
    stage.quiet_until(Moment(edge.0.saturating_sub(Duration::from_secs(16))));
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.quiet_until(edge + 1.0);
    stage.set("load", 1.0);
    stage.quiet_until(edge + 60.0);
    // Prometheus sends it every 8 s.
    stage.expect_within(edge + 60.0, 0.0, 19.0, &["oncall resolved Load"]);
    stage.quiet_for(6.0);
}
