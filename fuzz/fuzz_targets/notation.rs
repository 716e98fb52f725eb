//! Any text as a line of the series notation: an error or values, never a panic.

#![no_main]

use larum::series::notation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(line) = notation::parse(text) {
        // The notation says many values in few characters: some of them are enough.
        line.values.iter().take(10_000).for_each(drop);
        let _ = line.labels.to_string();
    }
    let _ = notation::parse_values(text);
    let _ = notation::parse_labels(text);
    let _ = notation::parse_histogram(text);
});
