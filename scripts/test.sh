#!/usr/bin/env bash
# Every test of Larum, on a machine with a Rust toolchain and nothing else:
# fetches the real Prometheus tools into the build folder, then style, lints and tests.
set -euo pipefail
cd "$(dirname "$0")/.."

./scripts/tools.sh
cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
cargo test --locked "$@"
