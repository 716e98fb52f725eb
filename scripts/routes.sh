#!/usr/bin/env bash
# The long comparison with amtool: 6000 random pairs of routing tree and labels, where the tests take 1000.
# amtool starts anew for each pair, which is what takes the time.
set -euo pipefail
cd "$(dirname "$0")/.."

./scripts/tools.sh
LARUM_ROUTE_PAIRS="${1:-6000}" cargo test --locked --test all reach::against_amtool -- --nocapture
