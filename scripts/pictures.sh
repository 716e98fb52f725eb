#!/usr/bin/env bash
# Looks at the pictures of the systems that are named, or of all under rules/, in a real browser, with real Graphviz and real
# Mermaid: nothing overlaps, leaves the page or is cut off, the text has contrast, every alert is there,
# no error on the console; in light and in dark, on a desk and on a phone.
#
# Installs what is missing (as root, Debian: chromium, graphviz, npm) and fetches Mermaid into the build
# folder. Screenshots stay in TARGET/pictures for people to look at.
set -euo pipefail
cd "$(dirname "$0")/.."

target="$(realpath -m "${CARGO_TARGET_DIR:-target}")"
out="$target/pictures"
larum="${LARUM:-$target/debug/larum}" # LARUM names one that is built already
say() { echo "pictures: $*" >&2; }

missing=()
command -v chromium > /dev/null || missing+=(chromium)
command -v dot > /dev/null || missing+=(graphviz)
command -v npm > /dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  apt-get update -qq && apt-get install -y -qq "${missing[@]}" > /dev/null
fi
mkdir -p "$out"
if [ ! -e "$out/node_modules/mermaid/dist/mermaid.min.js" ]; then
  say "fetching Mermaid"
  npm install --silent --no-save --no-audit --no-fund --prefix "$out" mermaid@11 > /dev/null
fi
[ -n "${LARUM:-}" ] || cargo build --quiet --bin larum

# The browser in a fresh profile; $1 is light or dark, the rest are its arguments.
browser() {
  local profile scheme=1
  [ "$1" = dark ] && scheme=0
  shift
  profile="$(mktemp -d)"
  timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
    --enable-logging=stderr --user-data-dir="$profile" --blink-settings=preferredColorScheme=$scheme "$@"
  rm -rf "$profile"
}

faults=0
fault() { say "$*"; faults=$((faults + 1)); }

# The check's report on the page $1, at the width $2, in the colours $3; $4 names it.
examine() {
  local report
  browser "$3" --window-size="$2,1000" --virtual-time-budget=3000 --dump-dom "file://$1" \
    > "$out/dom" 2> "$out/log"
  if grep CONSOLE "$out/log" >&2; then fault "$4: the console has errors"; fi
  report="$(sed -n '/<pre id="report">/,/^end of report/p' "$out/dom")"
  grep -q '^end of report' <<< "$report" || fault "$4: no report"
  while read -r line; do fault "$4, $2 wide, $3: ${line#wrong }"; done < <(grep '^wrong' <<< "$report")
  grep '^name' <<< "$report" | sort > "$out/names" || true
}

[ $# -gt 0 ] || set -- rules/*/
for system; do
  name="$(basename "$system")"
  for format in html svg dot mmd; do "$larum" graph "$system" -o "$out/$name.$format"; done

  # The page with the check in it.
  { sed '/<\/body>/,$d' "$out/$name.html"; echo "<script>"; cat scripts/pictures/check.js; echo "</script></body></html>"; } \
    > "$out/$name-checked.html"
  { echo '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'; cat "$out/$name.svg"
    echo "<script>"; cat scripts/pictures/check.js; echo "</script></body>"; } > "$out/$name-svg.html"
  "$larum" build "$system" -o "$out/built" 2> /dev/null
  # The watchdog is no alert that people are told of.
  grep -h '^ *- alert:' "$out"/built/rules/*.yml | sed 's/.*alert: */name /' | sort -u > "$out/built-names"
  "$larum" graph "$system" | sed -n 's/.*w[0-9]*\["\([^<]*\)<br.*/name \1/p' | sort > "$out/watchdogs"
  for colours in light dark; do
    for width in 1280 400; do
      examine "$out/$name-checked.html" "$width" "$colours" "$name.html"
      comm -23 "$out/built-names" "$out/watchdogs" | diff - <(sort -u "$out/names") >&2 || fault "$name.html: alerts differ"
    done
    examine "$out/$name-svg.html" 2400 "$colours" "$name.svg"
    browser "$colours" --window-size=1280,4000 --screenshot="$out/$name-$colours.png" "file://$out/$name.html" 2> /dev/null
    browser "$colours" --window-size=1720,1560 --screenshot="$out/$name-svg-$colours.png" "file://$out/$name.svg" 2> /dev/null
  done

  dot -Tsvg "$out/$name.dot" -o "$out/$name-dot.svg" 2> "$out/log" && [ ! -s "$out/log" ] || { cat "$out/log" >&2; fault "$name.dot"; }

  # Mermaid draws as many boxes as the text has.
  boxes="$(grep -c ':::' "$out/$name.mmd")"
  { echo '<!DOCTYPE html><meta charset="utf-8"><body><pre class="mermaid">'
    sed 's/&/\&amp;/g; s/</\&lt;/g' "$out/$name.mmd"
    echo '</pre><script src="node_modules/mermaid/dist/mermaid.min.js"></script><script>'
    echo 'mermaid.initialize({ startOnLoad: false });'
    echo 'mermaid.run().then(() => { document.title = "boxes " + document.querySelectorAll("g.node").length; })'
    echo '  .catch((error) => { document.title = "boxes none: " + error; });</script></body>'; } > "$out/$name-mmd.html"
  browser light --virtual-time-budget=10000 --dump-dom "file://$out/$name-mmd.html" > "$out/dom" 2> /dev/null
  grep -q "<title>boxes $boxes</title>" "$out/dom" || fault "$name.mmd: not $boxes boxes: $(grep -o '<title>.*</title>' "$out/dom" | head -1)"
  say "$name seen"
done
[ "$faults" = 0 ] || { say "$faults faults"; exit 1; }
say "all well; the screenshots are in $out"
