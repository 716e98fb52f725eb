#!/usr/bin/env bash
# The tests of all systems in `rules/`, written for promtool by `larum build --tests`: the real promtool passes each
# file. It takes promtool minutes a system, so it is no part of the tests; what is exported of small programs is.
#
#   scripts/exports.sh [SYSTEM…]      all of rules/ when none is named
set -euo pipefail
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
scripts/tools.sh
cargo build --release --bin larum
systems=("$@")
[ "${#systems[@]}" -gt 0 ] || mapfile -t systems < <(find rules -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
failed=0
for system in "${systems[@]}"; do
  out="$target/exports/$system"
  rm -rf "$out"
  "$target/release/larum" build "rules/$system" --tests -o "$out"
  file="$out/tests/$system.yml"
  for judge in "$target/release/larum test" "$target/tools/bin/promtool test rules"; do
    began="$SECONDS"
    if $judge "$file" > "$out/report.txt" 2>&1; then verdict=passes; else verdict=FAILS failed=1; fi
    echo "$system: ${judge##*/} $verdict after $((SECONDS - began)) s"
    [ "$verdict" = passes ] || tail -40 "$out/report.txt"
  done
done
exit "$failed"
