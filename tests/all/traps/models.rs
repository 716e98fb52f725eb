//! Programs whose every shape is looked at: small ones that use each construct, and the systems under
//! `rules/` in all their environments.

use crate::support::source::model;
use larum::model::Model;
use std::fs;
use std::path::Path;

/// A program for each way to escalate: with and without windows, maintenance, kept alerts, fleets,
/// objectives, dependencies, external labels.
pub fn crafted() -> Vec<Model> {
    let frame = r#"
prometheus { external_labels { cluster = "eu" } }
channel a = pagerduty { routing_key_file "/a" }
channel b = slack { channel "b" api_url_file "/b" }
channel c = webhook { url "http://c/" }
window office { mon..fri 09:00..17:00 in "Europe/Berlin" }
window nights { 22:00..06:00 in "America/New_York" }
window holidays { 12-24..01-02 }
metrics { gauge up labels (job, instance) }
service db { owner "x" }
service shop { owner "y" depends_on db }
fleet game { owner "z" members combat, guild label system depends_on shop }
watchdog every 1m notify c
"#;
    let policies = [
        "notify a",
        "notify a, b  after 15m notify c",
        "notify b during office  notify a outside office  after 15m notify c  after 1h notify a, b, c",
        "notify b  after 15m notify a during office  notify c during nights  notify b during holidays  repeat every 1h",
        "notify a during nights  after 10m notify a  group_by \"...\"",
        "notify c  after 5m notify c  group_by severity  group_wait 10m  group_interval 1h",
    ];
    let maintenances = [
        "",
        "maintenance patch { first sunday 02:00..04:00 mutes warning }",
        "maintenance patch { sat, sun mutes warning on shop  mutes all on game }\nmaintenance year { 01-01 mutes all }",
    ];
    let mut found = Vec::new();
    for policy in policies {
        for maintenance in maintenances {
            let text = format!(
                r#"{frame}{maintenance}
escalation it {{ {policy} }}
severity critical {{ escalate it }}
severity warning {{ notify b }}
alert DbDown on db {{ critical when up == 0 for 2m }}
alert ShopDown on shop {{ measure up  warning when < 5 for 5m  critical when < 1 until > 3 for 2m }}
alert ShopSlow on shop {{ measure up  warning when > 5 for 5m  critical when > 10 for 2m keep_firing_for 5m labels {{ pod = "{{{{ $labels.instance }}}}" }} }}
alert Ticks on game {{ measure sum(rate(ticks_total[5m]))  warning when < 1 for 5m  critical when missing for 10m }}
alert Free {{ warning when up == 1 escalate it }}
slo availability on shop {{ objective 99.9% over 30d bad errors_total total requests_total page critical ticket warning }}
inhibit DbDown mutes ShopSlow, {{severity="warning", service="game"}} sharing (instance)
"#
            );
            found.push(model("crafted", &text, None));
        }
    }
    found
}

/// The systems under `rules/`, in each environment.
pub fn systems() -> Vec<Model> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut folders: Vec<_> =
        fs::read_dir(&root).expect("rules/ is there").map(|entry| entry.expect("readable").path()).collect();
    folders.sort();
    let mut found = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "larum"));
        files.sort();
        let text: String =
            files.iter().map(|path| fs::read_to_string(path).expect("readable") + "\n").collect();
        let environments =
            [None].into_iter().chain(crate::support::source::environments_of(&text).into_iter().map(Some));
        found.extend(environments.map(|environment| model(&name, &text, environment.as_deref())));
    }
    assert!(found.len() >= 10, "{} systems and environments", found.len());
    found
}
