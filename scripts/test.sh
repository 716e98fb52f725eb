#!/usr/bin/env bash
# Every test of Larum, on a Debian machine with a Rust toolchain, Python 3 with pip, npm and git:
# fetches the real Prometheus tools into the build folder, then style, lints and tests.
# Arguments are cargo test's: with them it runs what they ask for, and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

./scripts/tools.sh
cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
if [ $# -gt 0 ]; then
  cargo test --locked "$@"
else
  # Apart: those that need the processors, and those that wait for servers and must not be late.
  cargo test --locked -- --skip live::
  ./scripts/live.sh
fi
