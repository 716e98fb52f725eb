//! Days of a year as one bit mask a month, for common years and for leap years.

/// Which days of a year are meant: `masks[leap][month - 1]` has bit `d` set for day `d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct YearDays {
    masks: [[u32; 12]; 2],
}

/// How many days a month (0 is January) has.
pub fn length(leap: bool, month: usize) -> u32 {
    match month {
        1 => 28 + u32::from(leap),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

/// The mask of a month of `length` days that are all meant.
pub fn full(length: u32) -> u32 {
    ((2_u64 << length) - 2) as u32
}

impl YearDays {
    pub const NONE: YearDays = YearDays { masks: [[0; 12]; 2] };

    pub fn all() -> YearDays {
        YearDays::of_months(full)
    }

    /// The same days in every month: `days` gets a month's length and gives the mask.
    pub fn of_months(days: impl Fn(u32) -> u32) -> YearDays {
        let mut year = YearDays::NONE;
        for (leap, months) in year.masks.iter_mut().enumerate() {
            for (month, mask) in months.iter_mut().enumerate() {
                let length = length(leap == 1, month);
                *mask = days(length) & full(length);
            }
        }
        year
    }

    /// The whole of these months (bit 0 is January).
    pub fn in_months(months: u16) -> YearDays {
        let mut year = YearDays::all();
        for masks in &mut year.masks {
            for (month, mask) in masks.iter_mut().enumerate() {
                *mask *= u32::from(months >> month & 1);
            }
        }
        year
    }

    /// From one month and day (both from 1) to another that is not before it, both meant.
    pub fn between(start: (u32, u32), end: (u32, u32)) -> YearDays {
        let mut year = YearDays::all();
        for masks in &mut year.masks {
            for (month, mask) in (1..).zip(masks.iter_mut()) {
                let from = if month == start.0 { full(31) << (start.1 - 1) } else { u32::MAX };
                let to = if month == end.0 { full(end.1) } else { u32::MAX };
                *mask *= u32::from((start.0..=end.0).contains(&month));
                *mask &= from & to;
            }
        }
        year
    }

    pub fn mask(&self, leap: bool, month: usize) -> u32 {
        self.masks[usize::from(leap)][month]
    }

    pub fn and(self, other: YearDays) -> YearDays {
        self.zip(other, |a, b| a & b)
    }

    pub fn or(self, other: YearDays) -> YearDays {
        self.zip(other, |a, b| a | b)
    }

    pub fn without(self, other: YearDays) -> YearDays {
        self.zip(other, |a, b| a & !b)
    }

    /// Whether no year of the given kinds (common, leap) has such a day.
    pub fn is_empty(&self, kinds: [bool; 2]) -> bool {
        self.masks.iter().zip(kinds).all(|(masks, occurs)| !occurs || masks.iter().all(|mask| *mask == 0))
    }

    /// The days after these, in the same year, and whether 1 January of the next year is one too.
    /// (31 December never depends on the kind of the year: no way of writing days can say that.)
    pub fn tomorrow(self) -> (YearDays, bool) {
        let mut next = YearDays::NONE;
        let mut new_year = false;
        for leap in [false, true] {
            let mut carry = 0;
            for month in 0..12 {
                let (mask, length) = (self.mask(leap, month), length(leap, month));
                next.masks[usize::from(leap)][month] = (mask << 1 | carry << 1) & full(length);
                carry = mask >> length & 1;
            }
            new_year |= carry == 1;
        }
        (next, new_year)
    }

    fn zip(self, other: YearDays, join: impl Fn(u32, u32) -> u32) -> YearDays {
        let mut result = self;
        for (masks, others) in result.masks.iter_mut().zip(other.masks) {
            for (mask, other) in masks.iter_mut().zip(others) {
                *mask = join(*mask, other);
            }
        }
        result
    }
}
