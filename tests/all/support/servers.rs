//! A real Prometheus and a real Alertmanager on loopback ports, killed when dropped.

use super::server::Server;
use super::tools::path_of;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A Prometheus that loaded some rule files.
pub struct Prometheus(pub Server);

impl Prometheus {
    /// Starts one with `rule_files`, which scrapes nothing; `Err` holds its log when it refuses them.
    pub fn start(rule_files: &[&Path]) -> Result<Prometheus, String> {
        let files: Vec<Value> = rule_files.iter().map(|file| absolute(file).into()).collect();
        Prometheus::with(json!({ "rule_files": files }), &[])
    }

    /// Starts one with a whole configuration, and more flags.
    pub fn with(config: Value, flags: &[&str]) -> Result<Prometheus, String> {
        let flags = owned(flags);
        let launch = move |folder: &Path, port: u16| {
            let config_file = folder.join("prometheus.yml");
            fs::write(&config_file, config.to_string()).expect("a file"); // JSON is YAML
            let mut command = Command::new(path_of("prometheus"));
            command
                .arg(format!("--config.file={}", config_file.display()))
                .arg(format!("--storage.tsdb.path={}", folder.join("data").display()))
                .arg(format!("--web.listen-address=127.0.0.1:{port}"))
                .args(&flags);
            command
        };
        Server::start(launch).map(Prometheus)
    }

    /// The rule groups that it runs, as `/api/v1/rules` tells them.
    pub fn rule_groups(&self) -> Vec<Value> {
        let answer = self.0.json("/api/v1/rules");
        answer["data"]["groups"].as_array().expect("a list of groups").clone()
    }

    /// Names of its alerting and recording rules, in the order in which they run.
    pub fn rule_names(&self) -> Vec<String> {
        let groups = self.rule_groups();
        let rules = groups.iter().flat_map(|group| group["rules"].as_array().expect("a list of rules"));
        rules.map(|rule| rule["name"].as_str().expect("a rule has a name").to_owned()).collect()
    }
}

/// An Alertmanager that loaded a configuration.
pub struct Alertmanager(pub Server);

impl Alertmanager {
    /// Starts one with `config`; `Err` holds its log when it refuses it.
    pub fn start(config: &Path) -> Result<Alertmanager, String> {
        Alertmanager::with(config, &["--cluster.listen-address="]) // alone: gossip would open a second port
    }

    /// Starts one with more flags.
    pub fn with(config: &Path, flags: &[&str]) -> Result<Alertmanager, String> {
        let (config, flags) = (absolute(config), owned(flags));
        let launch = move |folder: &Path, port: u16| {
            let mut command = Command::new(path_of("alertmanager"));
            command
                .arg(format!("--config.file={config}"))
                .arg(format!("--storage.path={}", folder.join("data").display()))
                .arg(format!("--web.listen-address=127.0.0.1:{port}"))
                .args(&flags);
            command
        };
        Server::start(launch).map(Alertmanager)
    }

    /// The configuration that it runs, written back as YAML, as `/api/v2/status` tells it.
    pub fn loaded_config(&self) -> String {
        let status = self.0.json("/api/v2/status");
        status["config"]["original"].as_str().expect("the status holds the configuration").to_owned()
    }

    /// Reads its configuration again.
    pub fn reload(&self) {
        self.0.reload();
    }
}

fn owned(flags: &[&str]) -> Vec<String> {
    flags.iter().map(|flag| flag.to_string()).collect()
}

fn absolute(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path.to_str().expect("a path of the tests is UTF-8").to_owned()
}
