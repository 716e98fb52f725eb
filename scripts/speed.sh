#!/usr/bin/env bash
# Measures `larum check` and `larum build` against `promtool check rules` on the files that were
# built: whole processes, wall time, processor time and peak memory, medians of several runs.
#
#   scripts/speed.sh [ALERTS…]      sizes of the programs; 1000 10000 100000 when none are given
#
# RUNS (3) is how often each is measured, in turn; those of 100 000 alerts once. LIMIT (900) is how
# many seconds promtool may take. All that is made lies below target/speed.
set -euo pipefail
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
scripts/tools.sh
cargo build --release --bin larum
mkdir -p "$target/speed"
# By the compiler itself: cargo would first build the libraries of all tests.
rustc --edition 2024 -O benches/generate.rs -o "$target/speed/generate"

sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(1000 10000 100000)
for size in "${sizes[@]}"; do
  rm -rf "$target/speed/$size"
  "$target/speed/generate" "$size" "$target/speed/$size/source"
done
exec python3 benches/measure.py "$target" "${RUNS:-3}" "${LIMIT:-900}" "${sizes[@]}"
