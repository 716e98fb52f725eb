#!/usr/bin/env bash
# The scenarios on real servers, many at once: they wait nearly all the time. With a word, those whose name
# begins with it: `live.sh cluster`. Each leaves its record in target/tmp/live.
set -euo pipefail
cd "$(dirname "$0")/.."
exec cargo test --locked --test all "live::${1:-}" -- --test-threads=16
