#!/usr/bin/env bash
# Runs the first commands that README.md and README.zh-CN.md show, as someone would who has just cloned the repository: no settings, no state.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for page in README.md README.zh-CN.md; do
  # The first block of commands.
  mapfile -t commands < <(awk '/^```sh$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$page")
  [ "${#commands[@]}" = 2 ] || { echo "check-readme: $page does not begin with two commands" >&2; exit 1; }
  for command in "${commands[@]}"; do
    if [ "$command" = ./test.sh ]; then
      [ -x test.sh ] # This very script is run by it.
      continue
    fi

    if ! env -i PATH="$PATH" HOME="${HOME:-$work}" LANG=C.UTF-8 ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} MEMORI_DATA_DIR="$work/$page" sh -c "$command" >"$work/out" 2>"$work/err"; then
      echo "check-readme: $page: $command" >&2
      cat "$work/out" "$work/err" >&2
      exit 1
    fi

    grep -q SELECT "$work/out" || { echo "check-readme: $page: no SQL from $command" >&2; exit 1; }
  done
done
echo "the commands of README.md and README.zh-CN.md do what they say"
