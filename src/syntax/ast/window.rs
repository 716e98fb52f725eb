//! Times of the week and the year.

use super::{Name, Settings};
use crate::text::{Span, Spanned};

/// `window NAME { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct WindowStatement {
    pub name: Name,
    pub calendar: Calendar,
}

/// `maintenance NAME { …  mutes … }`
#[derive(Clone, Debug, PartialEq)]
pub struct MaintenanceStatement {
    pub name: Name,
    pub calendar: Calendar,
    pub mutes: Vec<Mutes>,
}

/// `mutes warning, info on api`; no severities means all.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutes {
    pub severities: Vec<Name>,
    pub services: Vec<Name>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct Calendar {
    pub ranges: Vec<WindowRange>,
    pub except: Vec<DateRange>,
}

/// One line of a window; an absent part means "any".
#[derive(Clone, Debug, PartialEq)]
pub struct WindowRange {
    pub days: Option<Days>,
    /// 1..31, or -1..-31 counted from the month's end.
    pub month_days: Vec<Range<i32>>,
    /// The words as written: `jan`, `january`, `1`.
    pub months: Vec<Range<String>>,
    pub years: Vec<Range<i32>>,
    pub dates: Vec<DateRange>,
    pub times: Vec<Range<Clock>>,
    pub zone: Option<Spanned<String>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Days {
    /// `first sunday`
    Ordinal(Spanned<Ordinal>, Spanned<Weekday>),
    Ranges(Vec<Range<Weekday>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordinal {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

/// Sunday is 0, as Alertmanager counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekday(pub u8);

/// Hours and minutes as written, unchecked: `25:70` gets here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub hours: u32,
    pub minutes: u32,
}

/// `a..b`, or a single `a` when there is no end.
#[derive(Clone, Debug, PartialEq)]
pub struct Range<T> {
    pub start: Spanned<T>,
    pub end: Option<Spanned<T>>,
}

/// `2026-12-25`, `2026-12-24..2026-12-26`, `12-25` (every year).
pub type DateRange = Range<Date>;

/// As written, unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: Option<i32>,
    pub month: u32,
    pub day: u32,
}

/// `channel NAME = KIND { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelStatement {
    pub name: Name,
    pub kind: Name,
    pub settings: Settings,
}
