#!/usr/bin/env bash
# Measures `larum check` on rule files and routes against `promtool check rules` and `amtool check-config` on the
# same files: whole processes, wall time, processor time and peak memory, medians of several runs in turn.
#
#   scripts/check_speed.sh [RULES…]      sizes; 1000 10000 100000 when none are given
#
# RUNS (3) is how often each is measured. All that is made lies below target/speed/yaml.
set -euo pipefail
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
scripts/tools.sh
cargo build --release --bin larum
sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(1000 10000 100000)
rm -rf "$target/speed/yaml"
for size in "${sizes[@]}"; do
  python3 benches/yaml_rules.py "$size" "$target/speed/yaml/$size"
done
exec python3 benches/measure_check.py "$target" "${RUNS:-3}" "${sizes[@]}"
