//! AlertmanagerConfig: in the shape of its CRD, and with the same people told of each alert once the
//! operator has merged it.

use super::operator::{SYSTEMS, build, objects, project, yaml};
use super::{merge, schema};
use crate::support::command::Project;
use crate::support::tools::{amtool_check_config, amtool_receivers};
use larum::import::{Alertmanager, Notation, alertmanager_config};
use larum::reach::concrete::visits;
use larum::text::FileId;
use larum::yaml::Dialect;
use rayon::prelude::*;
use regex::Regex;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// `larum.toml` for a program whose secrets all lie in one Secret.
fn settings(folder: &Path, strategy: &str) -> String {
    let path = Regex::new("/etc/alertmanager/[a-z/-]+").expect("a right pattern");
    let entries = fs::read_dir(folder).expect("there is a program");
    let paths = entries.map(|entry| entry.expect("readable").path()).filter(|path| path.is_file());
    let text: String = paths.map(|path| fs::read_to_string(path).expect("readable")).collect();
    let secrets: BTreeSet<&str> = path.find_iter(&text).map(|found| found.as_str()).collect();
    let secret =
        |path: &&str| format!("\"{path}\" = \"alerting/{}\"\n", path.rsplit('/').next().unwrap_or(""));
    format!(
        "[target.operator]\nnamespace = \"shop\"\nalertmanager = \"config\"\nmatcher_strategy = \"{strategy}\"\n\
         [target.operator.secrets]\n{}",
        secrets.iter().map(secret).collect::<String>()
    )
}

fn system(name: &str, strategy: &str) -> Project {
    let project = project("");
    project.write("larum.toml", settings(&project.path("rules").join(name), strategy));
    // The settings are looked for in the program's folder and above: not beside the link.
    let copy = project.path(name);
    fs::create_dir(&copy).expect("a folder");
    for entry in fs::read_dir(project.path("rules").join(name)).expect("there is a program") {
        let path = entry.expect("readable").path();
        if path.is_file() {
            fs::copy(&path, copy.join(path.file_name().expect("a file has a name"))).expect("copied");
        }
    }
    project
}

/// The labels of each alert, as far as its rule sets them; with `namespace` where the operator asks for it.
fn alerts(project: &Project) -> BTreeSet<Vec<(String, String)>> {
    let rules = objects(project).into_iter().flat_map(|(_, object)| {
        let groups = object["spec"]["groups"].as_sequence().expect("groups").clone();
        groups.into_iter().flat_map(|group| group["rules"].as_sequence().expect("rules").clone())
    });
    let labels = |rule: Value| {
        let name = rule["alert"].as_str()?.to_owned();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let own = rule["labels"].as_mapping().into_iter().flatten();
        let mut labels: Vec<_> = own.map(|(key, value)| (text(key), text(value))).collect();
        labels.push(("alertname".to_owned(), name));
        Some(labels)
    };
    rules.filter_map(labels).collect()
}

/// Builds the object, holds it against the CRD and compares who is told before and after the merge.
fn same_people_are_told(project: &Project, program: &str, kind: &'static str, enforced: bool) {
    build(project, &[program, "--target", "operator"]);
    let object = yaml(&project.read("out/alertmanager.yml"));
    assert_eq!(object["kind"], "AlertmanagerConfig");
    assert_eq!(schema::faults(kind, &object["spec"]), [""; 0], "{program}");
    check_routes(kind, &object["spec"]["route"]);
    project.write("merged.yml", merge::merged(&object, enforced).to_string());
    let merged = project.path("merged.yml");
    amtool_check_config(&merged, true).expect_ok(&merged);
    let alerts = alerts(project);
    assert!(!alerts.is_empty(), "{program} has alerts");
    assert_eq!(project.larum(&["build", program, "-o", "plain"]).code, 0);
    let prefix = format!("shop/{}/", object["metadata"]["name"].as_str().expect("a name"));
    // Many alerts share all that routes look at.
    let routed = |labels: &[(String, String)]| -> Vec<(String, String)> {
        let routes = ["severity", "service", "escalation_policy", "escalation", "namespace"];
        let watchdog = |(name, value): &(String, String)| name == "alertname" && value == "Watchdog";
        labels.iter().filter(|label| routes.contains(&label.0.as_str()) || watchdog(label)).cloned().collect()
    };
    let mut kinds: BTreeSet<_> = alerts.iter().map(|labels| routed(labels)).collect();
    if enforced {
        // Where the rule does not set it, the series of this namespace carry it.
        let carries = |labels: &Vec<(String, String)>| labels.iter().any(|(name, _)| name == "namespace");
        let namespace = ("namespace".to_owned(), "shop".to_owned());
        let with = |labels: Vec<_>| {
            if carries(&labels) { labels } else { [labels, vec![namespace.clone()]].concat() }
        };
        kinds = kinds.into_iter().map(with).collect();
    }
    let imported = imported(&project.read("out/alertmanager.yml"));
    kinds.par_iter().for_each(|labels| {
        let read: Vec<(&str, &str)> =
            labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let config = imported.config();
        let visits = visits(&config, &read).expect("good regexes");
        let read: Vec<&str> = visits.iter().map(|visit| visit.settings.receiver.value).collect();
        let labels: Vec<(&str, String)> =
            labels.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let before = amtool_receivers(&project.path("plain/alertmanager.yml"), &labels);
        assert_eq!(read, before, "{program}: {labels:?} by the object alone");
        let mut expected: Vec<String> = before.iter().map(|name| format!("{prefix}{name}")).collect();
        expected.push("null".to_owned());
        assert_eq!(amtool_receivers(&merged, &labels), expected, "{program}: {labels:?}");
    });
}

/// The object, read again.
fn imported(text: &str) -> Alertmanager {
    let stream = larum::yaml::read(text, FileId(0), Dialect::V2);
    let import = alertmanager_config(&stream.documents[0], Notation::Fallback);
    assert!(stream.findings.is_empty() && import.findings.is_empty(), "{:#?}", import.findings);
    import.config.expect("an object with a route")
}

/// The CRD has no schema for child routes, but the operator reads them as routes.
fn check_routes(kind: &'static str, route: &Value) {
    assert_eq!(schema::faults("v1alpha1.Route", route), [""; 0], "{kind}");
}

#[test]
fn systems_tell_the_same_people_through_an_alertmanager_config() {
    let representable = SYSTEMS.iter().filter(|name| **name != "zev-mud").collect::<Vec<_>>();
    assert_eq!(representable.len(), 4);
    representable.par_iter().enumerate().for_each(|(index, name)| {
        let project = system(name, "None");
        let kind = ["v1alpha1.AlertmanagerConfigSpec", "v1beta1.AlertmanagerConfigSpec"][index % 2];
        let settings = project.read("larum.toml");
        let version = kind.split('.').next().expect("a version");
        let with = settings.replace("namespace =", &format!("api_version = \"{version}\"\nnamespace ="));
        project.write("larum.toml", with);
        same_people_are_told(&project, name, kind, false);
    });
}

/// Office hours in Los Angeles cannot be told there.
#[test]
fn a_system_with_a_zone_is_refused() {
    let project = system("zev-mud", "None");
    let ran = project.larum(&["build", "zev-mud", "--target", "operator", "-o", "out"]);
    assert_eq!(ran.code, 1);
    let codes: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("target/")).collect();
    assert_eq!(codes, ["target/operator-zone"], "{}", ran.stderr);
    assert!(ran.stderr.contains("notify.larum:14:28"), "{}", ran.stderr);
    assert!(!project.path("out").exists(), "nothing is written");
}

/// Expressions that sum everything up carry no namespace.
#[test]
fn alerts_without_a_namespace_are_refused_where_the_operator_looks_for_it() {
    for name in SYSTEMS {
        let project = system(name, "OnNamespace");
        let ran = project.larum(&["build", name, "--target", "operator", "-o", "out"]);
        assert_eq!(ran.code, 1, "{name}");
        assert!(ran.stderr.contains("target/operator-namespace"), "{name}: {}", ran.stderr);
    }
}

const NAMESPACED: &str = r#"
channel oncall = pagerduty {
  routing_key_file "/etc/alertmanager/secrets/paging/key"
  details          { team = "shop" }
  images           [{ src "http://grafana/x.png"  alt "load"  href "http://grafana/x" }]
  links            [{ href "http://grafana/x"  text "load" }]
  timeout          1m30s
}
channel team   = slack { channel "shop"  actions [{ type "button"  text "look"  url "http://grafana/x" }] }
channel mail   = email { to "ops@example.com"  threading { enabled true  thread_by_date daily } }
channel phone  = pushover { user_key_file "/etc/pushover/user"  token_file "/etc/pushover/token"  retry 1m }
alertmanager {
  global {
    slack_api_url_file "/etc/alertmanager/secrets/chat/slack"
    smtp_from          "alerts@example.com"
    smtp_smarthost     "smtp.example.com:587"
    http_config        { tls_config { ca_file "/etc/alertmanager/secrets/tls/ca" } }
  }
}
window nights { sun..thu 22:00..06:00 }
maintenance patch-day { days -3..-1 02:00..04:00  months 1..6 years 2026..2027  mutes warning }
escalation immediate {
  notify oncall, mail
  notify phone during nights
  after 15m notify team
}
severity critical { escalate immediate  labels { namespace = "shop" } }
severity warning  { notify team }
service shop { owner "web"  labels { namespace = "shop" } }
service db   { owner "data" }
alert ShopDown on shop {
  warning  when max by (pod) (shop_down) > 0 for 10m
  critical when max by (pod) (shop_down) > 1 for 1m
  summary  "${pod} does not answer"
}
alert DatabaseDown on db {
  warning  when max by (namespace) (db_down) > 0 for 5m
  critical when max by (namespace) (db_down) > 1 for 5m
  summary  "the database of ${namespace} does not answer"
}
"#;

#[test]
fn alerts_of_the_namespace_reach_the_same_people() {
    let project = Project::of(&[("program/a.larum", NAMESPACED)]);
    for version in ["v1alpha1", "v1beta1"] {
        project.write(
            "larum.toml",
            format!(
                "[target.operator]\nnamespace = \"shop\"\nalertmanager = \"config\"\napi_version = \"{version}\"\n\
                 [target.operator.secrets]\n\"/etc/pushover/user\" = \"pushover/user\"\n\
                 \"/etc/pushover/token\" = \"pushover/token\"\n"
            ),
        );
        let kind = match version {
            "v1beta1" => "v1beta1.AlertmanagerConfigSpec",
            _ => "v1alpha1.AlertmanagerConfigSpec",
        };
        same_people_are_told(&project, "program", kind, true);
    }
    let object = yaml(&project.read("out/alertmanager.yml"));
    let receiver = &object["spec"]["receivers"][1];
    let tls = yaml("{tlsConfig: {ca: {secret: {name: tls, key: ca}}}}");
    let pagerduty = yaml(
        "{routingKey: {name: paging, key: key}, details: [{key: team, value: shop}],
          pagerDutyImageConfigs: [{src: 'http://grafana/x.png', alt: load, href: 'http://grafana/x'}],
          pagerDutyLinkConfigs: [{href: 'http://grafana/x', alt: load}], timeout: 1m30s}",
    );
    let mut with_http = pagerduty.clone();
    with_http["httpConfig"] = tls;
    assert_eq!(receiver["pagerdutyConfigs"][0], with_http);
    let mail = yaml(
        "{to: ops@example.com, threading: {threadByDate: Daily}, from: alerts@example.com, smarthost: 'smtp.example.com:587'}",
    );
    assert_eq!(receiver["emailConfigs"][0], mail);
}

/// With every integration and every setting that the CRD can have, each of the right type.
#[test]
fn every_setting_is_of_the_crd() {
    let project = Project::of(&[("program/a.larum", include_str!("every_setting.larum"))]);
    project.write("larum.toml", "[target.operator]\nnamespace = \"shop\"\nalertmanager = \"config\"\n");
    build(&project, &["program", "--target", "operator"]);
    let object = yaml(&project.read("out/alertmanager.yml"));
    assert_eq!(schema::faults("v1alpha1.AlertmanagerConfigSpec", &object["spec"]), [""; 0]);
    let receiver = object["spec"]["receivers"][1].as_mapping().expect("a receiver");
    assert_eq!(receiver.len(), 16, "its name and fifteen integrations");
    let count = |kind: &str| receiver[kind][0].as_mapping().expect("settings").len();
    assert_eq!((count("slackConfigs"), count("pagerdutyConfigs")), (23, 15));
}
