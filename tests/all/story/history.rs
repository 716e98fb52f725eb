//! Days of recorded samples, and a Prometheus that holds them.

use crate::support::server::Server;
use crate::support::tools::path_of;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Between two samples, in seconds.
const STEP: i64 = 60;
/// A Monday in 2026, long ago enough that nothing of it changes any more.
pub const START: i64 = 1_767_571_200;
pub const HOURS: i64 = 30;

/// The samples as OpenMetrics: errors come and go, instances are down for some minutes.
pub fn openmetrics() -> String {
    let mut text = String::from("# TYPE http_requests counter\n");
    for (place, handler) in ["/save", "/load", "/list"].iter().enumerate() {
        let (mut bad, mut good) = (0.0, 0.0);
        for step in 0..HOURS * 3600 / STEP {
            let phase = (step / 10 + 7 * place as i64) % [37, 23, 997][place];
            let rate = match phase {
                3 | 4 => 0.1,
                10..=12 => 0.02,
                _ => 0.001,
            };
            let requests = 100.0 + (step * 7 % 20) as f64;
            bad += requests * rate;
            good += requests * (1.0 - rate);
            let at = START + step * STEP;
            for (status, value) in [("500", bad), ("200", good)] {
                let labels = format!("job=\"shop\",handler=\"{handler}\",status=\"{status}\"");
                let _ = writeln!(text, "http_requests_total{{{labels}}} {value:.4} {at}");
            }
        }
    }
    text += "# TYPE up gauge\n";
    for (place, instance) in ["a:80", "b:80"].iter().enumerate() {
        for step in 0..HOURS * 3600 / STEP {
            let up = if (step + 100 * place as i64) % 700 < 4 { 0 } else { 1 };
            let _ = writeln!(text, "up{{job=\"shop\",instance=\"{instance}\"}} {up} {}", START + step * STEP);
        }
    }
    text + "# EOF\n"
}

/// A Prometheus with these samples in its blocks; it says that it is of a cluster.
pub struct History {
    pub server: Server,
    _blocks: TempDir,
}

impl History {
    pub fn start(samples: &str, flags: &'static [&'static str]) -> History {
        let folder = TempDir::new().expect("a scratch folder");
        let data = folder.path().join("data.om");
        fs::write(&data, samples).expect("a file");
        let blocks = folder.path().join("blocks");
        let made = Command::new(path_of("promtool"))
            .args(["tsdb", "create-blocks-from", "openmetrics"])
            .args([&data, &blocks])
            .output()
            .expect("promtool runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        History::of(folder, flags)
    }

    /// One without samples.
    pub fn empty(flags: &'static [&'static str]) -> History {
        History::of(TempDir::new().expect("a scratch folder"), flags)
    }

    fn of(folder: TempDir, flags: &'static [&'static str]) -> History {
        let blocks = folder.path().join("blocks");
        let launch = move |own: &Path, port: u16| {
            let config = own.join("prometheus.yml");
            fs::write(&config, "global: { external_labels: { cluster: prod, replica: a } }\n")
                .expect("a file");
            let mut command = Command::new(path_of("prometheus"));
            command
                .arg(format!("--config.file={}", config.display()))
                .arg(format!("--storage.tsdb.path={}", blocks.display()))
                .arg("--storage.tsdb.retention.time=90y")
                .arg(format!("--web.listen-address=127.0.0.1:{port}"))
                .args(flags);
            command
        };
        let server = Server::start(launch).expect("a Prometheus with blocks");
        History { server, _blocks: folder }
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port())
    }
}
