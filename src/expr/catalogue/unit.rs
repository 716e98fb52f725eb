//! The unit of a metric: what it measures and on which scale.

use crate::quantity::Dimension;

/// A dimension and the value of one step in base units: milliseconds are time × 0.001,
/// a percentage from 0 to 100 is a ratio × 0.01.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    pub dimension: Dimension,
    pub scale: f64,
}

/// The words after `unit` in a `metrics` block.
const WORDS: &[(&str, Unit)] = &[
    ("bytes", Unit::base(Dimension::Bytes)),
    ("bytes_per_second", Unit::base(Dimension::BytesPerSecond)),
    ("celsius", Unit::base(Dimension::Celsius)),
    ("count", Unit::base(Dimension::Count)),
    ("days", Unit::scaled(Dimension::Time, 86400.0)),
    ("fps", Unit::base(Dimension::FramesPerSecond)),
    ("hours", Unit::scaled(Dimension::Time, 3600.0)),
    ("microseconds", Unit::scaled(Dimension::Time, 1e-6)),
    ("milliseconds", Unit::scaled(Dimension::Time, 1e-3)),
    ("minutes", Unit::scaled(Dimension::Time, 60.0)),
    ("nanoseconds", Unit::scaled(Dimension::Time, 1e-9)),
    ("per_second", Unit::base(Dimension::PerSecond)),
    ("percent", Unit::scaled(Dimension::Ratio, 0.01)),
    ("ratio", Unit::base(Dimension::Ratio)),
    ("seconds", Unit::base(Dimension::Time)),
    ("timestamp", Unit::base(Dimension::Timestamp)),
];

/// Sizes that an expression brings bytes to by division.
const BYTE_SIZES: &[(&str, f64)] = &[
    ("kB", 1e3),
    ("MB", 1e6),
    ("GB", 1e9),
    ("TB", 1e12),
    ("KiB", 1024.0),
    ("MiB", 1_048_576.0),
    ("GiB", 1_073_741_824.0),
    ("TiB", 1_099_511_627_776.0),
];

impl Unit {
    pub const fn base(dimension: Dimension) -> Unit {
        Unit { dimension, scale: 1.0 }
    }

    pub const fn scaled(dimension: Dimension, scale: f64) -> Unit {
        Unit { dimension, scale }
    }

    /// The unit that a word of a `metrics` block names.
    pub fn named(word: &str) -> Option<Unit> {
        WORDS.iter().find(|(name, _)| *name == word).map(|(_, unit)| *unit)
    }

    /// All words that `named` knows, sorted.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(name, _)| *name)
    }

    /// As messages say it: "seconds", "milliseconds", "percent from 0 to 100", "a ratio".
    pub fn name(self) -> &'static str {
        let plain = self.dimension.name();
        match self.dimension {
            _ if self.scale == 1.0 => plain,
            Dimension::Ratio if self.scale == 0.01 => "percent from 0 to 100",
            Dimension::Bytes => {
                BYTE_SIZES.iter().find(|(_, size)| *size == self.scale).map_or(plain, |(name, _)| name)
            }
            _ => WORDS.iter().find(|(_, unit)| *unit == self).map_or(plain, |(name, _)| name),
        }
    }

    /// The same with its verb: "is in seconds", "is a ratio".
    pub fn statement(self) -> String {
        let name = self.name();
        if name.starts_with("a ") { format!("is {name}") } else { format!("is in {name}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_name_units() {
        assert!(Unit::words().is_sorted());
        assert_eq!(Unit::named("milliseconds").map(Unit::name), Some("milliseconds"));
        assert_eq!(Unit::named("percent").map(Unit::name), Some("percent from 0 to 100"));
        assert_eq!(Unit::named("parsecs"), None);
        assert_eq!(Unit::scaled(Dimension::Bytes, 1_048_576.0).name(), "MiB");
        assert_eq!(Unit::base(Dimension::Time).statement(), "is in seconds");
        assert_eq!(Unit::base(Dimension::Ratio).statement(), "is a ratio");
    }
}
