//! A run of some worlds on real servers.

use super::config::{Drift, Minute, config};
use super::profile::{Profile, SAVES_EVERY};
use super::seen::Seen;
use super::simulate::{Intervention, Times};
use super::world::{END, Offset, What, World};
use crate::support::http::{HttpServer, ask};
use crate::support::server::free_port;
use crate::support::servers::Alertmanager;
use jiff::Timestamp;
use larum::engine::dispatch::Options;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// What became of each world, in their order, and what its receivers heard.
pub type Outcome = Vec<(Times, Vec<Seen>)>;

struct Run<'w> {
    worlds: &'w [&'w World],
    servers: Vec<Alertmanager>,
    up: Vec<bool>,
    began: i64,
    minute: Minute,
    port: u16,
    path: PathBuf,
    _folder: TempDir,
    /// Of each world: the time of each of its inputs, and its silences.
    inputs: Vec<Vec<i64>>,
    silences: Vec<Vec<Option<String>>>,
    interventions: Vec<(i64, Intervention)>,
}

enum Step<'w> {
    Input { world: usize, what: &'w What },
    Intervention(Intervention),
}

pub fn run(worlds: &[&World], profile: Profile) -> Outcome {
    let heard: Arc<Mutex<Vec<(i64, String, String)>>> = Arc::default();
    let hearing = Arc::clone(&heard);
    let hooks = HttpServer::start(move |request| {
        let mut heard = hearing.lock().expect("nobody panics with it");
        heard.push((now(), request.path.clone(), request.body.clone()));
        (200, String::new())
    });
    let mut run = Run::start(worlds, profile, hooks.port());
    let options = run.options(profile);
    run.play(profile);
    let heard = heard.lock().expect("nobody panics with it").clone();
    let mut outcome: Outcome = Vec::new();
    for (index, world) in worlds.iter().enumerate() {
        let times = Times {
            began: run.began,
            minute: Minute { from: run.minute.from.clone(), until: run.minute.until.clone() },
            inputs: run.inputs[index].clone(),
            interventions: run.interventions.clone(),
            options: options.clone(),
        };
        let ours = format!("/w{}-", world.number);
        let of_world = heard.iter().filter(|(at, path, _)| path.starts_with(&ours) && *at <= run.began + END);
        outcome.push((times, of_world.map(|(at, path, body)| Seen::heard(*at, path, body)).collect()));
    }
    outcome
}

fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

impl<'w> Run<'w> {
    fn start(worlds: &'w [&'w World], profile: Profile, port: u16) -> Run<'w> {
        let folder = TempDir::new().expect("a scratch folder");
        let path = folder.path().join("alertmanager.yml");
        let minute = Minute::of(now() + 1_000);
        let text = config(worlds, Drift::default(), &minute, port, false);
        fs::write(&path, text).expect("the scratch folder takes a file");
        let ports: Vec<u16> = (0..profile.peers()).map(|_| free_port()).collect();
        let mut servers: Vec<Alertmanager> = Vec::new();
        for peer in 0..profile.peers() {
            let flags = profile.flags(peer, &ports);
            let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
            servers.push(Alertmanager::with(&path, &flags).unwrap_or_else(|log| panic!("{log}")));
        }
        let all = servers.len();
        for server in servers.iter().filter(|_| all > 1) {
            while !is_settled(server, all) {
                thread::sleep(Duration::from_millis(100));
            }
        }
        let up = vec![true; all];
        let silences = worlds.iter().map(|_| Vec::new()).collect();
        let inputs = worlds.iter().map(|_| Vec::new()).collect();
        let began = now();
        let interventions = Vec::new();
        let _folder = folder;
        Run { worlds, servers, up, began, minute, port, path, _folder, inputs, silences, interventions }
    }

    fn options(&self, profile: Profile) -> Options {
        let starts_at = started_at(&self.servers[0]);
        Options { starts_at, peers: self.servers.len(), ..profile.options() }
    }

    fn play(&mut self, profile: Profile) {
        let mut steps: Vec<(Offset, Step)> = Vec::new();
        for (index, world) in self.worlds.iter().enumerate() {
            let input =
                |input: &'w super::world::Input| (input.at, Step::Input { world: index, what: &input.what });
            steps.extend(world.inputs.iter().map(input));
        }
        steps.extend(profile.interventions().into_iter().map(|(at, one)| (at, Step::Intervention(one))));
        steps.sort_by_key(|(at, _)| *at);
        for (at, step) in steps {
            self.sleep_until(at);
            match step {
                Step::Input { world, what } => self.input(world, what),
                Step::Intervention(intervention) => self.intervene(intervention),
            }
        }
        self.sleep_until(END + 300);
    }

    fn sleep_until(&self, at: Offset) {
        let left = self.began + at - now();
        thread::sleep(Duration::from_millis(u64::try_from(left).unwrap_or(0)));
    }

    fn time(&self, offset: Offset) -> String {
        Timestamp::from_millisecond(self.began + offset).expect("a time of today").to_string()
    }

    fn input(&mut self, world: usize, what: &What) {
        let before = now();
        let up = || self.servers.iter().zip(&self.up).filter(|(_, up)| **up).map(|(server, _)| server);
        match what {
            What::Post(posts) => {
                let alert = |post: &super::world::Post| {
                    let labels = post.labels.iter().map(|(name, value)| (name.clone(), value.clone().into()));
                    let labels: serde_json::Map<String, Value> = labels.collect();
                    let mut alert = json!({ "labels": labels, "startsAt": self.time(post.starts_at) });
                    if let Some(end) = post.ends_at {
                        alert["endsAt"] = self.time(end).into();
                    }
                    alert
                };
                let alerts: Vec<Value> = posts.iter().map(alert).collect();
                up().for_each(|server| {
                    server.0.post("/api/v2/alerts", &Value::from(alerts.clone()).to_string());
                });
            }
            What::Silence(matchers, starts, ends) => {
                let matcher = |(name, op, value): &(String, &str, String)| {
                    let (is_regex, is_equal) = (op.ends_with('~'), !op.starts_with('!'));
                    json!({ "name": name, "value": value, "isRegex": is_regex, "isEqual": is_equal })
                };
                let silence = json!({
                    "matchers": matchers.iter().map(matcher).collect::<Vec<Value>>(),
                    "startsAt": self.time(*starts), "endsAt": self.time(*ends),
                    "createdBy": "test", "comment": "test",
                });
                // It is refused when the run is so late that it has ended.
                let is_late = self.began + ends <= before;
                let server = up().next().filter(|_| !is_late);
                let made = server.map(|server| {
                    let answer = server.0.post("/api/v2/silences", &silence.to_string());
                    answer["silenceID"].as_str().expect("a silence has a name").to_owned()
                });
                self.silences[world].push(made);
            }
            What::Expire(number) => {
                // One that was lost in a crash is known to nobody.
                if let Some(Some(name)) = self.silences[world].get(*number) {
                    let path = format!("/api/v2/silence/{name}");
                    let _known = up().any(|server| {
                        let answer = ask(server.0.port(), "DELETE", &path, "");
                        let (status, _) = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
                        assert!([200, 404].contains(&status), "{path} answered {status}");
                        status == 200
                    });
                }
            }
        }
        self.inputs[world].push(before + (now() - before) / 2);
    }

    fn intervene(&mut self, intervention: Intervention) {
        if matches!(intervention, Intervention::Crash { .. }) {
            // Half way between two maintenances, so that it is certain what was saved.
            let since = now() - started_at(&self.servers[0]);
            let left = SAVES_EVERY - (since + SAVES_EVERY / 2) % SAVES_EVERY;
            thread::sleep(Duration::from_millis(left as u64));
        }
        let mut at = now();
        let mut done = intervention;
        match intervention {
            Intervention::Reload { changed } => {
                let text = config(self.worlds, Drift::default(), &self.minute, self.port, changed);
                fs::write(&self.path, text).expect("the scratch folder takes a file");
                at = now();
                self.servers.iter().for_each(Alertmanager::reload);
                at += (now() - at) / 2;
            }
            Intervention::Restart { .. } | Intervention::Crash { .. } => {
                let server = &mut self.servers[0];
                match intervention {
                    Intervention::Crash { .. } => server.0.kill(),
                    _ => server.0.stop(),
                }
                server.0.start_again();
                let outage = started_at(server) - at;
                done = match intervention {
                    Intervention::Crash { .. } => Intervention::Crash { outage },
                    _ => Intervention::Restart { outage },
                };
            }
            Intervention::Stop { peer } => {
                self.servers[peer].0.stop();
                self.up[peer] = false;
            }
            Intervention::Kill { peer } => {
                self.servers[peer].0.kill();
                self.up[peer] = false;
            }
            Intervention::Start { peer } => {
                self.servers[peer].0.start_again();
                self.up[peer] = true;
                at = now();
            }
        }
        self.interventions.push((at, done));
    }
}

fn is_settled(server: &Alertmanager, all: usize) -> bool {
    let cluster = &server.0.json("/api/v2/status")["cluster"];
    cluster["status"] == "ready" && cluster["peers"].as_array().is_some_and(|peers| peers.len() == all)
}

/// When it started last, as its log tells.
fn started_at(server: &Alertmanager) -> i64 {
    let log = server.0.log();
    let line = log.lines().rfind(|line| line.contains("Starting Alertmanager")).expect("it started");
    let time = line.split(' ').find_map(|word| word.strip_prefix("time=").or(word.strip_prefix("ts=")));
    let time: Timestamp = time.expect("a line has its time").parse().expect("a time");
    time.as_millisecond()
}
