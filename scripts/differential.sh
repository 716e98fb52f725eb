#!/usr/bin/env bash
# Random expressions over random series, evaluated here and by a real Prometheus: `differential.sh 20000` takes minutes.
# A second number begins elsewhere in the sequence of chance: `differential.sh 20000 7`.
set -euo pipefail
cd "$(dirname "$0")/.."
LARUM_DIFFERENTIAL="${1:-20000}" LARUM_DIFFERENTIAL_SKIP="${2:-0}" \
    exec cargo test --locked --test all differential:: -- --nocapture
