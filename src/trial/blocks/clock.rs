//! Times of a test as people read them.

use crate::model::{Millis, Test};
use crate::quantity::duration_text;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Counts from the start of a test; one that says when it starts also has a calendar.
pub(super) struct Clock {
    start: Millis,
    zone: Option<TimeZone>,
}

impl Clock {
    pub fn of(test: &Test) -> Clock {
        let zone = match &test.zone {
            Some(name) => TimeZone::get(name).ok(),
            None => (test.start != 0).then_some(TimeZone::UTC),
        };
        Clock { start: test.start, zone }
    }

    /// `5m`: an instant as the test counts.
    pub fn text(&self, at: Millis) -> String {
        duration_text(at - self.start)
    }

    /// `Mon 01:35`, where the test says when it starts.
    pub fn calendar(&self, at: Millis) -> Option<String> {
        let zone = self.zone.clone()?;
        let instant = Timestamp::from_millisecond(at).ok()?.to_zoned(zone);
        Some(instant.strftime("%a %H:%M").to_string())
    }
}
