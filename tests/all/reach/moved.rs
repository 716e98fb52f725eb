//! A running Alertmanager for which it is any time.

use crate::support::http::ask;
use crate::support::moved_clock::{Ahead, spawn};
use crate::support::server::free_port;
use crate::support::tools::path_of;
use jiff::Timestamp;
use serde_json::Value;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub struct Moved {
    process: i32,
    pub port: u16,
    ahead: Ahead,
    _folder: TempDir,
}

impl Moved {
    pub fn start(config: &Value) -> Moved {
        let folder = TempDir::new().expect("a scratch folder");
        let file = folder.path().join("alertmanager.yml");
        std::fs::write(&file, config.to_string()).expect("the scratch folder takes a file");
        let port = free_port();
        let mut command = Command::new(path_of("alertmanager"));
        command
            .arg(format!("--config.file={}", file.display()))
            .arg(format!("--storage.path={}", folder.path().join("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .args(["--cluster.listen-address=", "--log.level=error"])
            .stdout(Stdio::null());
        let ahead = Ahead::default();
        let process = spawn(command, Arc::clone(&ahead));
        let server = Moved { process, port, ahead, _folder: folder };
        server.until("it answers", || matches!(ask(port, "GET", "/-/ready", ""), Ok((200, _))));
        server
    }

    /// Asks until the answer is yes; a minute without it fails the test.
    pub fn until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let started = Instant::now();
        while !holds() {
            assert!(started.elapsed() < Duration::from_secs(60), "{what}: it does not");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Makes it this time.
    pub fn move_to(&self, time: Timestamp) {
        self.ahead.store(time.as_second() - Timestamp::now().as_second(), Ordering::SeqCst);
    }
}

impl Drop for Moved {
    fn drop(&mut self) {
        // SAFETY: a process of ours, which nobody has waited for.
        unsafe { libc::kill(self.process, libc::SIGKILL) };
    }
}
