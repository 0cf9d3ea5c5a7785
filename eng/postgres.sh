#!/bin/sh
# A private PostgreSQL for the tests, on 127.0.0.1 and a free port.
#   eng/postgres.sh start   prints the URL for MEMORI_TEST_POSTGRES (starts nothing when it runs already)
#   eng/postgres.sh pgbouncer  starts pgbouncer in transaction mode before it; prints the URL for MEMORI_TEST_PGBOUNCER
#   eng/postgres.sh crash   ends it as a power cut would, and starts it again
#   eng/postgres.sh down    ends it in good order and keeps its files; start brings it up again
#   eng/postgres.sh stop    stops them and removes their files
# With MEMORI_POSTGRES_FSYNC=on it waits for the disk, as it does by default outside of tests.
# Its files are in MEMORI_POSTGRES_DIR, by default <temporary directory>/memori-postgres-<user id>.
set -eu

directory=${MEMORI_POSTGRES_DIR:-${TMPDIR:-/tmp}/memori-postgres-$(id -u)}
data=$directory/data

fail() {
    echo "postgres.sh: $1" >&2
    exit 1
}

# Debian keeps the server's programs off the PATH.
find_programs() {
    for candidate in "$(command -v initdb 2>/dev/null | xargs -r dirname)" /usr/lib/postgresql/*/bin /usr/local/bin /usr/local/pgsql/bin; do
        if [ -n "$candidate" ] && [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then
            programs=$candidate
        fi
    done
    [ -n "${programs:-}" ]
}

install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "PostgreSQL is not installed, and only root on Debian can install it here"
    {
        mkdir -p /etc/postgresql-common
        # No cluster of Debian's own: only the programs are wanted.
        [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold postgresql
    } >&2
}

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

is_running() {
    [ -f "$data/postmaster.pid" ] && as_server "$programs/pg_ctl" -D "$data" status >/dev/null 2>&1
}

print_url() {
    echo "postgres://postgres:$(cat "$directory/password")@127.0.0.1:$(sed -n 4p "$data/postmaster.pid")/postgres"
}

free_port() {
    port=$((20000 + $$ % 20000))
    while nc_open "$port"; do
        port=$((port + 1))
    done
    echo "$port"
}

nc_open() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || grep -qi ":$(printf '%04x' "$1") " /proc/net/tcp 2>/dev/null
}

start() {
    find_programs || { install; find_programs; } || fail "no initdb after installation"
    if is_running; then
        print_url
        return
    fi

    if [ -f "$directory/down" ]; then
        rm "$directory/down"
        cd "$directory"
        as_server "$programs/pg_ctl" -D "$data" -l "$directory/server.log" -w -t 60 start >/dev/null
        print_url
        return
    fi

    rm -rf "$directory"
    mkdir -p "$directory"
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' > "$directory/password"
    if [ "$(id -u)" = 0 ]; then
        chown -R postgres "$directory"
    fi

    chmod 700 "$directory"
    cd "$directory"
    as_server "$programs/initdb" -D "$data" -U postgres --auth=scram-sha-256 --pwfile="$directory/password" --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$directory/initdb.log" 2>&1 ||
        { cat "$directory/initdb.log" >&2; fail "initdb failed"; }
    # Durability is not what the tests of asked databases are about.
    durable=${MEMORI_POSTGRES_FSYNC:-off}
    cat >> "$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = $(free_port)
fsync = $durable
synchronous_commit = $durable
full_page_writes = $durable
shared_buffers = 64MB
max_connections = 100
CONF
    as_server "$programs/pg_ctl" -D "$data" -l "$directory/server.log" -w -t 60 start >/dev/null ||
        { cat "$directory/server.log" >&2; fail "the server did not start"; }
    print_url
}

start_pgbouncer() {
    server_url=$(start)
    if ! command -v pgbouncer >/dev/null; then
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "pgbouncer is not installed, and only root on Debian can install it here"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends pgbouncer; } >&2
    fi

    if ! { [ -f "$directory/pgbouncer.pid" ] && kill -0 "$(cat "$directory/pgbouncer.pid")" 2>/dev/null; }; then
        echo "\"postgres\" \"$(cat "$directory/password")\"" > "$directory/users.txt"
        free_port > "$directory/pgbouncer.port"
        cat > "$directory/pgbouncer.ini" <<CONF
[databases]
* = host=127.0.0.1 port=$(sed -n 4p "$data/postmaster.pid") auth_user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $(cat "$directory/pgbouncer.port")
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $directory/users.txt
pool_mode = transaction
default_pool_size = 5
max_client_conn = 500
server_idle_timeout = 5
logfile = $directory/pgbouncer.log
pidfile = $directory/pgbouncer.pid
CONF
        [ "$(id -u)" = 0 ] && chown -R postgres "$directory"
        cd "$directory"
        as_server pgbouncer -d -q "$directory/pgbouncer.ini" || { cat "$directory/pgbouncer.log" >&2; fail "pgbouncer did not start"; }
    fi

    echo "$server_url" | sed "s|:[0-9]*/postgres$|:$(cat "$directory/pgbouncer.port")/postgres|"
}

stop() {
    if [ -f "$directory/pgbouncer.pid" ]; then
        kill "$(cat "$directory/pgbouncer.pid")" 2>/dev/null || true
    fi

    if find_programs && is_running; then
        cd "$directory"
        as_server "$programs/pg_ctl" -D "$data" -m immediate -w stop >/dev/null
    fi

    rm -rf "$directory"
}

crash() {
    find_programs && is_running || fail "nothing runs in $directory"
    cd "$directory"
    as_server "$programs/pg_ctl" -D "$data" -m immediate -w stop >/dev/null
    as_server "$programs/pg_ctl" -D "$data" -l "$directory/server.log" -w -t 60 start >/dev/null
}

down() {
    find_programs && is_running || fail "nothing runs in $directory"
    cd "$directory"
    as_server "$programs/pg_ctl" -D "$data" -m fast -w stop >/dev/null
    touch "$directory/down"
}

case ${1:-} in
    start) start ;;
    pgbouncer) start_pgbouncer ;;
    crash) crash ;;
    down) down ;;
    stop) stop ;;
    *) echo "usage: eng/postgres.sh start|pgbouncer|crash|down|stop" >&2; exit 2 ;;
esac
