#!/usr/bin/env bash
# Value ranges against promtool, over as many random expressions as asked for: `ranges.sh 30000` takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
LARUM_RANGES="${1:-30000}" exec cargo test --locked --test all ranges:: -- --nocapture
