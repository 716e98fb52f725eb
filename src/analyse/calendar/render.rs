//! Intervals out of days and times.

use super::Range;
use super::days::Days;
use super::months::{self, Group, runs};
use super::times;
use super::zone::Zone;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Interval, TimeRange};
use crate::text::Span;
use std::collections::HashMap;

/// The intervals so far; those that differ in their times alone are one.
#[derive(Default)]
pub struct Intervals {
    intervals: Vec<Interval>,
    /// By everything but the times.
    places: HashMap<String, usize>,
}

impl Intervals {
    pub fn add(&mut self, range: &Range, span: Span, findings: &mut Diagnostics) {
        let parts =
            [(&range.days, &range.times.on_the_day), (&range.days_after, &range.times.after_midnight)];
        let mut lost = 0;
        for (days, times) in parts {
            let times = times::ranges(times);
            for day in days {
                lost |= months::lost(&day.of_year, day.years.kinds(), range.zone.short_months);
                if self.add_days(day, &times, &range.zone).is_err() {
                    findings.push(depends_on_leap(span));
                    return;
                }
            }
        }
        if let (Some((month, _)), Some(zone)) = (runs(lost.into()).next(), &range.zone.location) {
            findings.push(lost_day(month as usize, zone, span));
        }
    }

    pub fn done(self) -> Vec<Interval> {
        self.intervals
    }

    fn add_days(
        &mut self,
        days: &Days,
        times: &[TimeRange],
        zone: &Zone,
    ) -> Result<(), months::DependsOnLeap> {
        let kinds = days.years.kinds();
        let groups = match months::groups(&days.of_year, kinds, zone.short_months) {
            Ok(groups) => groups,
            Err(depends) if days.years.is_endless() || kinds != [true, true] => return Err(depends),
            Err(_) => {
                for leap in [false, true] {
                    let years = days.years.of_kind(leap);
                    self.add_days(&Days { years, ..days.clone() }, times, zone)?;
                }
                return Ok(());
            }
        };
        for group in groups {
            self.add_group(days, group, times, zone);
        }
        Ok(())
    }

    fn add_group(&mut self, days: &Days, group: Group, times: &[TimeRange], zone: &Zone) {
        let interval = Interval {
            times: Vec::new(),
            weekdays: all_or(days.weekdays.into(), 0x7F)
                .map(|(first, last)| first as u8..=last as u8)
                .collect(),
            days_of_month: group.days,
            months: all_or(group.months.into(), 0xFFF)
                .map(|(first, last)| first as u8 + 1..=last as u8 + 1)
                .collect(),
            years: days.years.ranges(),
            location: zone.location.clone(),
        };
        match self.places.get(&format!("{interval:?}")) {
            None => {
                self.places.insert(format!("{interval:?}"), self.intervals.len());
                self.intervals.push(Interval { times: times.to_vec(), ..interval });
            }
            // One of the two has any time.
            Some(place) if times.is_empty() || self.intervals[*place].times.is_empty() => {
                self.intervals[*place].times.clear();
            }
            Some(place) => {
                let known = &mut self.intervals[*place].times;
                known.extend(times);
                known.sort_by_key(|time| (time.start, time.end));
                known.dedup();
            }
        }
    }
}

/// The runs of a mask; none when the mask is all, as an interval's field has it.
fn all_or(mask: u32, all: u32) -> impl Iterator<Item = (u32, u32)> {
    runs(if mask == all { 0 } else { mask })
}

fn depends_on_leap(span: Span) -> Diagnostic {
    let message = "after February these days differ in leap years, which Alertmanager cannot say for every year to come";
    Diagnostic::new(codes::WINDOW_LEAP_YEAR, span, message).help("name the years: `years 2026..2035`")
}

fn lost_day(month: usize, zone: &str, span: Span) -> Diagnostic {
    let name = crate::model::MONTHS[month];
    let message = format!(
        "Alertmanager 0.33 never reaches the last day of {name} in `{zone}`, because clocks go forward in that month"
    );
    let last = super::year_days::length(false, month);
    Diagnostic::new(codes::WINDOW_LOST_DAY, span, message)
        .help(format!("write the window in \"UTC\", or accept it with `except {:02}-{last}`", month + 1))
}
