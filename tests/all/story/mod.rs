//! The stories that `larum simulate` and `larum backtest` tell.

mod backtest;
mod history;
mod native;
mod secured;
mod set;
mod simulate;
mod warm_up;

use serde_json::Value;

/// Two alerts, an escalation with two steps, and external labels.
const PROGRAM: &str = r##"
prometheus { scrape_interval 30s  evaluation_interval 30s  external_labels { cluster = "prod" } }
channel oncall   = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
channel managers = pagerduty { routing_key_file "/etc/alertmanager/managers" }
channel team     = slack     { channel "#shop"  api_url_file "/etc/alertmanager/slack" }
escalation page { notify oncall, team  after 15m notify managers  repeat every 2h }
severity critical { escalate page }
severity warning  { notify team }
service shop { owner "web"  select { job = "shop" }  runbook "https://runbooks.example.com/#${alert}" }

alert ErrorRate on shop {
  measure  rate(http_requests_total{status=~"5.."}) / rate(http_requests_total) over 5m by (handler)
  warning  when > 1% for 10m
  critical when > 5% until < 3% for 2m
  summary  "${handler}: ${value} of requests fail (limit ${threshold})"
}
alert ShopDown on shop {
  critical when up == 0 for 1m
  summary  "the shop on ${instance} is down"
}
"##;

/// How often each level fired and what it sent, and the messages of each channel: what a threshold is judged by.
fn counted(story: &str) -> (Vec<Value>, Value) {
    let story: Value = serde_json::from_str(story).unwrap_or_else(|error| panic!("{error}: {story}"));
    (story["levels"].as_array().expect("levels").clone(), story["channels"].clone())
}
