//! Showing a value in the unit that people read.

/// What a value measures, for showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// 0 to 1, shown in percent.
    Ratio,
    Seconds,
    Bytes,
    PerSecond,
    FramesPerSecond,
    Celsius,
    /// A count, or anything without a unit.
    Count,
}

/// The template text that shows `operand`, such as `$value`, by its kind.
pub fn humanise(kind: ValueKind, operand: &str) -> String {
    let (function, unit) = match kind {
        ValueKind::Ratio => ("humanizePercentage", ""),
        ValueKind::Seconds => ("humanizeDuration", ""),
        // It writes the prefix alone: `1.5Mi`.
        ValueKind::Bytes => ("humanize1024", "B"),
        ValueKind::PerSecond => ("humanize", "/s"),
        ValueKind::FramesPerSecond => ("humanize", " fps"),
        ValueKind::Celsius => ("humanize", " °C"),
        ValueKind::Count => ("humanize", ""),
    };
    format!("{{{{ {operand} | {function} }}}}{unit}")
}
