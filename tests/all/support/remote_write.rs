//! Samples sent to a Prometheus as other servers send them: protocol buffers, in a frame of snappy without
//! compression. So every float arrives bit by bit, the marker of an end as well.

use super::http;
use larum::series::histogram::Buckets;
use larum::series::{Histogram, Labels, Reading, ResetHint};

const HEADERS: &str = "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n\
                       X-Prometheus-Remote-Write-Version: 0.1.0\r\n";

/// A series to be sent.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    pub labels: &'a Labels,
    pub samples: &'a [(i64, Reading)],
    /// Counts of histograms are whole numbers, and sent as those: the differences from bucket to bucket.
    pub whole: bool,
}

/// One request takes samples of one kind of a series: Prometheus stores first floats, then histograms, and makes a
/// histogram of the marker of an end that follows one.
pub fn send(port: u16, all: &[Sent]) {
    let kind = |reading: &Reading| (matches!(reading, Reading::Float(_)), reading.is_stale());
    let runs = all
        .iter()
        .map(|series| series.samples.chunk_by(|one, next| kind(&one.1) == kind(&next.1)).collect::<Vec<_>>());
    let runs: Vec<_> = runs.collect();
    for place in 0..runs.iter().map(Vec::len).max().unwrap_or(0) {
        let mut request = Vec::new();
        for (series, runs) in all.iter().zip(&runs) {
            if let Some(run) = runs.get(place) {
                message(&mut request, 1, &time_series(Sent { samples: run, ..*series }));
            }
        }
        let answer = http::ask_with(port, "POST", "/api/v1/write", HEADERS, &framed(&request));
        assert!(matches!(answer, Ok((200..=204, _))), "the samples are not taken: {answer:?}");
    }
}

fn time_series(series: Sent) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in series.labels.iter() {
        let mut label = Vec::new();
        message(&mut label, 1, name.as_bytes());
        message(&mut label, 2, value.as_bytes());
        message(&mut out, 1, &label);
    }
    for (at, reading) in series.samples {
        match reading {
            Reading::Float(value) => {
                let mut sample = Vec::new();
                double(&mut sample, 1, *value);
                number(&mut sample, 2, *at as u64);
                message(&mut out, 2, &sample);
            }
            Reading::Histogram(one) => message(&mut out, 4, &histogram(*at, one, series.whole)),
        }
    }
    out
}

fn histogram(at: i64, histogram: &Histogram, whole: bool) -> Vec<u8> {
    let mut out = Vec::new();
    match whole {
        true => number(&mut out, 1, histogram.count as u64),
        false => double(&mut out, 2, histogram.count),
    }
    double(&mut out, 3, histogram.sum);
    number(&mut out, 4, zigzag(histogram.schema.into()));
    double(&mut out, 5, histogram.zero_threshold);
    match whole {
        true => number(&mut out, 6, histogram.zero_count as u64),
        false => double(&mut out, 7, histogram.zero_count),
    }
    buckets(&mut out, 8, whole, &histogram.negative);
    buckets(&mut out, 11, whole, &histogram.positive);
    let hint = match histogram.hint {
        ResetHint::Unknown => 0,
        ResetHint::Reset => 1,
        ResetHint::NoReset => 2,
        ResetHint::Gauge => 3,
    };
    number(&mut out, 14, hint);
    number(&mut out, 15, at as u64);
    doubles(&mut out, 16, &histogram.custom);
    out
}

/// The spans of buckets without a gap, and behind them the differences of whole counts, or the counts.
fn buckets(out: &mut Vec<u8>, spans: u8, whole: bool, buckets: &Buckets) {
    let mut end = 0;
    for run in buckets.indexes().chunk_by(|one, next| one + 1 == *next) {
        let mut span = Vec::new();
        number(&mut span, 1, zigzag(i64::from(run[0] - end)));
        number(&mut span, 2, run.len() as u64);
        message(out, spans, &span);
        end = run[0] + run.len() as i32;
    }
    if !whole {
        return doubles(out, spans + 2, buckets.counts());
    }
    let (mut deltas, mut before) = (Vec::new(), 0);
    for count in buckets.counts() {
        varint(&mut deltas, zigzag(*count as i64 - before));
        before = *count as i64;
    }
    if !deltas.is_empty() {
        message(out, spans + 1, &deltas);
    }
}

fn doubles(out: &mut Vec<u8>, field: u8, values: &[f64]) {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_bits().to_le_bytes()).collect();
    if !bytes.is_empty() {
        message(out, field, &bytes);
    }
}

fn double(out: &mut Vec<u8>, field: u8, value: f64) {
    tag(out, field, 1);
    out.extend(value.to_bits().to_le_bytes());
}

fn number(out: &mut Vec<u8>, field: u8, value: u64) {
    tag(out, field, 0);
    varint(out, value);
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// A field that holds bytes.
fn message(out: &mut Vec<u8>, field: u8, bytes: &[u8]) {
    tag(out, field, 2);
    varint(out, bytes.len() as u64);
    out.extend(bytes);
}

fn tag(out: &mut Vec<u8>, field: u8, kind: u64) {
    varint(out, u64::from(field) << 3 | kind);
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Snappy's blocks of bytes that stand for themselves.
fn framed(bytes: &[u8]) -> Vec<u8> {
    const TWO_BYTES_OF_LENGTH: u8 = 61 << 2;
    let mut out = Vec::new();
    varint(&mut out, bytes.len() as u64);
    for block in bytes.chunks(1 << 16) {
        out.push(TWO_BYTES_OF_LENGTH);
        out.extend(((block.len() - 1) as u16).to_le_bytes());
        out.extend(block);
    }
    out
}
