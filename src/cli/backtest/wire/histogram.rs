//! A native histogram of a message: counts may be whole and written as differences, or floats as they are.

use super::protobuf::{Broken, Part, Parts};
use crate::model::Millis;
use crate::series::histogram::Buckets;
use crate::series::{Histogram, ResetHint};

/// One side as it is written: runs of buckets, each as the gap before it and its length, and what they count.
#[derive(Default)]
struct Side {
    spans: Vec<(i32, u32)>,
    deltas: Vec<i64>,
    counts: Vec<f64>,
}

/// # Errors
/// When it breaks off, or its runs of buckets do not fit what they count.
pub(super) fn read(message: &[u8]) -> Result<(Millis, Histogram), Broken> {
    let mut histogram = Histogram::default();
    let (mut at, mut custom) = (0, Vec::new());
    let (mut negative, mut positive) = (Side::default(), Side::default());
    for part in Parts(message) {
        match part? {
            Part::Number(1, count) => histogram.count = count as f64,
            Part::Fixed(2, bits) => histogram.count = f64::from_bits(bits),
            Part::Fixed(3, bits) => histogram.sum = f64::from_bits(bits),
            Part::Number(4, schema) => histogram.schema = small(schema)?,
            Part::Fixed(5, bits) => histogram.zero_threshold = f64::from_bits(bits),
            Part::Number(6, count) => histogram.zero_count = count as f64,
            Part::Fixed(7, bits) => histogram.zero_count = f64::from_bits(bits),
            Part::Bytes(8, bytes) => negative.spans.push(span(bytes)?),
            Part::Bytes(9, bytes) => negative.deltas.extend(deltas(bytes)?),
            Part::Bytes(10, bytes) => negative.counts.extend(Parts::floats(bytes)?),
            Part::Bytes(11, bytes) => positive.spans.push(span(bytes)?),
            Part::Bytes(12, bytes) => positive.deltas.extend(deltas(bytes)?),
            Part::Bytes(13, bytes) => positive.counts.extend(Parts::floats(bytes)?),
            Part::Number(14, hint) => histogram.hint = hint_of(hint),
            Part::Number(15, time) => at = time as Millis,
            Part::Bytes(16, bytes) => custom.extend(Parts::floats(bytes)?),
            _ => {}
        }
    }
    histogram.negative = negative.buckets()?;
    histogram.positive = positive.buckets()?;
    histogram.custom = custom.into();
    Ok((at, histogram))
}

fn hint_of(hint: u64) -> ResetHint {
    match hint {
        1 => ResetHint::Reset,
        2 => ResetHint::NoReset,
        3 => ResetHint::Gauge,
        _ => ResetHint::Unknown,
    }
}

fn span(message: &[u8]) -> Result<(i32, u32), Broken> {
    let (mut gap, mut length) = (0, 0);
    for part in Parts(message) {
        match part? {
            Part::Number(1, value) => gap = small(value)?,
            Part::Number(2, value) => length = u32::try_from(value).map_err(|_| Broken)?,
            _ => {}
        }
    }
    Ok((gap, length))
}

fn deltas(bytes: &[u8]) -> Result<Vec<i64>, Broken> {
    Ok(Parts::varints(bytes)?.into_iter().map(signed).collect())
}

/// Numbers near zero are short, whatever their sign.
fn signed(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

fn small(value: u64) -> Result<i32, Broken> {
    i32::try_from(signed(value)).map_err(|_| Broken)
}

impl Side {
    fn buckets(self) -> Result<Buckets, Broken> {
        let mut sum = 0_i64;
        let whole = self.deltas.iter().map(|delta| {
            sum = sum.wrapping_add(*delta);
            sum as f64
        });
        let counts: Vec<f64> = whole.chain(self.counts.iter().copied()).collect();
        let mut rest = counts.into_iter();
        let mut pairs = Vec::with_capacity(rest.len());
        let mut index = 0_i32;
        for (gap, length) in self.spans {
            index = index.checked_add(gap).ok_or(Broken)?;
            for _ in 0..length {
                pairs.push((index, rest.next().ok_or(Broken)?));
                index = index.checked_add(1).ok_or(Broken)?;
            }
        }
        match rest.next() {
            Some(_) => Err(Broken),
            None => Ok(pairs.into_iter().collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::backtest::wire::protobuf::put_bytes;

    #[test]
    fn buckets_of_whole_counts_and_of_floats() {
        // Two buckets from 1 on, a gap of two, one more: 3, 5, 4. Spans (1, 2) and (2, 1).
        let mut message = Vec::new();
        put_bytes(&mut message, 11, &[8, 2, 16, 2]);
        put_bytes(&mut message, 11, &[8, 4, 16, 1]);
        put_bytes(&mut message, 12, &[6, 4, 1]);
        let buckets = |message: &[u8]| read(message).map(|(_, histogram)| histogram.positive);
        let found: Vec<(i32, f64)> = buckets(&message).expect("a histogram").iter().collect();
        assert_eq!(found, [(1, 3.0), (2, 5.0), (5, 4.0)]);
        let mut floats = Vec::new();
        put_bytes(&mut floats, 11, &[8, 1, 16, 1]);
        put_bytes(&mut floats, 13, &2.5_f64.to_le_bytes());
        let found: Vec<(i32, f64)> = buckets(&floats).expect("a histogram").iter().collect();
        assert_eq!(found, [(-1, 2.5)]);
        // More buckets than counts, more counts than buckets, and none that a length could name.
        for damaged in [&message[..6], &floats[6..]] {
            assert_eq!(buckets(damaged).err(), Some(Broken));
        }
        let mut endless = Vec::new();
        put_bytes(&mut endless, 11, &[16, 0xff, 0xff, 0xff, 0xff, 0x0f]);
        assert_eq!(buckets(&endless).err(), Some(Broken));
    }
}
