//! Durations as two parsers want them: Prometheus' (`1d12h`, whole numbers) and Go's (`36h`, `1.5s`).

/// `milliseconds` as Prometheus writes it.
pub fn prometheus(milliseconds: i64) -> String {
    written(milliseconds, &[("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)])
}

/// `milliseconds` as Go writes it, which knows no days.
pub fn go(milliseconds: i64) -> String {
    written(milliseconds, &[("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)])
}

fn written(mut rest: i64, units: &[(&str, i64)]) -> String {
    let mut text = String::new();
    for (unit, length) in units {
        if rest >= *length {
            text += &format!("{}{unit}", rest / length);
            rest %= length;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

/// Reads a duration of either form, in milliseconds; `days` also allows `d`, `w` and `y`.
pub fn read(text: &str, days: bool) -> Option<i64> {
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && (days || c != '.'))?;
        let (number, after) = rest.split_at(digits);
        let unit = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        total += number.parse::<f64>().ok()? * milliseconds(unit, days)?;
        rest = after;
    }
    // Text of more than 292 years is more than either parser takes.
    (!text.is_empty() && total < 9.2e15).then_some(total as i64)
}

fn milliseconds(unit: &str, days: bool) -> Option<f64> {
    Some(match unit {
        "ms" => 1.0,
        "s" => 1e3,
        "m" => 6e4,
        "h" => 36e5,
        "d" if days => 864e5,
        "w" if days => 7.0 * 864e5,
        "y" if days => 365.0 * 864e5,
        "us" | "µs" if !days => 1e-3,
        "ns" if !days => 1e-6,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        assert_eq!((prometheus(129_600_000), go(129_600_000)), ("1d12h".to_owned(), "36h".to_owned()));
        assert_eq!((prometheus(0), go(1500)), ("0s".to_owned(), "1s500ms".to_owned()));
        assert_eq!((read("1d12h", true), read("1d", false)), (Some(129_600_000), None));
        assert_eq!((read("1.5s", false), read("1.5s", true)), (Some(1500), None));
        assert_eq!((read("5", true), read("", false), read("s", false)), (None, None, None));
    }
}
