#!/usr/bin/env bash
# Runs the project's own evaluation sets and fails below the committed figures. Raise the figures when the product gets better.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The questions' golds count relative dates from this day.
"$root/memori" sample --output "$work/sample/sample.sqlite" --today 2026-06-30
"$root/memori" eval text2sql --questions "$root/evaluation/text2sql/sample/questions.json" --databases "$work" \
  --min-accuracy 0.90
for database in clinic freight wuye; do
  mkdir -p "$work/fresh/$database"
  sqlite3 "$work/fresh/$database/$database.sqlite" < "$root/evaluation/text2sql/fresh/$database.sql"
done
"$root/memori" eval text2sql --questions "$root/evaluation/text2sql/fresh/questions.json" --databases "$work/fresh" --generator embedded --min-accuracy 0.63
"$root/memori" eval recall --set "$root/evaluation/recall/own.json" --min-recall 0.74
"$root/memori" eval recall --set "$root/evaluation/recall/weeks.json" --min-recall 0.79 --abstention
