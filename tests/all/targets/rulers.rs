//! Mimir, Thanos Ruler, vmalert: the limits and the differences that their documentation tells, and
//! rules and configurations that the real tools accept.

use super::operator::{SYSTEMS, build, project, yaml};
use crate::support::command::Project;
use crate::support::tools::{amtool_check_config, promtool_check_rule_files};
use rayon::prelude::*;
use regex::Regex;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A system in a folder of its own, for `larum.toml` is looked for above it.
fn system(name: &str, settings: &str) -> Project {
    let project = project(settings);
    fs::create_dir(project.path(name)).expect("a folder");
    for entry in fs::read_dir(project.path("rules").join(name)).expect("there is a program") {
        let path = entry.expect("readable").path();
        if path.is_file() {
            fs::copy(&path, project.path(name).join(path.file_name().expect("a name"))).expect("copied");
        }
    }
    project
}

/// Limits of Mimir, and a variable for each file of secrets of a system.
fn mimir(name: &str, rules: usize, groups: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(name);
    let path = Regex::new("/etc/alertmanager/[a-z/-]+").expect("a right pattern");
    let entries =
        fs::read_dir(folder).expect("there is a program").map(|entry| entry.expect("readable").path());
    let text: String = entries
        .filter(|path| path.is_file())
        .map(|path| fs::read_to_string(path).expect("readable"))
        .collect();
    let paths: BTreeSet<&str> = path.find_iter(&text).map(|found| found.as_str()).collect();
    let variables: String =
        paths.iter().enumerate().map(|(at, path)| format!("\"{path}\" = \"SECRET_{at}\"\n")).collect();
    format!(
        "[target.mimir]\nruler_max_rules_per_rule_group = {rules}\nruler_max_rule_groups_per_tenant = {groups}\n\
         [target.mimir.secrets]\n{variables}"
    )
}

/// The rule files of a folder.
fn rule_files(project: &Project, folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(project.path(folder).join("rules")).expect("there are rules");
    entries.map(|entry| entry.expect("readable").path()).collect()
}

/// The groups of a folder, each with its rules.
fn groups(project: &Project, folder: &str) -> Vec<Value> {
    let read = |path: PathBuf| yaml(&fs::read_to_string(path).expect("readable"));
    let files = rule_files(project, folder).into_iter().map(read);
    files.flat_map(|file| file["groups"].as_sequence().expect("groups").clone()).collect()
}

fn rules(group: &Value) -> &Vec<Value> {
    group["rules"].as_sequence().expect("rules")
}

/// Promtool accepts the groups, without the keys that it does not know.
fn accepted_by_promtool(project: &Project, folder: &str, without: &[&str]) {
    let mut files = Vec::new();
    for (index, path) in rule_files(project, folder).into_iter().enumerate() {
        let mut file = yaml(&fs::read_to_string(path).expect("readable"));
        let entries = file.as_mapping_mut().expect("a mapping");
        without.iter().for_each(|key| drop(entries.remove(*key)));
        for group in file["groups"].as_sequence_mut().expect("groups") {
            let group = group.as_mapping_mut().expect("a group");
            without.iter().for_each(|key| drop(group.remove(*key)));
        }
        let plain = project.path(&format!("plain-{index}.yml"));
        fs::write(&plain, serde_yaml::to_string(&file).expect("YAML")).expect("written");
        files.push(plain);
    }
    let verdict = promtool_check_rule_files(&files);
    assert!(verdict.ok, "{}", verdict.output);
}

/// For each rule, told by all that it says, the name of its group.
fn homes(groups: &[Value]) -> BTreeMap<String, &str> {
    let rule = |rule: &Value| serde_yaml::to_string(rule).expect("YAML");
    groups
        .iter()
        .flat_map(|group| {
            let home = group["name"].as_str().expect("a name");
            rules(group).iter().map(move |one| (rule(one), home))
        })
        .collect()
}

/// Rules of one group of which one reads what the other records stay together.
fn dependent_rules_stay_together(before: &[Value], after: &[Value]) {
    let homes = homes(after);
    let home = |rule: &Value| homes[&serde_yaml::to_string(rule).expect("YAML")];
    let mut pairs = 0;
    for group in before {
        let records = rules(group).iter().filter_map(|rule| Some((rule["record"].as_str()?, rule)));
        for (name, record) in records {
            let whole =
                Regex::new(&format!(r"(^|[^\w:]){}($|[^\w:])", regex::escape(name))).expect("a pattern");
            for reader in
                rules(group).iter().filter(|rule| whole.is_match(rule["expr"].as_str().expect("a text")))
            {
                assert_eq!(home(record), home(reader), "{name}");
                pairs += 1;
            }
        }
    }
    assert!(pairs > 10, "there are only {pairs} pairs of rules");
}

/// With Mimir's own number of groups and with so few that they must be packed.
#[test]
fn mimir_gets_groups_within_its_limits_and_none_torn_apart() {
    SYSTEMS.par_iter().for_each(|name| {
        for (most_rules, most_groups) in [(40, 70), (40, 25)] {
            let project = system(name, &mimir(name, most_rules, most_groups));
            build(&project, &[name, "--target", "mimir"]);
            let made = groups(&project, "out");
            assert!(made.len() <= most_groups, "{name}: {} groups", made.len());
            assert!(made.iter().all(|group| rules(group).len() <= most_rules), "{name}");
            let names: BTreeSet<_> = made.iter().map(|group| group["name"].as_str()).collect();
            assert_eq!(names.len(), made.len(), "{name}: names of groups differ");
            accepted_by_promtool(&project, "out", &["namespace"]);
            assert_eq!(project.larum(&["build", name, "-o", "plain"]).code, 0);
            let plain = groups(&project, "plain");
            let count = |groups: &[Value]| groups.iter().map(|group| rules(group).len()).sum::<usize>();
            assert_eq!(count(&made), count(&plain), "{name}: every rule is there");
            dependent_rules_stay_together(&plain, &made);
        }
    });
}

#[test]
fn mimir_gets_the_configuration_of_a_tenant_with_places_for_secrets() {
    let name = "zev-mud";
    let project = system(name, &mimir(name, 40, 0));
    build(&project, &[name, "--target", "mimir"]);
    let tenant = yaml(&project.read("out/alertmanager.yml"));
    assert_eq!(tenant["template_files"], yaml("{}"));
    let config = tenant["alertmanager_config"].as_str().expect("a text");
    assert!(!config.contains("_file:"), "Mimir refuses files:\n{config}");
    let place = Regex::new(r"\$\{SECRET_[0-9]+\}").expect("a right pattern");
    assert!(place.find_iter(config).count() >= 6, "{config}");
    project.write("filled.yml", place.replace_all(config, "https://example.com/secret").as_ref());
    let filled = project.path("filled.yml");
    amtool_check_config(&filled, true).expect_ok(&filled);
}

/// Records that do not read each other may be torn apart; an alert that reads another's `ALERTS` may not.
#[test]
fn mimir_gets_large_groups_in_parts() {
    let records: String =
        (0..45).map(|at| format!("record job:x{at}:sum on shop = sum by (job) (x{at})\n")).collect();
    let program = format!(
        "channel c = webhook {{ url \"http://x/\" }}\nescalation e {{ notify c\n after 30m notify c }}\n\
         severity critical {{ escalate e }}\nservice shop {{ owner \"web\" }}\n{records}\
         alert A on shop {{ critical when max by (job) (x) > 1 keep_firing_for 1h\n summary \"a\" }}\n"
    );
    let project = Project::of(&[("program/a.larum", &program)]);
    build(&project, &["program", "--target", "mimir"]);
    let made = groups(&project, "out");
    let sizes: Vec<(&str, usize)> =
        made.iter().map(|group| (group["name"].as_str().expect("a name"), rules(group).len())).collect();
    let records = [("shop records", 20), ("shop records 2", 20), ("shop records 3", 5)];
    assert_eq!(sizes, [&records[..], &[("shop:A", 2)]].concat());
    let second = rules(&made[3])[1]["expr"].as_str().expect("a text");
    assert!(second.contains("alertname=\"A\""), "the later step reads the first one's alerts: {second}");
    project.write("larum.toml", "[target.mimir]\nruler_max_rule_groups_per_tenant = 3\n");
    build(&project, &["program", "--target", "mimir"]);
    let packed: Vec<usize> = groups(&project, "out").iter().map(|group| rules(group).len()).collect();
    assert_eq!(packed, [20, 20, 7], "the alert's rules stand beside records");
}

#[test]
fn a_tenant_with_too_few_groups_is_told_so() {
    let project = system("zev-mud", &mimir("zev-mud", 20, 3));
    let ran = project.larum(&["build", "zev-mud", "--target", "mimir", "-o", "out"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("target/mimir-limit"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("rule groups of at most 20 rules, and a tenant may have 3"),
        "{}",
        ran.stderr
    );
    assert!(!project.path("out").exists());
}

#[test]
fn thanos_gets_its_strategy_and_stateless_the_conditions_themselves() {
    let settings = "[target.thanos]\npartial_response_strategy = \"warn\"\n";
    let project = system("zev-mud", settings);
    build(&project, &["zev-mud", "--target", "thanos"]);
    let made = groups(&project, "out");
    assert!(made.iter().all(|group| group["partial_response_strategy"] == "warn"));
    assert!(
        made.iter().flat_map(rules).any(reads_a_condition),
        "with its own storage it reads what it records"
    );
    accepted_by_promtool(&project, "out", &["partial_response_strategy"]);
    project.write("larum.toml", format!("{settings}stateless = true\n"));
    build(&project, &["zev-mud", "--target", "thanos"]);
    assert!(!groups(&project, "out").iter().flat_map(rules).any(reads_a_condition));
}

fn reads_a_condition(rule: &Value) -> bool {
    !rule["alert"].is_null() && rule["expr"].as_str().is_some_and(|expr| expr.starts_with("larum:"))
}

/// vmalert can read a result only some time after it was written: no alert leans on a condition that its
/// own group records.
#[test]
fn vmalert_gets_conditions_and_not_their_records() {
    SYSTEMS.par_iter().for_each(|name| {
        let project = system(name, "[target.vmalert]\nkeeps_alerts = true\n");
        let ran = project.larum(&["build", name, "--target", "vmalert", "-o", "out"]);
        assert_eq!((ran.code, ran.stderr.lines().count()), (0, 1), "{name}: {}", ran.stderr);
        let made = groups(&project, "out");
        assert!(!made.iter().flat_map(rules).any(reads_a_condition), "{name}");
        accepted_by_promtool(&project, "out", &[]);
        assert_eq!(project.larum(&["build", name, "-o", "plain"]).code, 0);
        let alerts = |folder: &str| -> Vec<Value> {
            let all = groups(&project, folder);
            all.iter().flat_map(rules).filter(|rule| !rule["alert"].is_null()).cloned().collect()
        };
        let (made, plain) = (alerts("out"), alerts("plain"));
        assert_eq!(made.len(), plain.len(), "{name}");
        for (made, plain) in made.iter().zip(&plain) {
            assert_eq!((&made["labels"], &made["for"]), (&plain["labels"], &plain["for"]), "{name}");
        }
    });
}
