//! `larum graph`: what is drawn is all there, is the same each time, and no name breaks out of it.

mod drawn;
mod example;

pub use drawn::read;
mod flow;

use crate::support::command::Project;

/// A small program with something of everything.
pub const SHOP: &str = r##"
channel oncall   = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
channel managers = pagerduty { routing_key_file "/etc/alertmanager/managers" }
channel team     = slack     { channel "#shop"  api_url_file "/etc/alertmanager/slack" }
channel deadmans = webhook   { url_file "/etc/alertmanager/deadmans" }

window office-hours { mon..fri 09:00..17:00 in "Europe/Berlin"  except 12-24..12-26 }
maintenance patch-day { first sunday 02:00..04:00 in "UTC"  mutes warning }

escalation immediate {
  notify oncall, team
  after 15m notify oncall outside office-hours
  after 1h  notify managers
  repeat every 2h
}
escalation chat { notify team during office-hours }
severity critical { escalate immediate }
severity warning  { escalate chat }

service postgres { owner "platform"  select { job = "postgres" }  down PostgresDown }
service shop     { owner "web"       select { job = "shop" }      depends_on postgres }

alert PostgresDown on postgres {
  critical when up == 0 for 1m
  summary  "postgres on ${instance} does not answer"
}
alert ErrorRate on shop {
  measure  rate(http_requests_total{status=~"5.."}) / rate(http_requests_total) over 5m by (handler)
  warning  when > 1% for 10m
  critical when > 5% for 2m
  summary  "${handler}: ${value} of requests fail"
}
inhibit PostgresDown mutes ErrorRate
watchdog every 1m notify deadmans
"##;

/// What `larum graph ARGUMENTS` prints for `SHOP`.
#[track_caller]
pub fn drawn(arguments: &[&str]) -> String {
    let project = Project::of(&[("shop.larum", SHOP)]);
    let ran = project.larum(&[&["graph"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    ran.stdout
}
