//! The Prometheus Operator's objects: in the shape of their CRDs, and with what the real tools accept.

use super::schema;
use crate::support::command::Project;
use crate::support::tools::{amtool_check_config, promtool_check_rule_files};
use rayon::prelude::*;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub const SYSTEMS: [&str; 5] =
    ["hero-foundry", "idle-cultivation", "mmorpg-validation", "unit-system", "zev-mud"];

/// A folder with the repository's `rules/`, and a `larum.toml` above them.
pub fn project(settings: &str) -> Project {
    let project = Project::of(&[("larum.toml", settings), ("program/a.larum", PROGRAM)]);
    std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), project.path("rules"))
        .expect("a link to rules/");
    project
}

const PROGRAM: &str = r#"
channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pagerduty" }
channel team   = slack     { api_url_file "/etc/alertmanager/secrets/chat/slack"  channel "shop" }
escalation immediate {
  notify oncall, team
  after 15m notify team
}
severity critical { escalate immediate }
service Shop_API { owner "web"  select { job = "shop" } }
alert ShopDown on Shop_API {
  critical when up == 0 for 1m
  summary  "${instance} does not answer"
}
"#;

const SETTINGS: &str = r#"
[target.operator]
namespace     = "alerting"
name          = "shop"
labels        = { release = "kube-prometheus-stack" }
config_secret = "alertmanager-shop"

[target.operator.secrets]
"/etc/alertmanager/pagerduty" = "paging/routing-key"
"#;

/// `larum build` into `out`, without a finding of weight.
#[track_caller]
pub fn build(project: &Project, arguments: &[&str]) {
    let ran = project.larum(&[&["build", "-o", "out"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[track_caller]
pub fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// The rule files of `out`, as objects.
pub fn objects(project: &Project) -> Vec<(PathBuf, Value)> {
    let entries = fs::read_dir(project.path("out/rules")).expect("there are rules");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| yaml(&fs::read_to_string(path).expect("readable"));
    paths.iter().map(|path| (path.clone(), read(path))).collect()
}

/// The objects of a system: the rules as the CRD wants them, the Secret with what Alertmanager is given.
fn check_system(system: &str) {
    let project = project("");
    let folder = format!("rules/{system}");
    build(&project, &[&folder, "--target", "operator", "--namespace", "monitoring"]);
    let mut names = BTreeSet::new();
    let mut specs = Vec::new();
    for (path, object) in objects(&project) {
        assert_eq!(object["apiVersion"], "monitoring.coreos.com/v1", "{}", path.display());
        assert_eq!(object["kind"], "PrometheusRule");
        assert_eq!(object["metadata"]["namespace"], "monitoring");
        assert!(names.insert(object["metadata"]["name"].as_str().expect("a name").to_owned()));
        assert_eq!(schema::faults("v1.PrometheusRuleSpec", &object["spec"]), [""; 0]);
        let groups = object["spec"]["groups"].as_sequence().expect("groups");
        let distinct: BTreeSet<_> = groups.iter().map(|group| group["name"].as_str()).collect();
        assert_eq!(distinct.len(), groups.len(), "group names are the keys of a map");
        let spec = project.path(&format!("{}.yml", names.len()));
        fs::write(&spec, serde_yaml::to_string(&object["spec"]).expect("YAML")).expect("written");
        specs.push(spec);
    }
    let verdict = promtool_check_rule_files(&specs);
    assert!(verdict.ok, "{system}: {}", verdict.output);
    let secret = yaml(&project.read("out/alertmanager.yml"));
    assert_eq!((&secret["apiVersion"], &secret["kind"]), (&"v1".into(), &"Secret".into()));
    assert_eq!(secret["metadata"]["name"], "alertmanager-main");
    project.write("config.yml", secret["stringData"]["alertmanager.yaml"].as_str().expect("a text"));
    amtool_check_config(&project.path("config.yml"), true).expect_ok(&project.path("config.yml"));
}

#[test]
fn the_objects_of_every_system_are_what_the_crd_and_the_real_tools_accept() {
    SYSTEMS.par_iter().for_each(|system| check_system(system));
}

#[test]
fn the_secret_holds_the_configuration_as_it_is() {
    let project = project("");
    build(&project, &["program", "--target", "operator", "--namespace", "monitoring"]);
    let secret = yaml(&project.read("out/alertmanager.yml"));
    build(&project, &["program", "--target", "prometheus"]);
    assert_eq!(secret["stringData"]["alertmanager.yaml"], project.read("out/alertmanager.yml"));
}

#[test]
fn larum_toml_tells_names_labels_and_where_secrets_are() {
    let project = project(SETTINGS);
    build(&project, &["program", "--target", "operator"]);
    let (path, rules) = objects(&project).remove(0);
    assert!(path.ends_with("out/rules/Shop_API.yml"));
    let metadata =
        yaml("{name: shop-shop-api, namespace: alerting, labels: {release: kube-prometheus-stack}}");
    assert_eq!(rules["metadata"], metadata);
    let secret = yaml(&project.read("out/alertmanager.yml"));
    assert_eq!(secret["metadata"]["name"], "alertmanager-shop");
    let config = yaml(secret["stringData"]["alertmanager.yaml"].as_str().expect("a text"));
    let step = &config["receivers"][1];
    assert_eq!(step["name"], "immediate/1");
    let paging = &step["pagerduty_configs"][0]["routing_key_file"];
    assert_eq!(paging, "/etc/alertmanager/secrets/paging/routing-key");
    assert_eq!(step["slack_configs"][0]["api_url_file"], "/etc/alertmanager/secrets/chat/slack");
}

#[test]
fn without_a_namespace_or_with_a_misspelt_key_nothing_is_written() {
    let project = project("");
    let ran = project.larum(&["build", "program", "--target", "operator"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("write `namespace = \"monitoring\"` under `[target.operator]`"),
        "{}",
        ran.stderr
    );
    let ran = project.larum(&["build", "program", "--target", "operator", "--namespace", "No_Name"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    project.write("larum.toml", "[target.operator]\nnamespcae = \"a\"\n");
    let ran = project.larum(&["build", "program", "--target", "operator"]);
    assert_eq!(ran.code, 2);
    let words = "larum.toml:2: there is no key `namespcae` here: did you mean `namespace`?";
    assert!(ran.stderr.contains(words), "{}", ran.stderr);
    assert!(!project.path("out").exists());
}

/// The operator refuses a rule file of over half a MiB.
#[test]
fn what_is_too_large_for_one_object_becomes_several() {
    let project = project("");
    let alerts = (0..1200).map(|index| {
        format!(
            "alert A{index} on shop {{ warning when x{index} > 1 for 5m  summary \"{}\" }}\n",
            "x".repeat(300)
        )
    });
    let frame = "channel team = webhook { url \"http://gateway:9087/\" }\nseverity warning { notify team }\n\
                 service shop { owner \"web\" }\n";
    project.write("large/a.larum", format!("{frame}{}", alerts.collect::<String>()));
    build(&project, &["large", "--target", "operator", "--namespace", "monitoring"]);
    let objects = objects(&project);
    let names: Vec<&str> =
        objects.iter().filter_map(|(_, object)| object["metadata"]["name"].as_str()).collect();
    assert_eq!(names, ["large-shop-2", "large-shop"], "in the order of the files' names");
    let mut rules = 0;
    for (path, object) in &objects {
        assert!(fs::metadata(path).expect("it is there").len() < 512 * 1024);
        rules += object["spec"]["groups"].as_sequence().expect("groups").len();
    }
    assert_eq!(rules, 1200);
}
