#!/usr/bin/env bash
# Loads the published service, with the emulator of the Messages API behind it, and checks what must hold afterwards.
# Arguments: [--users 200] [--seconds 300] [--think-ms 2000] [--kill] [--out FILE]; --kill kills the service half way (SIGKILL) and starts it again.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
"$root/memori" --version >/dev/null
dotnet publish "$root/benchmarks/Memori.LoadTest" -c Release -o "$root/artifacts/load" -v quiet --nologo >&2
exec "$root/artifacts/load/Memori.LoadTest" --service "$root/artifacts/app/Memori.Cli.dll" "$@"
