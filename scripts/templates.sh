#!/usr/bin/env bash
# Random templates of rules, expanded here and by the real promtool: `templates.sh 20000` takes minutes.
# A second number begins elsewhere in the sequence of chance: `templates.sh 20000 7`.
set -euo pipefail
cd "$(dirname "$0")/.."
LARUM_TEMPLATES="${1:-20000}" LARUM_TEMPLATES_SKIP="${2:-0}" \
    exec cargo test --locked --test all templates::expansion -- --nocapture
