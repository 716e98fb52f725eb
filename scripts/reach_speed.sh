#!/usr/bin/env bash
# Measures who is told of 10 000 alerts by 5 000 routes against `amtool check-config` on the same
# file: whole processes, wall time, the best of RUNS (5) in turn. All that is made lies below target/speed.
set -euo pipefail
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
scripts/tools.sh
cargo build --release --lib
mkdir -p "$target/speed"
# By the compiler itself: cargo would first build the libraries of all tests. It links as the binary is linked.
jiff=$(ls -t "$target"/release/deps/libjiff-*.rlib | head -1)
rustc --edition 2024 -O -C lto=thin benches/reach.rs --extern larum="$target/release/liblarum.rlib" \
  --extern jiff="$jiff" -L dependency="$target/release/deps" -o "$target/speed/reach"
for shape in flat nested windows; do
  "$target/speed/reach" write "$shape" "$target/speed/$shape.yml"
done
exec python3 benches/measure_reach.py "$target" "${RUNS:-5}" flat nested windows
