//! Samples sent to a Prometheus as other servers send them: protocol buffers, in a frame of snappy without
//! compression. So every float arrives bit by bit, the marker of an end as well.

use super::data::Random;
use crate::support::http;

const HEADERS: &str = "Content-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\n\
                       X-Prometheus-Remote-Write-Version: 0.1.0\r\n";

pub fn send(port: u16, all: &[Random]) {
    let mut request = Vec::new();
    for series in all {
        message(&mut request, 1, &time_series(series));
    }
    let answer = http::ask_with(port, "POST", "/api/v1/write", HEADERS, &framed(&request));
    assert!(matches!(answer, Ok((200..=204, _))), "the samples are not taken: {answer:?}");
}

fn time_series(series: &Random) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in series.labels.iter() {
        let mut label = Vec::new();
        message(&mut label, 1, name.as_bytes());
        message(&mut label, 2, value.as_bytes());
        message(&mut out, 1, &label);
    }
    for (at, value) in &series.samples {
        let mut sample = vec![1 << 3 | 1];
        sample.extend(value.to_bits().to_le_bytes());
        sample.push(2 << 3);
        varint(&mut sample, *at as u64);
        message(&mut out, 2, &sample);
    }
    out
}

/// A field that holds bytes.
fn message(out: &mut Vec<u8>, field: u8, bytes: &[u8]) {
    out.push(field << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend(bytes);
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
