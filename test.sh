#!/usr/bin/env bash
# Prepares what the tests need (installing Debian packages when it may), builds with warnings as errors, and runs everything.
# Ends with one line: N passed, N failed[, N skipped].
set -uo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
cd "$root" || exit 1
log=artifacts/test-logs
mkdir -p "$log"
failed_checks=0

begin() { # name
  echo "== $1 (at $((SECONDS / 60)) min $((SECONDS % 60)) s)"
}

check() { # name, command…
  local name=$1; shift
  begin "$name"
  if ! "$@" >"$log/$name.log" 2>&1; then
    tail -n 60 "$log/$name.log"
    echo "== $name FAILED (artifacts/test-logs/$name.log)"
    failed_checks=$((failed_checks + 1))
    return 1
  fi
}

if url=$(eng/postgres.sh start 2>"$log/postgres.log"); then
  export MEMORI_TEST_POSTGRES=$url
  trap 'eng/postgres.sh stop >/dev/null 2>&1' EXIT
  if pooled=$(eng/postgres.sh pgbouncer 2>"$log/pgbouncer.log"); then
    export MEMORI_TEST_PGBOUNCER=$pooled
  else
    echo "== no pgbouncer (artifacts/test-logs/pgbouncer.log): its tests are skipped, or fail where CI=true"
  fi
else
  echo "== no PostgreSQL (artifacts/test-logs/postgres.log): its tests are skipped, or fail where CI=true"
fi

tool() { # command, packages…: installs the packages when the command is missing and we may
  local command=$1; shift
  if ! command -v "$command" >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    sh -c "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $*" >"$log/$command.log" 2>&1
  fi
  command -v "$command" >/dev/null || echo "== no $command ($log/$command.log): its tests are skipped, or fail where CI=true"
}

# The system calls of a writing process are traced: each acknowledgement must come after a flush.
tool strace strace

# The databases of the evaluation are made from SQL.
tool sqlite3 sqlite3

# Real clients of the Messages API, asked to talk through the door.
tool npm nodejs npm
if command -v npm >/dev/null && ! [ tests/clients/node_modules/.package-lock.json -nt tests/clients/package-lock.json ]; then
  (cd tests/clients && npm ci --no-audit --no-fund --ignore-scripts) >"$log/npm.log" 2>&1 \
    || echo "== no npm packages ($log/npm.log): their tests are skipped, or fail where CI=true"
fi

# The page in a browser.
tool chromium chromium fonts-noto-cjk

passed=0 failed=0 skipped=0
if check build dotnet build Memori.slnx -c Release --nologo -v quiet; then
  check app ./memori --version
  suite() { # name, project, variables for it…
    local name=$1 project=$2; shift 2
    begin "$name"
    env "$@" dotnet test "$project" -c Release --no-build --nologo --blame-hang-timeout 6m --blame-hang-dump-type none >"$log/$name.log" 2>&1
    code=$?
    summary=$(grep -aE '(Passed|Failed|Skipped)! +- Failed:' "$log/$name.log" | tail -n 1)
    count() { sed -nE "s/.*$1: +([0-9]+).*/\1/p" <<<"$summary"; }
    if [ -z "$summary" ]; then
      tail -n 40 "$log/$name.log"
      failed_checks=$((failed_checks + 1))
    else
      echo "   $summary"
      passed=$((passed + $(count Passed))) failed=$((failed + $(count Failed))) skipped=$((skipped + $(count Skipped)))
      [ "$code" -eq 0 ] || grep -avE '^\s*at |^Starting|^Test run' "$log/$name.log" | tail -n 80
    fi
  }

  # The page's tests wait for a browser most of the time: they run beside the others.
  eng/check-web.sh >"$log/web.sum" 2>"$log/web.log" &
  web=$!
  for project in tests/*.Tests/*.csproj; do
    suite "$(basename "$project" .csproj)" "$project"
  done
  if [ -n "${MEMORI_TEST_POSTGRES:-}" ]; then
    suite Memori.Server.Tests-on-PostgreSQL tests/Memori.Server.Tests/Memori.Server.Tests.csproj MEMORI_TEST_STORE=postgres
  fi
  begin web
  wait "$web" || tail -n 80 "$log/web.log"
  summary=$(tail -n 1 "$log/web.sum")
  echo "   ${summary:-no result}"
  read -r web_passed web_failed web_skipped <<<"${summary//[!0-9 ]/}"
  passed=$((passed + ${web_passed:-0})) failed=$((failed + ${web_failed:-1})) skipped=$((skipped + ${web_skipped:-0}))
  check evaluation eng/check-evaluation.sh
  check packages eng/check-packages.sh
  check load eng/load.sh --users 30 --seconds 20
  check readme eng/check-readme.sh
  check deploy eng/check-deploy.sh
fi

failed=$((failed + failed_checks))
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
