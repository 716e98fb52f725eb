//! What happens to the servers of a run, and with which flags they run.

use super::simulate::Intervention;
use super::world::Offset;
use larum::engine::dispatch::Options;

/// How often the one that is killed saves its state, in milliseconds.
pub const SAVES_EVERY: i64 = 2_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Plain,
    /// Its configuration is read again, twice.
    Reloaded,
    /// It is restarted, and does not speak at once.
    Restarted,
    /// It is killed, some time after it saved its state.
    Crashed,
    /// Everything that can be forgotten is forgotten often.
    Forgetful,
    /// Three of them, one of which is stopped and comes back, and another is lost.
    Cluster,
}

pub const ALL: [Profile; 6] = [
    Profile::Plain,
    Profile::Reloaded,
    Profile::Restarted,
    Profile::Crashed,
    Profile::Forgetful,
    Profile::Cluster,
];

impl Profile {
    pub fn peers(self) -> usize {
        if self == Profile::Cluster { 3 } else { 1 }
    }

    pub fn flags(self, peer: usize, ports: &[u16]) -> Vec<String> {
        let mut flags: Vec<String> = Vec::new();
        match self {
            Profile::Plain | Profile::Reloaded => {}
            Profile::Restarted => flags.push("--dispatch.start-delay=2500ms".into()),
            Profile::Crashed => flags.push(format!("--data.maintenance-interval={SAVES_EVERY}ms")),
            Profile::Forgetful => {
                flags.push("--data.maintenance-interval=1700ms".into());
                flags.push("--alerts.gc-interval=1300ms".into());
            }
            Profile::Cluster => {
                flags.push(format!("--cluster.listen-address=127.0.0.1:{}", ports[peer]));
                flags.push(format!("--cluster.peer-name={}", ["a", "b", "c"][peer]));
                flags.push("--cluster.peer-timeout=400ms".into());
                flags.push("--cluster.settle-timeout=1s".into());
                let others = ports.iter().enumerate().filter(|(other, _)| *other != peer);
                flags.extend(others.map(|(_, port)| format!("--cluster.peer=127.0.0.1:{port}")));
            }
        }
        if self != Profile::Cluster {
            flags.push("--cluster.listen-address=".into());
        }
        flags
    }

    /// The same flags.
    pub fn options(self) -> Options {
        let options = Options::default();
        match self {
            Profile::Plain | Profile::Reloaded => options,
            Profile::Restarted => Options { start_delay: 2_500, ..options },
            Profile::Crashed => Options { maintenance_interval: SAVES_EVERY, ..options },
            Profile::Forgetful => Options { maintenance_interval: 1_700, gc_interval: 1_300, ..options },
            Profile::Cluster => Options { peer_timeout: 400, settling: 1_000, ..options },
        }
    }

    pub fn interventions(self) -> Vec<(Offset, Intervention)> {
        match self {
            Profile::Plain | Profile::Forgetful => Vec::new(),
            Profile::Reloaded => vec![
                (6_000, Intervention::Reload { changed: false }),
                (11_000, Intervention::Reload { changed: true }),
            ],
            Profile::Restarted => vec![(7_000, Intervention::Restart { outage: 0 })],
            Profile::Crashed => vec![(7_500, Intervention::Crash { outage: 0 })],
            Profile::Cluster => vec![
                (5_000, Intervention::Stop { peer: 0 }),
                (9_000, Intervention::Start { peer: 0 }),
                (13_000, Intervention::Kill { peer: 1 }),
            ],
        }
    }
}
