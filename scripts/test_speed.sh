#!/usr/bin/env bash
# Measures `larum test` against `promtool test rules` on the same files: whole processes, wall time, processor time
# and peak memory, medians of several runs in turn.
#
#   scripts/test_speed.sh FOLDER      all test files below it (`*test*.y*ml` that hold `tests:`)
#
# RUNS (1) is how often each is measured; LARGE=no leaves the large made case out. What is made lies below
# target/speed/tests.
set -euo pipefail
folder="$(realpath "$1")"
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
scripts/tools.sh
cargo build --release --bin larum
large=""
if [ "${LARGE:-yes}" = yes ]; then
  python3 benches/rule_tests.py 1000 10000 100 "$target/speed/tests/large"
  large="$target/speed/tests/large/test.yml"
fi
mapfile -t files < <(grep -rlE '^tests:' --include='*.yml' --include='*.yaml' "$folder" | sort)
exec python3 benches/measure_test.py "$target" "${RUNS:-1}" "$large" "${files[@]}"
