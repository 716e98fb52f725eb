//! The real systems under `rules/`, all the way: built with the binary, judged by the real
//! tools, tried on hand-written series, and loaded by real servers.

mod built;
mod coverage;
mod pictures;

use crate::support::command::Project;
use crate::support::servers::{Alertmanager, Prometheus};
use crate::support::tools::{amtool_check_config, promtool_check_rules, promtool_test_rules};
use built::{in_parallel, production, systems, variants, yaml};
use serde_yaml::Value;
use std::fs;

#[test]
fn every_system_checks_without_a_warning() {
    in_parallel(systems(), |system| {
        let project = Project::of(&[]);
        let ran = project.larum(&["check", system.to_str().expect("a UTF-8 path")]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}:\n{}", system.display(), ran.stdout);
    });
}

#[test]
fn the_real_tools_accept_every_system_in_every_environment() {
    in_parallel(variants(), |built| {
        for file in &built.rules {
            promtool_check_rules(file).expect_ok(file);
        }
        amtool_check_config(&built.alertmanager, false).expect_ok(&built.alertmanager);
        amtool_check_config(&built.alertmanager, true).expect_ok(&built.alertmanager);
    });
}

#[test]
fn every_system_behaves_as_its_hand_written_tests_say() {
    let tests: Vec<_> = production().iter().flat_map(|built| &built.tests).collect();
    in_parallel(&tests, |file| promtool_test_rules(file).expect_ok(file));
}

#[test]
fn every_step_of_every_level_is_seen_to_fire_and_to_stay_quiet() {
    let gaps: Vec<String> = production().iter().flat_map(coverage::gaps).collect();
    assert!(gaps.is_empty(), "{} of them:\n{}", gaps.len(), gaps.join("\n"));
}

#[test]
fn every_system_tells_of_every_alert() {
    let mut untold = Vec::new();
    for built in production() {
        let page = built.source.join("README.md");
        let text = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        let names = coverage::alert_names(built).into_iter().filter(|name| !text.contains(name.as_str()));
        untold.extend(names.map(|name| format!("{}: {name}", page.display())));
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
}

#[test]
fn a_real_prometheus_loads_every_rule() {
    for built in production() {
        let files: Vec<_> = built.rules.iter().map(|file| file.as_path()).collect();
        let server =
            Prometheus::start(&files).unwrap_or_else(|log| panic!("{}:\n{log}", built.source.display()));
        let mut loaded = server.rule_names();
        let mut written: Vec<String> =
            built.all_rules().iter().map(|rule| coverage::name_of(rule).to_owned()).collect();
        loaded.sort();
        written.sort();
        assert_eq!(loaded, written, "{}", built.source.display());
    }
}

#[test]
fn a_real_alertmanager_loads_every_route_and_receiver() {
    for built in production() {
        let server = Alertmanager::start(&built.alertmanager)
            .unwrap_or_else(|log| panic!("{}:\n{log}", built.source.display()));
        let loaded: Value = serde_yaml::from_str(&server.loaded_config()).expect("it tells YAML");
        let written = yaml(&built.alertmanager);
        assert_eq!(shape(&loaded), shape(&written), "{}", built.source.display());
    }
}

/// Receivers, intervals and the number of routes and inhibitions: what loading must not lose.
fn shape(config: &Value) -> (Vec<&str>, Vec<&str>, usize, usize) {
    let names = |key: &str| -> Vec<&str> {
        let entries = config[key].as_sequence().into_iter().flatten();
        entries.map(|entry| entry["name"].as_str().expect("it has a name")).collect()
    };
    let inhibitions = config["inhibit_rules"].as_sequence().map_or(0, Vec::len);
    (names("receivers"), names("time_intervals"), routes(&config["route"]), inhibitions)
}

fn routes(route: &Value) -> usize {
    1 + route["routes"].as_sequence().into_iter().flatten().map(routes).sum::<usize>()
}
