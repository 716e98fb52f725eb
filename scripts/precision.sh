#!/usr/bin/env bash
# Counts what `larum check` finds in rule files, by code, and shows a sample of each to be judged by hand.
#
#   scripts/precision.sh FOLDER [SAMPLE]     SAMPLE (5) findings of each code; 0 counts alone
#
# docs/precision.md holds what was counted and judged.
set -euo pipefail
folder="$(realpath "$1")"
cd "$(dirname "$0")/.."
target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
cargo build --release --quiet --bin larum
cd "$folder"
exec python3 - "$target/release/larum" "${2:-5}" <<'PYTHON'
import collections
import json
import random
import subprocess
import sys

larum, sample = sys.argv[1], int(sys.argv[2])
ran = subprocess.run([larum, "check", "--pedantic", "--notes", "--format", "json", "."], capture_output=True, text=True)
if ran.returncode == 2:
    sys.exit(ran.stderr)
found = collections.defaultdict(list)
for finding in json.loads(ran.stdout)["findings"]:
    found[(finding["level"], finding["code"])].append(finding)
order = ["error", "warning", "note", "pedantic"]
print("| level | code | findings | files |\n|---|---|---:|---:|")
for (level, code), findings in sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
    files = len({finding["file"] for finding in findings})
    print(f"| {level} | `{code}` | {len(findings)} | {files} |")
random.seed(1)
for (level, code), findings in sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
    for finding in random.sample(findings, min(sample, len(findings))):
        start = finding["span"]["start"]
        with open(finding["file"], encoding="utf-8") as file:
            line = file.read().split("\n")[start["line"] - 1].strip()
        print(f"\n{level} {code} {finding['file']}:{start['line']}:{start['column']}\n  {finding['message']}\n  | {line[:200]}")
        for cause in finding["causes"]:
            print(f"  - {cause['file']}:{cause['span']['start']['line']} {cause['label']}")
PYTHON
