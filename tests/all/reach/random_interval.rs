//! Random time intervals around a time.

use crate::support::dice::Dice;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

/// Just inside what the time asks for, or just outside.
pub fn interval(dice: &mut Dice, zone: &str, edge: DateTime) -> Value {
    let minute = i64::from(edge.hour()) * 60 + i64::from(edge.minute());
    let day = i64::from(edge.day());
    let weekday = i64::from(edge.weekday().to_sunday_zero_offset());
    let length = i64::from(edge.date().days_in_month());
    let mut fields = Map::new();
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let ranges: Vec<(i64, i64)> = [
        (minute - 1, minute),
        (minute, minute + 1),
        (minute, 1440),
        (0, minute),
        (minute - 60, minute),
        (minute + 60, minute + 61),
        (0, 1440),
        (1439, 1440),
        (0, 1),
        (0, 60),
    ]
    .into_iter()
    .filter(|(start, end)| *start >= 0 && end <= &1440 && start < end)
    .collect();
    let near = |dice: &mut Dice, around: i64, least: i64, most: i64| {
        let end = |dice: &mut Dice| (around + dice.number(0, 2) as i64 - 1).clamp(least, most);
        let (one, other) = (end(dice), end(dice));
        (one.min(other), one.max(other))
    };
    if dice.chance(50) {
        let (start, end) = *dice.one_of(&ranges);
        fields.insert("times".into(), json!([{ "start_time": clock(start), "end_time": clock(end) }]));
    }
    if dice.chance(50) {
        let days = match dice.number(0, 4) {
            0 => {
                let (first, last) = near(dice, day, 1, 31);
                format!("{first}:{last}")
            }
            1 => {
                let (first, last) = near(dice, day - length - 1, -31, -1);
                format!("{first}:{last}")
            }
            2 => (*dice.one_of(&["-1", "1", "31", "-31:-30", "30:31", "29:-1", "1:-1", "-2:-1", "28:31"]))
                .to_string(),
            3 => format!("{}", near(dice, day, 1, 31).0),
            _ => format!("{}", near(dice, day - length - 1, -31, -1).1),
        };
        // Some of these make no range at all.
        let days = if days == "29:-1" { "27:-1".to_string() } else { days };
        fields.insert("days_of_month".into(), json!([days]));
    }
    if dice.chance(20) {
        let (first, last) = near(dice, weekday, 0, 6);
        let names = ["sunday", "monday", "Tuesday", "wednesday", "thursday", "friday", "saturday"];
        fields.insert(
            "weekdays".into(),
            json!([format!("{}:{}", names[first as usize], names[last as usize])]),
        );
    }
    if dice.chance(20) {
        let (first, last) = near(dice, i64::from(edge.month()), 1, 12);
        fields.insert("months".into(), json!([format!("{first}:{last}")]));
    }
    if dice.chance(20) {
        let (first, last) = near(dice, i64::from(edge.year()), 0, 9999);
        fields.insert("years".into(), json!([format!("{first}:{last}")]));
    }
    if zone != "UTC" || dice.chance(50) {
        fields.insert("location".into(), zone.into());
    }
    fields.into()
}
