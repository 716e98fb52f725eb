//! A step with several channels tells each of them once; of the end hear those that want to.

use super::{FIRST, SECOND, perform};

#[test]
fn all_channels_of_a_step_are_told_and_those_that_want_to_hear_of_the_end() {
    let mut stage = perform(
        "several channels in a step",
        r#"
channel chat  = webhook { url "http://127.0.0.1:PORT/chat" }
channel pager = webhook { url "http://127.0.0.1:PORT/pager"  send_resolved false }
window always { 00:00..24:00 in "UTC" }
escalation wide {
  notify oncall, pager
  notify chat during always
  after 15s notify lead, pager
}
severity high { rank 20  escalate wide }
alert Load { high when load > 5 for 2s  summary "a load of ${value}" }
"#,
    );
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load", "pager firing Load", "chat firing Load"]);
    stage.expect(breach, SECOND, &["lead firing Load/2", "pager firing Load/2"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "chat resolved Load", "lead resolved Load/2"]);
    stage.quiet_for(6.0);
}
