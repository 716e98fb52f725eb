#!/usr/bin/env bash
# Makes PyYAML, a second reader of the YAML that Larum writes, importable from
# TARGET/tools/python. Does nothing, without the network, when it is there. Needs python3.
set -euo pipefail
cd "$(dirname "$0")/.."

folder="$(realpath -m "${CARGO_TARGET_DIR:-target}")/tools/python"
die() { echo "pyyaml: $*" >&2; exit 1; }
there() { PYTHONPATH="$folder" python3 -c 'import yaml' 2> /dev/null; }

command -v python3 > /dev/null || die "needs python3: install it"
there && exit
mkdir -p "$folder"
exec 9> "$folder/lock"
flock 9                                        # another caller may do it while we wait
there && exit
python3 -m pip install --quiet --target "$folder" pyyaml >&2 ||
  die "cannot fetch PyYAML with pip: install the Python module yaml"
there || die "PyYAML is installed but cannot be imported"
