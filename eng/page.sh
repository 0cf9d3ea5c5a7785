#!/usr/bin/env bash
# Builds the page (web/) into a folder when a source is newer than what is there:  eng/page.sh FOLDER
# Where Node 20 with npm is missing it installs them when it may (root on Debian), else says so in one line. The service does without the page: this never fails.
set -uo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
to=$1
log="$root/artifacts/page.log"

stale() {
  [ ! -f "$to/index.html" ] || [ -n "$(find "$root/web" -name node_modules -prune -o -name tests -prune -o -type f -newer "$to/index.html" -print -quit)" ]
}

has_node() {
  command -v npm >/dev/null && command -v node >/dev/null && node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

build() {
  # Without scripts of packages; no network beyond the registry that npm is set up with.
  if ! [ "$root/web/node_modules/.package-lock.json" -nt "$root/web/package-lock.json" ]; then
    (cd "$root/web" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1) || return 1
  fi
  (cd "$root/web" && npm run build -- --outDir "$root/artifacts/web") || return 1
  # At once: a service that runs has the old page or the new one.
  rm -rf "$to.old" && mkdir -p "$(dirname -- "$to")" && { [ ! -e "$to" ] || mv "$to" "$to.old"; } && mv "$root/artifacts/web" "$to" && rm -rf "$to.old" && touch "$to/index.html"
}

[ -f "$root/web/package.json" ] && stale || exit 0
mkdir -p "$root/artifacts"
exec 9>"$root/artifacts/.page-lock"
if command -v flock >/dev/null; then flock 9; fi
stale || exit 0
if ! has_node && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "memori: installing nodejs and npm for the page …" >&2
  (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends nodejs npm) >"$log" 2>&1
fi
if ! has_node; then
  echo "memori: Node 20.19 or newer with npm is needed to build the page: going on without $([ -f "$to/index.html" ] && echo "its latest changes" || echo "it")" >&2
elif echo "memori: building the page (only when its sources changed) …" >&2 && ! build >"$log" 2>&1; then
  echo "memori: the page could not be built (artifacts/page.log): going on without $([ -f "$to/index.html" ] && echo "its latest changes" || echo "it")" >&2
fi
exit 0
