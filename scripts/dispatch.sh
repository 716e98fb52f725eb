#!/usr/bin/env bash
# Random worlds on real Alertmanagers and on the simulated one, for as many rounds as asked for; the tests run one.
# A round is 150 worlds on eight servers and takes half a minute, where nothing else runs.
set -euo pipefail
cd "$(dirname "$0")/.."

./scripts/tools.sh
LARUM_DISPATCH_ROUNDS="${1:-20}" cargo test --locked --test all dispatch::live -- --nocapture
