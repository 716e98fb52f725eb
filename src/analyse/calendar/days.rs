//! Sets of days, told by year, day of the year and weekday.

use super::year_days::YearDays;
use super::years::Years;
use std::collections::HashMap;
use std::hash::Hash;

/// Days that are in `years`, in `of_year` and on one of `weekdays` (bit 0 is Sunday).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    pub weekdays: u8,
    pub years: Years,
    pub of_year: YearDays,
}

pub const EVERY_WEEKDAY: u8 = 0b111_1111;

impl Days {
    pub fn is_empty(&self) -> bool {
        self.weekdays == 0 || self.years.is_empty() || self.of_year.is_empty(self.years.kinds())
    }

    pub fn and(&self, other: &Days) -> Days {
        Days {
            weekdays: self.weekdays & other.weekdays,
            years: self.years.and(&other.years),
            of_year: self.of_year.and(other.of_year),
        }
    }

    /// These days but for `other`, whose weekdays are all.
    fn without(self, other: &Days) -> Vec<Days> {
        let touched = self.years.and(&other.years);
        if touched.is_empty() || self.of_year.and(other.of_year).is_empty([true; 2]) {
            return vec![self];
        }
        let of_year = self.of_year.without(other.of_year);
        let elsewhere = self.years.without(&other.years);
        vec![Days { years: elsewhere, ..self.clone() }, Days { years: touched, of_year, ..self }]
    }

    /// The days after these.
    fn tomorrow(&self) -> Vec<Days> {
        let weekdays = (self.weekdays << 1 | self.weekdays >> 6) & EVERY_WEEKDAY;
        let (of_year, new_year) = self.of_year.tomorrow();
        let mut next = vec![Days { weekdays, years: self.years.clone(), of_year }];
        if new_year {
            let of_year = YearDays::between((1, 1), (1, 1));
            next.push(Days { weekdays, years: self.years.next(), of_year });
        }
        next
    }
}

/// All of `days` but those of `excepted`, whose weekdays are all.
pub fn without(days: Vec<Days>, excepted: &[Days]) -> Vec<Days> {
    let each = |days: Vec<Days>, other: &Days| days.into_iter().flat_map(|day| day.without(other)).collect();
    let rest: Vec<Days> = excepted.iter().fold(days, each);
    joined(rest)
}

/// The days after `days`.
pub fn tomorrow(days: &[Days]) -> Vec<Days> {
    joined(days.iter().flat_map(Days::tomorrow).collect())
}

/// The same days in fewer entries, those of no day left out.
pub fn joined(days: Vec<Days>) -> Vec<Days> {
    let days = days.into_iter().filter(|day| !day.is_empty());
    let of_years = grouped(
        days,
        |day| (day.weekdays, day.years.clone()),
        |all, day| {
            all.of_year = all.of_year.or(day.of_year);
        },
    );
    grouped(
        of_years.into_iter(),
        |day| (day.weekdays, day.of_year),
        |all, day| {
            all.years = all.years.or(&day.years);
        },
    )
}

/// Joins entries of the same key, in the order of their first ones.
fn grouped<K: Eq + Hash>(
    days: impl Iterator<Item = Days>,
    key: impl Fn(&Days) -> K,
    join: impl Fn(&mut Days, Days),
) -> Vec<Days> {
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut groups: Vec<Days> = Vec::new();
    for day in days {
        match places.get(&key(&day)) {
            Some(place) => join(&mut groups[*place], day),
            None => {
                places.insert(key(&day), groups.len());
                groups.push(day);
            }
        }
    }
    groups
}
