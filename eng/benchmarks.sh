#!/usr/bin/env bash
# Measures recall and writes beside SQLite FTS5, as published. Arguments go to the program: --sizes 1000,100000 --million --owners --out FILE.
# With --sql [--out FILE]: parser, renderer and binder beside SQLite's own prepare. With --grounding evaluation/grounding [--out FILE]: grounding on 1,000 tables.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
out="$root/artifacts/benchmarks"
publish() { dotnet publish "$root/benchmarks/Memori.Benchmarks" -c Release -o "$out" -v quiet --nologo "$@" >&2; }
publish -p:ReadyToRun=true || publish
exec "$out/Memori.Benchmarks" "$@"
