//! Samples sent to a Prometheus as other servers send them: protocol buffers, in a frame of snappy without
//! compression. So every float arrives bit by bit, the marker of an end as well.

use super::data::Random;
use crate::support::http;
use larum::series::histogram::Buckets;
use larum::series::{Histogram, Reading, ResetHint};

const HEADERS: &str = "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n\
                       X-Prometheus-Remote-Write-Version: 0.1.0\r\n";

/// One request takes samples of one kind of a series: Prometheus stores first floats, then histograms, and makes a
/// histogram of the marker of an end that follows one.
pub fn send(port: u16, all: &[Random]) {
    let kind = |reading: &Reading| (matches!(reading, Reading::Float(_)), reading.is_stale());
    let runs = all
        .iter()
        .map(|series| series.samples.chunk_by(|one, next| kind(&one.1) == kind(&next.1)).collect::<Vec<_>>());
    let runs: Vec<_> = runs.collect();
    for place in 0..runs.iter().map(Vec::len).max().unwrap_or(0) {
        let mut request = Vec::new();
        for (series, runs) in all.iter().zip(&runs) {
            if let Some(run) = runs.get(place) {
                message(&mut request, 1, &time_series(series, run));
            }
        }
        let answer = http::ask_with(port, "POST", "/api/v1/write", HEADERS, &framed(&request));
        assert!(matches!(answer, Ok((200..=204, _))), "the samples are not taken: {answer:?}");
    }
}

fn time_series(series: &Random, samples: &[(i64, Reading)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in series.labels.iter() {
        let mut label = Vec::new();
        message(&mut label, 1, name.as_bytes());
        message(&mut label, 2, value.as_bytes());
        message(&mut out, 1, &label);
    }
    for (at, reading) in samples {
        match reading {
            Reading::Float(value) => {
                let mut sample = Vec::new();
                double(&mut sample, 1, *value);
                number(&mut sample, 2, *at as u64);
                message(&mut out, 2, &sample);
            }
            Reading::Histogram(one) => message(&mut out, 4, &histogram(*at, one)),
        }
    }
    out
}

/// With counts that need not be whole, as Larum holds them.
fn histogram(at: i64, histogram: &Histogram) -> Vec<u8> {
    let mut out = Vec::new();
    double(&mut out, 2, histogram.count);
    double(&mut out, 3, histogram.sum);
    number(&mut out, 4, zigzag(histogram.schema));
    double(&mut out, 5, histogram.zero_threshold);
    double(&mut out, 7, histogram.zero_count);
    buckets(&mut out, 8, 10, &histogram.negative);
    buckets(&mut out, 11, 13, &histogram.positive);
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

/// The spans of buckets without a gap, and the counts of all.
fn buckets(out: &mut Vec<u8>, spans: u8, counts: u8, buckets: &Buckets) {
    let mut end = 0;
    for run in buckets.indexes().chunk_by(|one, next| one + 1 == *next) {
        let mut span = Vec::new();
        number(&mut span, 1, zigzag(run[0] - end));
        number(&mut span, 2, run.len() as u64);
        message(out, spans, &span);
        end = run[0] + run.len() as i32;
    }
    doubles(out, counts, buckets.counts());
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

fn zigzag(value: i32) -> u64 {
    u64::from((value << 1 ^ value >> 31) as u32)
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
