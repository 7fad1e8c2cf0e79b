#!/usr/bin/env bash
# Fuzzes every parser with ASan and UBSan, each for so many seconds.   tools/fuzz.sh SECONDS [TARGET…]
# Begins with the seeds of tests/fuzz/corpus and what earlier runs found (build/fuzz/corpus); an input
# that breaks something is left in build/fuzz/broken and makes the script fail.
set -uo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?how many seconds for each target}
shift
targets=("${@:-book ticket measures import address history template bpmn run}")
# shellcheck disable=SC2128,SC2206
targets=(${targets[*]})
export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
tools/setup.sh native clang || exit 1
[ -f build/fuzz/build.ninja ] ||
  cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DFENMING_SANITIZE=ON -DFENMING_FUZZ=ON -DFENMING_TESTS=OFF >/dev/null || exit 1
cmake --build build/fuzz --target "${targets[@]/#/fuzz_}" -- --quiet || exit 1
# The formats' own words, quoted as they stand in JSON.
grep -oh '"[a-z_0-9./-]*"' docs/schema/*.schema.json | sort -u | sed 's/"\(.*\)"/"\\"\1\\""/' >build/fuzz/words.dict
grep -ohE '"(bpmn|bpmndi|dc|di|fenming):[A-Za-z_]+"' src/codec/bpmn/*.cpp | sort -u >>build/fuzz/words.dict
failed=0
for target in "${targets[@]}"; do
  mkdir -p "build/fuzz/corpus/$target" build/fuzz/broken
  echo "== fuzz $target"
  log="build/fuzz/$target.log"
  if "build/fuzz/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -max_len=8192 -timeout=20 -print_final_stats=1 -dict=build/fuzz/words.dict \
    -artifact_prefix="build/fuzz/broken/$target-" "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" >"$log" 2>&1
  then
    grep -E 'number_of_executed_units|DONE' "$log"
  else
    failed=1
    tail -40 "$log"
  fi
done
exit $failed
