#!/usr/bin/env bash
# Checks the page: style and types, its unit tests, and the tests in a browser on a real server. What is said goes to stderr; the one line on stdout is
# "N passed, N failed, N skipped". Where Node or Chromium is missing, its part is skipped, or fails where CI=true.
set -uo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
reports="$root/artifacts/web-tests"
passed=0 failed=0 skipped=0

missing() { # what
  echo "web: no $1: its tests are skipped, or fail where CI=true" >&2
  if [ "${CI:-}" = true ]; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi
}

check() { # command…
  echo "web: $*" >&2
  if "$@" >&2; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

add() { # passed failed skipped, of a report
  passed=$((passed + ${1:-0})) failed=$((failed + ${2:-1})) skipped=$((skipped + ${3:-0}))
}

modules() { # folder: its packages, when the lock file is newer
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] || (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) >&2
}

cd "$root/web" || exit 1
rm -rf "$reports" && mkdir -p "$reports"
if ! command -v npm >/dev/null; then
  missing node
elif ! modules . || ! modules tools/openapi; then
  missing "npm packages"
else
  check npx biome check .
  check npx tsc --noEmit
  npx vitest run --reporter=default --reporter=json --outputFile.json="$reports/unit.json" >&2
  # shellcheck disable=SC2046
  add $(node -p 'const r = require(process.argv[1]); [r.numPassedTests, r.numFailedTests + r.numFailedTestSuites * !r.numFailedTests, r.numPendingTests].join(" ")' "$reports/unit.json")
  if [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    npx playwright test >&2
    # shellcheck disable=SC2046
    add $(node -p 'const { stats: s, errors: e } = require(process.argv[1]); [s.expected + s.flaky, s.unexpected + e.length, s.skipped].join(" ")' "$reports/browser.json")
  else
    missing Chromium
  fi
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
