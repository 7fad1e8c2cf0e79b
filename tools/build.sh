#!/usr/bin/env bash
# Builds the named parts: native, native-clang, native-asan, web.
set -euo pipefail
cd "$(dirname "$0")/.."
# Paths relative to the checkout, so that one cache serves several of them.
export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
export CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}"
for part in "$@"; do
  case "$part" in
    native)
      [ -f build/native/build.ninja ] || cmake --preset native >/dev/null
      cmake --build build/native -- --quiet
      ;;
    native-clang) # the parity suite asks for the command alone
      [ -f build/native-clang/build.ninja ] || cmake --preset native-clang -DFENMING_TESTS=OFF >/dev/null
      cmake --build build/native-clang --target fenming -- --quiet
      ;;
    native-asan) # the engine's suites, where memory could be touched wrongly
      [ -f build/native-asan/build.ninja ] || cmake --preset native-asan >/dev/null
      cmake --build build/native-asan --target test_base --target test_engine --target test_codec -- --quiet
      ;;
    web) tools/build_web.sh ;;
    *) echo "tools/build.sh: unknown part '$part'" >&2; exit 2 ;;
  esac
done
