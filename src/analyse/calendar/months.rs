//! Days of a year in Alertmanager's words: groups of months that share their `days_of_month`.
//!
//! Alertmanager takes a month's length from the hours between its first day and the next
//! month's, rounded down: where clocks go forward in a month, it counts one day too few
//! (fixed after 0.34). There a last day is only reached where the whole month is meant.

use super::year_days::{YearDays, full, length};
use std::ops::RangeInclusive;

/// Months (bit 0 is January) that have the same `days_of_month`; empty means any day.
pub struct Group {
    pub months: u16,
    pub days: Vec<RangeInclusive<i8>>,
}

/// The days cannot be said at once for common and for leap years.
pub struct DependsOnLeap;

/// A month's mask for each length that Alertmanager may take it to have.
#[derive(Clone)]
struct Month {
    lengths: Vec<(u32, u32)>,
    /// Whole, but counted too short: only a group of whole months says it.
    whole_only: bool,
}

const ALL_MONTHS: u16 = 0xFFF;

/// Groups that say exactly `days`; `kinds` tells whether common and leap years are meant,
/// `short` the months that Alertmanager may count one day too short.
pub fn groups(days: &YearDays, kinds: [bool; 2], short: u16) -> Result<Vec<Group>, DependsOnLeap> {
    let months: Vec<Month> = (0..12).map(|month| read(days, kinds, short >> month & 1 == 1, month)).collect();
    let chosen = |choose: &dyn Fn(&Month) -> bool| {
        (0..12).filter(|month| choose(&months[*month])).fold(0_u16, |mask, month| mask | 1 << month)
    };
    let meant = chosen(&|month| !month.is_empty());
    if meant == 0 {
        return Ok(Vec::new());
    }
    if together(&months, meant).is_some() {
        return Ok(vec![said(&months, meant)?]);
    }
    // Whole months stand alone: no list of days is easier to read than one.
    let whole = chosen(&|month| month.is_whole());
    let mut groups: Vec<u16> = if whole == 0 { Vec::new() } else { vec![whole] };
    for month in (0..12).filter(|month| (meant & !whole) >> month & 1 == 1) {
        let bit = 1 << month;
        match groups.iter().position(|group| group & whole == 0 && together(&months, group | bit).is_some()) {
            Some(place) => groups[place] |= bit,
            None => groups.push(bit),
        }
    }
    groups.into_iter().map(|group| said(&months, group)).collect()
}

/// Months of the last day that Alertmanager will not reach (bit 0 is January).
pub fn lost(days: &YearDays, kinds: [bool; 2], short: u16) -> u16 {
    let last_is_lost = |month: &usize| {
        let loses = |leap: bool| {
            let (mask, length) = (days.mask(leap, *month), length(leap, *month));
            kinds[usize::from(leap)] && mask != full(length) && mask >> length & 1 == 1
        };
        short >> month & 1 == 1 && (loses(false) || loses(true))
    };
    (0..12).filter(last_is_lost).fold(0, |months, month| months | 1 << month)
}

fn read(days: &YearDays, kinds: [bool; 2], short: bool, month: usize) -> Month {
    let mut lengths = Vec::new();
    let mut whole = true;
    for leap in [false, true].into_iter().filter(|leap| kinds[usize::from(*leap)]) {
        let (mask, length) = (days.mask(leap, month), length(leap, month));
        lengths.push((length, mask));
        if short {
            lengths.push((length - 1, mask & full(length - 1)));
        }
        whole &= mask == full(length);
    }
    Month { lengths, whole_only: short && whole }
}

impl Month {
    fn is_empty(&self) -> bool {
        self.lengths.iter().all(|(_, mask)| *mask == 0)
    }

    fn is_whole(&self) -> bool {
        self.lengths.iter().all(|(length, mask)| *mask == full(*length))
    }
}

fn said(months: &[Month], group: u16) -> Result<Group, DependsOnLeap> {
    // Months without any of the days do no harm: "the 31st" needs no list of the long months.
    let empty = (0..12).filter(|month| months[*month].is_empty()).fold(0, |mask, month| mask | 1 << month);
    if group | empty == ALL_MONTHS
        && let Some(days) = together(months, ALL_MONTHS)
    {
        return Ok(Group { months: ALL_MONTHS, days });
    }
    let days = together(months, group).or_else(|| both_ways(&members(months, group)));
    Ok(Group { months: group, days: days.ok_or(DependsOnLeap)? })
}

fn members(months: &[Month], group: u16) -> Vec<(u32, u32)> {
    let chosen = months.iter().enumerate().filter(|(month, _)| group >> month & 1 == 1);
    chosen.flat_map(|(_, month)| month.lengths.clone()).collect()
}

/// The days that say all months of the group, counted from the start or from the end.
fn together(months: &[Month], group: u16) -> Option<Vec<RangeInclusive<i8>>> {
    let lengths = members(months, group);
    if lengths.iter().all(|(length, mask)| *mask == full(*length)) {
        return Some(Vec::new());
    }
    let whole_only =
        months.iter().enumerate().any(|(month, each)| group >> month & 1 == 1 && each.whole_only);
    if whole_only {
        return None;
    }
    let from_start = lengths.iter().fold(0, |all, (_, mask)| all | mask);
    if lengths.iter().all(|(length, mask)| *mask == from_start & full(*length)) {
        return Some(counted(from_start, 1));
    }
    let from_end = lengths.iter().fold(0, |all, (length, mask)| all | reversed(*mask, *length));
    let fits = lengths.iter().all(|(length, mask)| *mask == reversed(from_end & full(*length), *length));
    fits.then(|| counted(from_end, -1))
}

/// Days of one month, some counted from the start and some from the end.
fn both_ways(lengths: &[(u32, u32)]) -> Option<Vec<RangeInclusive<i8>>> {
    let longest = lengths.iter().map(|(length, _)| *length).max()?;
    let never_wrong = |masks: &dyn Fn(u32, u32) -> u32| {
        let wrong =
            lengths.iter().fold(0, |all, (length, mask)| all | full(*length) & !masks(*mask, *length));
        full(longest) & !wrong
    };
    let from_start = never_wrong(&|mask, _| mask);
    let from_end = never_wrong(&reversed);
    let said = |length: u32| from_start & full(length) | reversed(from_end & full(length), length);
    let fits = lengths.iter().all(|(length, mask)| said(*length) == *mask);
    fits.then(|| counted(from_end, -1).into_iter().chain(counted(from_start, 1)).collect())
}

/// Bit `d` of a month of `length` days becomes bit `length + 1 - d`, and back.
fn reversed(mask: u32, length: u32) -> u32 {
    (u64::from(mask).reverse_bits() >> (62 - length)) as u32
}

/// The runs of set bits as ranges, from the smallest number up; `sign` -1 counts from the end.
fn counted(mask: u32, sign: i8) -> Vec<RangeInclusive<i8>> {
    let mut ranges: Vec<RangeInclusive<i8>> =
        runs(mask).map(|(first, last)| first as i8..=last as i8).collect();
    if sign < 0 {
        ranges = ranges.into_iter().rev().map(|range| -range.end()..=-range.start()).collect();
    }
    ranges
}

/// First and last bit of each run of set bits, from the lowest up.
pub fn runs(mask: u32) -> impl Iterator<Item = (u32, u32)> {
    let starts = (0..32).filter(move |bit| mask >> bit & 1 == 1 && (*bit == 0 || mask >> (bit - 1) & 1 == 0));
    starts.map(move |start| (start, start + (mask >> start).trailing_ones() - 1))
}
