#!/usr/bin/env bash
# Measures imports and exports of a million rows with the built command: seconds and the peak memory of the whole process.
#   eng/measure-files.sh [rows, default 1000000]
# Needs awk and curl. Build first: ./memori --help (or name the directory of a build in MEMORI_APP). What it prints is in docs/files.md.
set -euo pipefail
rows=${1:-1000000}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
export MEMORI_DATA_DIR=$work/data DOTNET_TieredPGO=0 DOTNET_TC_QuickJitForLoops=1 DOTNET_gcServer=0

awk -v rows="$rows" 'BEGIN {
  srand(7); split("上海 北京 广州 Berlin Paris Oslo Lima", city, " ")
  print "order_id,customer,city,ordered,shipped_at,quantity,unit_price,paid,postcode,note"
  for (i = 1; i <= rows; i++) {
    month = int(rand() * 12) + 1; day = int(rand() * 28) + 1
    date = sprintf("%d-%02d-%02d", 2020 + int(rand() * 5), month, day)
    printf "%d,customer %d,%s,%s,%s %02d:%02d:%02d,%d,%.2f,%s,%05d,\"note, %d \"\"x\"\"\"\n", i, rand() * 200000, city[int(rand() * 7) + 1], date, date, \
      rand() * 24, rand() * 60, rand() * 60, rand() * 50 + 1, rand() * 1000, rand() < 0.8 ? "true" : "false", rand() * 100000, rand() * 1e9
  }
}' >"$work/big.csv"
echo "$rows rows, $(du -m "$work/big.csv" | cut -f1) MiB of CSV; load $(cut -d' ' -f1 /proc/loadavg)"

# Runs a command; its peak memory is read while it runs, for the system forgets it at the end.
measure() {
  local name=$1 start peak=0 now
  shift
  start=$(date +%s.%N)
  "$@" >"$work/out.txt" 2>&1 &
  local process=$!
  while kill -0 "$process" 2>/dev/null; do
    now=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$process/status" 2>/dev/null || true)
    peak=${now:-$peak}
    sleep 0.05
  done
  wait "$process" || { cat "$work/out.txt"; exit 1; }
  awk -v name="$name" -v start="$start" -v end="$(date +%s.%N)" -v peak="$peak" 'BEGIN { printf "%-34s %6.1f s %6d MiB\n", name, end - start, peak }'
}

memori=(dotnet "${MEMORI_APP:-$root/artifacts/app}/Memori.Cli.dll")
measure "CSV: import, type, answer" "${memori[@]}" ask "how many orders per city" --db "$work/big.csv"
measure "CSV: answer again" "${memori[@]}" ask "how many orders per city" --db "$work/big.csv"
for format in csv json xlsx; do
  measure "export $format" "${memori[@]}" sql "SELECT * FROM big" --db "$work/big.csv" --output "$work/result.$format"
done
measure "XLSX: import, type, answer" "${memori[@]}" ask "how many orders per city" --db "$work/result.xlsx"

"${memori[@]}" serve --urls http://127.0.0.1:0 >"$work/server.txt" 2>&1 &
server=$!
until url=$(grep -o 'http://127.0.0.1:[1-9][0-9]*' "$work/server.txt"); do sleep 0.1; done
start=$(date +%s.%N)
id=$(curl -sf -H 'X-User-Id: u' -F "file=@$work/big.csv" "$url/api/datasources/upload" | grep -o '"datasource_id":[0-9]*' | cut -d: -f2)
curl -sf -H 'X-User-Id: u' -H 'X-Session-Id: s' -H 'Content-Type: application/json' -d "{\"datasource_id\":$id,\"query\":\"how many orders per city\",\"execute\":true}" \
  "$url/api/text2sql/generate" | grep -q '"row_count":7'
peak=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$server/status")
awk -v start="$start" -v end="$(date +%s.%N)" -v peak="$peak" 'BEGIN { printf "%-34s %6.1f s %6d MiB\n", "server: upload, type, answer", end - start, peak }'
start=$(date +%s.%N)
size=$(curl -sf -o /dev/null -w '%{size_download}' -H 'X-User-Id: u' -H 'X-Session-Id: s' -H 'Content-Type: application/json' -d "{\"datasource_id\":$id,\"sql\":\"SELECT * FROM big\"}" "$url/api/text2sql/execute?format=csv")
peak=$(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$server/status")
awk -v start="$start" -v end="$(date +%s.%N)" -v peak="$peak" -v size="$size" 'BEGIN { printf "%-34s %6.1f s %6d MiB (%d MiB)\n", "server: download CSV", end - start, peak, size / 1048576 }'
