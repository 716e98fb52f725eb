//! The zone of a range, and the months that Alertmanager counts too short in it.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::text::Spanned;
use jiff::civil::date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The clock that a range is read by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Zone {
    /// An IANA name; none is UTC.
    pub location: Option<String>,
    /// Months (bit 0 is January) in which clocks go forward in some year.
    pub short_months: u16,
}

/// Rules of summer time are known for this long; zones that follow the moon change every year.
const YEARS_LOOKED_AT: std::ops::Range<i16> = 2025..2060;

pub fn read(zone: Option<&Spanned<String>>, findings: &mut Diagnostics) -> Option<Zone> {
    let name = match zone {
        Some(zone) if zone.value != "UTC" => zone,
        _ => return Some(Zone { location: None, short_months: 0 }),
    };
    if name.value == "Local" {
        let message = "`Local` is whatever clock the machine of Alertmanager has";
        findings.push(
            Diagnostic::new(codes::WINDOW_UNKNOWN_ZONE, name.span, message)
                .help("name the zone, for example `in \"Europe/Berlin\"`"),
        );
        return None;
    }
    let database = TimeZoneDatabase::bundled();
    // The database ignores case; Alertmanager's does not.
    let known = database.get(&name.value).ok().filter(|zone| zone.iana_name() == Some(&name.value));
    let Some(known) = known else {
        let names: Vec<String> = database.available().map(|name| name.as_str().to_owned()).collect();
        findings.push(
            Diagnostic::new(
                codes::WINDOW_UNKNOWN_ZONE,
                name.span,
                format!("there is no time zone `{}`", name.value),
            )
            .help("IANA names such as `Europe/Berlin` and `UTC` are known")
            .did_you_mean(&name.value, names.iter().map(String::as_str)),
        );
        return None;
    };
    Some(Zone { location: Some(name.value.clone()), short_months: short_months(&known) })
}

fn short_months(zone: &TimeZone) -> u16 {
    let firsts = YEARS_LOOKED_AT.flat_map(|year| (1..=12).map(move |month| date(year, month, 1)));
    let offset = |day: jiff::civil::Date| {
        let first = zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).compatible();
        first.map(|time| zone.to_offset(time).seconds()).unwrap_or(0)
    };
    let offsets: Vec<i32> = firsts.map(offset).collect();
    let forward = offsets.windows(2).enumerate().filter(|(_, pair)| pair[1] > pair[0]);
    forward.fold(0, |months, (index, _)| months | 1 << (index % 12))
}
