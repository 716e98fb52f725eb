//! Which series `limit_ratio` takes: by the hash of their labels, so that it takes the same ones each time.

use crate::series::Labels;
use xxhash_rust::xxh64::xxh64;

/// Where the hash of the labels lies between 0 and 1.
pub fn place(labels: &Labels) -> f64 {
    let mut bytes = Vec::new();
    for (name, value) in labels.iter() {
        for text in [name, value] {
            length(text.len(), &mut bytes);
            bytes.extend_from_slice(text.as_bytes());
        }
    }
    xxh64(&bytes, 0) as f64 / u64::MAX as f64
}

/// The length of a text as Prometheus' label sets have it before the text (model/labels, `stringlabels`).
fn length(length: usize, bytes: &mut Vec<u8>) {
    match u8::try_from(length) {
        Ok(short) if short < u8::MAX => bytes.push(short),
        _ => {
            bytes.push(u8::MAX);
            bytes.extend_from_slice(&(length as u32).to_le_bytes()[..3]);
        }
    }
}

/// A negative ratio takes those that the ratio above it by 1 leaves.
pub fn chosen(place: f64, ratio: f64) -> bool {
    if ratio >= 0.0 { place < ratio } else { place >= 1.0 + ratio }
}
