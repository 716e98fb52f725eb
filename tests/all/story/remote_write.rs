//! Native histograms for a real Prometheus, by remote write: no tool makes blocks of them.
//! Source: `prompb/types.proto`.

use crate::support::http;

/// Counts in buckets, from the bucket `first` on.
pub struct Histogram {
    pub schema: i32,
    /// Upper bounds; then the schema is -53.
    pub bounds: Vec<f64>,
    pub first: i32,
    pub buckets: Vec<i64>,
    pub zeros: u64,
    pub sum: f64,
    /// Counts are sent as floats.
    pub floats: bool,
}

/// What is sent of one series: labels sorted by name, and samples in order of time (milliseconds).
pub struct Series {
    pub labels: Vec<(&'static str, &'static str)>,
    pub floats: Vec<(i64, f64)>,
    pub histograms: Vec<(i64, Histogram)>,
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn double(out: &mut Vec<u8>, field: u64, value: f64) {
    varint(out, field << 3 | 1);
    out.extend_from_slice(&value.to_le_bytes());
}

fn bytes(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn signed(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn histogram(at: i64, histogram: &Histogram) -> Vec<u8> {
    let mut out = Vec::new();
    let count = histogram.zeros as i64 + histogram.buckets.iter().sum::<i64>();
    let mut span = Vec::new();
    number(&mut span, 1, signed(histogram.first.into()));
    number(&mut span, 2, histogram.buckets.len() as u64);
    let (mut counts, mut deltas, mut before) = (Vec::new(), Vec::new(), 0);
    for bucket in &histogram.buckets {
        counts.extend_from_slice(&(*bucket as f64).to_le_bytes());
        varint(&mut deltas, signed(bucket - before));
        before = *bucket;
    }
    double(&mut out, 3, histogram.sum);
    number(&mut out, 4, signed(histogram.schema.into()));
    bytes(&mut out, 11, &span);
    if histogram.floats {
        double(&mut out, 2, count as f64);
        double(&mut out, 7, histogram.zeros as f64);
        bytes(&mut out, 13, &counts);
    } else {
        number(&mut out, 1, count as u64);
        number(&mut out, 6, histogram.zeros);
        bytes(&mut out, 12, &deltas);
    }
    if histogram.bounds.is_empty() {
        double(&mut out, 5, 0.001);
    } else {
        let bounds: Vec<u8> = histogram.bounds.iter().flat_map(|bound| bound.to_le_bytes()).collect();
        bytes(&mut out, 16, &bounds);
    }
    number(&mut out, 15, at as u64);
    out
}

/// Sends them; the server must take all of them.
pub fn send(port: u16, all: &[Series]) {
    let mut request = Vec::new();
    for series in all {
        let mut message = Vec::new();
        for (name, value) in &series.labels {
            let mut label = Vec::new();
            bytes(&mut label, 1, name.as_bytes());
            bytes(&mut label, 2, value.as_bytes());
            bytes(&mut message, 1, &label);
        }
        for (at, value) in &series.floats {
            let mut sample = Vec::new();
            double(&mut sample, 1, *value);
            number(&mut sample, 2, *at as u64);
            bytes(&mut message, 2, &sample);
        }
        for (at, one) in &series.histograms {
            bytes(&mut message, 4, &histogram(*at, one));
        }
        bytes(&mut request, 1, &message);
    }
    let body = snap::raw::Encoder::new().compress_vec(&request).expect("it is compressed");
    let headers = "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n\
                   X-Prometheus-Remote-Write-Version: 0.1.0\r\n";
    let answer = http::ask_with(port, "POST", "/api/v1/write", headers, &body).expect("it answers");
    assert!(matches!(answer.0, 200 | 204), "{answer:?}");
}
