//! Silences, as the page of an Alertmanager makes them.

use super::Stage;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

impl Stage {
    /// Silences alerts with these labels for an hour; gives the silence's name.
    #[track_caller]
    pub fn silence(&self, labels: &[(&str, &str)]) -> String {
        let matchers: Vec<_> = labels
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value, "isRegex": false, "isEqual": true }))
            .collect();
        let now = Timestamp::now();
        let silence = json!({
            "matchers": matchers,
            "startsAt": now.to_string(),
            "endsAt": (now + SignedDuration::from_hours(1)).to_string(),
            "createdBy": "oncall",
            "comment": "I look at it",
        });
        let answer = self.alertmanagers[0].0.post("/api/v2/silences", &silence.to_string());
        self.timeline.did(format!("silence of {labels:?}"));
        answer["silenceID"].as_str().expect("a silence has a name").to_owned()
    }

    /// Ends a silence.
    #[track_caller]
    pub fn end_silence(&self, name: &str) -> super::Moment {
        let at = self.timeline.did("the silence ends");
        self.alertmanagers[0].0.delete(&format!("/api/v2/silence/{name}"));
        at
    }
}
