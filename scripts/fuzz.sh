#!/usr/bin/env bash
# Fuzzes what reads texts of others: series notation, templates, PromQL, tests. Each target for so many
# seconds: scripts/fuzz.sh [SECONDS [TARGET...]]; 60 when nothing is said.
#
# Needs a nightly toolchain; cargo-fuzz is built once into the build folder. Without a sanitizer, as
# the crate has no unsafe code: what is looked for are panics, hangs and outputs without bound. What
# is found lies in TARGET/fuzz/found, smaller ones first by `cargo fuzz tmin`.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:-60}"
shift || true
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || mapfile -t targets < <(sed -n 's/^name = "\(.*\)"$/\1/p' fuzz/Cargo.toml | tail -n +2)

build="$(realpath -m "${CARGO_TARGET_DIR:-target}")/fuzz"
export PATH="$build/tools/bin:$PATH"
command -v cargo-fuzz > /dev/null || cargo install cargo-fuzz --locked --root "$build/tools"

# One seed a line of the cases that the tests have.
seeds() {
  mkdir -p "$build/seeds/$1"
  cat "${@:2}" | split -l 1 -a 4 - "$build/seeds/$1/"
}
seeds notation fuzz/series.txt
seeds template tests/all/templates/cases.txt tests/all/templates/expansions.txt
seeds promql fuzz/expressions.txt tests/all/promql/cases.txt
seeds rule_tests fuzz/rule_tests.txt
seeds test_blocks fuzz/tests.txt

failed=0
for target in "${targets[@]}"; do
  mkdir -p "$build/corpus/$target" "$build/found/$target"
  cargo +nightly fuzz run --sanitizer none --target-dir "$build/target" "$target" \
    "$build/corpus/$target" "$build/seeds/$target" -- \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=400 \
    -artifact_prefix="$build/found/$target/" || failed=1
done
exit "$failed"
