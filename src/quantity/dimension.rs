//! What a number measures.

/// The dimension of a quantity or of an expression's value, in Prometheus base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// A share of a whole, 0 to 1: `5%`, `_ratio`.
    Ratio,
    /// Seconds: `250ms`, `_seconds`.
    Time,
    /// Bytes: `512MiB`, `_bytes`.
    Bytes,
    /// Events per second: `100/s`, `rate(x_total)`.
    PerSecond,
    /// Bytes per second: `rate(x_bytes_total)`.
    BytesPerSecond,
    /// Frames per second: `60fps`.
    FramesPerSecond,
    /// Degrees Celsius: `85°C`, `_celsius`.
    Celsius,
    /// A number of things: `_total`, `count(x)`.
    Count,
    /// Seconds since 1970: `_timestamp_seconds`, `time()`. A difference of two is `Time`.
    Timestamp,
}

impl Dimension {
    /// The word for it in messages.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Ratio => "a ratio",
            Dimension::Time => "seconds",
            Dimension::Bytes => "bytes",
            Dimension::PerSecond => "events per second",
            Dimension::BytesPerSecond => "bytes per second",
            Dimension::FramesPerSecond => "frames per second",
            Dimension::Celsius => "degrees Celsius",
            Dimension::Count => "a count",
            Dimension::Timestamp => "a point in time",
        }
    }
}
