#!/usr/bin/env bash
# Asks the real vmalert whether it reads what `larum build --target vmalert` writes for the systems below
# rules/. It comes as Debian's package, unpacked into the build folder; that one is older than
# `keep_firing_for`, so these lines are left out here.
set -euo pipefail
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
vmalert="$target/vmalert/root/usr/bin/vmalert"
if ! [ -x "$vmalert" ]; then
  mkdir -p "$target/vmalert"
  (cd "$target/vmalert" && { apt-get -qq download victoria-metrics || { apt-get -qq update && apt-get -qq download victoria-metrics; }; })
  dpkg -x "$target"/vmalert/victoria-metrics_*.deb "$target/vmalert/root"
fi
cargo build --locked
for system in rules/*/; do
  out="$target/vmalert/out/$(basename "$system")"
  "$target/debug/larum" build "$system" --target vmalert -o "$out"
  sed -i '/^ *keep_firing_for:/d' "$out"/rules/*.yml
  "$vmalert" -dryRun -rule="$out/rules/*.yml" > "$out/vmalert.log" 2>&1 || { cat "$out/vmalert.log"; exit 1; }
done
echo "vmalert reads the rules of every system"
