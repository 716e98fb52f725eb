#!/usr/bin/env bash
# Fetches the programs that read what `larum check` writes, into TARGET/tools/linting:
# pre-commit, check-jsonschema (the schemas of GitHub's and GitLab's CI files come with it), and the
# JSON schema of SARIF 2.1.0. Does nothing, without the network, when they are there. Needs python3 and npm.
set -euo pipefail
cd "$(dirname "$0")/.."

folder="$(realpath -m "${CARGO_TARGET_DIR:-target}")/tools/linting"
schema="$folder/sarif-2.1.0.json"
die() { echo "linting tools: $*" >&2; exit 1; }
there() {
  [ -s "$schema" ] && PYTHONPATH="$folder/python" python3 -c 'import pre_commit, check_jsonschema' 2> /dev/null
}

command -v python3 > /dev/null || die "needs python3: install it"
there && exit
mkdir -p "$folder"
exec 9> "$folder/lock"
flock 9                                        # another caller may do it while we wait
there && exit
python3 -m pip install --quiet --target "$folder/python" pre-commit check-jsonschema >&2 ||
  die "cannot fetch pre-commit and check-jsonschema with pip"
if ! [ -s "$schema" ]; then
  command -v npm > /dev/null || die "needs npm for the schema of SARIF: install it"
  (cd "$folder" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 > /dev/null) ||
    die "cannot fetch the schema of SARIF with npm"
  tar -xzf "$folder"/microsoft-jest-sarif-*.tgz -C "$folder" package/lib/schemas
  mv "$folder"/package/lib/schemas/sarif-2.1.0*.json "$schema"
fi
there || die "they are installed but do not run"
