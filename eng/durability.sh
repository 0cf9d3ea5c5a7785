#!/usr/bin/env bash
# Shows that an acknowledged write survives: kills a writing process many times and looks after each kill, then reads from a trace
# of the system calls that every acknowledgement came after a flush of the log to the disk.
#   eng/durability.sh [KILLS]     default 200; prints what was seen, the trace's first acknowledgements included
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
kills=${1:-200}
trace=$(mktemp)
trap 'rm -f "$trace"' EXIT
dotnet build "$root/tests/Memori.Sqlite.Tests" -c Release --nologo -v quiet >&2
tests="$root/artifacts/bin/Memori.Sqlite.Tests/release/Memori.Sqlite.Tests"
MEMORI_TEST_KILLS=$kills MEMORI_TEST_TRACE=$trace "$tests" -class '*.DurabilityTests' -diagnostics | sed 's/\x1b\[[0-9;]*m//g' | grep -E 'kills|FAIL|Total|strace|should'
[ -s "$trace" ] || exit 0
echo
echo "System calls: calls of each kind on the log (state.db-wal), and acknowledgements"
grep -oE '(pwrite64|pwritev|fdatasync|fsync)\([0-9]+<[^>]*db-wal>' "$trace" | sed -E 's/\(.*//' | sort | uniq -c
echo "$(grep -cE '"[0-9a-f]{32}\\n"' "$trace") acknowledgements"
echo
echo "From one acknowledgement to the next:"
sed -E 's#<[^>]*/(state\.db[a-z-]*)>#<\1>#; s#("[^"]{24})[^"]*"(\.\.\.)?#\1…"#' "$trace" | grep -vE 'anon_inode|/dev|memfd' |
  awk '/sendto/ { seen++ } seen >= 3 && seen <= 4 && (/db-wal/ || /sendto/) { print }'
