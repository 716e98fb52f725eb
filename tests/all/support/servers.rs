//! A real Prometheus and a real Alertmanager on loopback ports, killed when dropped.

use super::tools::path_of;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a server may take before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A Prometheus that loaded some rule files. It scrapes nothing.
pub struct Prometheus(Server);

impl Prometheus {
    /// Starts one with `rule_files`; `Err` holds its log when it refuses them.
    pub fn start(rule_files: &[&Path]) -> Result<Prometheus, String> {
        let files: Vec<Value> = rule_files.iter().map(|file| absolute(file).into()).collect();
        let config = serde_json::json!({ "rule_files": files }); // JSON is YAML
        Server::start(|folder, port| {
            let config_file = folder.join("prometheus.yml");
            fs::write(&config_file, config.to_string()).expect("the scratch folder takes a file");
            let mut command = Command::new(path_of("prometheus"));
            command
                .arg(format!("--config.file={}", config_file.display()))
                .arg(format!("--storage.tsdb.path={}", folder.join("data").display()))
                .arg(format!("--web.listen-address=127.0.0.1:{port}"));
            command
        })
        .map(Prometheus)
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
pub struct Alertmanager(Server);

impl Alertmanager {
    /// Starts one with `config`; `Err` holds its log when it refuses it.
    pub fn start(config: &Path) -> Result<Alertmanager, String> {
        Server::start(|folder, port| {
            let mut command = Command::new(path_of("alertmanager"));
            command
                .arg(format!("--config.file={}", absolute(config)))
                .arg(format!("--storage.path={}", folder.join("data").display()))
                .arg(format!("--web.listen-address=127.0.0.1:{port}"))
                .arg("--cluster.listen-address="); // alone: gossip would open a second port
            command
        })
        .map(Alertmanager)
    }

    /// The configuration that it runs, written back as YAML, as `/api/v2/status` tells it.
    pub fn loaded_config(&self) -> String {
        let status = self.0.json("/api/v2/status");
        status["config"]["original"].as_str().expect("the status holds the configuration").to_owned()
    }
}

/// A process that answers HTTP, and its scratch folder.
struct Server {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Server {
    /// Runs what `command` makes of a scratch folder and a port, and waits until it is ready.
    /// Another process can take the port first: then the next one is tried.
    fn start(command: impl Fn(&Path, u16) -> Command) -> Result<Server, String> {
        let mut log = String::new();
        for _ in 0..5 {
            let folder = TempDir::new().expect("a scratch folder");
            let port = free_port();
            let log_file = File::create(folder.path().join("log")).expect("a log file");
            let mut command = command(folder.path(), port);
            command.current_dir(folder.path()).stdout(log_file.try_clone().expect("the log twice"));
            let process = command.stderr(log_file).spawn().expect("the server's program runs");
            let mut server = Server { process, port, folder };
            if server.becomes_ready() {
                return Ok(server);
            }
            log = fs::read_to_string(server.folder.path().join("log")).expect("the log");
            if !log.contains("address already in use") {
                break;
            }
        }
        Err(log)
    }

    /// True once it says so; false when it has ended or was silent for too long.
    fn becomes_ready(&mut self) -> bool {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return false;
            }
            if matches!(self.get("/-/ready"), Ok((200, _))) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn json(&self, path: &str) -> Value {
        match self.get(path) {
            Ok((200, body)) => serde_json::from_str(&body).expect("the answer is JSON"),
            other => panic!("{path} answered {other:?}"),
        }
    }

    /// Status and body of a GET. HTTP/1.0 makes the server close the connection, unchunked.
    fn get(&self, path: &str) -> io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::InvalidData)?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Ok((status.ok_or(io::ErrorKind::InvalidData)?, body.to_owned()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is as good as killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    listener.local_addr().expect("its address").port()
}

fn absolute(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path.to_str().expect("a path of the tests is UTF-8").to_owned()
}
