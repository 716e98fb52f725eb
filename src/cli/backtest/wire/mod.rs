//! Remote read as Prometheus speaks it: messages of protobuf, compressed with snappy.
//! Source: `prompb/remote.proto` and `prompb/types.proto`.

mod histogram;
mod protobuf;

pub(super) use protobuf::Broken;

use crate::expr::MatchOp;
use crate::model::Millis;
use crate::series::{Labels, Reading};
use crate::story::Wanted;
use protobuf::{Part, Parts, field, put_bytes, put_number};

/// Samples of one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fetched {
    pub labels: Labels,
    /// In order of time; ends of series among them.
    pub samples: Vec<(Millis, Reading)>,
    /// Native histograms that the server did not give exactly.
    pub left_out: usize,
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

/// A field of our own, which no server uses: see [`Fetched::left_out`].
const LEFT_OUT: u64 = 1000;

/// A `ReadResponse` that holds the floats of these series, for servers that speak otherwise.
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
        let floats = fetched.samples.iter().filter_map(|(at, reading)| Some((at, reading.float()?)));
        for (at, value) in floats {
            let mut sample = vec![(1 << 3 | field::FIXED64) as u8];
            sample.extend_from_slice(&value.to_bits().to_le_bytes());
            put_number(&mut sample, 2, *at as u64);
            put_bytes(&mut series, 2, &sample);
        }
        put_number(&mut series, LEFT_OUT, fetched.left_out as u64);
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
    let (mut samples, mut left_out) = (Vec::new(), 0);
    for part in Parts(message) {
        match part? {
            Part::Bytes(1, label) => labels.push(pair(label)?),
            Part::Bytes(2, message) => samples.push(sample(message)?),
            Part::Bytes(4, message) => {
                let (at, histogram) = histogram::read(message)?;
                // Prometheus 3.5 sends buckets of custom bounds, and not the bounds.
                match histogram.is_custom() && histogram.custom.is_empty() && !histogram.is_stale() {
                    true => left_out += 1,
                    false => samples.push((at, Reading::from(histogram))),
                }
            }
            Part::Number(LEFT_OUT, count) => left_out += count as usize,
            _ => {}
        }
    }
    // Floats and histograms of one series come one after the other.
    samples.sort_by_key(|(at, _)| *at);
    Ok(Fetched { labels: Labels::new(labels), samples, left_out })
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

fn sample(message: &[u8]) -> Result<(Millis, Reading), Broken> {
    let (mut at, mut value) = (0, 0.0);
    for part in Parts(message) {
        match part? {
            Part::Fixed(1, bits) => value = f64::from_bits(bits),
            Part::Number(2, time) => at = time as Millis,
            _ => {}
        }
    }
    Ok((at, Reading::Float(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_come_back_as_they_were_and_nothing_else_does() {
        let labels = Labels::new([("__name__", "up"), ("job", "a\"b\n\u{e9}")]);
        let samples = [(-5, crate::series::stale()), (0, -0.0), (1 << 50, 1e300)];
        let samples = samples.map(|(at, value)| (at, Reading::Float(value))).to_vec();
        let all = vec![Fetched { labels, samples, left_out: 2 }, Fetched::default()];
        let bits = |all: &[Fetched]| -> Vec<(Millis, Option<u64>)> {
            let samples = all.iter().flat_map(|one| &one.samples);
            samples.map(|(at, reading)| (*at, reading.float().map(f64::to_bits))).collect()
        };
        let message = response(&all);
        let read = series(&message).expect("it was written");
        assert_eq!(bits(&read), bits(&all));
        assert_eq!((&read[0].labels, read[0].left_out), (&all[0].labels, 2));
        // A message that breaks off anywhere is an error, or one of less, never a panic.
        for end in 0..message.len() {
            let _ = series(&message[..end]);
        }
        assert_eq!(series(&message[..message.len() - 1]), Err(Broken));
        assert_eq!(series(b"<html>not found</html>"), Err(Broken));
    }
}
