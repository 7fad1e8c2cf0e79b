#!/usr/bin/env bash
# Fetches Dear ImGui's source into build/third_party/imgui and verifies it. Order, as ARCHITECTURE.md
# explains: FENMING_IMGUI_DIR if set; else upstream's pinned commit when it can be reached; else
# Debian's source package of a newer suite through a private apt configuration.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.92.2b
commit=45acd5e0e82f4c954432533ae9985ff0e1aad6d5
sha256=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
suite=forky
target=$PWD/build/third_party/imgui

if [ -n "${FENMING_IMGUI_DIR:-}" ]; then
  mkdir -p "$(dirname "$target")"
  ln -sfn "$FENMING_IMGUI_DIR" "$target"
  exit 0
fi
[ -f "$target/imgui.h" ] && exit 0
mkdir -p "$(dirname "$target")"

from_debian() {
  local work; work=$(mktemp -d)
  mkdir -p "$work"/{lists/partial,cache/archives/partial,sources}
  # The machine's own sources with the suite replaced: mirror and signature stay the administrator's.
  local source=/etc/apt/sources.list.d/debian.sources
  if [ -f "$source" ]; then
    awk -v suite="$suite" 'BEGIN{RS="";ORS="\n\n"} NR==1{gsub(/Types:[^\n]*/,"Types: deb-src"); gsub(/Suites:[^\n]*/,"Suites: " suite); gsub(/Components:[^\n]*/,"Components: main"); print}' \
      "$source" > "$work/sources/newer.sources"
  else
    awk -v suite="$suite" '$1=="deb"{ $1="deb-src"; for(i=2;i<=NF;i++) if($i!~/^\[/ && $i!~/:\/\//) break; $i=suite; print; exit }' /etc/apt/sources.list > "$work/sources/newer.list"
  fi
  chmod -R a+rX "$work"
  local options=(-o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$work/sources"
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o "Acquire::Check-Valid-Until=false"
    -o "APT::Sandbox::User=root")
  apt-get "${options[@]}" update -qq
  (cd "$work" && apt-get "${options[@]}" source -qq --download-only --tar-only imgui >/dev/null)
  local tarball; tarball=$(ls "$work"/imgui_*.orig.tar.* | head -n 1)
  if [ "$(sha256sum "$tarball" | cut -d' ' -f1)" != "$sha256" ]; then
    echo "setup: warning: $(basename "$tarball") is not the pinned Dear ImGui $version" >&2
  fi
  mkdir -p "$target.new" && tar -xf "$tarball" -C "$target.new" --strip-components=1
  rm -rf "$target" && mv "$target.new" "$target"
  rm -rf "$work"
}

echo "setup: fetching Dear ImGui $version"
if command -v apt-get >/dev/null && from_debian; then
  echo "setup: Dear ImGui from Debian's source package"
else
  rm -rf "$target" "$target.new"
  git -c advice.detachedHead=false clone -q https://github.com/ocornut/imgui.git "$target"
  git -C "$target" checkout -q "$commit"
fi
[ -f "$target/imgui.h" ] || { echo "setup: Dear ImGui could not be fetched; set FENMING_IMGUI_DIR to its source" >&2; exit 1; }
