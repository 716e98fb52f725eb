//! Times in Go's layouts: `2006-01-02 15:04:05`. Source: Go's `time/format.go`.

use super::functions::times::civil;
use super::print::{month_name, weekday_name};
use jiff::Span;

/// What a layout may hold, and what stands for it; longer ones before those that they begin with.
const PIECES: [(&str, Piece); 34] = [
    ("January", Piece::MonthName),
    ("Jan", Piece::MonthShort),
    ("Monday", Piece::WeekdayName),
    ("Mon", Piece::WeekdayShort),
    ("MST", Piece::Constant("UTC")),
    ("2006", Piece::Year),
    ("002", Piece::DayOfYear),
    ("01", Piece::Month(2)),
    ("02", Piece::Day(2)),
    ("03", Piece::Hour12(2)),
    ("04", Piece::Minute(2)),
    ("05", Piece::Second(2)),
    ("06", Piece::YearShort),
    ("15", Piece::Hour),
    ("1", Piece::Month(1)),
    ("_2006", Piece::UnderscoreYear),
    ("__2", Piece::DayOfYearSpaced),
    ("_2", Piece::DaySpaced),
    ("2", Piece::Day(1)),
    ("3", Piece::Hour12(1)),
    ("4", Piece::Minute(1)),
    ("5", Piece::Second(1)),
    ("PM", Piece::HalfDay("AM", "PM")),
    ("pm", Piece::HalfDay("am", "pm")),
    ("-07:00:00", Piece::Constant("+00:00:00")),
    ("-070000", Piece::Constant("+000000")),
    ("-07:00", Piece::Constant("+00:00")),
    ("-0700", Piece::Constant("+0000")),
    ("-07", Piece::Constant("+00")),
    ("Z07:00:00", Piece::Constant("Z")),
    ("Z070000", Piece::Constant("Z")),
    ("Z07:00", Piece::Constant("Z")),
    ("Z0700", Piece::Constant("Z")),
    ("Z07", Piece::Constant("Z")),
];

#[derive(Clone, Copy)]
enum Piece {
    Constant(&'static str),
    MonthName,
    MonthShort,
    WeekdayName,
    WeekdayShort,
    Year,
    YearShort,
    UnderscoreYear,
    Month(usize),
    Day(usize),
    DaySpaced,
    DayOfYear,
    DayOfYearSpaced,
    Hour,
    Hour12(usize),
    Minute(usize),
    Second(usize),
    HalfDay(&'static str, &'static str),
    /// `.000`, `,000`: so many digits behind the separator.
    Fraction(char, usize),
    /// `.999`: without zeros at the end.
    ShortFraction(char, usize),
}

pub(super) fn format(nanoseconds: i64, layout: &str) -> String {
    let mut out = String::new();
    let mut rest = layout;
    while let Some(c) = rest.chars().next() {
        let Some((piece, after)) = piece(rest) else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        show(piece, nanoseconds, &mut out);
        rest = after;
    }
    out
}

/// The piece that a layout begins with, and what comes after it.
fn piece(layout: &str) -> Option<(Piece, &str)> {
    if let Some(fraction) = fraction(layout) {
        return Some(fraction);
    }
    PIECES.iter().find_map(|(text, piece)| {
        let after = layout.strip_prefix(text)?;
        // `Jane` and `Month` are words.
        let short = matches!(piece, Piece::MonthShort | Piece::WeekdayShort);
        (!short || !after.starts_with(|c: char| c.is_ascii_lowercase())).then_some((*piece, after))
    })
}

/// A separator and zeros or nines, with no other digit behind them.
fn fraction(layout: &str) -> Option<(Piece, &str)> {
    let separator = layout.chars().next().filter(|c| matches!(c, '.' | ','))?;
    let rest = &layout[1..];
    let digit = rest.chars().next().filter(|c| matches!(c, '0' | '9'))?;
    let after = rest.trim_start_matches(digit);
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = (rest.len() - after.len()).min(9);
    let piece = if digit == '0' { Piece::Fraction } else { Piece::ShortFraction };
    Some((piece(separator, digits), after))
}

fn show(piece: Piece, nanoseconds: i64, out: &mut String) {
    let time = civil(nanoseconds);
    let month = || month_name(time.month().into());
    let weekday = || weekday_name(time.weekday().to_sunday_zero_offset().into());
    let part = nanoseconds.rem_euclid(1_000_000_000);
    let text = match piece {
        Piece::Constant(text) => text.to_owned(),
        Piece::MonthName => month().into_owned(),
        Piece::MonthShort => month()[..3].to_owned(),
        Piece::WeekdayName => weekday().into_owned(),
        Piece::WeekdayShort => weekday()[..3].to_owned(),
        Piece::Year => format!("{:04}", time.year()),
        Piece::YearShort => format!("{:02}", time.year().rem_euclid(100)),
        Piece::UnderscoreYear => format!("_{:04}", time.year()),
        Piece::Month(width) => format!("{:0width$}", time.month()),
        Piece::Day(width) => format!("{:0width$}", time.day()),
        Piece::DaySpaced => format!("{:2}", time.day()),
        Piece::DayOfYear => format!("{:03}", time.day_of_year()),
        Piece::DayOfYearSpaced => format!("{:3}", time.day_of_year()),
        Piece::Hour => format!("{:02}", time.hour()),
        Piece::Hour12(width) => format!("{:0width$}", (time.hour() + 11) % 12 + 1),
        Piece::Minute(width) => format!("{:0width$}", time.minute()),
        Piece::Second(width) => format!("{:0width$}", time.second()),
        Piece::HalfDay(before, after) => if time.hour() < 12 { before } else { after }.to_owned(),
        Piece::Fraction(separator, digits) => format!("{separator}{}", &format!("{part:09}")[..digits]),
        Piece::ShortFraction(separator, digits) => {
            let text = format!("{part:09}");
            match text[..digits].trim_end_matches('0') {
                "" => String::new(),
                shown => format!("{separator}{shown}"),
            }
        }
    };
    out.push_str(&text);
}

/// Years, months and days later; a day that a month has not runs into the next.
pub(super) fn add_date(nanoseconds: i64, [years, months, days]: [i64; 3]) -> Option<i64> {
    let time = civil(nanoseconds);
    let first = time.with().day(1).build().ok()?;
    let months = Span::new().try_months(years.checked_mul(12)?.checked_add(months)?).ok()?;
    let days = Span::new().try_days(days.checked_add(i64::from(time.day()) - 1)?).ok()?;
    let moved = first.checked_add(months).ok()?.checked_add(days).ok()?;
    i64::try_from(moved.timestamp().as_nanosecond()).ok()
}
