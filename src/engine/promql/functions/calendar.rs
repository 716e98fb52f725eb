//! `hour(x)`, `day_of_week()`, …: parts of a date in UTC.

use crate::engine::promql::{Failure, Run, Scalar};
use crate::model::Millis;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    DayOfMonth,
    DayOfWeek,
    DayOfYear,
    DaysInMonth,
    Hour,
    Minute,
    Month,
    Year,
}

impl Part {
    /// The function of seconds since 1970.
    pub fn named(name: &str) -> Option<fn(f64, &[f64]) -> f64> {
        Some(match name {
            "day_of_month" => |seconds, _| Part::DayOfMonth.of(whole(seconds)),
            "day_of_week" => |seconds, _| Part::DayOfWeek.of(whole(seconds)),
            "day_of_year" => |seconds, _| Part::DayOfYear.of(whole(seconds)),
            "days_in_month" => |seconds, _| Part::DaysInMonth.of(whole(seconds)),
            "hour" => |seconds, _| Part::Hour.of(whole(seconds)),
            "minute" => |seconds, _| Part::Minute.of(whole(seconds)),
            "month" => |seconds, _| Part::Month.of(whole(seconds)),
            "year" => |seconds, _| Part::Year.of(whole(seconds)),
            _ => return None,
        })
    }

    fn of(self, seconds: i128) -> f64 {
        const DAY: i128 = 86_400;
        let days = seconds.div_euclid(DAY) as i64;
        let date = Date::of_day(days);
        (match self {
            Part::DayOfMonth => date.day,
            Part::DayOfWeek => (days + 4).rem_euclid(7),
            Part::DayOfYear => days - Date::first_day(date.year, 1) + 1,
            Part::DaysInMonth => match date.month {
                12 => 31,
                month => Date::first_day(date.year, month + 1) - Date::first_day(date.year, month),
            },
            Part::Hour => (seconds.rem_euclid(DAY) / 3600) as i64,
            Part::Minute => (seconds.rem_euclid(3600) / 60) as i64,
            Part::Month => date.month,
            Part::Year => date.year,
        }) as f64
    }
}

/// The first second that Go counts, of 2⁶⁴: a time before it is taken for one that much later.
const FIRST_OF_GO: i128 = -9_223_372_028_741_760_000;

/// As Go converts a float: what does not fit becomes the least integer, which Go's calendar has at its other end.
fn whole(seconds: f64) -> i128 {
    let fits = seconds > i64::MIN as f64 && seconds < i64::MAX as f64;
    let seconds = if fits { seconds as i128 } else { i128::from(i64::MIN) };
    if seconds < FIRST_OF_GO { seconds + (1 << 64) } else { seconds }
}

struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// The date of a day since 1970, in the proleptic Gregorian calendar (Howard Hinnant's algorithm).
    fn of_day(days: i64) -> Date {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        Date { year: year_of_era + era * 400 + i64::from(month <= 2), month, day }
    }

    /// The day since 1970 that a month begins with.
    fn first_day(year: i64, month: i64) -> i64 {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let from_march = (month + 9) % 12;
        let of_year = (153 * from_march + 2) / 5;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
    }
}

/// A part of the instant of the evaluation.
pub struct Calendar(pub fn(f64, &[f64]) -> f64);

impl Scalar for Calendar {
    fn evaluate(&mut self, _: &mut Run, now: Millis) -> Result<f64, Failure> {
        Ok(self.0((now / 1000) as f64, &[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_time_is_the_end_of_time() {
        for seconds in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            let parts = ["year", "month", "day_of_month", "hour"].map(|name| {
                let part = Part::named(name).expect("a part");
                part(seconds, &[])
            });
            assert_eq!(parts, [292_277_026_596.0, 12.0, 4.0, 15.0], "{seconds}");
        }
    }

    #[test]
    fn parts_of_dates() {
        let cases = [
            (0, [1.0, 4.0, 1.0, 31.0, 0.0, 0.0, 1.0, 1970.0]),
            (1_709_251_199, [29.0, 4.0, 60.0, 29.0, 23.0, 59.0, 2.0, 2024.0]), // 2024-02-29T23:59:59
            (-1, [31.0, 3.0, 365.0, 31.0, 23.0, 59.0, 12.0, 1969.0]),
            (4_107_542_400, [1.0, 1.0, 60.0, 31.0, 0.0, 0.0, 3.0, 2100.0]), // 2100-03-01, no leap year
        ];
        for (seconds, expected) in cases {
            let parts = [
                Part::DayOfMonth,
                Part::DayOfWeek,
                Part::DayOfYear,
                Part::DaysInMonth,
                Part::Hour,
                Part::Minute,
                Part::Month,
                Part::Year,
            ];
            assert_eq!(parts.map(|part| part.of(seconds)), expected, "{seconds}");
        }
    }
}
