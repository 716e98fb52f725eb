//! What Alertmanager and Prometheus accept, and what then does something else than it seems to say.
//! Each such trap is either impossible to produce, which is proved over random programs, crafted ones
//! and the systems under `rules/`, or it has a diagnostic, which is shown at its very token.
//!
//! | trap | |
//! |---|---|
//! | intervals are not inherited by child routes | `impossible::routes::intervals_are_repeated_where_people_are_told` |
//! | outside its active interval a route swallows the alert | `escalations::times_at_which_nobody_is_told` |
//! | siblings with the same matchers and receiver | `impossible::routes::no_two_routes_share_their_memory` |
//! | an end is never told while muted or inhibited | `incidents::*` |
//! | ranges do not wrap | `impossible::texts::ranges_run_forwards` |
//! | an `equal` label that neither side has | `impossible::texts::generated_inhibitions_compare_known_labels`, `inhibitions::labels_that_a_side_cannot_carry` |
//! | templated labels before Prometheus 3.11 | `restarts::templated_labels` |
//! | `for` between 3 and 10 minutes | `larum explain`; `restarts::short_steps` |
//! | slack, email, wechat and rocketchat are silent about the end | `incidents::channels_that_say_nothing_of_the_end_are_listed` |
//! | an own `http_config` replaces the global one | `channels::an_http_config_that_hides_the_global_one` |
//! | group keys change | `impossible::routes::group_keys_stay_as_the_program_grows` |
//! | what a resource of Kubernetes cannot say | with the targets |
//! | matchers in one form | `impossible::texts::matchers_are_read_alike_in_all_modes` |
//! | months 0 and 13, the 30th of February | `impossible::texts::ranges_run_forwards`, `escalations::times_that_never_come` |
//! | local steps and a remote policy | `escalations::pages_of_two_escalations` |
//! | `repeat_interval` that is rounded or forgotten | `escalations::repeats_that_come_at_another_time` |
//! | escalation by a long `group_wait` | `impossible::routes::later_steps_are_groups_of_their_own`, `escalations::groups_that_wait` |
//! | `team!="x"` means alerts without a team | `inhibitions::matchers_that_mean_more` |
//! | a regex that is taken for a search | `inhibitions::sides_without_an_alert` |
//! | `send_resolved: false` to a paging service | `incidents::a_paging_channel_that_is_never_told_of_the_end` |
//! | `group_interval` of 5 s | `escalations::groups_that_are_looked_at_too_often` |
//! | a route that earlier ones shadow together, contradictory matchers | `impossible::routes::every_route_is_reached` |
//! | source and target of an inhibition overlap | `inhibitions::sides_that_are_the_same` |
//! | webhook `timeout` longer than `group_interval` | `channels::a_timeout_that_is_never_reached` |
//! | `continue` to the same receiver | `impossible::routes::nobody_is_told_twice`, `escalations::a_channel_named_twice` |
//! | `group_by ["..."]` to a paging service | `incidents::an_incident_for_each_series` |
//! | a step changes or drops a label | `impossible::steps::later_steps_only_add_a_label` |
//! | a step is not routed, or folds into the one before | `impossible::routes::every_route_is_reached`, `impossible::routes::nobody_is_told_twice` |
//! | `keep_firing_for` never escalates | `impossible::steps::kept_alerts_escalate_by_themselves` |
//! | a step's `for` is not restored | `restarts::short_steps` |
//! | a step's delay below an evaluation or `group_wait` | `escalations::steps_that_come_together` |
//! | a rule lacks the label that its policy routes on | `impossible::steps::every_alert_carries_what_routes_hang_on` |

mod channels;
mod escalations;
mod impossible;
mod incidents;
mod inhibitions;
mod label_traps;
mod models;
mod restarts;
mod rules;

use crate::support::source::Checked;

/// What stands in every program of these tests, and is used by `END`.
const CHANNELS: &str = r##"
channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pd" }
channel team   = slack { channel "#ops" api_url_file "/etc/alertmanager/slack" }
severity page  { notify oncall }
severity high  { notify team }
alert Used { page when up == 1 for 15m  high when up == 1 for 15m }
metrics { gauge up labels (job, instance) }
"##;

/// The findings of a program with `CHANNELS` in it.
fn checked(program: &str) -> Vec<(&'static str, String)> {
    let text = format!("{program}{CHANNELS}");
    let found = Checked::new("traps.larum", &text).findings;
    let token = |span: larum::text::Span| text[span.start as usize..span.end as usize].to_owned();
    found.iter().map(|finding| (finding.code.name, token(finding.primary.span))).collect()
}

/// The program has this one finding, at this token.
#[track_caller]
fn finds(program: &str, code: &str, token: &str) {
    assert_eq!(checked(program), [(code, token.to_owned())], "{program}");
}

/// The message of the program's one finding.
#[track_caller]
fn message(program: &str) -> String {
    let found = Checked::new("traps.larum", &format!("{program}{CHANNELS}")).findings;
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].message.clone()
}

/// Nothing is to be said of the program, not even a note.
#[track_caller]
fn clean(program: &str) {
    assert_eq!(checked(program), [], "{program}");
}
