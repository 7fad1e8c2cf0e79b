#!/usr/bin/env bash
# Prints our figures beside the peers', measured side by side. The peers are installed into
# bench/node_modules, outside the product.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/setup.sh native web browser
tools/build.sh native web
stamp=bench/node_modules/.stamp
if ! cmp -s bench/package-lock.json "$stamp"; then
  (cd bench && npm ci --ignore-scripts --no-audit --no-fund --silent)
  cp bench/package-lock.json "$stamp"
fi
exec node bench/bench.mjs "$@"
