#!/usr/bin/env bash
# Installs what is missing for the named parts and says what it does; quick when nothing is missing.
#   tools/setup.sh native | web | server | browser | format   (several may be named)
# Debian 12 is what this script knows. Elsewhere it prints what to install and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
third_party=build/third_party

packages_of() {
  case "$1" in
    native) echo "g++ cmake ninja-build ccache nlohmann-json3-dev doctest-dev dpkg-dev" ;;
    clang) echo "clang libclang-rt-14-dev" ;;
    web) echo "emscripten node-acorn nodejs brotli dpkg-dev" ;;
    server) echo "python3 python3-starlette python3-uvicorn python3-h11 python3-defusedxml python3-xlsxwriter" ;;
    tests) echo "python3-pytest python3-hypothesis python3-jsonschema python3-openpyxl" ;;
    browser) echo "chromium firefox-esr xvfb libgl1-mesa-dri libegl1 fonts-wqy-microhei fonts-noto-cjk" ;;
    format) echo "clang-format" ;;
    *) echo "tools/setup.sh: unknown part '$1'" >&2; exit 2 ;;
  esac
}

explain_other_systems() {
  cat >&2 <<'TEXT'
This is not a Debian system, so nothing is installed automatically. Fenming needs:
  native   a C and C++20 compiler, cmake 3.25+, ninja, ccache, nlohmann-json 3.11, doctest 2.4
  web      emsdk (3.1.6 or newer) with emcc and wasm-split on PATH, node 18+, brotli;
           Dear ImGui v1.92.2b: set FENMING_IMGUI_DIR, or CMake's FetchContent gets it from upstream
           expat 2.5.0 or newer: set FENMING_EXPAT_DIR to the directory of its source files
  server   python 3.11+ with pip packages starlette, uvicorn, h11, defusedxml, xlsxwriter
  tests    pip packages pytest, hypothesis, jsonschema, openpyxl; chromium, firefox with xvfb, and playwright-core for the browser tests
Install them and run the same command again; set FENMING_SKIP_SETUP=1 to skip this check.
TEXT
  exit 1
}

is_installed() {
  case "$1" in
    nodejs) command -v node >/dev/null ;;  # any Node 18+ will do, Debian's or another
    *) dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$' ;;
  esac
}

install_missing() {
  local missing=()
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "setup: installing Debian packages: ${missing[*]}"
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then sudo=(sudo); fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Headers only, in a directory of their own: -isystem /usr/include would break Emscripten's libc.
link_headers() {
  mkdir -p "$third_party/include"
  for name in nlohmann doctest; do
    [ -e "/usr/include/$name" ] && ln -sfn "/usr/include/$name" "$third_party/include/$name"
  done
}

if [ "${FENMING_SKIP_SETUP:-}" = 1 ]; then exit 0; fi
command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || explain_other_systems

wanted=()
for part in "$@"; do
  # shellcheck disable=SC2207
  wanted+=($(packages_of "$part"))
done
install_missing "${wanted[@]}"
for part in "$@"; do
  case "$part" in
    native) link_headers; tools/fetch_imgui.sh; tools/fetch_expat.sh ;;
    web) link_headers; tools/fetch_imgui.sh; tools/fetch_expat.sh ;;
  esac
done
