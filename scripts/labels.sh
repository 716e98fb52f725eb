#!/usr/bin/env bash
# Holds what is said of labels and matchers against the real promtool, over WORLDS (100) sets of random series
# with 150 random expressions each.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/tools.sh
LARUM_LABEL_WORLDS="${WORLDS:-100}" exec cargo test --test all -- lints::soundness --nocapture
