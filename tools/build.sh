#!/usr/bin/env bash
# Builds the named parts: native, native-clang, native-asan, web.
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}"
for part in "$@"; do
  case "$part" in
    native | native-clang | native-asan)
      [ -f "build/$part/build.ninja" ] || cmake --preset "$part" >/dev/null
      cmake --build "build/$part" -- --quiet
      ;;
    web) tools/build_web.sh ;;
    *) echo "tools/build.sh: unknown part '$part'" >&2; exit 2 ;;
  esac
done
