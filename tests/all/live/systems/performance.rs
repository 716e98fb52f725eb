//! Builds a system, and runs its policies: all of one pace on the same servers.

use super::Policy;
use super::dues::Dues;
use super::routes::policies;
use crate::support::command::Project;
use crate::support::live::{ALLOWANCE, First, Moment, Setup, Stage, scaled};
use serde_json::json;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the second step's delay becomes, in milliseconds.
pub const STEP: i64 = 12_000;

pub struct System {
    /// `rules/NAME`
    pub name: &'static str,
    /// Prometheus' external label.
    pub external_label: (&'static str, &'static str),
    pub policies: &'static [Policy],
}

impl System {
    #[track_caller]
    pub fn perform(&self) {
        let built = self.built();
        let config = yaml(&built.path("out/alertmanager.yml"));
        let listed: BTreeSet<&str> = self.policies.iter().map(|policy| policy.name).collect();
        assert_eq!(policies(&config), listed, "the policies of {}", self.name);
        let paces: BTreeSet<&str> = self.policies.iter().map(|policy| policy.pace).collect();
        for pace in paces {
            let policies: Vec<&Policy> = self.policies.iter().filter(|policy| policy.pace == pace).collect();
            self.perform_at(pace, &policies, &built);
        }
    }

    fn built(&self) -> Project {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(self.name);
        let project = Project::of(&[]);
        let ran = project.larum(&["build", source.to_str().expect("a UTF-8 path"), "-o", "out"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        project
    }

    /// Runs policies of one pace together.
    fn perform_at(&self, pace: &str, policies: &[&Policy], built: &Project) {
        let factor = scaled::milliseconds(pace) / STEP;
        let mut stage = Stage::new(&format!("{}, {pace} as 12 s", self.name));
        let before = stage.timeline.now();
        let setup = self.setup(&stage, policies, built, factor);
        let dues: Vec<Dues> = policies.iter().map(|policy| Dues::of(policy, &setup)).collect();
        stage.start(setup);
        let startup = (stage.timeline.now().0 - before.0).as_secs_f64();
        let mut expected = Vec::new();
        for (policy, dues) in policies.iter().zip(dues) {
            // What fires for want of data has fired since Prometheus runs.
            let (breach, late) = match policy.series {
                [] => (before, ALLOWANCE + startup),
                series => (
                    series.iter().map(|one| begin(&stage, one)).fold(stage.timeline.now(), earlier),
                    ALLOWANCE,
                ),
            };
            let mut add = |channels: &[&str], name: &str, due: f64| {
                expected.extend(channels.iter().map(|one| First {
                    told: format!("{one} firing {name}"),
                    earliest: breach + due,
                    latest: breach + due + late,
                }));
            };
            add(policy.first, policy.alert, dues.first);
            add(policy.second, &format!("{}/2", policy.alert), dues.second);
        }
        stage.expect_firsts(&expected);
    }

    /// The files for these policies.
    fn setup(&self, stage: &Stage, policies: &[&Policy], built: &Project, factor: i64) -> Setup {
        let folder = Project::of(&[]);
        let alerts: Vec<&str> = policies.iter().map(|policy| policy.alert).collect();
        let mut rules = Vec::new();
        for file in built.path("out/rules").read_dir().expect("the rules") {
            let file = file.expect("a file");
            let scaled = scaled::rules(yaml(&file.path()), &alerts, factor);
            let name = file.file_name().into_string().expect("a UTF-8 name");
            folder.write(&name, serde_yaml::to_string(&scaled).expect("it is YAML"));
            rules.push(folder.path(&name));
        }
        let config =
            scaled::alertmanager(yaml(&built.path("out/alertmanager.yml")), factor, stage.world.port());
        folder.write("alertmanager.yml", serde_yaml::to_string(&config).expect("it is YAML"));
        let (label, value) = self.external_label;
        Setup {
            rules,
            alertmanager: folder.path("alertmanager.yml"),
            folder,
            external_labels: json!({ label: value }),
            peers: 1,
        }
    }
}

fn earlier(one: Moment, other: Moment) -> Moment {
    if one < other { one } else { other }
}

/// `name{labels} value` begins.
fn begin(stage: &Stage, series: &str) -> Moment {
    let (name, value) = series.rsplit_once(' ').expect("a series and its value");
    let number: f64 = value.parse().unwrap_or_else(|_| panic!("{series}: no number"));
    if value.starts_with('+') { stage.climb(name, number) } else { stage.set(name, number) }
}

/// Reads a file that must be YAML.
pub fn yaml(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
