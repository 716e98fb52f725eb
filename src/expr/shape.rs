//! The shape of an expression: its text with every part replaced that no parser's answer
//! depends on. Two expressions of one shape are both accepted or both refused.
//!
//! Replaced are, and nothing else:
//! * the value of a matcher, when it is not empty (an empty one may select everything);
//! * a metric's name outside brackets and lists of labels, when it is no word of PromQL and
//!   not called;
//! * a decimal number without leading zero outside brackets, and not behind `@`.
//!
//! Brackets hold durations, where zero is refused; labels are compared with one another.

use super::referee::string_end;

/// Words that are not the name of a metric, in lower case, sorted.
const WORDS: [&str; 31] = [
    "and",
    "atan2",
    "avg",
    "bool",
    "bottomk",
    "by",
    "count",
    "count_values",
    "end",
    "fill",
    "group",
    "group_left",
    "group_right",
    "ignoring",
    "inf",
    "limit_ratio",
    "limitk",
    "max",
    "min",
    "nan",
    "offset",
    "on",
    "or",
    "quantile",
    "start",
    "stddev",
    "stdvar",
    "sum",
    "topk",
    "unless",
    "without",
];

struct Shaper<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Inside `[…]` or `{…}`.
    brackets: usize,
    /// The parentheses of a list of labels are open, or come next.
    labels: bool,
    after_at: bool,
    after_offset: bool,
}

/// The shape of an expression.
pub(super) fn shape(promql: &str) -> String {
    let mut shaper = Shaper {
        text: promql,
        at: 0,
        out: String::with_capacity(promql.len()),
        brackets: 0,
        labels: false,
        after_at: false,
        after_offset: false,
    };
    while shaper.at < promql.len() {
        shaper.token();
    }
    shaper.out
}

impl Shaper<'_> {
    fn token(&mut self) {
        let rest = &self.text[self.at..];
        let byte = rest.as_bytes()[0];
        match byte {
            b'"' | b'\'' | b'`' => self.string(string_end(rest)),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' => self.word(end_of(rest, |b| is_word(b) || b == b':')),
            b'0'..=b'9' | b'.' => self.number(end_of(rest, |b| is_word(b) || b == b'.')),
            b' ' | b'\t' | b'\n' | b'\r' => self.copy(1),
            _ => self.other(byte),
        }
    }

    fn other(&mut self, byte: u8) {
        match byte {
            b'[' | b'{' => self.brackets += 1,
            b']' | b'}' => self.brackets = self.brackets.saturating_sub(1),
            b')' => self.labels = false,
            _ => {}
        }
        // A sign may stand between `@` or `offset` and its number.
        let sign = matches!(byte, b'-' | b'+');
        self.after_at = byte == b'@' || self.after_at && sign;
        self.after_offset = self.after_offset && sign;
        let length = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        self.copy(length);
    }

    /// A string behind a matching operator inside braces is a matcher's value.
    fn string(&mut self, length: usize) {
        let is_value = self.brackets > 0 && self.out.ends_with(['=', '~']);
        if is_value && length > 2 { self.replace(length, "\"v\"") } else { self.copy(length) }
    }

    fn word(&mut self, length: usize) {
        let word = &self.text[self.at..self.at + length];
        let lower = word.to_ascii_lowercase();
        let called = self.text[self.at + length..].trim_start().starts_with('(');
        let keyword = WORDS.contains(&lower.as_str());
        if matches!(lower.as_str(), "by" | "without" | "on" | "ignoring" | "group_left" | "group_right")
            && called
        {
            self.labels = true;
        }
        self.after_offset = lower == "offset";
        if keyword || called || self.brackets > 0 || self.labels {
            self.copy(length);
        } else {
            self.replace(length, "m");
        }
        self.after_at = false;
    }

    fn number(&mut self, length: usize) {
        let number = &self.text[self.at..self.at + length];
        let digits =
            |text: &str| !text.is_empty() && text.len() < 16 && text.bytes().all(|b| b.is_ascii_digit());
        let shape = match number.split_once('.') {
            None if digits(number) && !number.starts_with('0') => Some("7"),
            Some((whole, part))
                if digits(whole) && digits(part) && !(whole.len() > 1 && whole.starts_with('0')) =>
            {
                Some("7.5")
            }
            _ => None,
        };
        let fixed = self.brackets > 0 || self.labels || self.after_at || self.after_offset;
        match shape {
            Some(shape) if !fixed => self.replace(length, shape),
            _ => self.copy(length),
        }
        self.after_at = false;
        self.after_offset = false;
    }

    fn copy(&mut self, length: usize) {
        let end = (self.at + length).min(self.text.len());
        self.out.push_str(&self.text[self.at..end]);
        self.at = end;
    }

    fn replace(&mut self, length: usize, by: &str) {
        self.out.push_str(by);
        self.at += length;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn end_of(text: &str, inside: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !inside(byte)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn names_and_thresholds_do_not_matter() {
        for (text, expected) in [
            ("sum by (job) (rate(a_total{b=\"c\"}[5m])) > 0.5", "sum by (job) (rate(m{b=\"v\"}[5m])) > 7.5"),
            ("a and on (x) b offset 1h", "m and on (x) m offset 1h"),
            ("x > 12", "m > 7"),
            ("1e3 + x", "1e3 + m"),
            ("x{a!~'b'}", "m{a!~\"v\"}"),
        ] {
            assert_eq!(shape(text), expected);
        }
    }

    #[test]
    fn what_decides_stays() {
        for text in [
            "{a=\"\"}",
            "{\"name\", a=\"\"}",
            "rate(\"x\")",
            "sum[0s:1m]",
            "inf @ 99999999999",
            "on offset 010",
            "on offset - 99",
            "on @ +99",
            "by (a, b)",
            "group_left (a:b)",
            "00.5",
            "1.2.3",
            "5x",
            "1__0",
            "label_replace(inf, \"a\", \"b\", \"c\", \"\")",
        ] {
            assert_eq!(shape(text), text);
        }
    }
}
