#!/usr/bin/env bash
# Fetches expat's source into build/third_party/expat and verifies it. Order, as ARCHITECTURE.md
# explains: FENMING_EXPAT_DIR if set (a directory with expat.h); else the upstream archive of Debian's
# source package, through a private apt configuration. Any other archive than the pinned one is refused.
set -euo pipefail
cd "$(dirname "$0")/.."
version=2.5.0
sha256=ab00ee05c7067fd10a35c5d2a4922ebba746ddd50ff83b79c828da17bbdf1757
suite=bookworm
target=$PWD/build/third_party/expat

if [ -n "${FENMING_EXPAT_DIR:-}" ]; then
  mkdir -p "$(dirname "$target")"
  ln -sfn "$FENMING_EXPAT_DIR" "$target"
  exit 0
fi
[ -f "$target/expat.h" ] && exit 0
mkdir -p "$(dirname "$target")"

from_debian() {
  local work; work=$(mktemp -d)
  trap 'rm -rf "$work"' RETURN
  mkdir -p "$work"/{lists/partial,cache/archives/partial,sources}
  # The machine's own sources with the suite replaced: mirror and signature stay the administrator's.
  local source=/etc/apt/sources.list.d/debian.sources
  if [ -f "$source" ]; then
    awk -v suite="$suite" 'BEGIN{RS="";ORS="\n\n"} NR==1{gsub(/Types:[^\n]*/,"Types: deb-src"); gsub(/Suites:[^\n]*/,"Suites: " suite); gsub(/Components:[^\n]*/,"Components: main"); print}' \
      "$source" > "$work/sources/pinned.sources"
  else
    awk -v suite="$suite" '$1=="deb"{ $1="deb-src"; for(i=2;i<=NF;i++) if($i!~/^\[/ && $i!~/:\/\//) break; $i=suite; print; exit }' /etc/apt/sources.list > "$work/sources/pinned.list"
  fi
  chmod -R a+rX "$work"
  local options=(-o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$work/sources"
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o "Acquire::Check-Valid-Until=false"
    -o "APT::Sandbox::User=root")
  apt-get "${options[@]}" update -qq || return 1
  (cd "$work" && apt-get "${options[@]}" source -qq --download-only --tar-only expat >/dev/null) || return 1
  local archive; archive=$(ls "$work"/expat_*.orig.tar.* | head -n 1)
  if [ "$(sha256sum "$archive" | cut -d' ' -f1)" != "$sha256" ]; then
    echo "setup: $(basename "$archive") is not the pinned expat $version" >&2
    return 1
  fi
  rm -rf "$target.new" && mkdir -p "$target.new" "$work/all"
  tar -xf "$archive" -C "$work/all" --strip-components=1
  cp "$work"/all/expat/lib/*.[ch] "$work/all/expat/COPYING" "$target.new/"
  rm -rf "$target" && mv "$target.new" "$target"
}

echo "setup: fetching expat $version"
command -v apt-get >/dev/null && from_debian || {
  echo "setup: expat could not be fetched; set FENMING_EXPAT_DIR to the directory of its expat.h" >&2
  exit 1
}
