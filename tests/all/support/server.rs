//! A process that answers HTTP: started, stopped, killed, and started again on the same data.

use super::http;
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a server may take before the test gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the command that runs a server, of its scratch folder and its port.
type Launch = Arc<dyn Fn(&Path, u16) -> Command + Send + Sync>;

/// The process, killed when dropped, and its scratch folder.
pub struct Server {
    launch: Launch,
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Server {
    /// Runs what `launch` makes, and waits until it is ready; `Err` holds its log when it is not.
    /// Another process can take the port first: then the next one is tried.
    pub fn start(launch: impl Fn(&Path, u16) -> Command + Send + Sync + 'static) -> Result<Server, String> {
        let launch: Launch = Arc::new(launch);
        let mut log = String::new();
        for _ in 0..5 {
            let folder = TempDir::new().expect("a scratch folder");
            let port = free_port();
            let process = spawn(&launch, folder.path(), port);
            let mut server = Server { launch: Arc::clone(&launch), process, port, folder };
            if server.becomes_ready() {
                return Ok(server);
            }
            log = server.log();
            if !log.contains("address already in use") {
                break;
            }
        }
        Err(log)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(&mut self) {
        let ran = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.process.id())]).status();
        assert!(ran.is_ok_and(|status| status.success()), "the server cannot be asked to end");
        self.process.wait().expect("it ends");
    }

    /// Ends it without a word, as the loss of its machine would.
    pub fn kill(&mut self) {
        // Already ended is as good as killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again on its port and its data, after `stop` or `kill`.
    pub fn start_again(&mut self) {
        self.process = spawn(&self.launch, self.folder.path(), self.port);
        assert!(self.becomes_ready(), "it does not start again:\n{}", self.log());
    }

    /// Makes it read its files again.
    #[track_caller]
    pub fn reload(&self) {
        self.post("/-/reload", "");
    }

    /// True once it says so; false when it has ended or was silent for too long.
    fn becomes_ready(&mut self) -> bool {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return false;
            }
            match http::ask(self.port, "GET", "/-/ready", "") {
                Ok((200, _)) => return true,
                // It speaks TLS: only its log says more.
                Ok((400, text))
                    if text.contains("HTTPS server")
                        && self.log().contains("Server is ready to receive web requests") =>
                {
                    return true;
                }
                _ => {}
            }
            thread::sleep(Duration::from_millis(50));
        }
        false
    }

    /// All that it printed so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("the log")
    }

    /// What it answers to a GET.
    #[track_caller]
    pub fn json(&self, path: &str) -> Value {
        self.answer("GET", path, "")
    }

    /// What it answers to a POST: JSON, or nothing.
    #[track_caller]
    pub fn post(&self, path: &str, body: &str) -> Value {
        self.answer("POST", path, body)
    }

    /// Takes something away.
    #[track_caller]
    pub fn delete(&self, path: &str) {
        self.answer("DELETE", path, "");
    }

    #[track_caller]
    fn answer(&self, method: &str, path: &str, body: &str) -> Value {
        match http::ask(self.port, method, path, body) {
            Ok((200, body)) if body.is_empty() => Value::Null,
            Ok((200, body)) => serde_json::from_str(&body).expect("the answer is JSON"),
            other => panic!("{path} answered {other:?}"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn spawn(launch: &Launch, folder: &Path, port: u16) -> Child {
    let log = OpenOptions::new().create(true).append(true).open(folder.join("log")).expect("a log file");
    let mut command = launch(folder, port);
    command.current_dir(folder).stdout(log.try_clone().expect("the log twice")).stderr(log);
    command.spawn().expect("the server's program runs")
}

/// A port that nothing listens on. It lies below those that the system gives to clients, so that it is
/// still free when a stopped server wants it back; each is given out once.
pub fn free_port() -> u16 {
    const FIRST: u16 = 15_000;
    const NUMBER: u16 = 15_000;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = (std::process::id() % 100) as u16 * 150; // processes that run at once begin apart
    loop {
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (start + next) % NUMBER;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
        assert!(next < NUMBER, "no loopback port is free");
    }
}
