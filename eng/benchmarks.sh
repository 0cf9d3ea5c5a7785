#!/usr/bin/env bash
# Measures recall and writes beside SQLite FTS5, as published. Arguments go to the program: --sizes 1000,100000 --million --owners --out FILE.
# With --door [--seconds N] [--rates 50,200,500] [--out FILE]: the latency that /v1/messages adds; with --door --parts: what its parts cost.
# With --stores [--owners 10000] [--memories 100] [--out FILE]: PostgreSQL beside the embedded store, on a server of its own with fsync on.
# With --sql [--out FILE]: parser, renderer and binder beside SQLite's own prepare. With --grounding evaluation/grounding [--out FILE]: grounding on 1,000 tables.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
out="$root/artifacts/benchmarks"
if [ "${1:-}" = --door ]; then
  shift
  door="$root/artifacts/door-benchmarks"
  dotnet publish "$root/benchmarks/Memori.DoorBenchmarks" -c Release -o "$door" -v quiet --nologo >&2
  exec "$door/Memori.DoorBenchmarks" "$@"
fi
if [ "${1:-}" = --stores ]; then
  shift
  stores="$root/artifacts/store-benchmarks"
  dotnet publish "$root/benchmarks/Memori.StoreBenchmarks" -c Release -o "$stores" -v quiet --nologo >&2
  MEMORI_POSTGRES_DIR=${TMPDIR:-/tmp}/memori-benchmark-postgres-$(id -u)
  export MEMORI_POSTGRES_DIR MEMORI_POSTGRES_FSYNC=on
  server=$("$root/eng/postgres.sh" start)
  trap '"$root/eng/postgres.sh" stop' EXIT
  "$stores/Memori.StoreBenchmarks" --server "$server" "$@"
  exit
fi
publish() { dotnet publish "$root/benchmarks/Memori.Benchmarks" -c Release -o "$out" -v quiet --nologo "$@" >&2; }
publish -p:ReadyToRun=true || publish
exec "$out/Memori.Benchmarks" "$@"
