#!/usr/bin/env bash
# Test files of real projects, changed at random, in promtool and here: as many as asked for. A thousand take some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
LARUM_MUTANTS="${1:-3000}" exec cargo test --locked --test all trial::mutants -- --nocapture
