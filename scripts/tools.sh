#!/usr/bin/env bash
# Fetches the real Prometheus tools that the tests ask for the truth, as Debian packages,
# into the build folder: TARGET/tools/bin/{prometheus,promtool,alertmanager,amtool}.
#
# Nothing is installed, except two template files that Debian's Alertmanager reads from a
# fixed path. The archive's address and keys are those of this machine's own apt sources.
# Does nothing, without the network, when the tools are there. Safe when called twice at once.
set -euo pipefail
cd "$(dirname "$0")/.."

# The versions that Larum takes for the truth, and where Debian may hold them.
prometheus_series=3.5
alertmanager_series=0.33
suites=(sid testing)

tools="$(realpath -m "${CARGO_TARGET_DIR:-target}")/tools"
bin="$tools/bin"
templates=/usr/share/prometheus/alertmanager   # compiled into Debian's alertmanager and amtool

say() { echo "tools: $*" >&2; }
die() { say "$*"; exit 1; }

# Whether the program $1 of the tools runs here and is of the series $2.
runs_as() {
  [ -x "$bin/$1" ] && [[ "$("$bin/$1" --version 2>&1)" == "$1, version $2".* ]]
}

programs_run() {
  runs_as prometheus "$prometheus_series" && runs_as promtool "$prometheus_series" &&
    runs_as alertmanager "$alertmanager_series" && runs_as amtool "$alertmanager_series"
}

templates_lie_there() {
  [ -r "$templates/default.tmpl" ] && [ -r "$templates/email.tmpl" ]
}

# apt with a private state: it reads no list of the machine's and changes none.
apt=(-o "Dir::State=$tools/apt/state" -o "Dir::State::status=$tools/apt/status"
  -o "Dir::Cache=$tools/apt/cache" -o APT::Sandbox::User=root
  -o APT::Update::Error-Mode=any)
own_sources=(-o "Dir::Etc::SourceList=$tools/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null)

# The Debian archives that this machine's apt knows, one `OPTIONS URI` a line. apt itself reads its
# sources here, so both of their forms work; `bookworm main` is Debian's own, third parties' are not.
archives() {
  local codename uri release component trusted signed
  codename="$(. /etc/os-release && echo "${VERSION_CODENAME:-}")"
  apt-get "${apt[@]}" indextargets --no-release-info \
    --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(TRUSTED)' 'Created-By: Packages' |
    while read -r uri release component trusted; do
      [ "$component" = main ] || continue
      case "$release" in "$codename" | stable | testing | unstable | sid) ;; *) continue ;; esac
      signed=/usr/share/keyrings/debian-archive-keyring.gpg
      if [ "$trusted" = yes ]; then echo "[target=Packages trusted=yes] $uri"
      elif [ -r "$signed" ]; then echo "[target=Packages signed-by=$signed] $uri"
      else echo "[target=Packages] $uri"; fi
    done | awk '!seen[$0]++'
}

# The newest version of package $1 in the series $2, or nothing.
version_of() {
  apt-cache "${apt[@]}" "${own_sources[@]}" madison "$1" |
    awk -F' *[|] *' -v series="$2." 'index($2, series) == 1 { print $2; exit }'
}

# Finds a suite of one archive that holds both series, and downloads the packages into $1.
download() {
  local archive suite prometheus alertmanager
  while read -r archive; do
    for suite in "${suites[@]}"; do
      echo "deb $archive $suite main" > "$tools/apt/sources.list"
      say "reading the package list of Debian $suite"
      apt-get "${apt[@]}" "${own_sources[@]}" -qq update >&2 || { say "cannot read it"; continue; }
      prometheus="$(version_of promtool "$prometheus_series")"
      alertmanager="$(version_of prometheus-alertmanager "$alertmanager_series")"
      if [ -z "$prometheus" ] || [ -z "$alertmanager" ]; then
        say "Debian $suite does not hold Prometheus $prometheus_series and Alertmanager $alertmanager_series"
        continue
      fi
      say "downloading Prometheus $prometheus and Alertmanager $alertmanager"
      (cd "$1" && apt-get "${apt[@]}" "${own_sources[@]}" -qq download "prometheus=$prometheus" \
        "promtool=$prometheus" "prometheus-alertmanager=$alertmanager" >&2) && return
    done
  done < <(archives)
  return 1
}

# Unpacks the packages of $1 beside it and puts the four programs in place.
unpack() {
  local package
  for package in "$1"/*.deb; do dpkg -x "$package" "$1/root"; done
  rm -rf "$tools/root" "$bin"
  mv "$1/root" "$tools/root"
  mkdir "$bin"
  for package in prometheus promtool amtool; do ln -s "../root/usr/bin/$package" "$bin/$package"; done
  ln -s ../root/usr/bin/prometheus-alertmanager "$bin/alertmanager"
}

# Debian's Alertmanager refuses every configuration without these.
install_templates() {
  local name
  for name in default.tmpl email.tmpl; do
    [ -r "$templates/$name" ] && continue
    install -D -m 644 "$tools/root$templates/$name" "$templates/$name" ||
      die "cannot write $templates/$name, which amtool reads: run this script once as root"
  done
}

programs_run && templates_lie_there && exit
mkdir -p "$tools"
exec 9> "$tools/lock"
flock 9                                        # another caller may do it while we wait

for program in apt-get apt-cache dpkg; do
  command -v "$program" > /dev/null || die "needs $program: the tools come as Debian packages"
done
if ! programs_run; then
  rm -rf "$tools/apt" "$tools/new"
  mkdir -p "$tools/apt/state/lists/partial" "$tools/apt/cache/archives/partial" "$tools/new"
  touch "$tools/apt/status"
  download "$tools/new" || die "no Debian archive in this machine's apt sources gave the packages"
  unpack "$tools/new"
  rm -rf "$tools/apt" "$tools/new"             # the lists are 30 MB and stale tomorrow
fi
templates_lie_there || install_templates
programs_run || die "the programs in $bin do not run as Prometheus $prometheus_series and Alertmanager $alertmanager_series"
say "ready in $bin"
