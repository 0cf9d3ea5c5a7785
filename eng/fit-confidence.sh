#!/usr/bin/env bash
# Fits the confidence of the built-in generator as it stands: its roles and its ranker are fitted without a quarter of the databases at a time, the confidence on the answers
# of those models to the databases that they have not seen. Run it after the roles and the ranker were fitted anew; see docs/confidence.md. About ten minutes.
# usage: eng/fit-confidence.sh DATA [REPORT]   DATA holds spider-train, dusql-tune, defog-tune and cspider-tune; REPORT gets the figures.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
data=$1
report=${2:-/dev/stdout}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
weights=$root/src/Memori.Text2Sql/Verification/Calibration/confidence.tsv
questions=$root/evaluation/text2sql

fit() {
  dotnet build "$root/eng/Memori.$1" -c Release -v q --nologo
  nice dotnet "$root/artifacts/bin/Memori.$1/release/Memori.$1.dll" "${@:2}"
}

# The golds of the sample count relative dates from this day.
"$root/memori" sample --output "$work/own/sample/sample.sqlite" --today 2026-06-30
mkdir -p "$work/own/studio"
sqlite3 "$work/own/studio/studio.sqlite" < "$questions/studio/studio.sql"

fit FitGenerator --hidden "$data/cspider-tune/questions.json" --ranker "$work/ranker.tsv" --folds "$work/folds" --most 4000 \
  "$data/spider-train/questions.json=$data/spider-train/databases" "$data/dusql-tune/questions.json=$data/dusql-tune/databases" "$questions/sample/questions.json=$work/own"

# Which rivals are run hangs on the confidence in use: twice.
for round in 1 2; do
  fit FitConfidence --hidden "$data/cspider-tune/questions.json,$questions/studio/questions.json" --folds "$work/folds" --weights "$weights" --report "$work/report.md" \
    "$data/spider-train/questions.json=$data/spider-train/databases" "$data/dusql-tune/questions.json=$data/dusql-tune/databases" "$data/defog-tune/questions.json=$data/defog-tune/databases" \
    "$data/cspider-tune/questions.json=$data/spider-train/databases" "$questions/sample/questions.json=$work/own" "$questions/studio/questions.json=$work/own" > "$work/round-$round.md"
done
cat "$work/report.md" > "$report"
