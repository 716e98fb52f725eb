//! The time that is asked about.

use super::Failure;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// RFC 3339 (`2026-11-21T03:00:00+01:00`), a clock's reading with its zone (`2026-11-21T03:00[Europe/Berlin]`)
/// or without one, which is UTC, or `now`.
pub(super) fn read(text: &str) -> Result<Zoned, Failure> {
    if text == "now" {
        return Ok(Zoned::now().with_time_zone(TimeZone::UTC));
    }
    let zoned = text.contains('[').then(|| text.parse::<Zoned>());
    match zoned {
        Some(Ok(zoned)) => return Ok(zoned),
        Some(Err(error)) => return Err(wrong(text, &error)),
        None => {}
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.to_zoned(TimeZone::UTC));
    }
    let reading = text.parse::<DateTime>().and_then(|reading| reading.to_zoned(TimeZone::UTC));
    reading.map_err(|error| wrong(text, &error))
}

fn wrong(text: &str, error: &jiff::Error) -> Failure {
    Failure::new(format!(
        "`{text}` is no time: {error}\nwrite `2026-11-21T03:00:00+01:00`, `2026-11-21T03:00[Europe/Berlin]`, \
         `2026-11-21T03:00` (UTC) or `now`"
    ))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn times_are_read_in_each_form() {
        for (text, instant) in [
            ("2026-11-21T03:00:00Z", "2026-11-21T03:00:00Z"),
            ("2026-11-21T03:00:00+01:00", "2026-11-21T02:00:00Z"),
            ("2026-11-21T03:00[Europe/Berlin]", "2026-11-21T02:00:00Z"),
            ("2026-11-21T03:00", "2026-11-21T03:00:00Z"),
            ("2026-11-21", "2026-11-21T00:00:00Z"),
        ] {
            assert_eq!(read(text).expect(text).timestamp().to_string(), instant);
        }
        for wrong in ["tomorrow", "2026-11-21T25:00", "2026-11-21T03:00[Mars/Olympus]", ""] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
