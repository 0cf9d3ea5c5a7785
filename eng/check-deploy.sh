#!/usr/bin/env bash
# Builds from what deploy/Dockerfile copies and nothing else, and runs that as its image would: its environment, user, entry point, health check and
# stop signal, on a read-only program folder and an empty volume. Needs no container engine. The files are checked by tests/Memori.Cli.Tests/Deploy.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
file="$root/deploy/Dockerfile"
fail() { echo "check-deploy: $1" >&2; [ -z "${2:-}" ] || tail -n 20 "$2" >&2; exit 1; }

# What the image is told, read from its file.
env=()
words() { tr -d '[]",' <<<"$1"; }
while read -r pair; do env+=("$pair"); done < <(sed -n '/^ENV /,/[^\\]$/p' "$file" | sed -e 's/^ENV //' -e 's/ *\\$//' -e 's/^ *//')
user=$(sed -n 's/^USER //p' "$file")
read -ra entry <<<"$(words "$(sed -n 's/^ENTRYPOINT //p' "$file")")"
read -ra command <<<"$(words "$(sed -n 's/^CMD //p' "$file")")"
read -ra health <<<"$(words "$(sed -n 's/^HEALTHCHECK.* CMD //p' "$file")")"
signal=$(sed -n 's/^STOPSIGNAL //p' "$file")
[ "${#env[@]}" -ge 4 ] && [ -n "$user" ] && [ "${#entry[@]}" -ge 1 ] && [ "${#health[@]}" -ge 1 ] || fail "deploy/Dockerfile lacks ENV, USER, ENTRYPOINT or HEALTHCHECK"

work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true; chmod -R u+w "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"

# The image's sources, and its command that publishes them.
mkdir "$work/source" "$work/app"
sources=()
while read -r line; do read -ra names <<<"$line"; sources+=("${names[@]:0:${#names[@]}-1}"); done < <(sed -n 's/^COPY \([^-].*\)/\1/p' "$file")
tar -C "$root" --exclude=bin --exclude=obj --create "${sources[@]}" | tar -C "$work/source" --extract
publish=$(grep -o 'dotnet publish .*' "$file")
(cd "$work/source" && sh -c "${publish/-o \/app/-o $work/app} --nologo -nodeReuse:false") >"$work/publish.log" 2>&1 || fail "what the image copies can't be built" "$work/publish.log"
mkdir "$work/data" "$work/backups" "$work/tmp"
head -c 36 /dev/urandom | base64 >"$work/admin_key"
port=$(( (RANDOM % 20000) + 20000 ))
as=()
if [ "$(id -u)" = 0 ]; then
  # As the image's user, who may write to the volumes alone.
  chown "$user" "$work/data" "$work/backups" "$work/tmp" "$work/admin_key"
  as=(setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups)
fi
chmod -R a-w "$work/app"

# Paths and the port of the image become ours; nothing of this shell's environment gets in.
# A proxy does TLS, as in deploy/compose.yaml.
image=(env -i PATH="$PATH" HOME=/ TMPDIR="$work/tmp" ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"} MEMORI_TRUSTED_PROXIES=127.0.0.1)
for pair in "${env[@]}"; do
  pair=${pair//=\/data/=$work/data} pair=${pair//=\/backups/=$work/backups}
  image+=("${pair//0.0.0.0:8000/0.0.0.0:$port}")
done
cd "$work/app"

# Reachable from other machines and nobody can be told apart: it must not start.
if "${as[@]}" "${image[@]}" timeout 60 "${entry[@]}" "${command[@]}" >"$work/closed.log" 2>&1; then
  fail "the image starts without a key" "$work/closed.log"
fi
grep -q 'MEMORI_ADMIN_KEY' "$work/closed.log" || fail "starting without a key does not say what to do" "$work/closed.log"

image+=(MEMORI_ADMIN_KEY__FILE="$work/admin_key")
"${as[@]}" "${image[@]}" "${entry[@]}" "${command[@]}" >"$work/service.log" 2>&1 &
pid=$!
for _ in $(seq 60); do
  if "${as[@]}" "${image[@]}" "${health[@]}" >"$work/health.log" 2>&1; then healthy=yes; break; fi
  kill -0 "$pid" 2>/dev/null || fail "the service ended" "$work/service.log"
  sleep 0.5
done
[ "${healthy:-}" = yes ] || fail "the health check never passed" "$work/health.log"
kill -s "${signal#SIG}" "$pid"
code=0
wait "$pid" || code=$?
pid=
[ "$code" = 0 ] || fail "it ended with $code on $signal" "$work/service.log"
[ -s "$work/data/memori.db" ] || fail "the state is not on the volume"
if "${as[@]}" "${image[@]}" "${health[@]}" >"$work/health.log" 2>&1; then fail "the health check passes without a service"; fi
echo "the image's program starts, is healthy, stops in order, and keeps its state on the volume"
