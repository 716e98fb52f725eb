//! Remote read as Prometheus speaks it: messages of protobuf, compressed with snappy.
//! Source: `prompb/remote.proto` and `prompb/types.proto`.

use crate::expr::MatchOp;
use crate::model::Millis;
use crate::series::Labels;
use crate::story::Wanted;

/// Samples of one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fetched {
    pub labels: Labels,
    /// In order of time; ends of series among them.
    pub samples: Vec<(Millis, f64)>,
    /// Native histograms that came with it.
    pub histograms: usize,
}

/// A message that breaks off, or is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// The parts of protobuf that these messages have.
mod field {
    pub const VARINT: u64 = 0;
    pub const FIXED64: u64 = 1;
    pub const BYTES: u64 = 2;
    pub const FIXED32: u64 = 5;
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_number(out: &mut Vec<u8>, number: u64, value: u64) {
    put_varint(out, number << 3 | field::VARINT);
    put_varint(out, value);
}

fn put_bytes(out: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    put_varint(out, number << 3 | field::BYTES);
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A `ReadRequest` for the samples of a selector, from the first to the last instant.
pub(super) fn request(wanted: &Wanted, from: Millis, until: Millis) -> Vec<u8> {
    let mut query = Vec::new();
    put_number(&mut query, 1, from as u64);
    put_number(&mut query, 2, until as u64);
    for (name, op, value) in wanted {
        let mut matcher = Vec::new();
        let kind = match op {
            MatchOp::Equal => 0,
            MatchOp::NotEqual => 1,
            MatchOp::Regex => 2,
            MatchOp::NotRegex => 3,
        };
        put_number(&mut matcher, 1, kind);
        put_bytes(&mut matcher, 2, name.as_bytes());
        put_bytes(&mut matcher, 3, value.as_bytes());
        put_bytes(&mut query, 3, &matcher);
    }
    let mut request = Vec::new();
    put_bytes(&mut request, 1, &query);
    // accepted_response_types: SAMPLES
    put_number(&mut request, 2, 0);
    request
}

/// A `ReadResponse` that holds these series.
pub(super) fn response(all: &[Fetched]) -> Vec<u8> {
    let mut result = Vec::new();
    for fetched in all {
        let mut series = Vec::new();
        for (name, value) in fetched.labels.iter() {
            let mut label = Vec::new();
            put_bytes(&mut label, 1, name.as_bytes());
            put_bytes(&mut label, 2, value.as_bytes());
            put_bytes(&mut series, 1, &label);
        }
        for (at, value) in &fetched.samples {
            let mut sample = vec![(1 << 3 | field::FIXED64) as u8];
            sample.extend_from_slice(&value.to_bits().to_le_bytes());
            put_number(&mut sample, 2, *at as u64);
            put_bytes(&mut series, 2, &sample);
        }
        for _ in 0..fetched.histograms {
            put_bytes(&mut series, 4, &[]);
        }
        put_bytes(&mut result, 1, &series);
    }
    let mut out = Vec::new();
    put_bytes(&mut out, 1, &result);
    out
}

/// The series of a `ReadResponse`.
///
/// # Errors
/// When it is none.
pub(super) fn series(message: &[u8]) -> Result<Vec<Fetched>, Broken> {
    let mut all = Vec::new();
    for part in Parts(message) {
        let Part::Bytes(1, result) = part? else { continue };
        for part in Parts(result) {
            if let Part::Bytes(1, series) = part? {
                all.push(one_series(series)?);
            }
        }
    }
    Ok(all)
}

fn one_series(message: &[u8]) -> Result<Fetched, Broken> {
    let mut labels: Vec<(String, String)> = Vec::new();
    let (mut samples, mut histograms) = (Vec::new(), 0);
    for part in Parts(message) {
        match part? {
            Part::Bytes(1, label) => labels.push(pair(label)?),
            Part::Bytes(2, message) => samples.push(sample(message)?),
            Part::Bytes(4, _) => histograms += 1,
            _ => {}
        }
    }
    Ok(Fetched { labels: Labels::new(labels), samples, histograms })
}

fn pair(message: &[u8]) -> Result<(String, String), Broken> {
    let (mut name, mut value) = (String::new(), String::new());
    for part in Parts(message) {
        if let Part::Bytes(number @ 1..=2, bytes) = part? {
            let text = std::str::from_utf8(bytes).map_err(|_| Broken)?.to_string();
            if number == 1 { name = text } else { value = text }
        }
    }
    Ok((name, value))
}

fn sample(message: &[u8]) -> Result<(Millis, f64), Broken> {
    let (mut at, mut value) = (0, 0.0);
    for part in Parts(message) {
        match part? {
            Part::Fixed(1, bits) => value = f64::from_bits(bits),
            Part::Number(2, time) => at = time as Millis,
            _ => {}
        }
    }
    Ok((at, value))
}

/// A field of a message, with its number.
enum Part<'a> {
    Number(u64, u64),
    Fixed(u64, u64),
    Bytes(u64, &'a [u8]),
}

/// The fields of a message, one after the other.
struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn fixed(&mut self) -> Option<u64> {
        let bytes = self.take(8)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?))
    }

    fn part(&mut self) -> Option<Part<'a>> {
        let tag = self.varint()?;
        let number = tag >> 3;
        match tag & 7 {
            field::VARINT => Some(Part::Number(number, self.varint()?)),
            field::FIXED64 => Some(Part::Fixed(number, self.fixed()?)),
            field::BYTES => {
                let length = usize::try_from(self.varint()?).ok()?;
                Some(Part::Bytes(number, self.take(length)?))
            }
            field::FIXED32 => Some(Part::Bytes(0, self.take(4)?)),
            _ => None,
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Result<Part<'a>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let part = self.part().ok_or(Broken);
        if part.is_err() {
            self.0 = &[];
        }
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_come_back_as_they_were_and_nothing_else_does() {
        let labels = Labels::new([("__name__", "up"), ("job", "a\"b\n\u{e9}")]);
        let samples = vec![(-5, f64::from_bits(crate::series::STALE_BITS)), (0, -0.0), (1 << 50, 1e300)];
        let all = vec![Fetched { labels, samples, histograms: 2 }, Fetched::default()];
        let bits = |all: &[Fetched]| -> Vec<(Millis, u64)> {
            all.iter().flat_map(|one| &one.samples).map(|(at, value)| (*at, value.to_bits())).collect()
        };
        let message = response(&all);
        let read = series(&message).expect("it was written");
        assert_eq!(bits(&read), bits(&all));
        assert_eq!((&read[0].labels, read[0].histograms), (&all[0].labels, 2));
        // A message that breaks off anywhere is an error, or one of less, never a panic.
        for end in 0..message.len() {
            let _ = series(&message[..end]);
        }
        assert_eq!(series(&message[..message.len() - 1]), Err(Broken));
        assert_eq!(series(b"<html>not found</html>"), Err(Broken));
    }
}
