#!/usr/bin/env bash
# Runs every suite and says what passed.   tools/test.sh [--long]
# Suites go on after a failure, so that one run tells all; the exit code is 0 only if all passed.
set -uo pipefail
cd "$(dirname "$0")/.."
long=0
[ "${1:-}" = --long ] && long=1
export FENMING_LONG=$long  # tests that have a long form ask for it
passed=0 failed=0 failures=()

suite() {  # suite NAME COMMAND…
  local name=$1 start=$SECONDS; shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); failures+=("$name"); fi
  echo "   $name: $((SECONDS - start)) s"
}

ctest_in() { ctest --test-dir "build/$1" -j "$(nproc)" --output-on-failure ${2:+-R "$2"}; }
pytest_in() { /usr/bin/python3 -m pytest -q -p no:cacheprovider "$@"; }
# A restored node_modules is kept while the lock file is the one it was made from.
packages_in() {  # FOLDER
  local stamp=$1/node_modules/.stamp
  if ! cmp -s "$1/package-lock.json" "$stamp"; then
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --silent) || return 1
    cp "$1/package-lock.json" "$stamp"
  fi
}
browser_packages() { packages_in tests/browser; }
browser_suite() { browser_packages && node --test tests/browser/*_test.mjs; }
bpmn_suite() { packages_in tests/bpmn && node --test tests/bpmn/*_test.mjs; }
parity_suite() { browser_packages && node tests/parity/parity.mjs; }
workload_suite() { node --no-experimental-fetch --test tests/workload/workload_test.mjs; }
asan_suite() { tools/build.sh native-asan && ctest_in native-asan '^(base|engine|engine_apart|codec)$'; }

tools/setup.sh native clang web server tests browser || exit 1
suite tidy /usr/bin/python3 tests/tidy/tidy.py .
suite build tools/build.sh native native-clang web
suite ctest ctest_in native
suite sanitizers asan_suite
suite workload workload_suite
suite bpmn bpmn_suite
suite oracle pytest_in tests/oracle
suite server pytest_in tests/server
suite parity parity_suite
suite browser browser_suite
if [ "$long" = 1 ]; then
  # A manager's whole day, phrases in every field, long texts on every screen, every way of the keyboard.
  suite journeys node --test tests/browser/*.long.mjs
  suite fuzz tools/fuzz.sh 60
fi
suite mutations /usr/bin/python3 -B tests/oracle/mutate.py

echo
for name in "${failures[@]:+${failures[@]}}"; do echo "failed: $name"; done
echo "suites: $passed passed, $failed failed"
[ "$failed" = 0 ]
