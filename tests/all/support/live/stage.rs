//! One scenario's servers, running what `larum build` wrote.

use super::timeline::{Moment, Timeline};
use super::world::{METRICS, World};
use crate::support::command::Project;
use crate::support::server::free_port;
use crate::support::servers::{Alertmanager, Prometheus};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Prometheus as in production, a minute being a second: a `for` of ten seconds is restored after a restart.
/// Alerts are sent again every 8 s, and so are taken for resolved when 32 s went without them.
const PROMETHEUS_FLAGS: [&str; 3] =
    ["--rules.alert.for-grace-period=10s", "--rules.alert.resend-delay=8s", "--web.enable-lifecycle"];

/// What the servers load, and how many there are.
pub struct Setup {
    /// Where all files lie; gone with the stage.
    pub folder: Project,
    pub rules: Vec<PathBuf>,
    pub alertmanager: PathBuf,
    /// Prometheus' `external_labels`.
    pub external_labels: Value,
    /// Alertmanagers, in one cluster.
    pub peers: usize,
}

pub struct Stage {
    pub(super) scenario: String,
    pub timeline: Arc<Timeline>,
    pub world: World,
    pub prometheus: Option<Prometheus>,
    pub alertmanagers: Vec<Alertmanager>,
    /// How many notifications the test has asked for so far.
    pub(super) seen: usize,
    files: Option<Project>,
}

impl Stage {
    /// The world around the servers; they are to be told its port before they start.
    pub fn new(scenario: &str) -> Stage {
        let timeline = Arc::new(Timeline::begin());
        let world = World::new(Arc::clone(&timeline));
        let scenario = scenario.to_owned();
        Stage { scenario, timeline, world, prometheus: None, alertmanagers: vec![], seen: 0, files: None }
    }

    /// Starts the servers.
    #[track_caller]
    pub fn start(&mut self, setup: Setup) {
        self.alertmanagers = alertmanagers(&setup.alertmanager, setup.peers);
        let config = self.prometheus_config(&setup);
        let prometheus = Prometheus::with(config, &PROMETHEUS_FLAGS);
        self.prometheus = Some(prometheus.unwrap_or_else(|log| panic!("Prometheus does not start:\n{log}")));
        self.files = Some(setup.folder);
        // A new Prometheus begins to scrape some seconds after it says that it is ready.
        self.until("Prometheus scrapes", || self.scrapes());
        self.timeline.did("all servers run");
    }

    fn scrapes(&self) -> bool {
        let prometheus = self.prometheus.as_ref().expect("the servers run");
        let answer = prometheus.0.json("/api/v1/query?query=up%7Bjob%3D%22live%22%7D");
        answer["data"]["result"].as_array().is_some_and(|series| !series.is_empty())
    }

    fn prometheus_config(&self, setup: &Setup) -> Value {
        let absolute = |file: &PathBuf| file.canonicalize().expect("a rule file").display().to_string();
        let rules: Vec<String> = setup.rules.iter().map(absolute).collect();
        let address = |port: u16| format!("127.0.0.1:{port}");
        let peers: Vec<String> = self.alertmanagers.iter().map(|one| address(one.0.port())).collect();
        json!({
            "global": {
                "scrape_interval": "2s",
                "scrape_timeout": "2s",
                "evaluation_interval": "1s",
                "external_labels": setup.external_labels,
            },
            "rule_files": rules,
            "scrape_configs": [{
                "job_name": "live",
                "honor_labels": true, // the series bring their own `job`
                "metrics_path": METRICS,
                "static_configs": [{ "targets": [address(self.world.port())] }],
            }],
            "alerting": { "alertmanagers": [{ "static_configs": [{ "targets": peers }] }] },
        })
    }

    /// Where the files lie that the servers run.
    pub fn folder(&self) -> &Project {
        self.files.as_ref().expect("the servers run")
    }

    /// The only Prometheus.
    pub fn prometheus(&mut self) -> &mut Prometheus {
        self.prometheus.as_mut().expect("the servers run")
    }

    /// A series is worth `value` from now on.
    pub fn set(&self, series: &str, value: f64) -> Moment {
        let at = self.timeline.did(format!("{series} is {value}"));
        self.world.set(series, value);
        at
    }

    /// A counter gains `per_second` from now on.
    pub fn climb(&self, series: &str, per_second: f64) -> Moment {
        let at = self.timeline.did(format!("{series} gains {per_second} a second"));
        self.world.climb(series, per_second);
        at
    }

    /// A series is `bad.0` for `bad.1` seconds, then `good.0` for `good.1` seconds, and so on.
    pub fn flap(&self, series: &str, bad: (f64, f64), good: (f64, f64)) -> Moment {
        let at = self
            .timeline
            .did(format!("{series} is {} for {} s, {} for {} s, …", bad.0, bad.1, good.0, good.1));
        self.world.flap(series, bad, good);
        at
    }

    pub fn sleep(&self, seconds: f64) {
        thread::sleep(Duration::from_secs_f64(seconds));
    }

    /// Waits for something that happens within a minute.
    #[track_caller]
    pub fn until(&self, what: &str, happens: impl Fn() -> bool) {
        let end = self.timeline.now() + 60.0;
        while !happens() {
            assert!(self.timeline.now() < end, "{}: never: {what}", self.scenario);
            self.sleep(0.1);
        }
    }
}

/// Alertmanagers with one configuration; several know each other.
fn alertmanagers(config: &Path, peers: usize) -> Vec<Alertmanager> {
    if peers == 1 {
        return vec![started(Alertmanager::start(config))];
    }
    let ports: Vec<u16> = (0..peers).map(|_| free_port()).collect();
    let start = |own: &u16| {
        let others = ports.iter().filter(|port| *port != own);
        let mut flags: Vec<String> = others.map(|port| format!("--cluster.peer=127.0.0.1:{port}")).collect();
        flags.push(format!("--cluster.listen-address=127.0.0.1:{own}"));
        // A tenth of what they are by themselves.
        flags.extend(["--cluster.peer-timeout=1500ms", "--cluster.pushpull-interval=6s"].map(str::to_owned));
        flags.extend(["--cluster.settle-timeout=6s", "--cluster.reconnect-interval=1s"].map(str::to_owned));
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        started(Alertmanager::with(config, &flags))
    };
    ports.iter().map(start).collect()
}

fn started(alertmanager: Result<Alertmanager, String>) -> Alertmanager {
    alertmanager.unwrap_or_else(|log| panic!("Alertmanager does not start:\n{log}"))
}

/// The record stays in the build folder; a failure also prints it.
impl Drop for Stage {
    fn drop(&mut self) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live");
        let file = folder.join(format!("{}.txt", self.scenario.replace([' ', '/'], "-")));
        let record = format!("{}\n\n{}", self.scenario, self.timeline);
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, &record));
        if thread::panicking() {
            eprintln!("{record}");
        } else {
            written.expect("the build folder takes a file");
        }
    }
}
