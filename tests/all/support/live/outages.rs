//! Servers that go away and come back.

use super::{Moment, Stage};

impl Stage {
    /// Restarts Prometheus; tells for how many seconds it was away.
    pub fn restart_prometheus(&mut self) -> f64 {
        let down = self.timeline.did("Prometheus stops");
        self.prometheus().0.stop();
        self.prometheus_is_back(down)
    }

    /// Kills Prometheus and starts it again; tells for how many seconds it was away.
    pub fn crash_prometheus(&mut self) -> f64 {
        let down = self.timeline.did("Prometheus is killed");
        self.prometheus().0.kill();
        self.prometheus_is_back(down)
    }

    /// Starts it again, after some seconds without any.
    fn prometheus_is_back(&mut self, down: Moment) -> f64 {
        self.sleep(4.0);
        self.prometheus().0.start_again();
        let back = self.timeline.did("Prometheus is back");
        (back.0 - down.0).as_secs_f64()
    }

    /// All servers read their files again, as after a deployment of new ones.
    pub fn reload_all(&mut self) -> Moment {
        self.prometheus().0.reload();
        self.alertmanagers.iter().for_each(|alertmanager| alertmanager.reload());
        self.timeline.did("all servers read their files again")
    }

    pub fn reload_alertmanager(&self, index: usize) {
        self.alertmanagers[index].reload();
        self.timeline.did("Alertmanager reloaded its configuration");
    }

    pub fn stop_alertmanager(&mut self, index: usize) {
        self.timeline.did(format!("Alertmanager :{} stops", self.alertmanagers[index].0.port()));
        self.alertmanagers[index].0.stop();
    }

    /// The machine of an Alertmanager is lost.
    pub fn kill_alertmanager(&mut self, index: usize) {
        self.timeline.did(format!("Alertmanager :{} is killed", self.alertmanagers[index].0.port()));
        self.alertmanagers[index].0.kill();
    }

    pub fn start_alertmanager(&mut self, index: usize) -> Moment {
        self.alertmanagers[index].0.start_again();
        self.timeline.did(format!("Alertmanager :{} is back", self.alertmanagers[index].0.port()))
    }

    pub fn restart_alertmanager(&mut self, index: usize) {
        self.stop_alertmanager(index);
        self.start_alertmanager(index);
    }

    /// Which Alertmanager told the last notification.
    #[track_caller]
    pub fn last_sender(&self) -> usize {
        let told = self.timeline.told();
        let (_, last) = told.last().expect("somebody was told");
        let is_it = |one: &crate::support::servers::Alertmanager| one.0.port() == last.sender;
        self.alertmanagers.iter().position(is_it).expect("one of ours sent it")
    }

    /// Waits until each Alertmanager knows all, and is ready to speak.
    #[track_caller]
    pub fn until_the_cluster_is_settled(&self) {
        let all = self.alertmanagers.len();
        for alertmanager in &self.alertmanagers {
            let settled = || {
                let cluster = &alertmanager.0.json("/api/v2/status")["cluster"];
                cluster["status"] == "ready"
                    && cluster["peers"].as_array().is_some_and(|peers| peers.len() == all)
            };
            self.until("the cluster is settled", settled);
        }
        self.timeline.did("the cluster is settled");
    }
}
