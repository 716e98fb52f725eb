//! A model compiled into a scratch folder, as `larum build` would lay it out.

use super::models::sources;
use super::tools::{amtool_check_config, promtool_check_rules};
use larum::emit::{write_alertmanager, write_rules};
use larum::lower::lower;
use larum::model::Model;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

pub struct Compiled {
    pub folder: TempDir,
    /// The rule files, sorted by name.
    pub rules: Vec<PathBuf>,
    pub alertmanager: PathBuf,
}

impl Compiled {
    #[track_caller]
    pub fn new(model: &Model) -> Compiled {
        let folder = TempDir::new().expect("a scratch folder");
        let sources = sources();
        let output = lower(model);
        let rules = output.rule_files.iter().map(|file| {
            let mut text = Vec::new();
            write_rules(file, &sources, &mut text).unwrap_or_else(|error| panic!("{}: {error:?}", file.name));
            let path = folder.path().join(format!("{}.yml", file.name));
            fs::write(&path, text).expect("the scratch folder takes a file");
            path
        });
        let rules = rules.collect();
        let mut text = Vec::new();
        write_alertmanager(&output.alertmanager, &sources, &mut text).expect("memory takes all");
        let alertmanager = folder.path().join("alertmanager.yml");
        fs::write(&alertmanager, text).expect("the scratch folder takes a file");
        Compiled { folder, rules, alertmanager }
    }

    /// The real tools accept all of it.
    #[track_caller]
    pub fn expect_accepted(&self) {
        for file in &self.rules {
            promtool_check_rules(file).expect_ok(file);
        }
        amtool_check_config(&self.alertmanager, false).expect_ok(&self.alertmanager);
        amtool_check_config(&self.alertmanager, true).expect_ok(&self.alertmanager);
    }

    /// The text of the rule file of a service.
    #[track_caller]
    pub fn rules_of(&self, service: &str) -> String {
        read(self.folder.path().join(format!("{service}.yml")))
    }

    #[track_caller]
    pub fn alertmanager_text(&self) -> String {
        read(self.alertmanager.clone())
    }
}

#[track_caller]
fn read(path: PathBuf) -> String {
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
