#!/usr/bin/env bash
# A long round of the fuzzers of the guard and of access rules: eng/fuzz.sh [CASES [SEED]]. CI runs a short one.
set -euo pipefail
cd "$(dirname "$0")/.."
MEMORI_TEST_POSTGRES=$(eng/postgres.sh start)
export MEMORI_TEST_POSTGRES MEMORI_FUZZ_CASES="${1:-50000}" MEMORI_FUZZ_SEED="${2:-100000}"
dotnet build tests/Memori.Text2Sql.Tests -c Release -v quiet
artifacts/bin/Memori.Text2Sql.Tests/release/Memori.Text2Sql.Tests -class '*FuzzTests' -showliveoutput
