#!/usr/bin/env bash
# Builds the browser's module and packages it into build/web.  JOBS limits parallelism.
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
# Debian's own Python starts faster than a version manager's shim, once a compiled file.
if [ -x /usr/bin/python3 ]; then export EMSDK_PYTHON="${EMSDK_PYTHON:-/usr/bin/python3}"; fi
# Linking needs acorn, which another Node than Debian's does not find by itself.
if [ -d /usr/share/nodejs ]; then export NODE_PATH="${NODE_PATH:-/usr/share/nodejs}"; fi
if [ ! -f build/web-build/build.ninja ]; then emcmake cmake --preset web >/dev/null; fi
cmake --build build/web-build --target fenming_web --target fenming_engine_module --target fenming_bpmn_module --target fenming_bench -j "${JOBS:-$(nproc)}"
python3 tools/web_package.py build/web-build/src/main web build/web
